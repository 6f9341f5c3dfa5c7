import * as corpus from './buildkit-corpus.ts';
import * as lint from './buildkit-lint.ts';
import * as parseErrors from './buildkit-parse-errors.ts';
import * as parser from './buildkit-parser.ts';
import * as golden from './cli-golden.ts';
import * as dockerignore from './dockerignore.ts';
import { EXCEPTIONS } from './exceptions.ts';
import * as hadolint from './hadolint.ts';
import * as nat from './nat.ts';
import * as opts from './opts.ts';
import * as reference from './reference.ts';
import * as shlex from './shlex.ts';
import type { Failure, SuiteResult } from './suite.ts';
import * as templates from './templates.ts';
import * as units from './units.ts';

/** What others' programs answer, held against ours: a suite is NAME.json and the file of that name here. */
export interface Suite {
  readonly name: string;
  /** The share of its cases that must pass. */
  readonly least: number;
  readonly runSuite: (recorded: never) => SuiteResult;
}

const suite = (name: string, { runSuite }: Pick<Suite, 'runSuite'>, least = 0.98): Suite => ({ name, least, runSuite });

export const SUITES: readonly Suite[] = [
  suite('buildkit-corpus', corpus),
  suite('buildkit-parser', parser),
  suite('buildkit-parse-errors', parseErrors),
  suite('buildkit-lint', lint),
  suite('shlex', shlex),
  suite('dockerignore', dockerignore),
  // hadolint is another program, with opinions of its own.
  suite('hadolint', hadolint, 0.95),
  suite('cli-golden', golden),
  suite('opts', opts),
  suite('units', units),
  suite('nat', nat),
  suite('reference', reference),
  suite('templates', templates),
];

export interface SuiteReport {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Failures that have a reason, with it. */
  readonly excepted: readonly { readonly label: string; readonly reason: string }[];
  readonly unexplained: readonly Failure[];
  /** Enough of its cases pass, and each that fails has its reason. */
  readonly isMet: boolean;
}

/** Runs one suite on what was recorded, the parsed contents of its file. */
export function runOne({ name, least, runSuite }: Suite, recorded: unknown): SuiteReport {
  const { passed, failed, skipped, failures } = runSuite(recorded as never);
  const reasons = EXCEPTIONS[name] ?? {};
  const excepted = failures.flatMap(({ label }) => (reasons[label] === undefined ? [] : [{ label, reason: reasons[label] }]));
  const unexplained = failures.filter(({ label }) => reasons[label] === undefined);
  return { name, passed, failed, skipped, excepted, unexplained, isMet: unexplained.length === 0 && passed >= least * (passed + failed) };
}
