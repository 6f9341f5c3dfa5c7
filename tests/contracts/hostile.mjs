// Answers that mean harm, graded beside a good one: each costs its own row and no other. `node tests/contracts/hostile.mjs`
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../bin/install.mjs';

const SECONDS = 6;
const TOO_LONG = new RegExp(`^not graded: took longer than ${SECONDS} s$`);

/** The lines after `FROM python:3.9` and what the row of each must say. */
const ANSWERS = {
  'endless loop': ['RUN while :; do :; done', TOO_LONG],
  'endless output': ['RUN yes', TOO_LONG],
  'catastrophic pattern': [`RUN python -c "import re; re.match(r'(a+)+$', 'a' * 40 + 'b')"`, TOO_LONG],
  'endless sleep': ['RUN sleep infinity', /found timeout/],
  'full disk': ['RUN yes > /big', /exit code: 1/],
};

const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
const write = (name, text) => {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'Dockerfile'), text);
};
for (const [name, [lines]] of Object.entries(ANSWERS)) write(name, `FROM python:3.9\n${lines}\nENTRYPOINT ["bash"]\n`);
write('symbolic link', 'FROM python:3.9\n');
symlinkSync('/etc', join(folder, 'symbolic link', 'link'));
write('huge file', 'FROM python:3.9\n');
writeFileSync(join(folder, 'huge file', 'big'), '');
truncateSync(join(folder, 'huge file', 'big'), 2 ** 30);
cpSync(join(root, 'lessons/05-dockerfile/02-repair-the-notes-dockerfile/answer/solution'), join(folder, 'good'), { recursive: true });

try {
  const names = [...Object.keys(ANSWERS), 'symbolic link', 'huge file', 'good'];
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/drydock.mjs', 'grade', '--lesson', 'repair-the-notes-dockerfile', '--jobs', '2', '--seconds', String(SECONDS), ...names.map((name) => join(folder, name))], { cwd: root, encoding: 'utf8', timeout: 120_000 });
  const rows = new Map(stdout.trimEnd().split('\n').map((line) => [line.slice(folder.length + 1).split(':')[0], line.slice(line.indexOf(': ') + 2)]));
  assert.deepEqual([...rows.keys()], names, stderr);
  for (const [name, [, expected]] of Object.entries(ANSWERS)) assert.match(rows.get(name), expected, name);
  assert.equal(rows.get('symbolic link'), 'not graded: link: is a symbolic link, which an answer may not hold');
  assert.match(rows.get('huge file'), /^not graded: /);
  assert.equal(rows.get('good'), '8/8 passed');
  assert.equal(status, 1, 'some could not be graded');
  console.log(`hostile answers: ${names.length} rows as they should be`);
} finally {
  rmSync(folder, { recursive: true });
}
