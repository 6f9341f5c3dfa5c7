import { expect, test } from 'vitest';
import type { ContainerView, EngineView, ImageView } from '../../docker/engine/view.ts';
import { columnsOf, sharedLayers, wiresOf } from './layout.ts';

const image = (id: string, ...layers: string[]): ImageView => ({ id, tags: [`${id}:latest`], layers, size: 1000, createdAt: 0 });

const container = (name: string, imageId: string, rest: Partial<ContainerView> = {}): ContainerView => ({
  id: name, name, image: imageId, imageId, command: 'sh', state: 'running', health: 'none', exitCode: 0, isOomKilled: false, restartCount: 0,
  startedAt: 0, finishedAt: 0, ports: [], mounts: [], networks: [], memoryLimit: 0, cpuLimit: 0, cgroup: '', ...rest,
});

const view = (rest: Partial<EngineView>): EngineView => ({ isUp: true, images: [], layers: [], containers: [], volumes: [], networks: [], ...rest });

test('containers stand on their images; of many, the newest are drawn and the rest counted', () => {
  const many = Array.from({ length: 500 }, (_, i) => container(`c${i}`, 'nginx', i < 10 ? { state: 'exited' } : {}));
  const columns = columnsOf(view({ images: [image('alpine'), image('nginx')], containers: [...many, container('lost', 'gone')] }));
  expect(columns.map(({ key, containers, rest }) => ({ key, drawn: containers.map((one) => one.name), rest }))).toEqual([
    { key: 'nginx', drawn: ['c493', 'c494', 'c495', 'c496', 'c497', 'c498', 'c499'], rest: [{ state: 'exited', count: 10 }, { state: 'running', count: 483 }] },
    { key: 'gone', drawn: ['lost'], rest: [] },
    { key: 'alpine', drawn: [], rest: [] },
  ]);
});

test('a layer that two images have gets a number of its own', () => {
  expect([...sharedLayers([image('a', 'base', 'x'), image('b', 'base', 'y'), image('c', 'z', 'y')])]).toEqual([['base', 0], ['y', 1]]);
});

test('wires lead from containers to their volumes and networks', () => {
  const db = container('db', 'postgres', { state: 'exited', mounts: [{ type: 'volume', source: 'rows', target: '/data', isReadOnly: false }], networks: [{ name: 'shop', address: '', aliases: [] }] });
  expect(wiresOf(view({ containers: [db] }))).toEqual([
    { from: 'container db', to: 'volume rows', kind: 'volume', isFaint: true },
    { from: 'container db', to: 'network shop', kind: 'network', isFaint: true },
  ]);
});
