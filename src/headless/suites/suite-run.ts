import type { Failure, SuiteResult } from './suite.ts';

/** Compares recorded answers with ours as values. */
export class SuiteRun {
  #passed = 0;
  readonly #failures: Failure[] = [];

  /** `found` is called; what it throws counts as the answer `{threw: message}`. */
  check(label: string, expected: unknown, found: () => unknown): void {
    let answer: unknown;
    try {
      answer = found();
    } catch (error) {
      answer = { threw: error instanceof Error ? error.message : String(error) };
    }
    if (isSame(expected, answer)) this.#passed++;
    else this.#failures.push({ label, expected: JSON.stringify(expected) ?? '', found: JSON.stringify(answer) ?? '' });
  }

  get result(): SuiteResult {
    return { passed: this.#passed, failed: this.#failures.length, skipped: 0, failures: this.#failures };
  }
}

/** Equal as JSON, whatever the order of keys; a key that is absent is one that is undefined. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isSame(left[key], right[key]));
}
