// Runs the programs in python/ with the machine's own Python 3.11 and writes down what each printed, beside it:
// node tests/programs/record-python.mjs [FILE...]
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'python');
const files = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(folder).filter((name) => name.endsWith('.py')).map((name) => join(folder, name));

for (const file of files) {
  const work = mkdtempSync('/tmp/python-');
  const script = basename(file);
  // Under another name, so that `import json` in json.py finds the library's.
  copyFileSync(file, join(work, `case-${script}`));
  const { stdout, stderr, status } = spawnSync('python3', [`case-${script}`], { cwd: work, input: 'l1\nl2\nl3\n', encoding: 'utf8', timeout: 20_000, env: { PATH: process.env.PATH, HOME: work, LC_ALL: 'C.UTF-8', TZ: 'UTC' } });
  const text = `${stdout}--- standard error\n${stderr}--- exit status ${status}\n`;
  writeFileSync(file.replace(/\.py$/, '.txt'), text.replaceAll(`${work}/`, '/work/'));
  rmSync(work, { recursive: true });
}
