import { expect, test } from 'vitest';
import { toBytes, toText } from '../../../core/bytes.ts';
import { DEFAULT_DETACH_KEYS, DetachWatch, parseDetachKeys } from './detach-keys.ts';

test('keys by their names', () => {
  expect([...parseDetachKeys('ctrl-p,ctrl-q')]).toEqual([16, 17]);
  expect([...parseDetachKeys('a,DEL,ctrl-[')]).toEqual([97, 127, 27]);
  expect(() => parseDetachKeys('foo')).toThrow("Unknown character: 'foo'");
});

test('the first key is held back until the next is there', () => {
  const watch = new DetachWatch(parseDetachKeys(DEFAULT_DETACH_KEYS));
  const type = (text: string) => {
    const { rest, isDetached } = watch.feed(toBytes(text));
    return [toText(rest), isDetached];
  };
  expect(type('ab\x10')).toEqual(['ab', false]);
  expect(type('c')).toEqual(['\x10c', false]);
  expect(type('\x10')).toEqual(['', false]);
  expect(type('\x17\x10\x11d')).toEqual(['\x10\x17', true]);
});
