import { anyOf } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { statusCode } from '../../system.ts';
import type { Child, ExitCode } from '../../system.ts';
import { Interrupted } from '../execute/errors.ts';
import type { Shell } from '../execute/shell.ts';
import { complain, isName } from './builtin.ts';
import type { Builtin } from './builtin.ts';

/** Waits for the end of a child; a signal with a trap ends the wait with 128 + its number. */
function* waitFor(shell: Shell, children: readonly Child[], isEnough: (children: readonly Child[]) => boolean): Process<ExitCode | undefined> {
  while (!isEnough(children)) {
    if (shell.wasInterrupted) throw new Interrupted();
    const signal = shell.traps.pending[0];
    if (signal !== undefined) return 128 + signal;
    yield anyOf(shell.signalled.asWait(), ...children.filter((child) => !child.status).map((child) => child.changed()));
  }
  shell.jobs.reapKnown();
  return undefined;
}

const allOver = (children: readonly Child[]) => children.every((child) => child.status);

function forget(shell: Shell, child: Child): void {
  shell.jobs.waited.add(child.pid);
  if (!shell.isBash) return;
  for (const job of [...shell.jobs.list]) {
    if (job.processes.every(({ child: one }) => one.status) && job.processes.some(({ child: one }) => one.pid === child.pid)) shell.jobs.remove(job);
  }
}

function* waitOne(shell: Shell, target: string): Process<ExitCode> {
  let children: readonly Child[];
  if (target.startsWith('%')) {
    const job = shell.jobs.find(target);
    if (!job || job === 'ambiguous') {
      if (shell.isBash) yield* complain(shell, 'wait', `${target}: ${job ? 'ambiguous job spec' : 'no such job'}`);
      else yield* shell.report(`No such job: ${target}`);
      return shell.isBash ? 127 : 2;
    }
    children = job.processes.map(({ child }) => child);
  } else if (/^\d+$/.test(target)) {
    const child = shell.jobs.known.get(Number(target));
    if (!child) {
      if (shell.isBash) yield* complain(shell, 'wait', `pid ${target} is not a child of this shell`);
      return 127;
    }
    children = [child];
  } else {
    yield* complain(shell, 'wait', shell.isBash ? `\`${target}': not a pid or valid job spec` : `Illegal number: ${target}`);
    return shell.isBash ? 1 : 2;
  }
  const interrupted = yield* waitFor(shell, children, allOver);
  if (interrupted !== undefined) return interrupted;
  const last = children.at(-1)!;
  forget(shell, last);
  // ash alone tells of it here.
  if (shell.dialect === 'ash') yield* shell.jobs.tellOfSignal([], last.status!, '');
  return statusCode(last.status!);
}

/** `wait -n`: the next one to end. */
function* waitNext(shell: Shell, variable: string | undefined): Process<ExitCode> {
  const children = [...shell.jobs.known.values()].filter((child) => !shell.jobs.waited.has(child.pid));
  if (children.length === 0) return 127;
  const interrupted = yield* waitFor(shell, children, (all) => all.some((child) => child.status));
  if (interrupted !== undefined) return interrupted;
  const child = children.find((one) => one.status)!;
  forget(shell, child);
  if (variable !== undefined) shell.assign(variable, String(child.pid));
  return statusCode(child.status!);
}

export const wait: Builtin = {
  name: 'wait',
  *run(shell, args) {
    const isNext = shell.isBash && args.some((arg) => /^-[fp]*n/.test(arg));
    const named = args.indexOf('-p');
    const variable = shell.isBash && named >= 0 && isName(args[named + 1] ?? '') ? args[named + 1] : undefined;
    const targets = args.filter((arg, i) => !arg.startsWith('-') && !(named >= 0 && i === named + 1));
    if (isNext) return yield* waitNext(shell, variable);
    if (targets.length === 0) {
      const children = [...shell.jobs.known.values()].filter((child) => !child.isStopped && !shell.jobs.waited.has(child.pid));
      const interrupted = yield* waitFor(shell, children, allOver);
      if (interrupted !== undefined) return interrupted;
      for (const child of children) forget(shell, child);
      return 0;
    }
    let status = 0;
    for (const target of targets) status = yield* waitOne(shell, target);
    return status;
  },
};
