import { expect, test } from 'vitest';
import { programs } from './index.ts';
import { programs as lazy } from './lazy.ts';

test('the page knows every program by the same name, in the same order', () => {
  expect([...lazy.keys()]).toEqual([...programs.keys()]);
});
