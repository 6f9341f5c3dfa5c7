import type { Process } from '../../core/process.ts';
import { LineReader } from '../../core/stream.ts';
import type { Input } from '../../core/stream.ts';
import { humanSize } from '../../core/units.ts';
import type { ProgressMessage } from '../api/types/images.ts';
import { CommandError } from './errors.ts';
import type { Session } from './session.ts';

/** Shows the lines of JSON that a pull, a push or a load sends: on a terminal each layer has a line that is redrawn. */
export interface ProgressTarget {
  write(text: string): Process<void>;
  /** Undefined where it is no terminal. */
  readonly columns: number | undefined;
}

export function outputTarget(session: Session, descriptor: 1 | 2): ProgressTarget {
  const terminal = session.system.descriptors.get(descriptor)?.terminal;
  return { write: (text) => (descriptor === 1 ? session.print(text) : session.complain(text)), columns: terminal?.size.columns };
}

/** Reads to the end. `onAux` gets what is for the program and not for people. Throws CommandError for an error in the stream. */
export function* showProgress(input: Input, target: ProgressTarget, onAux: (aux: NonNullable<ProgressMessage['aux']>) => void = () => {}): Process<void> {
  const lines = new LineReader(input);
  const rows = new Map<string, number>();
  for (;;) {
    const line = yield* lines.line();
    if (line === undefined) return;
    if (line.trim() === '') continue;
    const message = JSON.parse(line) as ProgressMessage;
    if (message.aux) {
      onAux(message.aux);
      continue;
    }
    const bar = message.progressDetail ? progressBar(message.progressDetail, target.columns ?? 0) : '';
    if (message.errorDetail) throw new CommandError(message.errorDetail.message);
    let up = 0;
    if (message.id !== undefined && (message.progressDetail || message.progress)) {
      const row = rows.get(message.id);
      if (row === undefined) {
        rows.set(message.id, rows.size);
        if (target.columns !== undefined) yield* target.write('\n');
      }
      if (target.columns !== undefined) {
        up = rows.size - rows.get(message.id)!;
        yield* target.write(up > 0 ? `\x1b[${up}A` : '');
      }
    } else rows.clear();
    yield* target.write(textOf(message, bar, target.columns !== undefined));
    if (up > 0) yield* target.write(`\x1b[${up}B`);
  }
}

function textOf(message: ProgressMessage, bar: string, isTerminal: boolean): string {
  const hasProgress = message.progressDetail !== undefined;
  // Without a terminal, what only moves a bar is left out.
  if (!isTerminal && hasProgress && bar !== '' && message.stream === undefined) return '';
  const isRedrawn = isTerminal && message.stream === undefined && hasProgress;
  const end = isRedrawn ? '\r' : '';
  let text = isRedrawn ? '\x1b[2K\r' : '';
  if (message.id !== undefined) text += `${message.id}: `;
  if (isRedrawn && bar !== '') return `${text}${message.status ?? ''} ${bar}${end}`;
  if (message.stream !== undefined) return `${text}${message.stream}${end}`;
  return isRedrawn ? `${text}${message.status ?? ''}${end}` : `${text}${message.status ?? ''}\n`;
}

const WIDTH_FOR_BAR = 110;

/** `[=====>     ]  1.2MB/3.4MB`. */
export function progressBar({ current = 0, total = 0, hidecounts: hidesCounts, units = '' }: NonNullable<ProgressMessage['progressDetail']>, columns: number): string {
  if (current <= 0 && total <= 0) return '';
  if (total <= 0) return units === '' ? humanSize(current).padStart(8) : `${current} ${units}`;
  const done = Math.min(Math.trunc(Math.trunc((current / total) * 100) / 2), 50);
  const bar = columns > WIDTH_FOR_BAR ? `[${'='.repeat(done)}>${' '.repeat(50 - done)}] ` : '';
  if (hidesCounts) return bar;
  const counted = current > total ? humanSize(current).padStart(8) : `${humanSize(current).padStart(8)}/${humanSize(total)}`;
  return bar + (units === '' ? counted : `${current}/${total} ${units}`);
}
