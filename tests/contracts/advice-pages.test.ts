import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ADVICE_RULES } from '../../src/docker/builder/check/advice/index.ts';

const FOLDER = fileURLToPath(new URL('../../docs/advice', import.meta.url));

test('each rule of advice has a page, and each page a rule', () => {
  const pages = readdirSync(FOLDER).filter((file) => file !== 'README.md');
  expect(pages.sort()).toEqual(ADVICE_RULES.map(({ name }) => `${name}.md`).sort());
});

test('pages begin with what the rule says, and the list has them all', () => {
  const list = readFileSync(`${FOLDER}/README.md`, 'utf8');
  for (const { name, description, hadolint } of ADVICE_RULES) {
    expect(readFileSync(`${FOLDER}/${name}.md`, 'utf8').split('\n').slice(0, 3)).toEqual([`# ${name}`, '', `**${description}.**`]);
    expect(list).toContain(`| [${name}](${name}.md) | ${description} | ${hadolint.join(', ') || '–'} |`);
  }
});
