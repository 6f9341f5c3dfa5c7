// Runs the scripts of tests/shell/scripts in the real shells of this machine, and writes what they did to tests/shell/cases:
//   node tests/shell/record.mjs [TOPIC…]
// A case begins with `### name`, then words: `@bash,dash` for which shells (all three unless told), `@file` or `@stdin` for how the
// script is given (-c unless told). Scripts run in /tmp/case, which is empty, with PATH and HOME alone in the environment.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const HERE = import.meta.dirname;
const FOLDER = '/tmp/case';
const SHELLS = { bash: ['/bin/bash', 'bash'], dash: ['/bin/dash', 'dash'], ash: ['/bin/busybox', 'ash'] };

export function readCases(text) {
  return text
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const newline = part.indexOf('\n');
      const words = part.slice(0, newline).split(' ');
      const marks = words.filter((word) => word.startsWith('@')).map((word) => word.slice(1));
      const mode = marks.find((mark) => mark === 'file' || mark === 'stdin') ?? 'text';
      const dialects = marks.find((mark) => mark !== mode)?.split(',') ?? Object.keys(SHELLS);
      return { name: words.filter((word) => !word.startsWith('@')).join(' '), mode, dialects, script: part.slice(newline + 1) };
    });
}

/** bash tells of killed programs with their pid. */
function withoutPids(text) {
  return text.replace(/^(\S+: line \d+:) +\d+ (?=[A-Z][a-z])/gm, '$1 PID ');
}

function record({ mode, script }, dialect) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  const [program, name] = SHELLS[dialect];
  if (mode === 'file') writeFileSync(join(FOLDER, 'script.sh'), script);
  const args = mode === 'file' ? ['script.sh'] : mode === 'stdin' ? [] : ['-c', script];
  const result = spawnSync(program, args, {
    argv0: name,
    cwd: FOLDER,
    env: { PATH: '/usr/bin:/bin', HOME: '/root' },
    input: mode === 'stdin' ? script : '',
    timeout: 10_000,
  });
  return { stdout: result.stdout.toString(), stderr: withoutPids(result.stderr.toString()), status: result.status ?? 128 + 9 };
}

const wanted = process.argv.slice(2);
for (const file of readdirSync(join(HERE, 'scripts'))) {
  const topic = basename(file, '.sh');
  if (wanted.length > 0 && !wanted.includes(topic)) continue;
  const cases = readCases(readFileSync(join(HERE, 'scripts', file), 'utf8'));
  const recorded = cases.map(({ name, mode, script, dialects }) => ({
    name, mode, script, expected: Object.fromEntries(dialects.map((dialect) => [dialect, record({ mode, script }, dialect)])),
  }));
  writeFileSync(join(HERE, 'cases', `${topic}.json`), `${JSON.stringify(recorded, undefined, 1)}\n`);
  console.log(`${topic}: ${recorded.length}`);
}
rmSync(FOLDER, { recursive: true, force: true });
