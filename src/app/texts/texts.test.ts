import { expect, test } from 'vitest';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { languageOf } from './texts.svelte.ts';

/** Every text by its path: `home.title`. Functions stand for themselves. */
function flatten(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, path === '' ? key : `${path}.${key}`));
}

test('every language has the same texts, and none is empty', () => {
  const [english, german] = [flatten(en), flatten(de)];
  expect(german.map(([path]) => path).sort()).toEqual(english.map(([path]) => path).sort());
  expect([...english, ...german].filter(([, text]) => text === '')).toEqual([]);
});

test('the language is that of the browser, where the page has it', () => {
  expect(languageOf(['fr-FR', 'de-AT', 'en'])).toBe('de');
  expect(languageOf(['fr-FR'])).toBe('en');
});
