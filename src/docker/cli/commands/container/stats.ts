import { LineReader } from '../../../../core/stream.ts';
import { Condition } from '../../../../core/process.ts';
import type { Process, Task } from '../../../../core/process.ts';
import { SECOND } from '../../../../core/clock.ts';
import { anyOf } from '../../../../core/process.ts';
import type { StatsResponse } from '../../../api/types/stats.ts';
import type { EventMessage } from '../../../api/types/system.ts';
import { containerStats, listContainers } from '../../../client/containers.ts';
import { events } from '../../../client/system.ts';
import { any } from '../../command.ts';
import type { Command } from '../../command.ts';
import { bool, string } from '../../flags/kinds.ts';
import { formatList } from '../../format/formatter.ts';
import { STATS, statsFormat } from '../../format/stats.ts';
import type { Usage } from '../../format/stats.ts';
import { isFailure } from '../../parallel.ts';
import type { Session } from '../../session.ts';
import { CommandError } from '../../errors.ts';
import { FORMAT_HELP } from './ps.ts';

export const stats: Command = {
  path: 'docker container stats', names: ['docker container stats', 'docker stats'], usage: '[OPTIONS] [CONTAINER...]',
  about: 'Show what containers use, again and again', details: 'Show what containers use of CPU, memory, network and disk, again and again',
  arguments: any, completes: 'running containers',
  flags: [
    bool('a,all', 'Stopped containers as well', { shownDefault: 'shows just running' }),
    string('format', FORMAT_HELP),
    bool('no-stream', 'Once'),
    bool('no-trunc', 'Cut nothing short'),
  ],
  *run(session) {
    const { flags, args } = session;
    const board = new Board(session, !flags.isOn('no-stream'));
    if (args.length > 0) for (const name of args) board.follow(name);
    else {
      for (const container of yield* listContainers(session.client, { all: flags.isOn('all') })) board.follow(container.Id.slice(0, 12));
      if (!flags.isOn('no-stream')) board.followNew();
    }
    const format = statsFormat(flags.text('format') || session.config.text('statsFormat') || 'table');
    const view = { now: session.now(), isTruncated: !flags.isOn('no-trunc') };
    if (flags.isOn('no-stream')) {
      yield* board.settle();
      if (board.failures.length > 0) throw new CommandError(board.failures.join('\n'));
      yield* session.print(formatList(STATS, board.lines, format, view));
      return 0;
    }
    yield* board.firstReadings();
    if (board.failures.length > 0 && args.length > 0) throw new CommandError(board.failures.join('\n'));
    for (;;) {
      // From the top left, each line over the one that was there, and then nothing of what was below.
      const lines = `\x1b[H${formatList(STATS, board.lines, format, view)}`.split('\n');
      yield* session.print(`${lines.map((line) => `${line} \x1b[K\n`).join('')}\x1b[J`);
      if (args.length > 0 && board.lines.length === 0) return 0;
      yield* session.system.sleep(SECOND / 2);
    }
  },
};

/** What was last heard of each container. */
class Board {
  readonly #usages = new Map<string, Usage>();
  readonly #tasks: Task[] = [];
  readonly #heard = new Condition('statistics');
  readonly failures: string[] = [];

  constructor(
    private readonly session: Session,
    private readonly isStream: boolean,
  ) {}

  get lines(): readonly Usage[] {
    return [...this.#usages.values()];
  }

  follow(name: string): void {
    if (this.#usages.has(name)) return;
    this.#usages.set(name, unknownUsage(name));
    this.#tasks.push(this.session.system.startThread(this.#read(name)));
  }

  /** Containers that start later, while all are shown. */
  followNew(): void {
    const self = this;
    const watch = function* (): Process<void> {
      const stream = yield* events(self.session.client, { filters: JSON.stringify({ type: { container: true } }) });
      const lines = new LineReader(stream);
      for (;;) {
        const line = yield* lines.line();
        if (line === undefined) return;
        const { Action: action, Actor: actor } = JSON.parse(line) as EventMessage;
        if (action === 'start') self.follow(actor.ID.slice(0, 12));
        if (action === 'die') self.#usages.delete(actor.ID.slice(0, 12));
      }
    };
    this.session.system.startThread(watch());
  }

  /** Waits until every container was heard of once, or is not there. */
  *settle(): Process<void> {
    for (const task of this.#tasks) while (!task.isDone) yield* task.ended.wait();
  }

  /** Waits a moment for the first readings. */
  *firstReadings(): Process<void> {
    const end = this.session.now() + 2 * SECOND;
    while (this.session.now() < end && this.lines.some((usage) => usage.isUnknown)) yield anyOf(this.#heard.asWait(), this.session.system.timer(end - this.session.now()));
  }

  *#read(name: string): Process<void> {
    try {
      const stream = yield* containerStats(this.session.client, name, this.isStream);
      const lines = new LineReader(stream);
      for (;;) {
        const line = yield* lines.line();
        if (line === undefined) return;
        if (!this.#usages.has(name)) return stream.close();
        if (line.trim() !== '') this.#usages.set(name, usageOf(name, JSON.parse(line) as StatsResponse));
        this.#heard.notify();
        if (!this.isStream) return stream.close();
      }
    } catch (error) {
      if (!isFailure(error)) throw error;
      this.#usages.delete(name);
      this.failures.push(error.message);
      this.#heard.notify();
    }
  }
}

function unknownUsage(container: string): Usage {
  return { container, name: '', id: '', cpu: 0, memory: 0, memoryLimit: 0, memoryPercentage: 0, received: 0, sent: 0, read: 0, written: 0, processes: 0, isUnknown: true };
}

/** Percentages are of one CPU, as Docker has them: two busy CPUs are 200 %. */
export function usageOf(container: string, reading: StatsResponse): Usage {
  const memory = usedMemory(reading.memory_stats);
  const limit = reading.memory_stats.limit ?? 0;
  const networks = Object.values(reading.networks ?? {});
  const { read, written } = blockIo(reading.blkio_stats);
  return {
    container, name: reading.name, id: reading.id, cpu: cpuPercentage(reading), memory, memoryLimit: limit, memoryPercentage: limit === 0 ? 0 : (memory / limit) * 100,
    received: networks.reduce((sum, one) => sum + one.rx_bytes, 0), sent: networks.reduce((sum, one) => sum + one.tx_bytes, 0),
    read, written, processes: reading.pids_stats.current ?? 0, isUnknown: false,
  };
}

function cpuPercentage({ cpu_stats: now, precpu_stats: before }: StatsResponse): number {
  const own = now.cpu_usage.total_usage - before.cpu_usage.total_usage;
  const all = (now.system_cpu_usage ?? 0) - (before.system_cpu_usage ?? 0);
  return own > 0 && all > 0 ? (own / all) * (now.online_cpus ?? 1) * 100 : 0;
}

/** Without pages of files that were not used lately, which the kernel would give up at once. */
export function usedMemory(memory: StatsResponse['memory_stats']): number {
  const usage = memory.usage ?? 0;
  const inactive = memory.stats?.['total_inactive_file'] ?? memory.stats?.['inactive_file'];
  return inactive !== undefined && inactive < usage ? usage - inactive : usage;
}

export function blockIo(tables: StatsResponse['blkio_stats']): { readonly read: number; readonly written: number } {
  let [read, written] = [0, 0];
  for (const { op, value } of tables['io_service_bytes_recursive'] ?? []) {
    if (op.startsWith('r') || op.startsWith('R')) read += value;
    else if (op.startsWith('w') || op.startsWith('W')) written += value;
  }
  return { read, written };
}
