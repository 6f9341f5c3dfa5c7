import { describe, expect, test } from 'vitest';
import { parseGpus } from './gpus.ts';
import { platformProblem } from './platform.ts';

describe('--gpus', () => {
  test.each([
    ['all', { Driver: '', Count: -1, DeviceIDs: null, Capabilities: [['gpu']], Options: {} }],
    ['2', { Driver: '', Count: 2, DeviceIDs: null, Capabilities: [['gpu']], Options: {} }],
    ['"device=0,1",driver=nvidia', { Driver: 'nvidia', Count: 0, DeviceIDs: ['0', '1'], Capabilities: [['gpu']], Options: {} }],
    ['"capabilities=compute,utility"', { Driver: '', Count: 1, DeviceIDs: null, Capabilities: [['compute', 'utility', 'gpu']], Options: {} }],
  ])('%s', (text, request) => {
    expect(parseGpus(text)).toEqual(request);
  });

  test.each([
    ['foo=1', "unexpected key 'foo' in 'foo=1'"],
    ['count=1,count=2', "gpu request key 'count' can be specified only once"],
    ['many', 'invalid count (many): value must be either "all" or an integer: invalid syntax'],
  ])('%s', (text, message) => {
    expect(() => parseGpus(text)).toThrow(message);
  });
});

test('what is no platform', () => {
  expect(['linux', 'linux/arm64/v8', 'amd64'].map(platformProblem)).toEqual([undefined, undefined, undefined]);
  expect(platformProblem('foo')).toBe('"foo": unknown operating system or architecture: invalid argument');
  expect(platformProblem('a/b/c/d')).toBe('"a/b/c/d": cannot parse platform specifier: invalid argument');
});
