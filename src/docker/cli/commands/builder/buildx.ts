import { diskUsage, serverInfo } from '../../../client/system.ts';
import { atMost, none } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { bool, filter, string } from '../../flags/kinds.ts';
import { alignTabs } from '../../format/tabwriter.ts';
import { cacheDetails, cacheSummary, cacheTable } from './cache-table.ts';

/** What Docker 28.2 comes with. */
const VERSION = 'github.com/docker/buildx v0.24.0 d0e5e86';
const BUILDKIT = 'v0.22.0';
const PLATFORMS = 'linux/amd64, linux/amd64/v2, linux/amd64/v3, linux/386';

export const du: Command = {
  path: 'docker buildx du', usage: '[OPTIONS]', about: 'Disk usage', details: 'How much room the build cache takes', arguments: none,
  flags: [filter('filter', 'Only what matches', { isRefused: true }), bool('verbose', 'Everything that is known of each')],
  *run(session) {
    const records = (yield* diskUsage(session.client, ['build-cache'])).BuildCache ?? [];
    const now = session.now();
    const isVerbose = session.flags.isOn('verbose');
    if (records.length > 0) yield* session.print(isVerbose ? cacheDetails(records, now) : cacheTable(records, now));
    yield* session.print(cacheSummary(records));
    return 0;
  },
};

export const version: Command = {
  path: 'docker buildx version', usage: '', about: 'Show buildx version information', arguments: none,
  *run(session) {
    yield* session.print(`${VERSION}\n`);
    return 0;
  },
};

export const ls: Command = {
  path: 'docker buildx ls', usage: '[OPTIONS]', about: 'List builder instances', arguments: none,
  flags: [string('format', 'How to show them', { isRefused: true }), bool('no-trunc', 'All platforms')],
  *run(session) {
    const { context } = session;
    const rows = ['NAME/NODE\tDRIVER/ENDPOINT\tSTATUS\tBUILDKIT\tPLATFORMS', `${context}*\tdocker\t\t\t`, ` \\_ ${context}\t \\_ ${context}\trunning\t${BUILDKIT}\t${PLATFORMS}`];
    yield* session.print(alignTabs(rows.map((row) => `${row}\n`).join('')));
    return 0;
  },
};

export const inspect: Command = {
  path: 'docker buildx inspect', usage: '[NAME]', about: 'Inspect current builder instance', arguments: atMost(1),
  flags: [bool('bootstrap', 'Start it first')],
  *run(session) {
    const { context, args } = session;
    const name = args[0] ?? context;
    if (name !== context) throw new CommandError(`ERROR: no builder "${name}" found`);
    yield* serverInfo(session.client);
    yield* session.print(`Name:          ${context}\nDriver:        docker\n\nNodes:\nName:             ${context}\nEndpoint:         ${context}\nStatus:           running\nBuildKit version: ${BUILDKIT}\nPlatforms:        ${PLATFORMS}\n`);
    return 0;
  },
};

/** One builder is all there is: it may be chosen, others can't be made. */
export const use: Command = {
  path: 'docker buildx use', usage: '[OPTIONS] NAME', about: 'Set the current builder instance', arguments: { least: 1, most: 1 },
  flags: [bool('default', 'For this context'), bool('global', 'Whatever the context')],
  *run(session) {
    yield* [];
    const name = session.args[0]!;
    if (name !== session.context) throw new CommandError(`ERROR: failed to find instance "${name}": no builder "${name}" found`);
    return 0;
  },
};

const absent = (word: string, about: string): Command => ({ path: `docker buildx ${word}`, usage: '[OPTIONS]', about, arguments: { least: 0, most: Infinity } });

export const others: readonly Command[] = [
  absent('bake', 'Build from a file'), absent('create', 'Create a new builder instance'), absent('rm', 'Remove one or more builder instances'), absent('stop', 'Stop builder instance'),
];
