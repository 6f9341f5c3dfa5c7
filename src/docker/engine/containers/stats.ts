import { SECOND } from '../../../core/clock.ts';
import { anyOf, until } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import type { Usage } from '../../../machine/resources/resources.ts';
import { ZERO_TIME, formatTime } from '../../api/time.ts';
import type { CpuStats, NetworkStats, StatsResponse } from '../../api/types/stats.ts';
import type { StatsQuery } from '../../api/types/containers.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { respond } from './response-stream.ts';
import type { ResponseStream } from './response-stream.ts';

const PERIOD = SECOND;
/** 2^64 - 1, which is no number here: what stands for it is replaced in the text. */
const UNLIMITED = 2 ** 64;
const UNLIMITED_TEXT = '18446744073709551615';
/** Major and minor number of the host's disk. */
const DISK = { major: 254, minor: 0 };

/** GET /containers/{id}/stats: once a second, or one reading (after two collections, unless one-shot). */
export function containerStats(daemon: Daemon, reference: string, { isStream, isOneShot }: StatsQuery): Input {
  const container = daemon.containers.find(reference);
  if (isStream) return respond(daemon, (stream) => streamStats(daemon, container, stream));
  return respond(daemon, function* (stream) {
    yield* write(stream, yield* oneReading(daemon, container, isOneShot));
  });
}

function write(stream: ResponseStream, response: StatsResponse): Process<void> {
  return stream.write(`${JSON.stringify(response).replace(`"limit":${String(UNLIMITED)}`, `"limit":${UNLIMITED_TEXT}`)}\n`);
}

function* oneReading(daemon: Daemon, container: Container, isOneShot: boolean): Process<StatsResponse> {
  if (!container.run) return empty(container);
  if (isOneShot) return reading(daemon, container, undefined);
  const before = sample(daemon, container);
  yield until(daemon.host.scheduler.clock, daemon.host.now() + PERIOD);
  return container.run ? reading(daemon, container, before) : empty(container);
}

function* streamStats(daemon: Daemon, container: Container, stream: ResponseStream): Process<void> {
  let before: Sample | undefined;
  let isFirst = true;
  while (!stream.isGone && !container.isRemoved) {
    if (!container.run && !isFirst && !container.isRestarting) {
      // What has stopped has nothing to tell; the client stays on until it is started or removed.
      yield* write(stream, empty(container));
      before = undefined;
    } else yield* write(stream, container.run ? reading(daemon, container, before) : empty(container));
    if (container.run) before = sample(daemon, container);
    isFirst = false;
    yield anyOf(until(daemon.host.scheduler.clock, daemon.host.now() + PERIOD), stream.gone.asWait());
  }
}

interface Sample {
  readonly at: number;
  readonly cpu: CpuStats;
}

const NO_CPU: CpuStats = { cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 }, throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 } };

function empty({ id, name }: Container): StatsResponse {
  return {
    name: `/${name}`, id, read: ZERO_TIME, preread: ZERO_TIME, pids_stats: {}, blkio_stats: blkio(undefined), num_procs: 0, storage_stats: {}, cpu_stats: NO_CPU, precpu_stats: NO_CPU, memory_stats: {},
  };
}

function sample(daemon: Daemon, container: Container): Sample {
  return { at: daemon.host.now(), cpu: cpuStats(daemon, daemon.host.resources.usage(container.run!.cgroup)) };
}

function reading(daemon: Daemon, container: Container, before: Sample | undefined): StatsResponse {
  const { resources } = daemon.host;
  const { cgroup } = container.run!;
  const usage = resources.usage(cgroup);
  const limits = resources.limits(cgroup);
  return {
    name: `/${container.name}`,
    id: container.id,
    read: formatTime(daemon.host.now()),
    preread: before ? formatTime(before.at) : ZERO_TIME,
    pids_stats: { current: usage.pids, limit: limits.pids ?? UNLIMITED },
    blkio_stats: blkio(usage),
    num_procs: 0,
    storage_stats: {},
    cpu_stats: cpuStats(daemon, usage),
    precpu_stats: before?.cpu ?? NO_CPU,
    memory_stats: { usage: usage.memory, stats: memoryTable(usage), limit: limits.memory ?? resources.memory },
    ...networks(container),
  };
}

/** In nanoseconds, as the kernel counts them. */
function cpuStats({ host }: Daemon, usage: Usage): CpuStats {
  return {
    cpu_usage: { total_usage: Math.round(usage.cpu * 1000), usage_in_kernelmode: Math.round(usage.cpuSystem * 1000), usage_in_usermode: Math.round(usage.cpuUser * 1000) },
    system_cpu_usage: (host.now() - host.facts.bootedAt) * 1000 * host.resources.cores,
    online_cpus: host.resources.cores,
    throttling_data: { periods: usage.periods, throttled_periods: usage.throttledPeriods, throttled_time: Math.round(usage.throttled * 1000) },
  };
}

/** The fields of memory.stat (cgroup v2) that the daemon passes on. */
function memoryTable({ memory, cache, shared }: Usage): Record<string, number> {
  const anonymous = Math.max(0, memory - cache - shared);
  return {
    active_anon: 0, active_file: 0, anon: anonymous, anon_thp: 0, file: cache + shared, file_dirty: 0, file_mapped: 0, file_writeback: 0, inactive_anon: anonymous + shared, inactive_file: cache, kernel_stack: 16_384,
    pgactivate: 0, pgdeactivate: 0, pgfault: Math.ceil(memory / 4096), pglazyfree: 0, pglazyfreed: 0, pgmajfault: 0, pgrefill: 0, pgscan: 0, pgsteal: 0, shmem: shared, slab: 0, slab_reclaimable: 0,
    slab_unreclaimable: 0, sock: 0, thp_collapse_alloc: 0, thp_fault_alloc: 0, unevictable: 0, workingset_activate: 0, workingset_nodereclaim: 0, workingset_refault: 0,
  };
}

function blkio(usage: Usage | undefined): StatsResponse['blkio_stats'] {
  const bytes = usage && usage.readBytes + usage.writtenBytes > 0
    ? [{ ...DISK, op: 'read', value: usage.readBytes }, { ...DISK, op: 'write', value: usage.writtenBytes }]
    : null;
  return {
    io_service_bytes_recursive: bytes, io_serviced_recursive: null, io_queue_recursive: null, io_service_time_recursive: null, io_wait_time_recursive: null, io_merged_recursive: null,
    io_time_recursive: null, sectors_recursive: null,
  };
}

function networks(container: Container): { networks?: { readonly [name: string]: NetworkStats } } {
  const { sandbox } = container.run!;
  if (!sandbox.isOwn) return {};
  const found = sandbox.namespace.stack.interfaces.filter(({ name }) => name !== 'lo');
  if (found.length === 0) return {};
  return {
    networks: Object.fromEntries(found.map((one) => [one.name, {
      rx_bytes: one.receivedBytes, rx_packets: one.receivedPackets, rx_errors: 0, rx_dropped: 0, tx_bytes: one.sentBytes, tx_packets: one.sentPackets, tx_errors: 0, tx_dropped: 0,
    }])),
  };
}
