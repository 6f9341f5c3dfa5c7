import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import { NotSimulated } from '../../../core/errors.ts';
import { base64OfBytes } from '../../api/base64.ts';
import type { Query } from '../../api/http.ts';
import type { BuildRoutesBackend, StepDecision } from '../../api/routes/build.ts';
import { tarChunks } from '../../../machine/files/tar/write.ts';
import type { BuildBackend } from '../backend.ts';
import { BuildFailed, build } from '../build.ts';
import type { BuildRequest } from '../request.ts';
import type { ProgressSink } from '../solve/progress.ts';
import { JsonLines } from './json-lines.ts';
import { cacheUsage, pruneCache } from './prune.ts';
import { readBuildKitRequest, readClassicRequest } from './read-request.ts';
import { classicBuild } from '../classic/build.ts';

/** The builder behind `POST /build`, on an engine. */
export function createBuilder(backend: BuildBackend): BuildRoutesBackend {
  let decisions: readonly StepDecision[] = [];
  return {
    lastDecisions: () => decisions,
    *build(query, body) {
      const isBuildKit = query.get('version')?.[0] === '2';
      const request = yield* isBuildKit ? readBuildKitRequest(query, body) : readClassicRequest(query, body);
      decisions = [];
      if (isBuildKit) return streamBuild(backend, request, (made) => (decisions = made));
      return classicBuild(backend, request, { isQuiet: isQuiet(query), keepsContainers: keepsContainers(query) });
    },
    prune: (options) => pruneCache(backend, options),
    usage: () => cacheUsage(backend),
  };
}

function isQuiet(query: Query): boolean {
  return ['1', 'true'].includes(query.get('q')?.[0] ?? '');
}

function keepsContainers(query: Query): boolean {
  return ['0', 'false'].includes(query.get('rm')?.[0] ?? '');
}

/** Starts the build as the daemon's own work and hands out what it says. It ends when nobody listens any more. */
function streamBuild(backend: BuildBackend, request: BuildRequest, decide: (decisions: readonly StepDecision[]) => void): Input {
  const lines = new JsonLines(backend.scheduler);
  const sink: ProgressSink = { emit: (aux) => lines.send({ id: 'moby.buildkit.trace', aux }) };
  const task = backend.scheduler.start(run(backend, request, lines, sink, decide), (outcome) => {
    if (outcome.kind === 'threw') lines.send(failure(outcome.error));
    lines.end();
    if (outcome.kind === 'threw' && !(outcome.error instanceof BuildFailed) && !(outcome.error instanceof NotSimulated)) throw outcome.error;
  });
  lines.ties(task);
  return lines.input;
}

function* run(backend: BuildBackend, request: BuildRequest, lines: JsonLines, sink: ProgressSink, decide: (decisions: readonly StepDecision[]) => void): Process<void> {
  const result = yield* build(request, backend, sink, decide);
  if (result.lint) lines.send({ id: 'drydock.lint', aux: result.lint });
  if (result.files) for (const chunk of tarChunks(result.files)) lines.send({ id: 'drydock.export', aux: { data: base64OfBytes(chunk) } });
  if (result.image) lines.send({ id: 'moby.image.id', aux: { ID: result.image.id } });
}

function failure(error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  const source = error instanceof BuildFailed ? error.source : undefined;
  return { errorDetail: { message, ...(source && { source }) }, error: message };
}
