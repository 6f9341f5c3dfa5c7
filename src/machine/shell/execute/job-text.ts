import { SIGNALS } from '../../signals.ts';
import type { Signal } from '../../signals.ts';
import { statusCode } from '../../system.ts';
import type { Job } from './jobs.ts';
import type { Shell } from './shell.ts';

/** strsignal(3) as shells print it; empty for what is not told. */
const WORDS: Readonly<Record<number, string>> = {
  [SIGNALS.SIGHUP]: 'Hangup',
  [SIGNALS.SIGINT]: 'Interrupt',
  [SIGNALS.SIGQUIT]: 'Quit (core dumped)',
  [SIGNALS.SIGILL]: 'Illegal instruction (core dumped)',
  [SIGNALS.SIGTRAP]: 'Trace/breakpoint trap (core dumped)',
  [SIGNALS.SIGABRT]: 'Aborted (core dumped)',
  [SIGNALS.SIGBUS]: 'Bus error (core dumped)',
  [SIGNALS.SIGFPE]: 'Floating point exception (core dumped)',
  [SIGNALS.SIGKILL]: 'Killed',
  [SIGNALS.SIGUSR1]: 'User defined signal 1',
  [SIGNALS.SIGSEGV]: 'Segmentation fault (core dumped)',
  [SIGNALS.SIGUSR2]: 'User defined signal 2',
  [SIGNALS.SIGPIPE]: 'Broken pipe',
  [SIGNALS.SIGALRM]: 'Alarm clock',
  [SIGNALS.SIGTERM]: 'Terminated',
};

export function signalWords(signal: Signal): string {
  return WORDS[signal] ?? '';
}

function stateWords(shell: Shell, job: Job): string {
  if (job.state === 'running') return 'Running';
  if (job.state === 'stopped') return 'Stopped';
  const status = job.processes.at(-1)!.child.status ?? { code: 0 };
  if (status.signal !== undefined) return signalWords(status.signal) || `Signal ${status.signal}`;
  const code = statusCode(status);
  if (code === 0) return 'Done';
  return shell.isBash ? `Exit ${code}` : `Done(${code})`;
}

/** `[1]+  Running                 sleep 100 &`, as `jobs` and the prompt show it. */
export function jobLine(shell: Shell, job: Job, pids: 'none' | 'group' = 'none'): string {
  const mark = shell.jobs.mark(job);
  const state = stateWords(shell, job);
  const pid = pids === 'none' ? '' : `${job.group} `;
  if (!shell.isBash) return `[${job.id}]${shell.dialect === 'dash' ? ` ${mark}` : `${mark} `} ${pid}${state.padEnd(27)}${job.source}`;
  const source = shell.isBash && job.state === 'running' ? `${job.source} &` : job.source;
  return `[${job.id}]${mark}  ${pid}${state.padEnd(24)}${source}`;
}
