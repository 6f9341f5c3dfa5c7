import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as golden from './cli-golden.ts';
import { EXCEPTIONS } from './exceptions.ts';
import * as nat from './nat.ts';
import * as opts from './opts.ts';
import type { SuiteResult } from './suite.ts';
import * as templates from './templates.ts';
import * as units from './units.ts';

const FOLDER = fileURLToPath(new URL('../../../../shared/suites', import.meta.url));
const SUITES: Readonly<Record<string, { readonly runSuite: (suite: never) => SuiteResult }>> = { 'cli-golden': golden, nat, opts, templates, units };

describe("what Docker's own client answers", () => {
  for (const [name, { runSuite }] of Object.entries(SUITES)) {
    const file = `${FOLDER}/${name}.json`;
    test.skipIf(!existsSync(file))(`${name} (skipped where ../shared/suites is absent)`, () => {
      const { passed, failed, failures } = runSuite(JSON.parse(readFileSync(file, 'utf8')) as never);
      const unexplained = failures.filter((failure) => !EXCEPTIONS[name]?.[failure.label]);
      expect(unexplained).toEqual([]);
      expect(passed / (passed + failed)).toBeGreaterThanOrEqual(0.98);
    });
  }
});
