import { MILLISECOND, MINUTE, SECOND } from '../../../core/clock.ts';
import { anyOf, until } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import type { ExitStatus } from '../../../machine/system.ts';
import { statusCode } from '../../../machine/system.ts';
import type { Daemon } from '../daemon.ts';
import { closeSandbox } from '../networks/sandbox.ts';
import { unmountVolumes } from '../volumes/local-mount.ts';
import type { Container, Run } from './container.ts';
import { logContainerEvent } from './event.ts';
import { stopHealthChecks } from './health.ts';
import { removeContainer } from './rm.ts';
import { launch } from './start.ts';

/** How long the daemon waits for the rest of a terminal's output. */
const DRAIN_TIME = 2 * SECOND;
const FIRST_DELAY = 100 * MILLISECOND;
const LONGEST_DELAY = MINUTE;
/** A container that ran this long starts over with the shortest delay. */
const LONG_RUN = 10 * SECOND;

/** What the daemon does when the first process of a container has ended. */
export function* handleExit(daemon: Daemon, container: Container, status: ExitStatus): Process<void> {
  const run = container.run!;
  if (run.pump) yield* drained(daemon, run);
  const exitCode = statusCode(status);
  tearDown(daemon, container, run);
  container.exitCode = exitCode;
  container.finishedAt = daemon.host.now();
  container.isPaused = false;
  container.exits++;
  const ranFor = container.finishedAt - container.startedAt!;
  const delay = daemon.isUp ? restartDelay(container, exitCode, ranFor) : undefined;
  if (delay !== undefined) container.isRestarting = true;
  logContainerEvent(daemon, container, 'die', { exitCode: String(exitCode), execDuration: String(Math.floor(ranFor / SECOND)) });
  daemon.containers.noteStopped(container);
  container.streams.end();
  container.touch();
  if (delay !== undefined) scheduleRestart(daemon, container, delay);
  else if (container.hostConfig.AutoRemove && daemon.isUp && !container.isBeingRestarted) removeContainer(daemon, container, { removesVolumes: true });
}

function* drained(daemon: Daemon, { pump }: Run): Process<void> {
  const clock = daemon.host.scheduler.clock;
  const deadline = daemon.host.now() + DRAIN_TIME;
  while (!pump!.isDone && daemon.host.now() < deadline) yield anyOf(pump!.ended.asWait(), until(clock, deadline));
  pump!.cancel();
}

function tearDown(daemon: Daemon, container: Container, run: Run): void {
  stopHealthChecks(container);
  closeSandbox(daemon, container, run.sandbox);
  for (const memory of run.memory) memory.dispose();
  unmountVolumes(daemon, container);
  for (const { volume } of container.mounts) {
    if (volume) daemon.events.log('volume', 'unmount', volume.name, { driver: volume.driver, container: container.id });
  }
  const { resources } = daemon.host;
  if (container.isPaused) resources.setFrozen(run.cgroup, false);
  if (resources.hasGroup(run.cgroup) && resources.usage(run.cgroup).pids === 0) resources.removeGroup(run.cgroup);
  container.run = undefined;
}

/** How long until the restart policy starts it again; undefined when it does not (moby's restartmanager). */
function restartDelay(container: Container, exitCode: number, ranFor: number): number | undefined {
  const { Name, MaximumRetryCount } = container.hostConfig.RestartPolicy;
  if (container.isManuallyStopped || container.isRemoving) return undefined;
  const isDue =
    Name === 'always' || Name === 'unless-stopped' || (Name === 'on-failure' && exitCode !== 0 && (MaximumRetryCount === 0 || container.restartCount < MaximumRetryCount));
  if (!isDue) return undefined;
  if (ranFor >= LONG_RUN) container.restartDelay = 0;
  container.restartDelay = container.restartDelay === 0 ? FIRST_DELAY : Math.min(LONGEST_DELAY, container.restartDelay * 2);
  return container.restartDelay;
}

export function scheduleRestart(daemon: Daemon, container: Container, delay: number): void {
  container.cancelRestart = daemon.host.scheduler.clock.at(daemon.host.now() + delay, () => {
    container.cancelRestart = undefined;
    container.restartCount++;
    daemon.spawn(restart(daemon, container));
  });
}

function* restart(daemon: Daemon, container: Container): Process<void> {
  container.isRestarting = false;
  try {
    launch(daemon, container);
  } catch {
    // The failure is written down in the container's state.
  }
}

/** Takes a restart back that was due. */
export function cancelRestart(container: Container): void {
  container.cancelRestart?.();
  container.cancelRestart = undefined;
  if (!container.isRestarting) return;
  container.isRestarting = false;
  container.touch();
}
