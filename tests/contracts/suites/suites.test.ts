import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { SUITES, runOne } from '../../../src/headless/suites/index.ts';

const FOLDER = fileURLToPath(new URL('../../../../shared/suites', import.meta.url));

describe("what Docker's, BuildKit's and hadolint's own tests record", () => {
  for (const suite of SUITES) {
    const file = `${FOLDER}/${suite.name}.json`;
    test.skipIf(!existsSync(file))(`${suite.name} (skipped where ../shared/suites is absent)`, () => {
      const { unexplained, isMet } = runOne(suite, JSON.parse(readFileSync(file, 'utf8')));
      expect(unexplained).toEqual([]);
      expect(isMet).toBe(true);
    });
  }
});
