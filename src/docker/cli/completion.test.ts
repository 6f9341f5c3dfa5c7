import { describe, expect, test } from 'vitest';
import { createWorld } from '../world.ts';
import { completers } from '../../machine/shell/interactive/completers.ts';
import type { System } from '../../machine/system.ts';

const world = createWorld({ user: 'root', preload: ['busybox'] });
world.runScript('docker create --name web busybox; docker run -d --name db busybox sleep 1000; docker volume create data; docker network create back');

/** What Tab offers behind a command line that ends at the cursor. */
function offered(line: string): readonly string[] {
  const words = line.split(' ');
  let found: readonly string[] = [];
  let isDone = false;
  const { host } = world.main;
  host.start({
    argv: ['complete'], env: new Map([['HOME', '/root']]), cwd: '/', credentials: { uid: 0, gid: 0, groups: [] }, namespaces: host.namespaces, cgroup: '/', descriptors: new Map(),
    *main(system: System) {
      found = yield* completers.get('docker')!.complete(system, words, words.length - 1);
      isDone = true;
      return 0;
    },
  });
  world.run({ isOver: () => isDone });
  return found;
}

describe('completion', () => {
  test('commands, in groups and at the top', () => {
    expect(offered('docker vol')).toEqual(['volume']);
    expect(offered('docker volume ')).toEqual(['create', 'inspect', 'list', 'ls', 'prune', 'remove', 'rm']);
    expect(offered('docker p')).toEqual(['pause', 'plugin', 'port', 'ps', 'pull', 'push']);
  });

  test('flags and their values', () => {
    expect(offered('docker ps --no')).toEqual(['--no-trunc']);
    expect(offered('docker run --restart ')).toEqual(['no', 'always', 'unless-stopped', 'on-failure']);
    expect(offered('docker run --network=b')).toEqual(['--network=back', '--network=bridge']);
    expect(offered('docker run -it --net')).toEqual(['--network', '--network-alias']);
  });

  test('names of what there is', () => {
    expect(offered('docker rm ')).toEqual(['db', 'web']);
    expect(offered('docker stop ')).toEqual(['db']);
    expect(offered('docker start ')).toEqual(['web']);
    expect(offered('docker run -d bu')).toEqual(['busybox']);
    expect(offered('docker volume rm ')).toEqual(['data']);
    expect(offered('docker network connect back ')).toEqual(['db', 'web']);
    expect(offered('docker run busybox ')).toEqual([]);
  });
});
