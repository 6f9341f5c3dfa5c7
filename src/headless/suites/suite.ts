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

/** A call that a test of the maintainers makes, and what it gave. */
export interface GoCase {
  readonly fn: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly recv?: unknown;
  readonly out: readonly unknown[];
  readonly error?: string | null;
  readonly afterValue?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly fileContent?: string;
}

/** Cases by version; the first is the one that Docker 28.2.2 has. */
export interface GoSuite {
  readonly sets: readonly { readonly tag: string; readonly cases: readonly GoCase[] }[];
}

const callOf = (test: GoCase): string => canonical([test.fn, test.args, test.recv]);

/**
 * All cases. A later version's is not current where it answers otherwise than the version that Docker 28.2.2 has, or
 * where that has no such call: later tags changed the words of errors.
 */
export function currentCases(suite: GoSuite): { readonly test: GoCase; readonly isCurrent: boolean }[] {
  const own = new Map(suite.sets[0]!.cases.map((test) => [callOf(test), canonical([test.out, test.error ?? null])]));
  const functions = new Set(suite.sets[0]!.cases.map((test) => test.fn));
  return suite.sets.flatMap(({ cases }, i) =>
    cases.map((test) => {
      const before = own.get(callOf(test));
      const isSame = before === undefined ? functions.has(test.fn) && !test.error : before === canonical([test.out, test.error ?? null]);
      return { test, isCurrent: i === 0 || isSame };
    }),
  );
}
