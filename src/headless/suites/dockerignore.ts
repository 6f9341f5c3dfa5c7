import { parseIgnoreFile } from '../../docker/builder/ignore/ignore-file.ts';
import { IgnoreMatcher } from '../../docker/builder/ignore/matcher.ts';
import { SuiteRun } from './suite-run.ts';
import type { SuiteResult } from './suite.ts';

interface Case {
  readonly fn: 'Matches' | 'MatchesOrParentMatches' | 'MatchesUsingParentResult' | 'New' | 'Exclusions';
  readonly patterns: readonly string[];
  readonly file?: string;
  readonly match?: boolean;
  readonly error?: string | null;
  readonly test: string;
  readonly parentMatched?: boolean;
  readonly out?: boolean;
}

/** `dockerignore.json`. */
export interface IgnoreSuite {
  readonly sets: readonly {
    readonly tag: string;
    readonly cases: readonly Case[];
    readonly ignorefile: readonly { readonly content: string; readonly patterns: readonly string[] }[];
  }[];
}

export function runSuite(suite: IgnoreSuite): SuiteResult {
  const run = new SuiteRun();
  for (const { tag, cases, ignorefile } of suite.sets) {
    for (const one of cases) {
      const name = `${tag} ${one.fn} ${one.test}: ${one.patterns.join(' ')} on ${one.file ?? ''}`;
      run.check(name, one.error ? { threw: one.error } : (one.match ?? one.out), () => answer(one));
    }
    for (const { content, patterns } of ignorefile) run.check(`${tag} ignorefile`, patterns, () => parseIgnoreFile(content));
  }
  return run.result;
}

function answer(one: Case): unknown {
  const matcher = new IgnoreMatcher(one.patterns);
  const file = one.file ?? '';
  switch (one.fn) {
    case 'Matches':
      return matcher.matches(file);
    case 'MatchesOrParentMatches':
      return matcher.matchesOrParentMatches(file);
    case 'Exclusions':
      return matcher.hasExceptions;
    case 'MatchesUsingParentResult':
      return matcher.matchesUsingParent(file, one.parentMatched ?? false);
    case 'New':
      return undefined;
  }
}
