/** Linux's signal numbers (signal(7), x86). */
export const SIGNALS = {
  SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGILL: 4, SIGTRAP: 5, SIGABRT: 6, SIGBUS: 7, SIGFPE: 8, SIGKILL: 9, SIGUSR1: 10,
  SIGSEGV: 11, SIGUSR2: 12, SIGPIPE: 13, SIGALRM: 14, SIGTERM: 15, SIGSTKFLT: 16, SIGCHLD: 17, SIGCONT: 18, SIGSTOP: 19,
  SIGTSTP: 20, SIGTTIN: 21, SIGTTOU: 22, SIGURG: 23, SIGXCPU: 24, SIGXFSZ: 25, SIGVTALRM: 26, SIGPROF: 27, SIGWINCH: 28,
  SIGIO: 29, SIGPWR: 30, SIGSYS: 31,
} as const;

export type SignalName = keyof typeof SIGNALS;
/** A signal's number, 1 to 64 (34 and up are the real-time signals). */
export type Signal = number;

const NAMES = new Map<number, SignalName>(Object.entries(SIGNALS).map(([name, number]) => [number, name as SignalName]));

/** `SIGTERM` for 15; undefined for a number without a name. */
export function signalName(signal: Signal): SignalName | undefined {
  return NAMES.get(signal);
}

/** Takes `TERM`, `SIGTERM`, `sigterm` or `15`; undefined when there is no such signal. */
export function parseSignal(text: string): Signal | undefined {
  if (/^\d+$/.test(text)) return Number(text) <= 64 ? Number(text) : undefined;
  const name = text.toUpperCase();
  return SIGNALS[(name.startsWith('SIG') ? name : `SIG${name}`) as SignalName];
}

/** What happens to a process that has not asked for anything else. PID 1 of a namespace ignores all but what it handles, and KILL and STOP from outside. */
export function defaultAction(signal: Signal): 'terminate' | 'ignore' | 'stop' | 'continue' {
  switch (signal) {
    case SIGNALS.SIGCHLD:
    case SIGNALS.SIGURG:
    case SIGNALS.SIGWINCH:
      return 'ignore';
    case SIGNALS.SIGSTOP:
    case SIGNALS.SIGTSTP:
    case SIGNALS.SIGTTIN:
    case SIGNALS.SIGTTOU:
      return 'stop';
    case SIGNALS.SIGCONT:
      return 'continue';
    default:
      return 'terminate';
  }
}
