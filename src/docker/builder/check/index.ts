import { runNow } from '../../../core/process.ts';
import type { ImageDocument } from '../../registry/oci.ts';
import type { IgnoreMatcher } from '../ignore/matcher.ts';
import { detectSyntax } from '../parse/directives.ts';
import { DockerfileError } from '../parse/node.ts';
import type { Lines } from '../parse/node.ts';
import { dialectOf } from '../interpret/dialect.ts';
import { linterFor, lower } from '../lower/lower.ts';
import type { BaseResolver, LowerOptions } from '../lower/lowering.ts';
import { DEFAULT_PLATFORM } from '../lower/platform.ts';
import type { Warning } from './linter.ts';

export interface CheckedError {
  readonly message: string;
  /** The first line that it points at; 0 where it points at none. */
  readonly line: number;
  /** All the lines. */
  readonly lines: readonly number[];
}

export interface CheckedWarning extends Omit<Warning, 'lines'> {
  readonly line: number;
  readonly endLine: number;
}

export interface Checked {
  readonly errors: readonly CheckedError[];
  readonly warnings: readonly CheckedWarning[];
}

export interface CheckRequest {
  /** The context's .dockerignore, for CopyIgnoredFile. */
  readonly ignore?: IgnoreMatcher;
  readonly buildArgs?: ReadonlyMap<string, string>;
  /** Only this stage and what it needs; all unless told. */
  readonly target?: string;
}

/** What `docker build --check` says of a Dockerfile, without an engine: base images are taken for a plain Linux with a PATH. */
export function checkDockerfile(text: string, request: CheckRequest = {}): Checked {
  const buildArgs = request.buildArgs ?? new Map<string, string>();
  const errors: CheckedError[] = [];
  let linter;
  try {
    linter = linterFor(text, buildArgs);
    runNow(lower(text, optionsFor(text, request, buildArgs), ANY_IMAGE, linter));
  } catch (error) {
    if (!(error instanceof DockerfileError)) throw error;
    const lines = allLines(error.lines);
    errors.push({ message: error.message, line: lines[0] ?? 0, lines });
  }
  const warnings = (linter?.warnings ?? []).map(({ lines, ...warning }) => ({ ...warning, line: lines.start, endLine: lines.end }));
  return { errors, warnings };
}

function optionsFor(text: string, request: CheckRequest, buildArgs: ReadonlyMap<string, string>): LowerOptions {
  return {
    target: request.target ?? '',
    buildArgs,
    labels: new Map(),
    platform: DEFAULT_PLATFORM,
    isPlatformGiven: false,
    buildPlatform: DEFAULT_PLATFORM,
    contexts: new Map(),
    ignore: request.ignore,
    ignoresCache: () => false,
    network: 'default',
    allStages: request.target === undefined,
    isDry: true,
    dialect: dialectOf(detectSyntax(text)?.value),
  };
}

function allLines(ranges: readonly Lines[]): number[] {
  const lines = new Set<number>();
  for (const { start, end } of ranges) for (let line = start; line <= end; line++) lines.add(line);
  return [...lines].sort((a, b) => a - b);
}

const PLAIN_LINUX: ImageDocument = {
  architecture: 'amd64',
  os: 'linux',
  config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], WorkingDir: '/' },
  rootfs: { type: 'layers', diff_ids: [`sha256:${'0'.repeat(64)}`] },
};

/** Takes every image for a plain Linux with a PATH. */
export const ANY_IMAGE: BaseResolver = {
  *resolve(_reference, platform) {
    const { os, architecture } = platform;
    return { document: os === PLAIN_LINUX.os && architecture === PLAIN_LINUX.architecture ? PLAIN_LINUX : { ...PLAIN_LINUX, os, architecture } };
  },
};
