import { expect, test } from 'vitest';
import { activityOf } from './activity.ts';

const run = { line: 'docker run nginx', output: '', status: undefined, at: 100 };

test('an image that is being fetched', () => {
  const exchanges = [
    { number: 1, at: 90, method: 'GET', path: '/v1.50/containers/json' },
    { number: 2, at: 101, method: 'HEAD', path: '/_ping' },
    { number: 3, at: 102, method: 'POST', path: '/v1.50/containers/create', status: 404 },
    { number: 4, at: 103, method: 'POST', path: '/v1.50/images/create?fromImage=docker.io/library/nginx&tag=latest' },
  ];
  expect(activityOf(run, exchanges)).toEqual({
    line: 'docker run nginx', isRunning: true, requests: 2, lastRequest: 'POST /images/create', pulling: 'nginx:latest', isBuilding: false,
  });
  expect(activityOf({ ...run, status: 0 }, exchanges).pulling).toBeUndefined();
});
