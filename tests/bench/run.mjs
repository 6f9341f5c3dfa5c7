// `npm run bench [NAME…]`: medians of what the project promises, printed as a table. Not part of the tests: a measure, not a judge.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { installMissing, root, run, tool } from '../../bin/install.mjs';

installMissing();
run(tool('vite'), ['build', '--config', 'vite.headless.ts', '--logLevel', 'warn'], { stdio: ['ignore', 'ignore', 'inherit'] });
run(tool('vite'), ['build', '--config', 'tests/bench/vite.config.ts', '--logLevel', 'warn'], { stdio: ['ignore', 'ignore', 'inherit'] });
await import(pathToFileURL(join(root, 'dist/bench/main.mjs')).href);
const chosen = process.argv.slice(2);
if (chosen.length === 0 || chosen.some((word) => 'page'.includes(word))) {
  const { pageRows } = await import('./page.mjs');
  for (const row of await pageRows()) console.log(`| ${row.join(' | ')} |`);
}
