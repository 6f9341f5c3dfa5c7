import type { Micros } from '../../../core/clock.ts';
import type { ContainerState } from '../../api/types/containers.ts';
import { ZERO_TIME, formatTime } from '../../api/time.ts';
import { humanDuration } from '../human-duration.ts';
import type { Container } from './container.ts';

const timeOf = (time: Micros | undefined) => (time === undefined ? ZERO_TIME : formatTime(time));

/** As inspect shows it. */
export function stateOf(container: Container): ContainerState {
  return {
    Status: container.shownStatus,
    Running: container.isRunning,
    Paused: container.isPaused,
    Restarting: container.isRestarting,
    OOMKilled: container.isOomKilled,
    Dead: container.isDead,
    Pid: container.run?.process.pid ?? 0,
    ExitCode: container.exitCode,
    Error: container.error,
    StartedAt: timeOf(container.startedAt),
    FinishedAt: timeOf(container.finishedAt),
    ...(container.health ? { Health: container.health.shown() } : {}),
  };
}

/** The STATUS column of `docker ps`. */
export function statusText(container: Container, now: Micros): string {
  const since = (time: Micros | undefined) => humanDuration(now - (time ?? now));
  if (container.isRestarting) return `Restarting (${container.exitCode}) ${since(container.finishedAt)} ago`;
  if (container.run) {
    const up = `Up ${since(container.startedAt)}`;
    if (container.isPaused) return `${up} (Paused)`;
    if (!container.health) return up;
    return `${up} (${container.health.status === 'starting' ? 'health: starting' : container.health.status})`;
  }
  if (container.isRemoving) return 'Removal In Progress';
  if (container.isDead) return 'Dead';
  if (container.startedAt === undefined) return 'Created';
  return container.finishedAt === undefined ? '' : `Exited (${container.exitCode}) ${since(container.finishedAt)} ago`;
}
