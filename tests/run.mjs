// `npm test`: installs what is missing and runs everything, the quick parts first. `npm test -- NAME…` runs some parts.
import { spawnSync } from 'node:child_process';
import { installMissing, root, tool } from '../bin/install.mjs';

const PARTS = {
  types: ['node', ['tests/types.mjs']],
  lint: ['npm', ['run', '--silent', 'lint']],
  unit: [tool('vitest'), ['run']],
  lessons: ['node', ['bin/drydock.mjs', 'lessons', '--seeds', '3']],
  transcripts: ['node', ['bin/drydock.mjs', 'transcripts', '--required', 'tests/transcripts/cases']],
  hostile: ['node', ['tests/contracts/hostile.mjs']],
  browser: ['node', ['tests/browser/run.mjs']],
  clients: ['node', ['tests/contracts/clients/run.mjs']],
};

installMissing();
const chosen = process.argv.slice(2);
const failed = [];
for (const [name, [command, args]] of Object.entries(PARTS)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n== ${name}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  console.log(`== ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (status !== 0) failed.push(name);
}
console.log(failed.length === 0 ? '\nall parts passed' : `\nfailed: ${failed.join(', ')}`);
const count = chosen.length > 0 ? chosen.length : Object.keys(PARTS).length;
console.log(`parts: ${count - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
