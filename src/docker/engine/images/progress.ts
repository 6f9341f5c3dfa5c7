import { Condition } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import type { ProgressMessage } from '../../api/types/images.ts';
import { respond } from '../containers/response-stream.ts';
import type { Daemon } from '../daemon.ts';

/** Lines of a pull or push, put in by tasks that must not wait for the client. */
export class ProgressLines {
  readonly #lines: ProgressMessage[] = [];
  readonly #changed = new Condition('progress');
  #isOver = false;

  say(status: string, id?: string): void {
    this.push({ status, ...(id === undefined ? {} : { id }) });
  }

  /** The state of one layer. */
  layer(id: string, status: string): void {
    this.push({ status, progressDetail: {}, id });
  }

  /** How far one layer is. */
  bar(id: string, status: string, current: number, total: number): void {
    this.push({ status, progressDetail: { current, total }, progress: barText(current, total), id });
  }

  fail(message: string): void {
    this.push({ errorDetail: { message }, error: message });
  }

  push(line: ProgressMessage): void {
    this.#lines.push(line);
    this.#changed.notify();
  }

  end(): void {
    this.#isOver = true;
    this.#changed.notify();
  }

  /** As the body of an answer. */
  body(daemon: Daemon): Input {
    return respond(daemon, (stream) => this.#write((line) => stream.line(line)));
  }

  *#write(line: (message: ProgressMessage) => Process<void>): Process<void> {
    for (;;) {
      while (this.#lines.length > 0) yield* line(this.#lines.shift()!);
      if (this.#isOver) return;
      yield* this.#changed.wait();
    }
  }
}

/** `[=====>      ]  1.2MB/12MB`, as jsonmessage draws it. */
function barText(current: number, total: number): string {
  const filled = Math.min(50, Math.floor(Math.floor((current / total) * 100) / 2));
  return `[${'='.repeat(filled)}>${' '.repeat(50 - filled)}] ${humanSize(current).padStart(8)}/${humanSize(total)}`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** go-units' HumanSize: four significant digits, powers of 1000. */
export function humanSize(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${Number(size.toPrecision(4))}${UNITS[unit]!}`;
}
