import { isSystemError } from '../../../../machine/errno.ts';
import { fromTar, toTar } from '../../../../machine/files/tar.ts';
import type { LayerEntry } from '../../../../machine/files/layer.ts';
import { readAll } from '../../../../core/stream.ts';
import { toBytes, toText } from '../../../../core/bytes.ts';
import { TarError } from '../../../../machine/files/tar.ts';
import { isDescribed } from '../../../../machine/files/content.ts';
import { any, atLeast, between, exactly, none } from '../../command.ts';
import type { Command } from '../../command.ts';
import { decodeContext, encodeContext } from '../../config/contexts.ts';
import type { Context } from '../../config/contexts.ts';
import { CommandError, Exit } from '../../errors.ts';
import { bool, custom, string } from '../../flags/kinds.ts';
import { FlagValueError } from '../../flags/flag.ts';
import { quote } from '../../golang/quote.ts';
import { formatList } from '../../format/formatter.ts';
import { inspectAll } from '../../format/inspect/inspect.ts';
import { CONTEXT } from '../../format/inspect/schemas.ts';
import { CONTEXT_TABLE, CONTEXTS } from '../../format/small-lists.ts';
import type { ContextLine } from '../../format/small-lists.ts';
import { naturalOrder } from '../../format/text.ts';
import { parseHost } from '../../options/host.ts';
import { DEFAULT_HOST } from '../../config/contexts.ts';
import type { Session } from '../../session.ts';
import { FORMAT_HELP } from '../container/ps.ts';
import { INSPECT_FORMAT_HELP } from '../container/show.ts';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/;
const ENDPOINT_HELP = `Keys of --docker:

NAME                DESCRIPTION
from                Take the endpoint of this context
host                Address of the daemon
ca                  Trust only certificates that this CA signed
cert                File with the TLS certificate
key                 File with the TLS key
skip-tls-verify     Do not check certificates`;

/** `host=tcp://…,ca=…` as pairs. */
function readEndpoint(text: string): Readonly<Record<string, string>> {
  const pairs: Record<string, string> = {};
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    if (equals < 0) throw new FlagValueError(`${part} must be formatted as key=value`);
    pairs[part.slice(0, equals)] = part.slice(equals + 1);
  }
  return pairs;
}

const dockerFlag = custom('stringToString', 'docker', 'Where the daemon is', { shownDefault: '[]' }, readEndpoint);

function checkName(name: string): void {
  if (name === '') throw new CommandError('context name cannot be empty');
  if (name === 'default') throw new CommandError('"default" is a reserved context name');
  if (!NAME.test(name)) throw new CommandError(`context name ${quote(name)} is invalid, names are validated against regexp "^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$"`);
}

/** The host of `--docker`. Certificates are not simulated and refused before. */
function hostOf(session: Session, endpoint: Readonly<Record<string, string>>): Pick<Context, 'host' | 'skipTlsVerify'> {
  for (const key of Object.keys(endpoint)) {
    if (!['from', 'host', 'ca', 'cert', 'key', 'skip-tls-verify'].includes(key)) throw new CommandError(`unable to create docker endpoint config: unrecognized config key: ${key}`);
    if (['ca', 'cert', 'key'].includes(key)) throw new CommandError(`drydock: docker context --docker ${key}= is not simulated`, 125);
  }
  if (endpoint['from'] !== undefined) return existing(session, endpoint['from']);
  try {
    return { host: endpoint['host'] === undefined ? DEFAULT_HOST : checkedHost(endpoint['host']), skipTlsVerify: ['true', '1'].includes(endpoint['skip-tls-verify'] ?? '') };
  } catch (error) {
    if (error instanceof CommandError) {
      const why = error.message.startsWith('unable to apply ') ? error.message : `invalid docker endpoint options: ${error.message}`;
      throw new CommandError(`unable to create docker endpoint config: ${why}`);
    }
    throw error;
  }
}

/** A context's host is written out: without a scheme it is refused, and kept as it was given. */
function checkedHost(text: string): string {
  if (!text.includes('://')) throw new CommandError(`unable to apply docker endpoint options: unable to parse docker host \`${text}\``);
  return parseHost(text);
}

function missing(session: Session, name: string): CommandError {
  return new CommandError(`context ${quote(name)}: context not found: open ${session.contexts.storage(name).metadata}/meta.json: no such file or directory`);
}

function existing(session: Session, name: string): Context {
  if (name === 'default') return { name, description: '', host: session.system.env.get('DOCKER_HOST') || DEFAULT_HOST, skipTlsVerify: false };
  const context = session.contexts.get(name);
  if (!context) throw missing(session, name);
  return context;
}

const create: Command = {
  path: 'docker context create', usage: '[OPTIONS] CONTEXT', about: 'Create a context', details: `Create a context\n\n${ENDPOINT_HELP}`, arguments: exactly(1),
  flags: [string('description', 'What it is for'), dockerFlag, string('from', 'Context to copy')],
  *run(session) {
    const { flags, contexts } = session;
    const name = session.args[0]!;
    checkName(name);
    if (contexts.get(name)) throw new CommandError(`context ${quote(name)} already exists`);
    const from = flags.text('from');
    const base = from === '' && !flags.isGiven('docker') ? existing(session, session.context) : from === '' ? undefined : existing(session, from);
    const endpoint = flags.isGiven('docker') ? hostOf(session, flags.value('docker')) : base!;
    contexts.put({ name, description: flags.text('description') || (from === '' ? '' : base!.description), host: endpoint.host, skipTlsVerify: endpoint.skipTlsVerify });
    yield* session.print(`${name}\n`);
    yield* session.complain(`Successfully created context "${name}"\n`);
    return 0;
  },
};

const update: Command = {
  path: 'docker context update', usage: '[OPTIONS] CONTEXT', about: 'Update a context', details: `Update a context\n\n${ENDPOINT_HELP}`, arguments: exactly(1), completes: 'contexts',
  flags: [string('description', 'What it is for'), dockerFlag],
  *run(session) {
    const { flags } = session;
    const name = session.args[0]!;
    checkName(name);
    const context = existing(session, name);
    const endpoint = flags.isGiven('docker') ? hostOf(session, flags.value('docker')) : context;
    session.contexts.put({ ...context, host: endpoint.host, skipTlsVerify: endpoint.skipTlsVerify, ...(flags.text('description') === '' ? {} : { description: flags.text('description') }) });
    yield* session.print(`${name}\n`);
    yield* session.complain(`Successfully updated context "${name}"\n`);
    return 0;
  },
};

const use: Command = {
  path: 'docker context use', usage: 'CONTEXT', about: 'Choose the context to use from now on', arguments: { ...exactly(1), isTerse: true }, completes: 'contexts',
  *run(session) {
    const name = session.args[0]!;
    if (name !== 'default') {
      checkName(name);
      existing(session, name);
    }
    session.config.currentContext = name;
    session.config.save();
    yield* session.print(`${name}\n`);
    yield* session.complain(`Current context is now "${name}"\n`);
    const host = session.system.env.get('DOCKER_HOST');
    if (host && name !== 'default') {
      yield* session.complain(`Warning: DOCKER_HOST environment variable overrides the active context. To use "${name}", either set the global --context flag, or unset DOCKER_HOST environment variable.\n`);
    }
    return 0;
  },
};

const show: Command = {
  path: 'docker context show', usage: '', about: 'Print the name of the current context', arguments: none,
  *run(session) {
    yield* session.print(`${session.context}\n`);
    return 0;
  },
};

const list: Command = {
  path: 'docker context ls', names: ['docker context ls', 'docker context list'], usage: '[OPTIONS]', about: 'List contexts', arguments: none,
  flags: [string('format', FORMAT_HELP), bool('q,quiet', 'Names only')],
  *run(session) {
    const { flags } = session;
    const own = existing(session, 'default');
    const lines: ContextLine[] = [
      { name: 'default', description: 'Current DOCKER_HOST based configuration', endpoint: own.host, isCurrent: session.context === 'default', error: '' },
      ...session.contexts.all().map((context) => ({ name: context.name, description: context.description, endpoint: context.host, isCurrent: session.context === context.name, error: '' })),
    ];
    if (!lines.some((line) => line.isCurrent)) lines.push({ name: session.context, description: '', endpoint: '', isCurrent: true, error: missing(session, session.context).message });
    lines.sort((a, b) => naturalOrder(a.name, b.name));
    if (flags.isOn('quiet')) yield* session.print(lines.map((line) => `${line.name}\n`).join(''));
    else {
      const format = flags.text('format');
      yield* session.print(formatList(CONTEXTS, lines, format === '' || format === 'table' ? CONTEXT_TABLE : format, { now: session.now(), isTruncated: false }));
    }
    const host = session.system.env.get('DOCKER_HOST');
    if (host) {
      yield* session.complain(`Warning: DOCKER_HOST environment variable overrides the active context. To use a context, either set the global --context flag, or unset DOCKER_HOST environment variable.\n`);
    }
    return 0;
  },
};

const inspect: Command = {
  path: 'docker context inspect', usage: '[OPTIONS] [CONTEXT] [CONTEXT...]', about: 'Show all that is known of contexts', arguments: any, completes: 'contexts',
  flags: [string('f,format', INSPECT_FORMAT_HELP)],
  run: (session) =>
    inspectAll(session, session.args.length > 0 ? session.args : [session.context], session.flags.text('format'), function* (name) {
      const context = existing(session, name);
      const storage = name === 'default' ? { metadata: '<IN MEMORY>', tls: '<IN MEMORY>' } : session.contexts.storage(name);
      const json = {
        Name: name, Metadata: context.description === '' ? {} : { Description: context.description },
        Endpoints: { docker: { Host: context.host, SkipTLSVerify: context.skipTlsVerify } }, TLSMaterial: {},
        Storage: { MetadataPath: storage.metadata, TLSPath: storage.tls },
      };
      return { schema: CONTEXT, json, isLocal: true };
    }),
};

const rm: Command = {
  path: 'docker context rm', names: ['docker context rm', 'docker context remove'], usage: 'CONTEXT [CONTEXT...]', about: 'Remove contexts', arguments: atLeast(1),
  completes: 'contexts', flags: [bool('f,force', 'Even the one that is in use')],
  *run(session) {
    const errors: string[] = [];
    for (const name of session.args) {
      if (name === 'default') errors.push('context "default" cannot be removed');
      else if (!session.contexts.get(name) && !session.flags.isOn('force')) errors.push(`context ${quote(name)} does not exist`);
      else if (name === session.context && !session.flags.isOn('force')) errors.push(`context "${name}" is in use, set -f flag to force remove`);
      else {
        if (name === session.config.currentContext) {
          session.config.currentContext = '';
          session.config.save();
        }
        session.contexts.remove(name);
        yield* session.print(`${name}\n`);
      }
    }
    if (errors.length > 0) {
      yield* session.complain(`${errors.join('\n')}\n`);
      throw new Exit(1);
    }
    return 0;
  },
};

const file = (name: string, text: string): LayerEntry => ({ path: name, type: 'file', mode: 0o644, uid: 0, gid: 0, modified: 0, content: toBytes(text) });

const exportCommand: Command = {
  path: 'docker context export', usage: '[OPTIONS] CONTEXT [FILE|-]', about: 'Write a context to a tar archive', arguments: between(1, 2), completes: ['contexts', 'files'],
  *run(session) {
    const name = session.args[0]!;
    const target = session.args[1] ?? `${name}.dockercontext`;
    if (name !== 'default') checkName(name);
    const tar = toTar([file('meta.json', encodeContext(existing(session, name))), { path: 'tls', type: 'directory', mode: 0o700, uid: 0, gid: 0, modified: 0 }]);
    if (target === '-') {
      if (session.isOutputTerminal) throw new CommandError('cowardly refusing to export to a terminal, please specify a file path');
      yield* session.system.stdout.write(tar);
      return 0;
    }
    if (session.system.files.exists(target)) throw new CommandError(`open ${target}: file exists`);
    session.system.files.write(target, tar, 0o600);
    yield* session.complain(`Written file "${target}"\n`);
    return 0;
  },
};

function readContextFile(session: Session, path: string): Uint8Array {
  try {
    return session.system.files.read(path);
  } catch (error) {
    if (isSystemError(error)) throw new CommandError(`open ${path}: ${error.message.toLowerCase()}`);
    throw error;
  }
}

const importCommand: Command = {
  path: 'docker context import', usage: 'CONTEXT FILE|-', about: 'Read a context from a tar archive', arguments: exactly(2), completes: 'files',
  *run(session) {
    const [name, source] = session.args as [string, string];
    checkName(name);
    if (session.contexts.get(name)) throw new CommandError(`context ${quote(name)} already exists`);
    const bytes = source === '-' ? yield* readAll(session.system.stdin) : readContextFile(session, source);
    let entries: LayerEntry[];
    try {
      entries = fromTar(bytes);
    } catch (error) {
      if (error instanceof TarError) throw new CommandError('unexpected context file');
      throw error;
    }
    const meta = entries.find((entry) => entry.path.replace(/^\.?\//, '') === 'meta.json');
    const content = meta?.content;
    if (!content || isDescribed(content)) throw new CommandError('invalid context: no metadata found');
    session.contexts.put({ ...decodeContext(toText(content)), name });
    yield* session.print(`${name}\n`);
    yield* session.complain(`Successfully imported context "${name}"\n`);
    return 0;
  },
};

export const CONTEXT_COMMANDS: readonly Command[] = [create, exportCommand, importCommand, inspect, list, rm, show, update, use];
