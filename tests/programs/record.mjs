// Fills in what the machine's own tools print: node tests/programs/record.mjs [FILE...]
// A file whose title names BusyBox is recorded with its applets, the others with GNU's tools.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatConsole, normalise, parseConsole } from './console.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const files = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(join(here, 'cases')).map((name) => join(here, 'cases', name));

function busyboxPath() {
  const folder = mkdtempSync('/tmp/applets-');
  const names = spawnSync('busybox', ['--list'], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
  for (const name of names) symlinkSync('/usr/bin/busybox', join(folder, name));
  return folder;
}

for (const file of files) {
  const parsed = parseConsole(readFileSync(file, 'utf8'));
  const isBusybox = /busybox/i.test(parsed.title);
  const applets = isBusybox ? busyboxPath() : undefined;
  const home = mkdtempSync('/tmp/case-');
  const cwd = join(home, 'work');
  mkdirSync(cwd);
  for (const step of parsed.steps) {
    const env = { PATH: applets ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', HOME: home };
    const shell = isBusybox ? ['/usr/bin/busybox', ['sh', '-c', step.command]] : ['/bin/sh', ['-c', step.command]];
    const result = spawnSync(shell[0], shell[1], { cwd, env, encoding: 'utf8', timeout: 20_000 });
    step.stdout = result.stdout;
    step.stderr = result.stderr;
    step.status = result.status ?? 128 + 9;
  }
  rmSync(home, { recursive: true });
  if (applets) rmSync(applets, { recursive: true });
  writeFileSync(file, formatConsole({ ...parsed, steps: parsed.steps.map(normalise) }));
}
