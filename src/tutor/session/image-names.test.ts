import { expect, test } from 'vitest';
import { imageNames } from './image-names.ts';
import { Session } from './session.ts';

const session = () => new Session(undefined, { lesson: 'host', seed: 'names' });

test('without a repository: those of Docker Hub', () => {
  expect(imageNames(session())).toEqual(expect.arrayContaining(['alpine', 'python', 'nginx', 'postgres']));
});

test('with one: its tags; none where there is no such repository', () => {
  expect(imageNames(session(), 'python')).toEqual(expect.arrayContaining(['3.12', '3.12-slim']));
  expect(imageNames(session(), 'no-such-thing')).toEqual([]);
});
