// `npm run bench [NAME…]`: medians of what the project promises, printed as a table. Not part of the tests: a measure, not a judge.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { installMissing, root, run, tool } from '../../bin/install.mjs';

installMissing();
run(tool('vite'), ['build', '--config', 'vite.headless.ts', '--logLevel', 'warn'], { stdio: ['ignore', 'ignore', 'inherit'] });
run(tool('vite'), ['build', '--config', 'tests/bench/vite.config.ts', '--logLevel', 'warn'], { stdio: ['ignore', 'ignore', 'inherit'] });
await import(pathToFileURL(join(root, 'dist/bench/main.mjs')).href);
