import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { coveragePage } from '../../src/docker/cli/coverage.ts';

const PAGE = fileURLToPath(new URL('../../docs/coverage.md', import.meta.url));

/** `UPDATE_DOCS=1 npx vitest run tests/docs` writes it anew. */
test('docs/coverage.md is what the declarations say', () => {
  if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, coveragePage());
  expect(readFileSync(PAGE, 'utf8')).toBe(coveragePage());
});
