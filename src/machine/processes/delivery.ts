import { SIGNALS, defaultAction } from '../signals.ts';
import type { Signal } from '../signals.ts';
import type { KernelProcess } from './kernel-process.ts';
import { ExitRequest, isRequest } from './requests.ts';

const { SIGKILL, SIGSTOP, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU } = SIGNALS;

/** signal(7): does with `signal` what the process has asked for, or what is the default. */
export function deliver(process: KernelProcess, signal: Signal, sender: KernelProcess | undefined): void {
  if (process.status || signal === 0) return;
  const action = process.actions?.get(signal);
  if (action === undefined && isProtected(process, signal, sender)) return;
  if (signal === SIGCONT) process.continue();
  if (action === 'ignore') return;
  if (process.isHeld && signal !== SIGKILL && signal !== SIGSTOP) {
    const isHarmless = action === undefined && signal !== SIGCONT && defaultAction(signal) === 'ignore';
    if (!isHarmless && !process.pending?.includes(signal)) (process.pending ??= []).push(signal);
    return;
  }
  if (action) handle(process, signal, action);
  else byDefault(process, signal);
}

/**
 * PID 1 of a namespace has no default actions: what it does not handle does nothing to it, so that nobody ends a whole
 * container by mistake. SIGKILL and SIGSTOP reach it from outside alone.
 */
function isProtected(process: KernelProcess, signal: Signal, sender: KernelProcess | undefined): boolean {
  if (!process.isInit) return false;
  if (signal !== SIGKILL && signal !== SIGSTOP) return signal !== SIGCONT;
  return process.space.level === 0 || (sender !== undefined && sender.pids.length >= process.pids.length);
}

/** A handler runs at once, in whoever's step it is; it is short, and what it wakes runs later. */
function handle(process: KernelProcess, signal: Signal, handler: (signal: Signal) => void): void {
  try {
    handler(signal);
  } catch (error) {
    if (error instanceof ExitRequest) process.terminate({ code: error.code });
    else if (!isRequest(error)) throw error;
  }
}

function byDefault(process: KernelProcess, signal: Signal): void {
  switch (defaultAction(signal)) {
    case 'terminate':
      return process.terminate({ signal });
    case 'stop':
      if ((signal === SIGTSTP || signal === SIGTTIN || signal === SIGTTOU) && process.group.isOrphaned) return;
      return process.stop();
    case 'ignore':
    case 'continue':
  }
}
