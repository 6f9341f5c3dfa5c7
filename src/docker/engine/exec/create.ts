import { conflict, invalidParameter } from '../../api/errors.ts';
import type { ExecCreateRequest } from '../../api/types/exec.ts';
import type { Container } from '../containers/container.ts';
import { parseDetachKeys } from '../containers/detach-keys.ts';
import { logContainerEvent } from '../containers/event.ts';
import { ContainerStreams } from '../containers/streams.ts';
import type { Daemon } from '../daemon.ts';
import { Exec } from './exec.ts';

/** How many execs that ended a container remembers. */
const REMEMBERED = 64;

/** POST /containers/{id}/exec. */
export function createExec(daemon: Daemon, reference: string, request: ExecCreateRequest): Exec {
  const container = findForExec(daemon, reference);
  const argv = request.Cmd ?? [];
  if (argv.length === 0) throw invalidParameter('No exec command specified');
  parseDetachKeys(request.DetachKeys ?? '');
  const exec = newExec(daemon, container, {
    argv,
    env: request.Env ?? [],
    user: request.User ?? '',
    workingDir: request.WorkingDir ?? '',
    isTty: request.Tty ?? false,
    isPrivileged: request.Privileged ?? false,
    attachesStdin: request.AttachStdin ?? false,
    attachesStdout: request.AttachStdout ?? false,
    attachesStderr: request.AttachStderr ?? false,
    detachKeys: request.DetachKeys ?? '',
    consoleSize: request.ConsoleSize ?? undefined,
  });
  logContainerEvent(daemon, container, `exec_create: ${argv.join(' ')}`, { execID: exec.id });
  return exec;
}

/** Notes an exec, and forgets the oldest ones that ended. */
export function newExec(daemon: Daemon, container: Container, options: Exec['options']): Exec {
  const exec = new Exec(daemon.entropy.hex(64), container, options, new ContainerStreams(options.attachesStdin, undefined));
  daemon.execs.add(exec);
  const ids = (container.execIds ??= new Set());
  ids.add(exec.id);
  for (const id of ids) {
    if (ids.size <= REMEMBERED) break;
    if (daemon.execs.get(id)?.isRunning) continue;
    ids.delete(id);
    daemon.execs.remove(id);
  }
  return exec;
}

function findForExec(daemon: Daemon, reference: string): Container {
  const container = daemon.containers.find(reference);
  if (container.isRestarting) throw conflict(`Container ${reference} is restarting, wait until the container is running`);
  if (!container.run) throw conflict(`container ${container.id} is not running`);
  if (container.isPaused) throw conflict(`Container ${reference} is paused, unpause the container before exec`);
  return container;
}

/** An exec whose container can still run it. */
export function findExec(daemon: Daemon, id: string): Exec {
  const exec = daemon.execs.find(id);
  const { container } = exec;
  if (!container.run) throw conflict(`container ${container.id} is not running`);
  if (container.isPaused) throw conflict(`Container ${container.id} is paused, unpause the container before exec`);
  return exec;
}
