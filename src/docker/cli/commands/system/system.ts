import { LineReader } from '../../../../core/stream.ts';
import { humanSize } from '../../../../core/units.ts';
import type { EventMessage } from '../../../api/types/system.ts';
import type { Process } from '../../../../core/process.ts';
import { ConnectionError } from '../../../client/client.ts';
import { pruneContainers } from '../../../client/containers.ts';
import { pruneImages } from '../../../client/images.ts';
import { pruneNetworks } from '../../../client/networks.ts';
import { diskUsage, events as followEvents, pruneBuildCache, serverInfo, serverVersion } from '../../../client/system.ts';
import { pruneVolumes } from '../../../client/volumes.ts';
import { none } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { bool, bytes, filter, string } from '../../flags/kinds.ts';
import { formatUsage, formatVerboseUsage } from '../../format/disk-usage.ts';
import { eventFormatter } from '../../format/events.ts';
import { formatClientInfo, formatServerInfo, infoWarnings } from '../../format/info.ts';
import type { ClientInfo } from '../../format/info.ts';
import { formatInfo } from '../../format/info-template.ts';
import { formatVersion } from '../../format/version.ts';
import { encodeFilters } from '../../options/filter.ts';
import type { Filter } from '../../options/filter.ts';
import { InvalidTime, timestamp } from '../../options/time.ts';
import { isFailure } from '../../parallel.ts';
import { confirm } from '../../prompt.ts';
import type { Session } from '../../session.ts';
import { CLASSIC_NOTICE, isBuildKitOff } from '../../build/classic.ts';
import { prune as buildxPrune } from '../builder/prune.ts';
import { FORMAT_HELP, withFilters } from '../container/ps.ts';
import { INSPECT_FORMAT_HELP } from '../container/show.ts';
import { DOCKER_HUB } from '../image/pull-image.ts';

const df: Command = {
  path: 'docker system df', usage: '[OPTIONS]', about: 'Show what takes room on the disk', arguments: none,
  flags: [string('format', FORMAT_HELP), bool('v,verbose', 'Each image, container, volume and build cache record')],
  *run(session) {
    const { flags } = session;
    const isVerbose = flags.isOn('verbose');
    const usage = yield* diskUsage(session.client);
    const view = { now: session.now(), isTruncated: true };
    const format = flags.text('format') || 'table';
    yield* session.print(isVerbose ? formatVerboseUsage(usage, format, view) : formatUsage(usage, format, view));
    return 0;
  },
};

const events: Command = {
  path: 'docker system events', names: ['docker system events', 'docker events'], usage: '[OPTIONS]', about: 'Show what happens in the engine, as it happens', arguments: none,
  flags: [
    filter('f,filter', 'Only those that match, such as "event=die"'),
    string('format', INSPECT_FORMAT_HELP),
    string('since', 'Those since then as well'),
    string('until', 'Stop then'),
  ],
  *run(session) {
    const { flags } = session;
    const show = eventFormatter(flags.text('format') === 'json' ? '{{json .}}' : flags.text('format'));
    const moment = (flag: 'since' | 'until'): string => {
      const text = flags.text(flag);
      try {
        return text === '' ? '' : timestamp(text, session.now(), flag);
      } catch (error) {
        if (error instanceof InvalidTime) throw new CommandError(error.message);
        throw error;
      }
    };
    const stream = yield* followEvents(session.client, { since: moment('since'), until: moment('until'), ...withFilters(flags.list<Filter>('filter')) });
    const lines = new LineReader(stream);
    try {
      for (;;) {
        const line = yield* lines.line();
        if (line === undefined) return 0;
        if (line.trim() !== '') yield* session.print(show(JSON.parse(line) as EventMessage));
      }
    } finally {
      stream.close();
    }
  },
};

const CLIENT = {
  Version: '28.2.2', DefaultAPIVersion: '1.50', GitCommit: 'e6534b4', GoVersion: 'go1.24.3', Os: 'linux', Arch: 'amd64', BuildTime: 'Fri May 30 12:07:14 2025',
};

const BUILDX = {
  SchemaVersion: '0.1.0', Vendor: 'Docker Inc.', Version: 'v0.24.0', ShortDescription: 'Docker Buildx', Name: 'buildx',
  Path: '/usr/libexec/docker/cli-plugins/docker-buildx',
};

const info: Command = {
  path: 'docker system info', names: ['docker system info', 'docker info'], usage: '[OPTIONS]', about: 'Show what the engine and its host are', arguments: none, heading: 'Common Commands',
  flags: [string('f,format', INSPECT_FORMAT_HELP)],
  *run(session) {
    const client: ClientInfo = { Debug: false, ...CLIENT, Context: session.context, Plugins: [BUILDX], Warnings: null };
    const format = session.flags.text('format');
    let server: Readonly<Record<string, unknown>> | undefined;
    let failure = '';
    try {
      server = yield* serverInfo(session.client);
    } catch (error) {
      if (!isFailure(error)) throw error;
      failure = error.message;
    }
    if (format !== '') {
      if (failure !== '') yield* session.complain(`${failure}\n`);
      return yield* formattedInfo(session, client, server ?? { ServerErrors: [failure] }, format);
    }
    yield* session.print(formatClientInfo(client));
    if (!server) {
      yield* session.print('Server:\n');
      throw new CommandError(failure);
    }
    const login = session.config.logins.get(DOCKER_HUB);
    yield* session.print(formatServerInfo(server, login?.username));
    for (const warning of infoWarnings(server)) yield* session.complain(`${warning}\n`);
    return 0;
  },
};

function* formattedInfo(session: Session, client: ClientInfo, server: Readonly<Record<string, unknown>>, format: string): Process<number> {
  try {
    yield* session.print(formatInfo(server, client, format));
  } catch (error) {
    // The newline behind the template is printed, whatever became of it.
    if (error instanceof CommandError && !error.message.startsWith('template parsing error')) yield* session.print('\n');
    throw error;
  }
  return 0;
}

export const version: Command = {
  path: 'docker version', usage: '[OPTIONS]', about: 'Show the versions of client and engine', details: 'Show the versions of the client and of the engine', arguments: none,
  heading: 'Common Commands',
  flags: [string('f,format', INSPECT_FORMAT_HELP)],
  *run(session) {
    const client = {
      version: '28.2.2', apiVersion: session.system.env.get('DOCKER_API_VERSION') || '1.50', defaultApiVersion: '1.50', gitCommit: 'e6534b4', goVersion: 'go1.24.3', os: 'linux', arch: 'amd64',
      buildTime: 'Fri May 30 12:07:14 2025', context: session.context,
    };
    let failure: ConnectionError | undefined;
    let server;
    try {
      server = yield* serverVersion(session.client);
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      failure = error;
    }
    try {
      yield* session.print(formatVersion(client, server, session.flags.text('format')));
    } catch (error) {
      if (error instanceof CommandError && error.status === 1) yield* session.print('\n');
      throw error;
    }
    if (failure) throw failure;
    return 0;
  },
};

const prune: Command = {
  path: 'docker system prune', usage: '[OPTIONS]', about: 'Remove what nothing uses', arguments: none,
  flags: [
    bool('a,all', 'All images that no container uses, not just those without a name'),
    filter('filter', 'Only those that match, such as "label=<key>=<value>"'),
    bool('f,force', 'Do not ask'),
    bool('volumes', 'Anonymous volumes as well'),
  ],
  *run(session) {
    const { flags, client } = session;
    const filters = flags.list<Filter>('filter');
    const [isAll, hasVolumes] = [flags.isOn('all'), flags.isOn('volumes')];
    if (hasVolumes && filters.some((one) => one?.name === 'until')) throw new CommandError('ERROR: The "until" filter is not supported with "--volumes"');
    if (!flags.isOn('force') && !(yield* confirm(session, systemWarning(isAll, hasVolumes, filters)))) return 0;
    const encoded = encodeFilters(filters);
    let total = 0;
    const report = function* (heading: string, items: readonly string[] | null, size: number): Process<void> {
      total += size;
      if (items && items.length > 0) yield* session.print(`${heading}:\n${items.map((item) => `${item}\n`).join('')}\n`);
    };
    const containers = yield* pruneContainers(client, encoded);
    yield* report('Deleted Containers', containers.ContainersDeleted, containers.SpaceReclaimed);
    const networks = yield* pruneNetworks(client, encoded);
    yield* report('Deleted Networks', networks.NetworksDeleted, 0);
    if (hasVolumes) {
      const volumes = yield* pruneVolumes(client, encoded);
      yield* report('Deleted Volumes', volumes.VolumesDeleted, volumes.SpaceReclaimed);
    }
    const images = yield* pruneImages(client, encodeFilters([...filters, { name: 'dangling', value: String(!isAll) }]));
    const imageLines = (images.ImagesDeleted ?? []).map((image) => ('Deleted' in image ? `deleted: ${image.Deleted}` : `untagged: ${image.Untagged}`));
    yield* report('Deleted Images', imageLines, images.SpaceReclaimed);
    const cache = yield* pruneBuildCache(client, { all: isAll, ...(encoded === undefined ? {} : { filters: encoded }) });
    yield* report('Deleted build cache objects', cache.CachesDeleted, cache.SpaceReclaimed);
    yield* session.print(`Total reclaimed space: ${humanSize(total)}\n`);
    return 0;
  },
};

function systemWarning(isAll: boolean, hasVolumes: boolean, filters: readonly Filter[]): string {
  const parts = [
    'all stopped containers',
    'all networks not used by at least one container',
    ...(hasVolumes ? ['all anonymous volumes not used by at least one container'] : []),
    isAll ? 'all images without at least one container associated to them' : 'all dangling images',
    isAll ? 'all build cache' : 'unused build cache',
  ];
  const lines = filters.map((one) => `${one.name}=${one.value}`).sort();
  const shown = lines.length > 0 ? `\n\n  Items to be pruned will be filtered with:\n${lines.map((line) => `  - ${line}`).join('\n')}` : '';
  return `WARNING! This will remove:\n${parts.map((part) => `  - ${part}`).join('\n')}${shown}\n\nAre you sure you want to continue?`;
}

const builderPrune: Command = {
  path: 'docker builder prune', usage: '', about: 'Empty the build cache', arguments: none,
  flags: [
    bool('a,all', 'All that no image uses, not just what is loose'),
    filter('filter', 'Only those that match, such as "until=24h"'),
    bool('f,force', 'Do not ask'),
    bytes('keep-storage', 'Leave so much of it', { into: 'reserved-space' }),
    bytes('reserved-space', 'Leave so much of it', { isHidden: true }),
    bool('verbose', 'Tell more', { isHidden: true }),
  ],
  *run(session) {
    // With the component for builds, everything under `docker builder` goes to it.
    if (!isBuildKitOff(session)) return yield* buildxPrune.run!(session);
    yield* session.complain(CLASSIC_NOTICE);
    const { flags } = session;
    const isAll = flags.isOn('all');
    const warning = isAll ? 'WARNING! This will remove all build cache. Are you sure you want to continue?' : 'WARNING! This will remove all dangling build cache. Are you sure you want to continue?';
    if (!flags.isOn('force') && !(yield* confirm(session, warning))) return 0;
    const { CachesDeleted: gone, SpaceReclaimed: size } = yield* pruneBuildCache(session.client, {
      all: isAll, 'keep-storage': flags.number('reserved-space'), ...withFilters(flags.list<Filter>('filter')),
    });
    if (gone && gone.length > 0) yield* session.print(`Deleted build cache objects:\n${gone.map((id) => `${id}\n`).join('')}\n`);
    yield* session.print(`Total reclaimed space: ${humanSize(size)}\n`);
    return 0;
  },
};

export const SYSTEM_COMMANDS: readonly Command[] = [df, events, info, version, prune, builderPrune];
