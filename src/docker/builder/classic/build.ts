import { NotSimulated } from '../../../core/errors.ts';
import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import { invalidParameter } from '../../api/errors.ts';
import type { BuildBackend } from '../backend.ts';
import { SILENT } from '../check/linter.ts';
import { IgnoreMatcher } from '../ignore/matcher.ts';
import { STABLE, interpret } from '../interpret/interpreter.ts';
import type { Interpreted } from '../interpret/instruction.ts';
import { lower } from '../lower/lower.ts';
import type { BaseResolver, LowerOptions } from '../lower/lowering.ts';
import { formatPlatform, parsePlatform } from '../lower/platform.ts';
import { DockerfileError } from '../parse/node.ts';
import { parseDockerfile } from '../parse/parser.ts';
import type { BuildRequest } from '../request.ts';
import { JsonLines } from '../serve/json-lines.ts';
import { classicError } from './messages.ts';
import { ClassicRun } from './run.ts';

/**
 * Builds as Docker did before BuildKit (`DOCKER_BUILDKIT=0`): one instruction after the other, all stages up to the target,
 * an image for each. Throws ApiError for a Dockerfile that can't be read; what fails later is in the stream.
 */
export function classicBuild(backend: BuildBackend, request: BuildRequest, options: { readonly isQuiet: boolean; readonly keepsContainers: boolean }): Input {
  const text = request.dockerfile.text ?? '';
  const interpreted = read(request, text);
  const lines = new JsonLines(backend.scheduler);
  const run = new ClassicRun(backend, request, interpreted, lines, options);
  const task = backend.scheduler.start(perform(run, text, backend, request), (outcome) => {
    if (outcome.kind === 'threw') {
      const message = outcome.error instanceof NotSimulated ? outcome.error.message : classicError(outcome.error);
      const code = /returned a non-zero code: (\d+)$/.exec(message)?.[1];
      lines.send({ errorDetail: { ...(code !== undefined && { code: Number(code) }), message }, error: message });
    }
    lines.end();
  });
  lines.ties(task);
  return lines.input;
}

function read({ dockerfile: { name, text } }: BuildRequest, content: string): Interpreted {
  if (text === undefined) throw invalidParameter(`Cannot locate specified Dockerfile: ${name}`);
  if (text === '') throw invalidParameter(`the Dockerfile (${name}) cannot be empty`);
  try {
    return interpret(parseDockerfile(content));
  } catch (error) {
    if (!(error instanceof DockerfileError)) throw error;
    const { message, lines } = error;
    const isWhole = message.startsWith('dockerfile parse error') || lines.length === 0 || message === 'no build stage in current context';
    throw invalidParameter(isWhole ? message : `dockerfile parse error on line ${lines[0]!.start}: ${message}`);
  }
}

function* perform(run: ClassicRun, text: string, backend: BuildBackend, request: BuildRequest): Process<void> {
  run.announceGlobals();
  const { target } = yield* lower(text, optionsFor(backend, request), resolverFor(backend, request), SILENT, run);
  yield* run.finish(target);
}

function resolverFor(backend: BuildBackend, request: BuildRequest): BaseResolver {
  return {
    resolve: (reference, platform) => backend.resolveImage(reference, { platform: formatPlatform(platform), pull: request.pull }),
  };
}

function optionsFor(backend: BuildBackend, request: BuildRequest): LowerOptions {
  const buildPlatform = parsePlatform(backend.platform);
  return {
    target: request.target,
    buildArgs: request.buildArgs,
    labels: request.labels,
    buildPlatform,
    platform: request.platform === undefined ? buildPlatform : parsePlatform(request.platform, buildPlatform),
    isPlatformGiven: request.platform !== undefined,
    contexts: new Map(),
    ignore: request.ignore.length > 0 ? new IgnoreMatcher(request.ignore) : undefined,
    ignoresCache: () => request.hasNoCache,
    network: request.network,
    allStages: true,
    dialect: STABLE,
  };
}
