// Type-checks each part with the libraries that it may use: no DOM or Node outside src/app and src/headless.
import { existsSync } from 'node:fs';
import { run, tool } from '../bin/install.mjs';

for (const project of ['tsconfig.json', 'src/headless/tsconfig.json', 'tests/tsconfig.json']) run(tool('tsc'), ['-p', project]);
if (existsSync('src/app/main.ts')) run(tool('svelte-check'), ['--tsconfig', 'src/app/tsconfig.json', '--fail-on-warnings', '--output', 'human']);
