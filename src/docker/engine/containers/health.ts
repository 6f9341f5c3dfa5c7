import type { Health, HealthLogEntry, HealthStatus } from '../../api/types/containers.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';

/** What a container's health check found so far. */
export class HealthMonitor {
  status: HealthStatus = 'starting';
  failingStreak = 0;
  log: readonly HealthLogEntry[] = [];
  /** Takes the probe away. */
  stop: () => void = () => {};

  shown(): Health {
    return { Status: this.status, FailingStreak: this.failingStreak, Log: this.log };
  }
}

export function startHealthChecks(_daemon: Daemon, _container: Container): void {}

export function stopHealthChecks(container: Container): void {
  container.health?.stop();
}
