import type { Process } from '../../../core/process.ts';
import { parseSignal, signalName } from '../../signals.ts';
import type { ExitCode } from '../../system.ts';
import { quoteSingle } from '../execute/quoting.ts';
import type { Shell } from '../execute/shell.ts';
import { parseTrapName, trapLabel } from '../execute/traps.ts';
import { complain } from './builtin.ts';
import type { Builtin } from './builtin.ts';

function* show(shell: Shell, names: readonly string[]): Process<ExitCode> {
  const wanted = names.map((name) => parseTrapName(name, shell.isBash));
  let text = '';
  for (const [name, command] of shell.traps.entries()) {
    if (names.length > 0 && !wanted.includes(name)) continue;
    const quoted = shell.isBash ? `'${command.replaceAll("'", "'\\''")}'` : quoteSingle(command);
    text += `trap -- ${quoted} ${trapLabel(name, shell.isBash)}\n`;
  }
  yield* shell.print(text);
  return 0;
}

export const trap: Builtin = {
  name: 'trap',
  isSpecial: true,
  *run(shell, args) {
    if (args[0] === '-l') {
      yield* shell.print(signalTable());
      return 0;
    }
    if (args.length === 0 || args[0] === '-p') return yield* show(shell, args.slice(1));
    const words = args[0] === '--' ? args.slice(1) : args;
    // A first word that is a number, or all there is, names a signal to be reset.
    const isReset = words.length === 1 || /^\d+$/.test(words[0]!);
    const command = isReset ? undefined : words[0] === '-' ? undefined : words[0];
    let status = 0;
    for (const text of isReset ? words : words.slice(1)) {
      const name = parseTrapName(text, shell.isBash);
      if (name === undefined) {
        if (shell.dialect === 'dash') yield* shell.write(2, `trap: ${text}: bad trap\n`);
        else yield* complain(shell, 'trap', `${text}: invalid signal specification`);
        status = 1;
      } else shell.traps.set(name, command);
    }
    return status;
  },
};

/** `kill -l`, `trap -l`: five a line. */
export function signalTable(): string {
  const names: string[] = [];
  for (let signal = 1; signal <= 64; signal++) {
    const name = signalName(signal) ?? (signal >= 34 ? realTime(signal) : undefined);
    if (name !== undefined) names.push(`${String(signal).padStart(2)}) ${name}`);
  }
  let text = '';
  for (const [i, name] of names.entries()) text += name + (i % 5 === 4 || i === names.length - 1 ? '\n' : '\t');
  return text;
}

function realTime(signal: number): string {
  if (signal === 34) return 'SIGRTMIN';
  if (signal === 64) return 'SIGRTMAX';
  return signal < 50 ? `SIGRTMIN+${signal - 34}` : `SIGRTMAX-${64 - signal}`;
}

export function knownSignal(text: string): number | undefined {
  const signal = parseSignal(text);
  return signal !== undefined && (signal === 0 || signalName(signal) !== undefined || (signal >= 34 && signal <= 64)) ? signal : undefined;
}

