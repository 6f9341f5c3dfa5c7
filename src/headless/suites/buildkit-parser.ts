import { ARGUMENT_SYNTAX } from '../../docker/builder/parse/arguments.ts';
import { detectSyntax, findDirective } from '../../docker/builder/parse/directives.ts';
import type { Directive, FoundDirective } from '../../docker/builder/parse/directives.ts';
import { dump } from '../../docker/builder/parse/dump.ts';
import { parseJsonForm } from '../../docker/builder/parse/json-form.ts';
import type { Escape } from '../../docker/builder/parse/node.ts';
import { parseDockerfile } from '../../docker/builder/parse/parser.ts';
import { parseWords } from '../../docker/builder/parse/words.ts';
import { chainOf, treeOf } from './tree.ts';
import type { Tree } from './tree.ts';
import { SuiteRun } from './suite-run.ts';
import type { SuiteResult } from './suite.ts';

interface Parsed {
  readonly dockerfile: string;
  readonly ast?: Tree | null;
  readonly result?: string;
  readonly dump?: string | null;
  readonly escape?: string | null;
  readonly warnings?: readonly Warning[] | null;
  readonly error: string | null;
}

interface Warning {
  readonly short: string;
  readonly detail: readonly string[];
  readonly url: string;
  readonly start: Position;
  readonly end: Position;
}

interface Position {
  readonly Line: number;
  readonly Character: number;
}

interface FoundRecord {
  readonly dockerfile: string;
  readonly ok: boolean;
  readonly value?: string;
  readonly syntax?: string;
  readonly cmdline: string;
  readonly ranges: readonly { readonly Start: Position; readonly End: Position }[] | null;
}

/** `buildkit-parser.json`. */
export interface ParserSuite {
  readonly testfiles: readonly (Parsed & { readonly name: string })[];
  readonly inline: readonly (Parsed & { readonly test: string })[];
  readonly parseWords: readonly { readonly test: string; readonly input: string; readonly escape: string; readonly words: readonly string[] }[];
  readonly parseNameVal: readonly {
    readonly test: string; readonly key: string; readonly input: string; readonly escape: string; readonly node: Tree | null; readonly error: string | null;
  }[];
  readonly parseJSON: readonly { readonly test: string; readonly input: string; readonly node: Tree | null; readonly attributes: unknown; readonly error: string | null }[];
  readonly directives: readonly (FoundRecord & { readonly test: string; readonly key: string })[];
  readonly detectSyntax: readonly (FoundRecord & { readonly test: string })[];
}

export function runSuite(suite: ParserSuite): SuiteResult {
  const run = new SuiteRun();
  for (const file of suite.testfiles) checkParsed(run, `testfiles ${file.name}`, file, file.result?.trimEnd());
  for (const file of suite.inline) checkParsed(run, `inline ${file.test}`, file, file.dump ?? undefined);
  for (const { test, input, escape, words } of suite.parseWords) {
    run.check(`parseWords ${test}: ${input}`, words, () => parseWords(input, escape as Escape));
  }
  for (const { test, key, input, escape, node, error } of suite.parseNameVal) {
    run.check(`parseNameVal ${test}: ${key} ${input}`, error === null ? node : { threw: error }, () => {
      const { args } = ARGUMENT_SYNTAX.get(key.toLowerCase())!(input, escape as Escape);
      return args.length > 0 ? chainOf(args) : null;
    });
  }
  for (const { test, input, node, error } of suite.parseJSON) {
    run.check(`parseJSON ${test}: ${input}`, error === null ? { kind: 'strings', node } : { kind: kindOf(error) }, () => {
      const form = parseJsonForm(input);
      return form.kind === 'strings' ? { kind: form.kind, node: form.strings.length > 0 ? chainOf(form.strings) : null } : form;
    });
  }
  for (const record of suite.directives) {
    checkFound(run, `directive ${record.test}: ${record.key} in ${record.dockerfile}`, record, findDirective(record.key as Directive['name'], record.dockerfile));
  }
  for (const record of suite.detectSyntax) checkFound(run, `detectSyntax ${record.dockerfile}`, record, detectSyntax(record.dockerfile));
  return run.result;
}

function checkParsed(run: SuiteRun, name: string, record: Parsed, dumped: string | undefined): void {
  if (record.error !== null) return run.check(name, { threw: record.error }, () => parseDockerfile(record.dockerfile));
  run.check(
    name,
    { ast: record.ast, escape: record.escape, warnings: record.warnings, dumped },
    () => {
      const parsed = parseDockerfile(record.dockerfile);
      const warnings = parsed.warnings.map(({ short, detail, url, line }) => {
        const at = { Line: line, Character: 0 };
        return { short, detail: [detail], url, start: at, end: at };
      });
      return { ast: treeOf(parsed), escape: parsed.escape, warnings, dumped: dumped === undefined ? undefined : dump(parsed) };
    },
  );
}

function checkFound(run: SuiteRun, name: string, record: FoundRecord, found: FoundDirective | undefined): void {
  const line = record.ranges?.[0]?.Start.Line;
  const expected = record.ok ? { value: record.value ?? record.syntax, commandLine: record.cmdline, line } : undefined;
  run.check(name, expected, () => found);
}

function kindOf(error: string): string {
  if (error === 'not a JSON array') return 'none';
  return error.startsWith('when using JSON array syntax') ? 'mixed' : 'broken';
}
