import { toBytes } from '../../../core/bytes.ts';
import type { Process } from '../../../core/process.ts';
import { LineReader } from '../../../core/stream.ts';
import { humanSize } from '../../../core/units.ts';
import type { LayerEntry } from '../../../machine/files/layer.ts';
import { archiveOf } from '../../../machine/files/tar/archive.ts';
import { tarInput, tarSize } from '../../../machine/files/tar/write.ts';
import type { ExitCode } from '../../../machine/system.ts';
import type { BuildMessage } from '../../api/types/build.ts';
import { parseIgnoreFile } from '../../builder/ignore/ignore-file.ts';
import { IgnoreMatcher } from '../../builder/ignore/matcher.ts';
import { buildImage } from '../../client/build.ts';
import { CommandError } from '../errors.ts';
import type { Session } from '../session.ts';
import { buildArguments, labels } from './assignments.ts';
import { readContext } from './context.ts';

/** Said by every command that goes to the builder while BuildKit is turned off. */
export const CLASSIC_NOTICE = `DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            BuildKit is currently disabled; enable it by removing the DOCKER_BUILDKIT=0
            environment-variable.

`;

export function isBuildKitOff({ system }: Session): boolean {
  return ['0', 'false'].includes(system.env.get('DOCKER_BUILDKIT') ?? '');
}

/** `DOCKER_BUILDKIT=0 docker build`: the builder before BuildKit, step by step. */
export function* buildClassic(session: Session): Process<ExitCode> {
  const { flags } = session;
  yield* session.complain(CLASSIC_NOTICE);
  const context = yield* contextOf(session);
  if (!flags.isOn('quiet')) yield* session.print(`Sending build context to Docker daemon  ${humanSize(tarSize(context.entries))}\n`);
  const stream = yield* buildImage(session.client, {
    version: '1', dockerfile: context.dockerfile, t: flags.texts('tag'), q: flags.isOn('quiet') || undefined, rm: flags.isOn('rm'),
    buildargs: JSON.stringify(buildArguments(session)), labels: JSON.stringify(labels(session)), target: flags.text('target') || undefined,
    nocache: flags.isOn('no-cache') || undefined, pull: flags.isOn('pull') || undefined, networkmode: flags.text('network') || undefined,
    extrahosts: flags.texts('add-host'), shmsize: flags.number('shm-size') || undefined, platform: flags.text('platform') || undefined,
  }, tarInput(context.entries));
  const lines = new LineReader(stream);
  let id: string | undefined;
  for (let line = yield* lines.line(); line !== undefined; line = yield* lines.line()) {
    if (line.trim() === '') continue;
    const message = JSON.parse(line) as BuildMessage;
    if ('errorDetail' in message) {
      const { code, message: text } = message.errorDetail;
      throw new CommandError(text, code ?? 1);
    }
    if ('stream' in message) yield* session.print(message.stream);
    else if ('aux' in message && 'ID' in message.aux) id = message.aux.ID;
  }
  if (flags.text('iidfile') !== '' && id !== undefined) session.system.files.write(flags.text('iidfile'), id, 0o644);
  return 0;
}

interface ClassicContext {
  readonly entries: readonly LayerEntry[];
  /** Its path in the context. */
  readonly dockerfile: string;
}

function* contextOf(session: Session): Process<ClassicContext> {
  const where = session.args[0]!;
  const file = session.flags.text('file');
  const { files } = session.system;
  if (where === '-' || file === '-') {
    const context = yield* readContext(session, where, file);
    const entries = context.entries.map((entry) => ({ ...entry, path: entry.path.replace(/^context\/?/, '') })).filter(({ path }) => path !== '');
    const name = file === '-' ? '.dockerfile.stdin' : context.dockerfile.name;
    return { entries: [...entries.filter(({ path }) => path !== name), textFile(name, context.dockerfile.text ?? '')], dockerfile: name };
  }
  if (!files.exists(where)) throw new CommandError(`unable to prepare context: path "${where}" not found`);
  const path = file === '' ? `${where}/Dockerfile` : file;
  const full = absolute(session, path);
  if (!files.exists(path)) throw new CommandError(`unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat ${full}: no such file or directory`);
  const root = files.realpath(where);
  if (root !== '/' && !full.startsWith(`${root}/`)) throw new CommandError(`unable to prepare context: the Dockerfile (${full}) must be within the build context`);
  const dockerfile = full.slice(root === '/' ? 1 : root.length + 1);
  const ignore = new IgnoreMatcher(files.exists(`${where}/.dockerignore`) ? parseIgnoreFile(files.readText(`${where}/.dockerignore`)) : []);
  // The Dockerfile and .dockerignore go along whatever they say.
  const isKept = (at: string) => at === dockerfile || at === '.dockerignore' || !ignore.matchesOrParentMatches(at);
  const entries = archiveOf(files, where, {
    name: '', owner: { uid: 0, gid: 0 },
    includes: (at, stat) => isKept(at) || (stat.type === 'directory' && (ignore.hasExceptions || dockerfile.startsWith(`${at}/`))),
  });
  return { entries: entries.filter(({ path: at }) => isKept(at)), dockerfile };
}

function absolute(session: Session, path: string): string {
  const { files, cwd } = session.system;
  return files.exists(path) ? files.realpath(path) : path.startsWith('/') ? path : `${cwd === '/' ? '' : cwd}/${path.replace(/^\.\//, '')}`;
}

function textFile(path: string, text: string): LayerEntry {
  return { path, type: 'file', mode: 0o644, uid: 0, gid: 0, modified: 0, content: toBytes(text) };
}
