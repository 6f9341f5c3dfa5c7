import { changesOf, containerStats, exportContainer, inspectContainer, pruneContainers, topContainer } from '../../../client/containers.ts';
import { commitContainer } from '../../../client/images.ts';
import { atLeast, between, exactly, none } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { bool, boolOn, filter, list, string } from '../../flags/kinds.ts';
import { formatList } from '../../format/formatter.ts';
import { DIFF } from '../../format/small-lists.ts';
import { alignTabs } from '../../format/tabwriter.ts';
import { naturalOrder } from '../../format/text.ts';
import { CONTAINER } from '../../format/inspect/container-schema.ts';
import { inspectAll } from '../../format/inspect/inspect.ts';
import { humanSize } from '../../../../core/units.ts';
import { newPort } from '../../options/ports.ts';
import { parseImageName } from '../../options/reference.ts';
import { repositoryAndTag } from '../image/repository.ts';
import type { Filter } from '../../options/filter.ts';
import { ParseError, parseUnsigned } from '../../golang/numbers.ts';
import { confirm } from '../../prompt.ts';
import { withFilters } from './ps.ts';
import { writeTar } from '../write-tar.ts';

export const INSPECT_FORMAT_HELP = `Go template to show it by, or one of these:
'json':             JSON
'TEMPLATE':         what the template shows.
See https://docs.docker.com/go/formatting/ for what templates can do`;

const names = (verb: string) => [`docker container ${verb}`, `docker ${verb}`];

export const inspect: Command = {
  path: 'docker container inspect', usage: '[OPTIONS] CONTAINER [CONTAINER...]', about: 'Show all that is known of containers',
  details: 'Show all that is known of one or more containers', arguments: atLeast(1), completes: 'containers',
  flags: [string('f,format', INSPECT_FORMAT_HELP), bool('s,size', 'How large they are')],
  run: (session) =>
    inspectAll(session, session.args, session.flags.text('format'), function* (name) {
      return { schema: CONTAINER, json: yield* inspectContainer(session.client, name, session.flags.isOn('size')) };
    }),
};

export const diff: Command = {
  path: 'docker container diff', names: names('diff'), usage: 'CONTAINER', about: 'List what a container has changed in its files',
  details: 'List what a container has added to (A), changed in (C) and deleted from (D) its image', arguments: exactly(1), completes: ['containers'],
  *run(session) {
    const name = session.args[0]!;
    if (name === '') throw new CommandError('Container name cannot be empty');
    const changes = yield* changesOf(session.client, name);
    yield* session.print(formatList(DIFF, changes ?? [], '{{.Type}} {{.Path}}', { now: session.now(), isTruncated: false }));
    return 0;
  },
};

export const top: Command = {
  path: 'docker container top', names: names('top'), usage: 'CONTAINER [ps OPTIONS]', about: 'List the processes of a container',
  arguments: atLeast(1), endsFlagsAtArgument: true, completes: ['running containers'],
  *run(session) {
    const [name, ...args] = session.args;
    const { Titles, Processes } = yield* topContainer(session.client, name!, args);
    const rows = [Titles, ...Processes].map((cells) => `${cells.join('\t')}\n`);
    yield* session.print(alignTabs(rows.join(''), { least: 20, padding: 3 }));
    return 0;
  },
};

function checkPort(text: string): void {
  try {
    parseUnsigned(text, { base: 10, bits: 16 });
  } catch (error) {
    if (error instanceof ParseError) throw new CommandError(`Error: invalid port (${text}): ${error.message}`);
    throw error;
  }
}

export const port: Command = {
  path: 'docker container port', names: names('port'), usage: 'CONTAINER [PRIVATE_PORT[/PROTO]]', about: 'List the published ports of a container',
  arguments: between(1, 2), completes: ['containers'],
  *run(session) {
    const [name, wanted = ''] = session.args as [string, string?];
    const container = yield* inspectContainer(session.client, name);
    const ports = container.NetworkSettings.Ports ?? {};
    const bindings = (key: string) => (ports[key] ?? []).map(({ HostIp, HostPort }) => (HostIp.includes(':') ? `[${HostIp}]:${HostPort}` : `${HostIp}:${HostPort}`));
    const lines: string[] = [];
    if (wanted !== '') {
      const [number, protocol = 'tcp'] = wanted.split('/') as [string, string?];
      checkPort(number);
      const key = newPort(protocol, number);
      if (!ports[key]) throw new CommandError(`Error: No public port '${wanted}' published for ${name}`);
      lines.push(...bindings(key));
    } else for (const key of Object.keys(ports)) lines.push(...bindings(key).map((binding) => `${key} -> ${binding}`));
    lines.sort(naturalOrder);
    if (lines.length > 0) yield* session.print(`${lines.join('\n')}\n`);
    return 0;
  },
};

export const commit: Command = {
  path: 'docker container commit', names: names('commit'), usage: '[OPTIONS] CONTAINER [REPOSITORY[:TAG]]', about: 'Make an image of a container as it is now', arguments: between(1, 2), completes: ['containers', 'images'],
  flags: [
    string('a,author', 'Who made it (such as "John Hannibal Smith <hannibal@a-team.com>")'),
    list('c,change', 'Dockerfile instruction to apply to it'),
    string('m,message', 'What was done'),
    boolOn('p,pause', 'Pause the container meanwhile'),
  ],
  *run(session) {
    const { flags } = session;
    const [container, name = ''] = session.args as [string, string?];
    const { repository, tag } = name === '' ? { repository: '', tag: '' } : repositoryAndTag(name, parseImageName);
    const { Id } = yield* commitContainer(session.client, {
      container, repository, tag, author: flags.text('author'), message: flags.text('message'), changes: flags.texts('change'), isPaused: flags.isOn('pause'),
    });
    yield* session.print(`${Id}\n`);
    return 0;
  },
};

export const exportCommand: Command = {
  path: 'docker container export', names: names('export'), usage: '[OPTIONS] CONTAINER', about: 'Write all files of a container to a tar archive',
  arguments: exactly(1), completes: ['containers'],
  flags: [string('o,output', 'File to write to, instead of STDOUT', { completes: 'files' })],
  run: (session) => writeTar(session, 'failed to export container', () => exportContainer(session.client, session.args[0]!)),
};

export const prune: Command = {
  path: 'docker container prune', usage: '[OPTIONS]', about: 'Remove the containers that do not run', arguments: none,
  flags: [filter('filter', 'Only those that match, such as "until=<timestamp>"'), bool('f,force', 'Do not ask')],
  *run(session) {
    const { flags } = session;
    if (!flags.isOn('force') && !(yield* confirm(session, 'WARNING! This will remove all stopped containers.\nAre you sure you want to continue?'))) return 0;
    const { ContainersDeleted: gone, SpaceReclaimed: bytes } = yield* pruneContainers(session.client, withFilters(flags.list<Filter>('filter')).filters);
    if (gone && gone.length > 0) yield* session.print(`Deleted Containers:\n${gone.map((id) => `${id}\n`).join('')}\n`);
    yield* session.print(`Total reclaimed space: ${humanSize(bytes)}\n`);
    return 0;
  },
};

export { containerStats };
