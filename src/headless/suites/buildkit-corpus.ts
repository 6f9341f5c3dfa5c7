import { runNow } from '../../core/process.ts';
import { STABLE } from '../../docker/builder/interpret/interpreter.ts';
import { interpret } from '../../docker/builder/interpret/interpreter.ts';
import { checkDockerfile } from '../../docker/builder/check/index.ts';
import { SILENT } from '../../docker/builder/check/linter.ts';
import { dialectOf } from '../../docker/builder/interpret/dialect.ts';
import { lower } from '../../docker/builder/lower/lower.ts';
import type { LowerOptions } from '../../docker/builder/lower/lowering.ts';
import { DEFAULT_PLATFORM } from '../../docker/builder/lower/platform.ts';
import { dump } from '../../docker/builder/parse/dump.ts';
import { DockerfileError } from '../../docker/builder/parse/node.ts';
import { parseDockerfile } from '../../docker/builder/parse/parser.ts';
import type { ImageDocument } from '../../docker/registry/oci.ts';
import { SuiteRun } from './suite-run.ts';
import type { SuiteResult } from './suite.ts';

interface Lint {
  readonly error?: string;
  readonly warnings: readonly { readonly rule: string; readonly detail: string; readonly line: number }[];
}

interface Case {
  readonly id: string;
  readonly dockerfile: string;
  readonly dump?: string;
  readonly escape?: string;
  readonly lines?: readonly (readonly [number, number])[];
  readonly parseWarnings?: readonly { readonly short: string }[];
  readonly parseError?: string;
  readonly instructionsError?: string;
  readonly convertError?: string;
  readonly convertErrorLines?: readonly number[];
  readonly lint: Lint;
  readonly imageConfig?: Readonly<Record<string, unknown>>;
  readonly history?: readonly { readonly comment: string; readonly created_by: string; readonly empty_layer: boolean }[];
}

/** `buildkit-corpus.json`. */
export interface CorpusSuite {
  readonly cases: readonly Case[];
}

/** A case is right when all that was recorded of it is: tree, lines, errors, checks, configuration and history. */
export function runSuite(suite: CorpusSuite): SuiteResult {
  const run = new SuiteRun();
  for (const one of suite.cases) run.check(one.id, recorded(one), () => answer(one));
  return run.result;
}

function recorded(one: Case): unknown {
  return {
    dump: one.dump,
    escape: one.escape,
    lines: one.lines,
    parseWarnings: one.parseWarnings?.map(({ short }) => short) ?? (one.dump === undefined ? undefined : []),
    parseError: one.parseError,
    instructionsError: one.instructionsError,
    convertError: one.convertError,
    convertErrorLines: one.convertErrorLines,
    warnings: sorted(one.lint.warnings.map(({ rule, detail, line }) => `${rule} ${line} ${detail}`)),
    imageConfig: one.imageConfig,
    history: one.history?.map(({ created_by, empty_layer }) => ({ created_by, empty_layer })) ?? (one.imageConfig ? [] : undefined),
  };
}

function answer({ dockerfile }: Case): unknown {
  const found: Record<string, unknown> = {};
  const errors = attempt(() => {
    const parsed = parseDockerfile(dockerfile);
    found['dump'] = dump(parsed);
    found['escape'] = parsed.escape;
    found['lines'] = parsed.nodes.map(({ lines }) => [lines.start, lines.end]);
    found['parseWarnings'] = parsed.warnings.map(({ short }) => short);
    found['instructionsError'] = attempt(() => interpret(parsed))?.message;
  });
  found['parseError'] = errors?.message;
  const { warnings } = checkDockerfile(dockerfile);
  found['warnings'] = sorted(warnings.map(({ rule, message, line }) => `${rule} ${line} ${message}`));
  const failure = attempt(() => convert(dockerfile, found));
  found['convertError'] = failure?.message;
  found['convertErrorLines'] = failure && allLines(failure);
  return found;
}

function convert(dockerfile: string, found: Record<string, unknown>): void {
  const { target } = runNow(lower(dockerfile, { ...OPTIONS, dialect: dialectOf(undefined) }, RESOLVER, SILENT));
  found['imageConfig'] = target.image.config();
  found['history'] = target.image.history.map(({ created_by, empty_layer }) => ({ created_by, empty_layer: empty_layer ?? false }));
}

function attempt(action: () => void): DockerfileError | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof DockerfileError) return error;
    throw error;
  }
}

function allLines({ lines }: DockerfileError): readonly number[] {
  return lines.flatMap(({ start, end }) => Array.from({ length: end - start + 1 }, (_, i) => start + i));
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort();
}

const FAKE: ImageDocument = {
  architecture: 'amd64',
  os: 'linux',
  config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], WorkingDir: '/' },
  rootfs: { type: 'layers', diff_ids: [`sha256:${'0'.repeat(64)}`] },
};

const RESOLVER = {
  *resolve() {
    return { document: FAKE };
  },
};

const OPTIONS: LowerOptions = {
  target: '',
  buildArgs: new Map(),
  labels: new Map(),
  platform: DEFAULT_PLATFORM,
  isPlatformGiven: false,
  buildPlatform: DEFAULT_PLATFORM,
  contexts: new Map(),
  ignore: undefined,
  ignoresCache: () => false,
  network: 'default',
  allStages: false,
  dialect: STABLE,
};
