import { expect, test } from 'vitest';
import * as references from './references.ts';

test('names of images as Docker takes, refuses and shows them', () => {
  expect(references.parseDockerReference('redis')).toEqual({ domain: 'docker.io', path: 'library/redis', tag: 'latest' });
  expect(references.familiarReference(references.parseDockerReference('localhost:5000/app:1'))).toBe('localhost:5000/app:1');
  expect(() => references.parseDockerReference('Redis')).toThrow('invalid reference format: repository name (library/Redis) must be lowercase');
  expect(() => references.parseDockerReference('a b')).toThrow('invalid reference format');
});

test('a hostile name takes no time', () => {
  expect(() => references.parseDockerReference(`${'a'.repeat(100_000)}!`)).toThrow('invalid reference format');
  expect(() => references.parseDockerReference(`${'a-'.repeat(100_000)}!/x`)).toThrow('invalid reference format');
});
