/** How a case of a suite came out. */
export interface Failure {
  readonly label: string;
  readonly expected: string;
  readonly found: string;
}

export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  /** Cases of what is not simulated, or of another version than Docker 28.2.2 has. */
  readonly skipped: number;
  readonly failures: readonly Failure[];
}

/** Counts cases as they are checked. */
export class Tally {
  passed = 0;
  skipped = 0;
  readonly failures: Failure[] = [];

  check(label: string, expected: string, found: string): void {
    if (expected === found) this.passed++;
    else this.failures.push({ label, expected, found });
  }

  skip(): void {
    this.skipped++;
  }

  get result(): SuiteResult {
    return { passed: this.passed, failed: this.failures.length, skipped: this.skipped, failures: this.failures };
  }
}

/** JSON with its keys in order and without what is undefined: for comparing values. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
