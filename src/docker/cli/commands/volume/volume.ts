import { humanSize } from '../../../../core/units.ts';
import { createVolume, inspectVolume, listVolumes, pruneVolumes, removeVolume } from '../../../client/volumes.ts';
import { atLeast, atMost, exactly, none } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { bool, bytes, checkedList, filter, list as listFlag, map, string, withInitial } from '../../flags/kinds.ts';
import { formatList } from '../../format/formatter.ts';
import { inspectAll } from '../../format/inspect/inspect.ts';
import { VOLUME } from '../../format/inspect/schemas.ts';
import { naturalOrder } from '../../format/text.ts';
import { VOLUMES, volumeFormat } from '../../format/volumes.ts';
import { cut } from '../../options/container-config.ts';
import { validateLabel } from '../../options/names.ts';
import type { Filter } from '../../options/filter.ts';
import { oneByOne } from '../../parallel.ts';
import { confirm } from '../../prompt.ts';
import { FORMAT_HELP, withFilters } from '../container/ps.ts';
import { INSPECT_FORMAT_HELP } from '../container/show.ts';

const cluster = { isRefused: true } as const;

const create: Command = {
  path: 'docker volume create', usage: '[OPTIONS] [VOLUME]', about: 'Create a volume', arguments: atMost(1),
  flags: [
    withInitial(string('availability', 'Whether the cluster volume may be used ("active", "pause", "drain")', { shownDefault: '"active"', ...cluster }), 'active'),
    withInitial(string('d,driver', 'Driver of the volume', { shownDefault: '"local"', choices: ['local'] }), 'local'),
    string('group', 'Group of the cluster volume', cluster),
    checkedList(validateLabel, 'label', 'Label (key=value)'),
    bytes('limit-bytes', 'Smallest size of the cluster volume', cluster),
    string('name', 'Name of the volume', { isHidden: true }),
    map('o,opt', 'Option for the driver (key=value)', { shownDefault: 'map[]' }),
    bytes('required-bytes', 'Largest size of the cluster volume', cluster),
    withInitial(string('scope', 'How many nodes may use the cluster volume ("single", "multi")', { shownDefault: '"single"', ...cluster }), 'single'),
    map('secret', 'Secret for the cluster volume', { shownDefault: 'map[]', ...cluster }),
    withInitial(string('sharing', 'Who may use the cluster volume at once ("none", "readonly", "onewriter", "all")', { shownDefault: '"none"', ...cluster }), 'none'),
    listFlag('topology-preferred', 'Where the cluster volume would best be', cluster),
    listFlag('topology-required', 'Where the cluster volume must be', cluster),
    withInitial(string('type', 'How the cluster volume is used ("mount", "block")', { shownDefault: '"block"', ...cluster }), 'block'),
  ],
  *run(session) {
    const { flags } = session;
    const options = flags.assignments('opt');
    if (flags.text('name') !== '' && session.args.length > 0) throw new CommandError('conflicting options: cannot specify a volume name through both --name and as a positional arg');
    const labels = Object.fromEntries(flags.texts('label').map((text) => cut(text, '=')));
    const volume = yield* createVolume(session.client, {
      Name: session.args[0] ?? flags.text('name'), Driver: flags.text('driver'),
      ...(Object.keys(options).length > 0 ? { DriverOpts: options } : {}),
      ...(Object.keys(labels).length > 0 ? { Labels: labels } : {}),
    });
    yield* session.print(`${volume.Name}\n`);
    return 0;
  },
};

const inspect: Command = {
  path: 'docker volume inspect', usage: '[OPTIONS] VOLUME [VOLUME...]', about: 'Show all that is known of volumes',
  details: 'Show all that is known of one or more volumes', arguments: atLeast(1), completes: 'volumes',
  flags: [string('f,format', INSPECT_FORMAT_HELP)],
  run: (session) =>
    inspectAll(session, session.args, session.flags.text('format'), function* (name) {
      return { schema: VOLUME, json: yield* inspectVolume(session.client, name) };
    }),
};

const list: Command = {
  path: 'docker volume ls', names: ['docker volume ls', 'docker volume list'], usage: '[OPTIONS]', about: 'List volumes', arguments: none,
  flags: [
    bool('cluster', 'Those of the swarm\'s cluster alone', cluster),
    filter('f,filter', 'Only those that match, such as "dangling=true"'),
    string('format', FORMAT_HELP),
    bool('q,quiet', 'Names only'),
  ],
  *run(session) {
    const { flags } = session;
    const { Volumes: volumes } = yield* listVolumes(session.client, withFilters(flags.list<Filter>('filter')).filters);
    const configured = session.config.text('volumesFormat');
    const format = flags.text('format') || (configured !== '' && !flags.isOn('quiet') ? configured : 'table');
    const sorted = [...(volumes ?? [])].sort((a, b) => naturalOrder(a.Name, b.Name));
    yield* session.print(formatList(VOLUMES, sorted, volumeFormat(format, flags.isOn('quiet')), { now: session.now(), isTruncated: false }));
    return 0;
  },
};

const prune: Command = {
  path: 'docker volume prune', usage: '[OPTIONS]', about: 'Remove volumes that nothing uses', arguments: none,
  flags: [bool('a,all', 'Those with a name as well, not just anonymous ones'), filter('filter', 'Only those that match, such as "label=<label>"'), bool('f,force', 'Do not ask')],
  *run(session) {
    const { flags } = session;
    const filters = [...flags.list<Filter>('filter')];
    const isAll = flags.isOn('all');
    if (isAll && filters.some((one) => one?.name === 'all')) throw new CommandError('conflicting options: cannot specify both --all and --filter all=1');
    if (isAll) filters.push({ name: 'all', value: 'true' });
    const hasAll = isAll || filters.some((one) => one?.name === 'all' && ['1', 'true'].includes(one.value));
    const warning = `WARNING! This will remove ${hasAll ? 'all' : 'anonymous'} local volumes not used by at least one container.\nAre you sure you want to continue?`;
    if (!flags.isOn('force') && !(yield* confirm(session, warning))) return 0;
    const { VolumesDeleted: gone, SpaceReclaimed: size } = yield* pruneVolumes(session.client, withFilters(filters).filters);
    if (gone && gone.length > 0) yield* session.print(`Deleted Volumes:\n${gone.map((name) => `${name}\n`).join('')}\n`);
    yield* session.print(`Total reclaimed space: ${humanSize(size)}\n`);
    return 0;
  },
};

const rm: Command = {
  path: 'docker volume rm', names: ['docker volume rm', 'docker volume remove'], usage: '[OPTIONS] VOLUME [VOLUME...]', about: 'Remove volumes',
  details: 'Remove one or more volumes. What a container uses is not removed.', arguments: atLeast(1), completes: 'volumes',
  flags: [bool('f,force', 'Do not mind volumes that are not there')],
  run: (session) =>
    oneByOne(session, session.args, function* (name) {
      yield* removeVolume(session.client, name, session.flags.isOn('force'));
      yield* session.print(`${name}\n`);
    }),
};

const update: Command = {
  path: 'docker volume update', usage: '[OPTIONS] [VOLUME]', about: 'Change a cluster volume', arguments: exactly(1), isHidden: true,
  flags: [withInitial(string('availability', 'Whether the cluster volume may be used ("active", "pause", "drain")', { shownDefault: '"active"' }), 'active')],
};

export const VOLUME_COMMANDS: readonly Command[] = [create, inspect, list, prune, rm, update];
