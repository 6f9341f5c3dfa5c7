import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programs } from '../../src/machine/programs/index.ts';
import { createTestHost } from '../../src/machine/testing/host.ts';

// What the real shells did is recorded by record.mjs; nothing in the cases is written by hand.

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

interface Case {
  readonly name: string;
  readonly mode: 'text' | 'file' | 'stdin';
  readonly script: string;
  readonly expected: Readonly<Record<string, Outcome>>;
}

const FOLDER = '/tmp/case';
const CASES = join(import.meta.dirname, 'cases');
const SHELLS: Readonly<Record<string, readonly string[]>> = { bash: ['bash'], dash: ['dash'], ash: ['busybox', 'ash'] };

function run({ mode, script }: Case, dialect: string): Outcome {
  const host = createTestHost({ programs: programs.values(), files: { '/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\n' } });
  host.files.mkdirAll(FOLDER);
  if (!host.files.exists('/dev/fd')) host.files.symlink('/proc/self/fd', '/dev/fd');
  if (mode === 'file') host.files.write(`${FOLDER}/script.sh`, script);
  const args = mode === 'file' ? ['script.sh'] : mode === 'stdin' ? [] : ['-c', script];
  const env = { PATH: '/usr/bin:/bin', HOME: '/root' };
  const { stdout, stderr, status } = host.run([...SHELLS[dialect]!, ...args], { cwd: FOLDER, env, stdin: mode === 'stdin' ? script : '' });
  return { stdout, stderr: stderr.replace(/^(\S+: line \d+:) +\d+ (?=[A-Z][a-z])/gm, '$1 PID '), status: status ?? -1 };
}

for (const file of readdirSync(CASES)) {
  describe(file.replace('.json', ''), () => {
    const cases = JSON.parse(readFileSync(join(CASES, file), 'utf8')) as readonly Case[];
    for (const one of cases) {
      for (const [dialect, expected] of Object.entries(one.expected)) {
        it(`${one.name} (${dialect})`, () => {
          expect(run(one, dialect)).toEqual(expected);
        });
      }
    }
  });
}
