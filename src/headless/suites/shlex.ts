import { ShellLexer } from '../../docker/builder/expand/lexer.ts';
import { SuiteRun } from './suite-run.ts';
import type { SuiteResult } from './suite.ts';

/** `shlex.json`. */
export interface ShlexSuite {
  readonly calls: readonly Call[];
  readonly envVarTest: readonly { readonly line: number; readonly platform: 'A' | 'U' | 'W'; readonly source: string; readonly expected: string }[];
  readonly wordsTest: readonly { readonly line: number; readonly source: string; readonly expected: readonly string[] | null }[];
}

interface Call {
  readonly test: string;
  /** ProcessWord rather than ProcessWords, which says nothing of the variables. */
  readonly capture: boolean;
  readonly word: string;
  readonly escape: string;
  readonly env: Readonly<Record<string, string>>;
  readonly rawQuotes: boolean;
  readonly rawEscapes: boolean;
  readonly skipUnsetEnv: boolean;
  readonly skipProcessQuotes: boolean;
  readonly result: string;
  readonly words: readonly string[] | null;
  readonly matched: readonly string[];
  readonly unmatched: readonly string[];
  readonly error: string | null;
}

export function runSuite(suite: ShlexSuite): SuiteResult {
  const run = new SuiteRun();
  for (const call of suite.calls) checkCall(run, call);
  const variables = new Map([['PWD', '/home'], ['SHELL', 'bash'], ['KOREAN', '한국어'], ['NULL', '']]);
  for (const { line, platform, source, expected } of suite.envVarTest) {
    const lexer = new ShellLexer('\\', { ignoresCase: platform === 'W' });
    run.check(`envVarTest ${line}: ${source}`, expected, () => orError(() => lexer.expand(source, variables).text));
  }
  checkWords(run, suite);
  return run.result;
}

function checkCall(run: SuiteRun, call: Call): void {
  const lexer = new ShellLexer(call.escape, {
    keepsQuotes: call.rawQuotes, keepsEscapes: call.rawEscapes, keepsUnset: call.skipUnsetEnv, ignoresQuotes: call.skipProcessQuotes,
  });
  const expected = call.error === null
    ? { text: call.result, words: call.words ?? [], ...(call.capture && { matched: [...call.matched].sort(), unmatched: [...call.unmatched].sort() }) }
    : { threw: call.error };
  run.check(`${call.test} ${call.word}`, expected, () => {
    const { text, words, matched, unmatched } = lexer.expand(call.word, new Map(Object.entries(call.env)));
    return { text, words, ...(call.capture && { matched: [...matched].sort(), unmatched: [...unmatched].sort() }) };
  });
}

/** The file is a script: lines `ENV name=value` set what later lines use. */
function checkWords(run: SuiteRun, suite: ShlexSuite): void {
  const variables = new Map([['PWD', '/home'], ['SHELL', 'bash']]);
  const lexer = new ShellLexer();
  for (const { line, source, expected } of suite.wordsTest) {
    if (expected === null) {
      const [name, ...value] = source.slice('ENV '.length).split('=');
      variables.set(name!, value.join('='));
    } else run.check(`wordsTest ${line}: ${source}`, expected, () => orError(() => lexer.words(source, variables), ['error']));
  }
}

function orError<T>(answer: () => T, otherwise: unknown = 'error'): unknown {
  try {
    return answer();
  } catch {
    return otherwise;
  }
}
