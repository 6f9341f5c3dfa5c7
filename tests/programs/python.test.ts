import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createWorld } from '../../src/docker/world.ts';

const folder = fileURLToPath(new URL('./python/', import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.py'));

/** What Python 3.11 printed for each program (`node tests/programs/record-python.mjs` writes it down), and ours in a container of python:3.11. */
const world = createWorld({ user: 'root', preload: ['python:3.11-slim'], files: new Map(names.map((name) => [`/work/case-${name}`, readFileSync(folder + name, 'utf8')])) });
world.runScript('docker run -d --name python -v /work:/work -w /work python:3.11-slim sleep infinity');

test.each(names)('%s', (name) => {
  const { stdout, stderr, status } = world.runScript(`docker exec -i python python3 case-${name}`, { input: 'l1\nl2\nl3\n' });
  expect(`${stdout}--- standard error\n${stderr}--- exit status ${status}\n`).toBe(readFileSync(folder + name.replace(/\.py$/, '.txt'), 'utf8'));
});
