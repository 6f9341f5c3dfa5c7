import type { Process } from '../../core/process.ts';
import { toText } from '../../core/bytes.ts';
import type { Session } from './session.ts';

/** Asks on standard output; only `y` and `Y` are yes. */
export function* confirm(session: Session, message: string): Process<boolean> {
  yield* session.print(`${message} [y/N] `);
  const answer = yield* readLine(session);
  return answer.trim().toLowerCase() === 'y';
}

/** A line of standard input, a byte at a time so that what follows is left to others. Empty at the end. */
export function* readLine(session: Session): Process<string> {
  let line = '';
  for (;;) {
    const byte = yield* session.system.stdin.read(1);
    if (byte.length === 0) return line;
    const character = toText(byte);
    if (character === '\n' || character === '\r') return line;
    line += character;
  }
}

/** The same from a terminal that doesn't show what is typed. */
export function* readSecret(session: Session, prompt: string): Process<string> {
  yield* session.complain(prompt);
  const terminal = session.system.descriptors.get(0)?.terminal;
  const before = terminal?.settings;
  if (terminal && before) terminal.setSettings({ ...before, isEchoing: false });
  try {
    return yield* readLine(session);
  } finally {
    if (terminal && before) terminal.setSettings(before);
    yield* session.complain('\n');
  }
}
