import { SystemError } from '../errno.ts';
import type { Signal } from '../signals.ts';
import { effectiveCapabilities } from './capabilities.ts';
import type { KernelProcess } from './kernel-process.ts';

/** kill(2). Throws EINVAL, ESRCH, and EPERM when none of those meant may be signalled. */
export function sendSignal(sender: KernelProcess, pid: number, signal: Signal): void {
  if (signal < 0 || signal > 64) throw new SystemError('EINVAL');
  const targets = targetsOf(sender, pid);
  if (targets.length === 0) throw new SystemError('ESRCH');
  const allowed = targets.filter((target) => maySignal(sender, target));
  if (allowed.length === 0) throw new SystemError('EPERM');
  for (const target of allowed) target.deliver(signal, sender);
}

function targetsOf(sender: KernelProcess, pid: number): readonly KernelProcess[] {
  const { space } = sender;
  if (pid > 0) {
    const process = space.processes.get(pid);
    return process ? [process] : [];
  }
  if (pid === 0) return [...sender.group.members];
  if (pid === -1) return [...space.processes.values()].filter((process) => process !== sender && process !== space.init);
  return [...(space.groups.get(-pid)?.members ?? [])];
}

function maySignal(sender: KernelProcess, target: KernelProcess): boolean {
  return sender.credentials.uid === target.credentials.uid || effectiveCapabilities(sender).has('CAP_KILL');
}
