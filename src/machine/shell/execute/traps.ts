import type { Process } from '../../../core/process.ts';
import { SIGNALS, parseSignal, signalName } from '../../signals.ts';
import type { Signal } from '../../signals.ts';
import { runText } from './run-text.ts';
import type { Shell } from './shell.ts';

/** What `trap` can name besides signals. */
export type PseudoSignal = 'EXIT' | 'ERR' | 'DEBUG' | 'RETURN';
export type TrapName = PseudoSignal | Signal;

const PSEUDO = new Set<string>(['EXIT', 'ERR', 'DEBUG', 'RETURN']);

/** `INT`, `SIGINT`, `2`, `EXIT`, `0`; undefined for what is none. */
export function parseTrapName(text: string, isBash: boolean): TrapName | undefined {
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (text === '0' || name === 'EXIT') return 'EXIT';
  if (PSEUDO.has(name)) return isBash ? (name as PseudoSignal) : undefined;
  const signal = parseSignal(text);
  return signal === undefined || signal > 64 || signal === 0 ? undefined : signal;
}

export function trapLabel(name: TrapName, isBash: boolean): string {
  if (typeof name === 'string') return name;
  const full = signalName(name) ?? `SIGRTMIN+${name - 34}`;
  return isBash ? full : full.replace(/^SIG/, '');
}

/** What is done when signals come, and at the end. */
export class Traps {
  /** Signals that have come and whose commands have not run yet. */
  readonly pending: Signal[] = [];
  readonly #commands = new Map<TrapName, string>();
  /** A subshell's parent's: shown, but not done. */
  #shown: ReadonlyMap<TrapName, string> | undefined;
  #ignoredAtStart = new Set<Signal>();
  #running = 0;

  /** `$(trap)` shows the traps of the shell around it. */
  isSubstitution = false;
  /** Handlers that an interactive shell has for itself. */
  readonly own = new Map<Signal, (signal: Signal) => void>();

  constructor(private readonly shell: Shell) {}

  /** The command of a trap is being run. */
  get isRunning(): boolean {
    return this.#running > 0;
  }

  forSubshell(copy: Shell): Traps {
    const traps = new Traps(copy);
    for (const [name, command] of this.#commands) if (command === '') traps.#commands.set(name, '');
    traps.#shown = this.#commands.size > 0 ? new Map(this.#commands) : this.#shown;
    traps.#ignoredAtStart = this.#ignoredAtStart;
    return traps;
  }

  get(name: TrapName): string | undefined {
    return this.#commands.get(name);
  }

  has(name: TrapName): boolean {
    return this.#commands.has(name);
  }

  get isEmpty(): boolean {
    return this.#commands.size === 0;
  }

  /** For `trap` without arguments, in the order of numbers. */
  entries(): [TrapName, string][] {
    const rank = (name: TrapName) => (name === 'EXIT' ? 0 : typeof name === 'number' ? name : 100 + ['DEBUG', 'ERR', 'RETURN'].indexOf(name));
    return [...(this.#shown ?? this.#commands)].sort(([a], [b]) => rank(a) - rank(b));
  }

  /** `undefined` gives back the default, the empty command ignores. */
  set(name: TrapName, command: string | undefined): void {
    this.#shown = undefined;
    if (typeof name === 'number' && !this.#setSignal(name, command)) return;
    if (command === undefined) this.#commands.delete(name);
    else this.#commands.set(name, command);
  }

  /** False for a signal that was ignored when the shell started: it stays so (POSIX). */
  #setSignal(signal: Signal, command: string | undefined): boolean {
    if (signal === SIGNALS.SIGKILL || signal === SIGNALS.SIGSTOP) return true;
    const { system } = this.shell;
    if (!this.#commands.has(signal) && !this.shell.isInteractive && system.signalAction(signal) === 'ignore') this.#ignoredAtStart.add(signal);
    if (this.#ignoredAtStart.has(signal)) return false;
    if (command === undefined) system.onSignal(signal, this.own.get(signal) ?? 'default');
    else if (command === '') system.onSignal(signal, 'ignore');
    else {
      system.onSignal(signal, (came) => {
        this.own.get(came)?.(came);
        this.shell.noteSignal(came);
      });
    }
    return true;
  }

  /** Runs the commands of the signals that have come. */
  *runPending(): Process<void> {
    while (this.pending.length > 0) {
      const signal = this.pending.shift()!;
      const command = this.#commands.get(signal);
      if (command) yield* this.#run(command);
    }
  }

  /** ERR, DEBUG and RETURN; they don't set off themselves. */
  *runPseudo(name: PseudoSignal): Process<void> {
    const command = this.#commands.get(name);
    if (!command || this.#running > 0) return;
    yield* this.#run(command);
  }

  /** At the end of the shell, once. */
  *runExit(): Process<void> {
    const command = this.#commands.get('EXIT');
    this.#commands.delete('EXIT');
    if (command) yield* this.#run(command);
  }

  *#run(command: string): Process<void> {
    const { shell } = this;
    const { status, jump } = shell;
    shell.jump = undefined;
    this.#running++;
    try {
      yield* runText(shell, command);
    } finally {
      this.#running--;
    }
    if (!shell.jump) shell.jump = jump;
    shell.status = status;
  }

}
