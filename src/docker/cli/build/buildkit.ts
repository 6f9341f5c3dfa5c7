import { NotSimulated } from '../../../core/errors.ts';
import { toBytes } from '../../../core/bytes.ts';
import { sha256Hex } from '../../../core/digest.ts';
import type { Process } from '../../../core/process.ts';
import type { LayerEntry } from '../../../machine/files/layer.ts';
import { tarInput } from '../../../machine/files/tar/write.ts';
import type { ExitCode } from '../../../machine/system.ts';
import { buildImage } from '../../client/build.ts';
import { CommandError } from '../errors.ts';
import { PlainProgress } from '../progress/plain.ts';
import type { BuildProgress } from '../progress/progress.ts';
import { QuietProgress } from '../progress/quiet.ts';
import { RawJsonProgress } from '../progress/raw-json.ts';
import { TerminalProgress } from '../progress/terminal.ts';
import type { Session } from '../session.ts';
import { buildArguments, labels } from './assignments.ts';
import { readContext, readNamedContext } from './context.ts';
import type { BuildContext } from './context.ts';
import { excerptText } from './excerpt.ts';
import { followBuild } from './follow.ts';
import type { Followed } from './follow.ts';
import { readOutput, writeOutput } from './output.ts';
import type { Output } from './output.ts';
import { pushTags } from './push.ts';
import { secretEntries } from './secrets.ts';
import { checkTags } from './tags.ts';
import { lintText, warningsText } from './warnings.ts';

type Mode = 'plain' | 'tty' | 'quiet' | 'rawjson';

/** `docker build` with BuildKit. */
export function* buildWithBuildKit(session: Session): Process<ExitCode> {
  refuseUnsupported(session);
  const { flags } = session;
  const isCheck = checksOnly(session);
  const mode = modeOf(session);
  checkTags(flags.texts('tag'));
  const output = readOutput(session);
  const context = yield* readContext(session, session.args[0]!, flags.text('file'));
  const named = namedContexts(session);
  const entries = [...bodyOf(context), ...named.entries, ...secretEntries(session)];
  const stream = yield* buildImage(session.client, queryOf(session, context, output, named.references, isCheck), tarInput(entries));
  const progress = progressFor(session, mode);
  const followed = yield* followBuild(session, stream, progress, mode === 'tty' || mode === 'plain');
  if (followed.error) return yield* fail(session, progress, followed.error);
  if (followed.lint) return yield* showLint(session, followed.lint);
  yield* finish(session, output, followed);
  if (mode === 'plain' || mode === 'tty') {
    const isDebug = session.system.env.get('DEBUG') === '1';
    const text = warningsText(progress.trace, isDebug, { name: context.dockerfile.name, text: context.dockerfile.text ?? '' });
    if (text !== '') yield* session.complain(text);
  }
  if (mode === 'quiet' && followed.id !== undefined) yield* session.print(`${followed.id}\n`);
  return 0;
}

function checksOnly({ flags }: Session): boolean {
  const call = flags.text('call');
  if (call !== 'build' && call !== 'check' && call !== 'lint') throw new NotSimulated(`docker build --call=${call}`);
  return flags.isOn('check') || call !== 'build';
}

function refuseUnsupported({ flags }: Session): void {
  if (flags.text('platform').includes(',')) throw new NotSimulated('docker build for several platforms');
  for (const name of ['provenance', 'sbom']) if (!['', 'false'].includes(flags.text(name))) throw new NotSimulated(`docker build --${name}`);
  if (flags.texts('ssh').length > 0) throw new CommandError('ERROR: failed to build: invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set');
  const network = flags.text('network');
  if (!['', 'default', 'none', 'host'].includes(network)) {
    throw new CommandError(`ERROR: failed to build: network mode "${network}" not supported by buildkit. You can define a custom network for your builder using the network driver-opt in buildx create.`);
  }
}

function modeOf({ flags, system }: Session): Mode {
  const asked = flags.isGiven('progress') ? flags.text('progress') : (system.env.get('BUILDKIT_PROGRESS') ?? 'auto');
  if (flags.isOn('quiet')) {
    if (flags.isGiven('progress') && asked !== 'auto' && asked !== 'quiet') throw new CommandError(`ERROR: progress=${asked} and quiet cannot be used together`);
    return 'quiet';
  }
  if (asked === 'plain' || asked === 'quiet' || asked === 'rawjson') return asked;
  const isTerminal = system.descriptors.get(2)?.terminal !== undefined;
  if (asked === 'tty' && !isTerminal) throw new CommandError('ERROR: failed to build: failed to get console: provided file is not a console');
  if (asked !== 'auto' && asked !== 'tty') throw new CommandError(`ERROR: failed to build: invalid progress mode ${asked}`);
  return isTerminal ? 'tty' : 'plain';
}

function progressFor(session: Session, mode: Mode): BuildProgress {
  switch (mode) {
    case 'plain':
      return new PlainProgress(`building with "${session.context}" instance using docker driver`);
    case 'tty': {
      const terminal = session.system.descriptors.get(2)!.terminal!;
      return new TerminalProgress(() => terminal.size, `docker:${session.context}`);
    }
    case 'rawjson':
      return new RawJsonProgress();
    case 'quiet':
      return new QuietProgress();
  }
}

function namedContexts(session: Session): { readonly entries: readonly LayerEntry[]; readonly references: Readonly<Record<string, string>> } {
  const entries: LayerEntry[] = [];
  const references: Record<string, string> = {};
  for (const text of session.flags.texts('build-context')) {
    const equals = text.indexOf('=');
    if (equals < 0) throw new CommandError(`ERROR: invalid context value: ${text}, expected key=value`);
    const name = text.slice(0, equals).toLowerCase();
    const value = text.slice(equals + 1);
    if (value.startsWith('docker-image://')) references[name] = value.slice('docker-image://'.length);
    else if (/^[a-z-]+:\/\//.test(value)) throw new NotSimulated(`docker build --build-context from ${value.slice(0, value.indexOf('://'))}`);
    else {
      entries.push({ path: `contexts/${name}/`, type: 'directory', mode: 0o755, uid: 0, gid: 0, modified: 0 });
      entries.push(...readNamedContext(session.system.files, name, value));
    }
  }
  return { entries, references };
}

function bodyOf({ entries, dockerfile, ignore }: BuildContext): readonly LayerEntry[] {
  const file = (path: string, text: string): LayerEntry => ({ path, type: 'file', mode: 0o644, uid: 0, gid: 0, modified: 0, content: toBytes(text) });
  return [
    ...(dockerfile.text === undefined ? [] : [file('Dockerfile', dockerfile.text)]),
    ...(ignore.length === 0 ? [] : [file('ignore', ignore.join('\n'))]),
    ...entries,
  ];
}

function queryOf(session: Session, context: BuildContext, output: Output, references: Readonly<Record<string, string>>, isCheck: boolean) {
  const { flags } = session;
  const name = output.type === 'image' ? output.name : '';
  const limits = flags.list('ulimit');
  return {
    version: '2',
    dockerfile: context.dockerfile.name,
    t: [...flags.texts('tag'), ...(name === '' ? [] : name.split(','))],
    buildargs: JSON.stringify(buildArguments(session)),
    labels: JSON.stringify(labels(session)),
    target: flags.text('target') || undefined,
    platform: flags.text('platform') || undefined,
    nocache: flags.isOn('no-cache') || undefined,
    nocachefilter: flags.texts('no-cache-filter'),
    cachefrom: JSON.stringify(flags.texts('cache-from')),
    inlinecache: flags.texts('cache-to').some((text) => text.includes('type=inline')) || undefined,
    pull: flags.isOn('pull') || undefined,
    networkmode: flags.text('network') || undefined,
    extrahosts: flags.texts('add-host'),
    shmsize: flags.number('shm-size') || undefined,
    ulimits: limits.length > 0 ? JSON.stringify(limits) : undefined,
    ssh: flags.texts('ssh'),
    contexts: JSON.stringify(references),
    output: isCheck ? undefined : output.type,
    check: isCheck || undefined,
  };
}

function* fail(session: Session, progress: BuildProgress, { message, source }: NonNullable<Followed['error']>): Process<ExitCode> {
  if (message.startsWith('drydock: ')) throw new CommandError(message, 125);
  yield* session.complain(`${progress.errors()}${source ? excerptText(source) : ''}ERROR: failed to build: failed to solve: ${message}\n`);
  return 1;
}

function* showLint(session: Session, lint: NonNullable<Followed['lint']>): Process<ExitCode> {
  const { out, error } = lintText(lint);
  yield* session.print(out);
  if (error !== undefined) throw new CommandError(`ERROR: failed to build: ${error}`);
  return lint.warnings.length > 0 ? 1 : 0;
}

function* finish(session: Session, output: Output, { id, files }: Followed): Process<void> {
  const { flags, system } = session;
  if (output.type === 'local' || output.type === 'tar') yield* writeOutput(session, output, files);
  if (flags.text('iidfile') !== '' && id !== undefined) system.files.write(flags.text('iidfile'), id, 0o644);
  const metadata = flags.text('metadata-file');
  if (metadata !== '') system.files.write(metadata, metadataText(session, id), 0o644);
  if (flags.isOn('push')) yield* pushTags(session);
}

function metadataText(session: Session, id: string | undefined): string {
  const digits = BigInt(`0x${sha256Hex(`${session.now()} ${id ?? ''}`)}`).toString(36).slice(0, 25);
  const names = session.flags.texts('tag').join(',');
  return JSON.stringify({
    'buildx.build.ref': `${session.context}/${session.context}/${digits}`,
    ...(id !== undefined && { 'containerimage.config.digest': id, 'containerimage.digest': id }),
    ...(id !== undefined && names !== '' && { 'image.name': names }),
  }, undefined, 2);
}
