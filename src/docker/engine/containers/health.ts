import { toText } from '../../../core/bytes.ts';
import type { Cancel, Micros } from '../../../core/clock.ts';
import { SECOND } from '../../../core/clock.ts';
import { anyOf, until } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { SIGNALS } from '../../../machine/signals.ts';
import { failureOf } from '../../api/status.ts';
import { formatDuration, formatTime } from '../../api/time.ts';
import type { Health, HealthConfig, HealthLogEntry, HealthStatus } from '../../api/types/containers.ts';
import { newExec } from '../exec/create.ts';
import { launch } from '../exec/start.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { logContainerEvent } from './event.ts';

const DEFAULTS = { Interval: 30 * SECOND, Timeout: 30 * SECOND, StartPeriod: 0, StartInterval: 5 * SECOND, Retries: 3 };
const KEPT_ENTRIES = 5;
/** Bytes of a probe's output that are kept. */
const KEPT_OUTPUT = 4096;

/** What a container's health check found so far (https://docs.docker.com/reference/dockerfile/#healthcheck). */
export class HealthMonitor {
  status: HealthStatus = 'starting';
  failingStreak = 0;
  log: readonly HealthLogEntry[] = [];
  isStopped = false;
  /** Takes the next probe back. */
  cancelNext: Cancel = () => {};

  shown(): Health {
    return { Status: this.status, FailingStreak: this.failingStreak, Log: this.log };
  }
}

/** The configuration's durations in µs, with the defaults. */
function timesOf(config: HealthConfig): typeof DEFAULTS {
  const time = (name: 'Interval' | 'Timeout' | 'StartPeriod' | 'StartInterval') => (config[name] ? config[name] / 1000 : DEFAULTS[name]);
  return { Interval: time('Interval'), Timeout: time('Timeout'), StartPeriod: time('StartPeriod'), StartInterval: time('StartInterval'), Retries: config.Retries || DEFAULTS.Retries };
}

/** The command of a probe; undefined where there is no check. */
function probeOf(container: Container): readonly string[] | undefined {
  const [kind, ...rest] = container.config.Healthcheck?.Test ?? [];
  if (kind === 'CMD') return rest;
  if (kind === 'CMD-SHELL') return [...(container.config.Shell ?? ['/bin/sh', '-c']), ...rest];
  return undefined;
}

/** A container that starts is `starting` until its check says otherwise. */
export function startHealthChecks(daemon: Daemon, container: Container): void {
  const probe = probeOf(container);
  if (!probe) {
    container.health = undefined;
    return;
  }
  const monitor = new HealthMonitor();
  container.health = monitor;
  scheduleProbe(daemon, container, monitor, probe);
}

export function stopHealthChecks(container: Container): void {
  if (!container.health) return;
  container.health.isStopped = true;
  container.health.cancelNext();
  // As moby leaves it, "for compatibility reasons".
  container.health.status = 'unhealthy';
}

function scheduleProbe(daemon: Daemon, container: Container, monitor: HealthMonitor, probe: readonly string[]): void {
  const times = timesOf(container.config.Healthcheck!);
  const isStarting = monitor.status === 'starting' && times.StartPeriod > 0 && daemon.host.now() - container.startedAt! < times.StartPeriod;
  const delay = isStarting ? times.StartInterval : times.Interval;
  monitor.cancelNext = daemon.host.scheduler.clock.at(daemon.host.now() + delay, () => daemon.spawn(runProbe(daemon, container, monitor, probe)));
}

function* runProbe(daemon: Daemon, container: Container, monitor: HealthMonitor, probe: readonly string[]): Process<void> {
  if (monitor.isStopped || !container.run) return;
  if (!container.isPaused) {
    const entry = yield* takeProbe(daemon, container, timesOf(container.config.Healthcheck!).Timeout, probe);
    if (monitor.isStopped || !container.run) return;
    note(daemon, container, monitor, entry);
  }
  scheduleProbe(daemon, container, monitor, probe);
}

function* takeProbe(daemon: Daemon, container: Container, timeout: Micros, argv: readonly string[]): Process<HealthLogEntry> {
  const start = daemon.host.now();
  const { clock } = daemon.host.scheduler;
  const output: Uint8Array[] = [];
  const exec = newExec(daemon, container, {
    argv, env: [], user: '', workingDir: '', isTty: false, isPrivileged: false, attachesStdin: false, attachesStdout: true, attachesStderr: true, detachKeys: '', consoleSize: undefined,
  });
  exec.streams.listen({
    *write(_stream, bytes) {
      output.push(bytes.slice());
    },
    end() {},
  });
  logContainerEvent(daemon, container, `exec_create: ${argv.join(' ')}`, { execID: exec.id });
  const entry = (exitCode: number, text: string): HealthLogEntry => ({ Start: formatTime(start), End: formatTime(daemon.host.now()), ExitCode: exitCode, Output: shorten(text) });
  try {
    yield* launch(daemon, exec);
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return entry(-1, failure.message);
  } finally {
    container.execIds?.delete(exec.id);
  }
  const deadline = start + timeout;
  while (exec.isRunning && daemon.host.now() < deadline) yield anyOf(exec.ended.asWait(), until(clock, deadline));
  daemon.execs.remove(exec.id);
  if (exec.isRunning) {
    exec.process?.signal(SIGNALS.SIGKILL);
    return entry(-1, `Health check exceeded timeout (${formatDuration(timeout)})${output.length > 0 ? `: ${textOf(output)}` : ''}`);
  }
  return entry(exec.exitCode ?? -1, textOf(output));
}

function textOf(output: readonly Uint8Array[]): string {
  return output.map(toText).join('');
}

function shorten(text: string): string {
  return text.length > KEPT_OUTPUT ? `${text.slice(0, KEPT_OUTPUT)}...` : text;
}

/** moby's handleProbeResult: failures in the start period don't count, one success ends it. */
function note(daemon: Daemon, container: Container, monitor: HealthMonitor, entry: HealthLogEntry): void {
  const times = timesOf(container.config.Healthcheck!);
  const before = monitor.status;
  monitor.log = [...monitor.log, entry].slice(-KEPT_ENTRIES);
  if (entry.ExitCode === 0) {
    monitor.failingStreak = 0;
    monitor.status = 'healthy';
  } else {
    const isInStartPeriod = monitor.status === 'starting' && daemon.host.now() - container.startedAt! < times.StartPeriod;
    if (!isInStartPeriod) {
      monitor.failingStreak++;
      if (monitor.failingStreak >= times.Retries) monitor.status = 'unhealthy';
    }
  }
  if (monitor.status !== before) logContainerEvent(daemon, container, `health_status: ${monitor.status}`);
  container.touch();
}
