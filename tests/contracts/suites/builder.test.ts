import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as corpus from './buildkit-corpus.ts';
import * as lint from './buildkit-lint.ts';
import * as parseErrors from './buildkit-parse-errors.ts';
import * as parser from './buildkit-parser.ts';
import * as dockerignore from './dockerignore.ts';
import { EXCEPTIONS } from './exceptions.ts';
import * as hadolint from './hadolint.ts';
import * as shlex from './shlex.ts';
import type { SuiteResult } from './suite.ts';

const FOLDER = fileURLToPath(new URL('../../../../shared/suites', import.meta.url));
const SUITES: Readonly<Record<string, { readonly runSuite: (suite: never) => SuiteResult }>> = {
  'buildkit-corpus': corpus,
  'buildkit-lint': lint,
  'buildkit-parse-errors': parseErrors,
  'buildkit-parser': parser,
  dockerignore,
  hadolint,
  shlex,
};
/** hadolint is another program, with opinions of its own. */
const LEAST: Readonly<Record<string, number>> = { hadolint: 0.95 };

describe('what BuildKit and hadolint answer', () => {
  for (const [name, { runSuite }] of Object.entries(SUITES)) {
    const file = `${FOLDER}/${name}.json`;
    test.skipIf(!existsSync(file))(`${name} (skipped where ../shared/suites is absent)`, () => {
      const { passed, failed, failures } = runSuite(JSON.parse(readFileSync(file, 'utf8')) as never);
      const unexplained = failures.filter((failure) => !EXCEPTIONS[name]?.[failure.label]);
      expect(unexplained).toEqual([]);
      expect(passed / (passed + failed)).toBeGreaterThanOrEqual(LEAST[name] ?? 0.98);
    });
  }
});
