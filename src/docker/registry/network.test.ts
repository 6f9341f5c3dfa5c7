import { expect, test } from 'vitest';
import { createWorld } from '../world.ts';

test('a registry in a container keeps what is pushed to it', () => {
  const world = createWorld({ preload: ['busybox'] });
  const run = (text: string): string => {
    const { stdout, stderr } = world.runScript(text);
    return stdout + stderr;
  };
  expect(run('docker pull localhost:5000/mine/box:1')).toBe('Error response from daemon: Get "http://localhost:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused\n');
  run('docker tag busybox localhost:5000/mine/box:1');
  run('docker run -d -p 5000:5000 --name registry registry:2; sleep 1');
  expect(run('docker push localhost:5000/mine/box:1')).toMatch(/^The push refers to repository \[localhost:5000\/mine\/box\]\n.*: Pushed\n1: digest: sha256:[0-9a-f]{64} size: \d+\n$/s);
  run('docker rmi localhost:5000/mine/box:1');
  expect(run('docker pull localhost:5000/mine/box:1')).toContain('Status: Downloaded newer image for localhost:5000/mine/box:1\n');
  expect(run('docker pull localhost:5000/mine/nothing:1')).toBe('Error response from daemon: manifest for localhost:5000/mine/nothing:1 not found: manifest unknown: manifest unknown\n');
  expect(run('curl -s localhost:5000/v2/_catalog localhost:5000/v2/mine/box/tags/list')).toBe('{"repositories":["mine/box"]}\n{"name":"mine/box","tags":["1"]}\n');
});
