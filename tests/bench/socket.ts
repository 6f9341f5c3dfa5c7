import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveWorld } from '../../src/headless/serve/serve-world.ts';
import type { Benchmark } from './benchmark.ts';
import { middle, ms } from './measure.ts';
import { newWorld, script } from './worlds.ts';

const CONTAINERS = 10;

function request(agent: Agent, socketPath: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    get({ agent, socketPath, path: '/v1.50/containers/json' }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => resolve(JSON.parse(text)));
    }).on('error', reject);
  });
}

export const SOCKET: readonly Benchmark[] = [
  {
    name: 'an API request (GET /containers/json, 10 containers) over a unix socket',
    target: '≤ 1 ms',
    async run() {
      const world = newWorld();
      for (let i = 0; i < CONTAINERS; i++) script(world, 'docker run -d busybox sleep 100000 >/dev/null');
      const folder = mkdtempSync(join(tmpdir(), 'drydock-bench-'));
      const path = join(folder, 'docker.sock');
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const served = await serveWorld(world, { path }, (error) => {
        throw error;
      });
      try {
        const times: number[] = [];
        for (let i = 0; i < 600; i++) {
          const start = performance.now();
          const list = await request(agent, path);
          times.push(performance.now() - start);
          if (!Array.isArray(list) || list.length !== CONTAINERS) throw new Error('the list is another');
        }
        return ms(middle(times.slice(100)));
      } finally {
        agent.destroy();
        await served.close();
        rmSync(folder, { recursive: true });
      }
    },
  },
];
