import { CommandError } from '../../errors.ts';
import type { Session } from '../../session.ts';

/** A terminal inside needs one outside, where what is typed is to reach it. */
export function checkTerminal(session: Session, hasStdin: boolean, isTty: boolean): void {
  if (hasStdin && isTty && !session.isInputTerminal) throw new CommandError('the input device is not a TTY');
}
