import { SIGNALS } from '../signals.ts';
import type { ExitStatus } from '../system.ts';
import type { KernelProcess } from './kernel-process.ts';

const { SIGCHLD, SIGCONT, SIGHUP, SIGKILL } = SIGNALS;

/** exit(2) and what the kernel does at it: `process` is a zombie afterwards, or gone where nobody will ask how it ended. */
export function endProcess(process: KernelProcess, status: ExitStatus): void {
  process.status = status;
  if (process.isInit && process.space.level > 0) killNamespace(process);
  process.drop();
  if (process.group.session.leader === process) leaveTerminal(process);
  orphanChildren(process);
  const { parent, exitListeners = [] } = process;
  if (!parent || parent.status || ignoresChildren(parent)) process.reap();
  process.tellParent();
  process.exitListeners = undefined;
  for (const listener of exitListeners) listener(status);
}

/** When PID 1 ends, the kernel kills all that is in its namespace. */
function killNamespace(init: KernelProcess): void {
  for (const other of init.space.processes.values()) if (other !== init) other.terminate({ signal: SIGKILL });
}

/** The session's leader has gone: its terminal is free, and the job in the foreground is told. */
function leaveTerminal({ group: { session } }: KernelProcess): void {
  const { terminal } = session;
  if (!terminal) return;
  const foreground = terminal.foregroundGroup;
  terminal.leave(session);
  session.terminal = undefined;
  foreground?.signal(SIGHUP);
  foreground?.signal(SIGCONT);
}

/** Children go to PID 1 of the namespace, or when that is gone to the host's. */
function orphanChildren(process: KernelProcess): void {
  const { init } = process.space;
  const heir = init && init !== process && !init.status ? init : process.kernel.pids.init;
  for (const child of process.abandonChildren()) {
    child.parent = heir;
    heir?.adopt(child);
    if (child.status) {
      if (heir && ignoresChildren(heir)) child.reap();
      else heir?.deliver(SIGCHLD);
    } else if (child.isStopped && child.group.isOrphaned) {
      child.group.signal(SIGHUP);
      child.group.signal(SIGCONT);
    }
  }
}

/** Who ignores SIGCHLD leaves no zombies (wait(2), notes). */
function ignoresChildren(parent: KernelProcess): boolean {
  return parent.actions?.get(SIGCHLD) === 'ignore';
}
