import { expect, test } from 'vitest';
import { ImageHost } from './testing/image-host.ts';

test('the report carries the pandas that it was written for', () => {
  const host = new ImageHost();
  expect(host.run('acme/report:1.0').stdout).toBe(' city   km\n Lyon  3.9\nTurin  8.9\n');
  expect(host.run('acme/report:1.1')).toMatchObject({ stderr: 'report: TRIPS_MONTH is not set (for example: 2024-01)\n', status: 1 });
  expect(host.run('acme/report:1.1', undefined, { env: { TRIPS_MONTH: '2024-01' } }).stdout).toBe('trips of 2024-01\ncity\nLyon     3.9\nTurin    8.9\n');
});
