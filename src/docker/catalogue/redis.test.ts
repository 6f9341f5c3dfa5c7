import { expect, test } from 'vitest';
import { ImageHost } from './testing/image-host.ts';

test('redis keeps keys, and says what it can not do', () => {
  const host = new ImageHost();
  const cache = host.create('redis:7', 'cache');
  host.wait(1_000_000);
  expect(cache.stdout).toContain('Ready to accept connections tcp\n');
  const cli = (...args: string[]) => cache.exec(['redis-cli', ...args]).stdout;
  expect([cli('ping'), cli('set', 'a', '1'), cli('incr', 'a'), cli('get', 'a'), cli('lpush', 'a', 'x')]).toEqual(['PONG\n', 'OK\n', '2\n', '2\n', 'WRONGTYPE Operation against a key holding the wrong kind of value\n\n']);
  expect([cli('rpush', 'list', 'x', 'y'), cli('lrange', 'list', '0', '-1'), cli('nope')]).toEqual(['2\n', 'x\ny\n', "ERR unknown command 'nope', with args beginning with: \n\n"]);
  expect(cli('save')).toBe('OK\n');
  expect(cache.exec(['ls', '/data']).stdout).toBe('dump.rdb\n');
});
