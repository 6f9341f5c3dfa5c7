import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import { SIGNALS, signalName } from '../../signals.ts';
import type { Signal } from '../../signals.ts';
import type { ExitCode } from '../../system.ts';
import type { Shell } from '../execute/shell.ts';
import { warn } from './builtin.ts';
import type { Builtin } from './builtin.ts';
import { knownSignal, signalTable } from './trap.ts';

const USAGE = {
  bash: 'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]',
  dash: 'Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]',
  ash: 'you need to specify whom to kill',
};

function* listSignals(shell: Shell, names: readonly string[]): Process<ExitCode> {
  if (names.length === 0) {
    if (shell.isBash) yield* shell.print(signalTable());
    else yield* shell.print(Array.from({ length: 31 }, (_, i) => (shell.dialect === 'ash' ? `${String(i + 1).padStart(2)}) ` : '') + `${signalName(i + 1)?.slice(3)}\n`).join(''));
    return 0;
  }
  for (const name of names) {
    if (/^\d+$/.test(name)) yield* shell.print(`${signalName(Number(name) > 128 ? Number(name) - 128 : Number(name))?.slice(3) ?? name}\n`);
    else yield* shell.print(`${knownSignal(name) ?? name}\n`);
  }
  return 0;
}

export const kill: Builtin = {
  name: 'kill',
  *run(shell, args) {
    let signal: Signal | undefined = SIGNALS.SIGTERM;
    let at = 0;
    const first = args[0];
    if (first === '-l' || first === '-L') return yield* listSignals(shell, args.slice(1));
    if (first === '-s' || first === '-n') {
      signal = knownSignal(args[1] ?? '');
      at = 2;
    } else if (first === '--') at = 1;
    else if (first !== undefined && /^-./.test(first)) {
      signal = knownSignal(first.slice(1));
      at = 1;
    }
    if (signal === undefined) {
      const text = at === 2 ? (args[1] ?? '') : first!.slice(1);
      yield* warn(shell, shell.isBash ? `kill: ${text}: invalid signal specification` : shell.dialect === 'dash' ? (at === 2 ? `invalid signal number or name: ${text}` : `Illegal option -${text[0]}`) : `bad signal name '${text}'`);
      return shell.dialect === 'dash' ? 2 : 1;
    }
    if (args[at] === '--') at++;
    const targets = args.slice(at);
    if (targets.length === 0) {
      yield* shell.write(2, shell.isBash ? `${USAGE.bash}\n` : `${shell.where()}${USAGE[shell.dialect]}\n`);
      return shell.isBash ? 2 : 1;
    }
    let status = 0;
    for (const target of targets) if (!(yield* sendTo(shell, signal, target))) status = 1;
    return status;
  },
};

function* sendTo(shell: Shell, signal: Signal, target: string): Process<boolean> {
  const fail = function* (bash: string, dash: string, ash: string): Process<boolean> {
    yield* warn(shell, shell.isBash ? `kill: ${bash}` : shell.dialect === 'dash' ? dash : ash);
    return false;
  };
  let pid = Number(target);
  if (target.startsWith('%')) {
    const job = shell.jobs.find(target);
    if (!job || job === 'ambiguous') return yield* fail(`${target}: ${job ? 'ambiguous job spec' : 'no such job'}`, `No such job: ${target}`, `${target}: no such job`);
    pid = shell.jobs.isControlling ? -job.group : job.group;
    if (job.state === 'stopped' && signal !== SIGNALS.SIGSTOP && signal !== SIGNALS.SIGTSTP) {
      yield* send(shell, pid, signal);
      return yield* send(shell, pid, SIGNALS.SIGCONT);
    }
  } else if (!/^-?\d+$/.test(target)) {
    return yield* fail(`${target}: arguments must be process or job IDs`, `Illegal number: ${target}`, `invalid number '${target}'`);
  }
  return yield* send(shell, pid, signal);
}

function* send(shell: Shell, pid: number, signal: Signal): Process<boolean> {
  try {
    shell.system.kill(pid, signal);
    return true;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    yield* warn(shell, shell.isBash ? `kill: (${pid}) - ${error.message}` : shell.dialect === 'dash' ? `${error.message}\n` : `can't kill pid ${pid}: ${error.message}`);
    return false;
  }
}
