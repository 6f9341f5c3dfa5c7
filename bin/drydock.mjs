#!/usr/bin/env node
// The headless command. It is built from src/headless on first use and whenever a source is newer.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { installMissing, root, run, tool } from './install.mjs';

const built = join(root, 'dist', 'headless', 'main.mjs');

function newest(path) {
  let time = 0;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.name.endsWith('.test.ts')) continue;
    time = Math.max(time, entry.isDirectory() ? newest(inside) : statSync(inside).mtimeMs);
  }
  return time;
}

const isStale = () => statSync(built).mtimeMs < Math.max(newest(join(root, 'src')), newest(join(root, 'lessons')));
if (existsSync(join(root, 'src')) && (!existsSync(built) || isStale())) {
  installMissing();
  run(tool('vite'), ['build', '--config', 'vite.headless.ts', '--logLevel', 'warn'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
await import(built);
