import { anyOf } from '../../../core/process.ts';
import type { Micros } from '../../../core/clock.ts';
import type { Process, Wait } from '../../../core/process.ts';
import { SystemError } from '../../errno.ts';
import type { OpenFile } from '../../files/open-file.ts';
import type { LineSettings, Terminal, WindowSize } from '../../processes/terminal.ts';
import { attempt } from './call.ts';
import type { Call } from './call.ts';
import { decodeText, encodeText } from './text.ts';

/** A key: a character, or `up`, `pageDown`, `escape` and the like; `ctrl-x` for control characters. */
export type Key = string;

const SEQUENCES: Readonly<Record<string, Key>> = {
  '[A': 'up', '[B': 'down', '[C': 'right', '[D': 'left', OA: 'up', OB: 'down', OC: 'right', OD: 'left', '[H': 'home', '[F': 'end', OH: 'home', OF: 'end',
  '[1~': 'home', '[4~': 'end', '[7~': 'home', '[8~': 'end', '[2~': 'insert', '[3~': 'delete', '[5~': 'pageUp', '[6~': 'pageDown',
};

const CONTROLS: Readonly<Record<number, Key>> = { 9: 'tab', 10: 'enter', 13: 'enter', 27: 'escape', 127: 'backspace', 8: 'backspace' };

/** How long after ESC the rest of a sequence may take, in µs. */
const ESCAPE_DELAY: Micros = 25_000;

/** The controlling terminal in raw mode: keys come in, text goes out. `close` gives it back as it was. */
export class Screen {
  readonly #saved: LineSettings;
  #pending = '';

  private constructor(private readonly call: Call, private readonly terminal: Terminal, private readonly file: OpenFile, keepsSignals: boolean) {
    this.#saved = terminal.settings;
    terminal.setSettings({ isCanonical: false, isEchoing: false, hasSignals: keepsSignals, translatesNewlines: false });
  }

  /** Undefined without a terminal. */
  static open(call: Call, options: { readonly keepsSignals?: boolean } = {}): Screen | undefined {
    const { terminal } = call.system;
    if (!terminal) return undefined;
    const file = attempt(() => call.files.open('/dev/tty', { read: true, write: true }));
    const own = file instanceof SystemError ? (call.system.descriptors.get(0)?.terminal ? call.system.descriptors.get(0) : call.system.descriptors.get(2)) : file;
    if (!own?.terminal) return undefined;
    if (own !== file) own.retain();
    return new Screen(call, terminal, own, options.keepsSignals ?? false);
  }

  get size(): WindowSize {
    const { columns, rows } = this.terminal.size;
    return { columns: columns || 80, rows: rows || 24 };
  }

  *write(text: string): Process<void> {
    yield* this.file.write(encodeText(text));
  }

  close(): void {
    this.terminal.setSettings(this.#saved);
    this.file.release();
  }

  /** The next key; undefined when the terminal is gone, `resize` when its size changed, `timeout` when `due` came first. */
  *key(due?: Micros): Process<Key | undefined> {
    if (this.#pending === '') {
      const event = yield* this.#wait(due);
      if (event) return event;
      if (!(yield* this.#fill())) return undefined;
    }
    return yield* this.#take();
  }

  *#wait(due: Micros | undefined): Process<'timeout' | 'resize' | undefined> {
    const ready = this.file.readiness?.() ?? true;
    if (ready === true) return undefined;
    const { columns, rows } = this.terminal.size;
    const waits: Wait[] = [ready, this.terminal.resized.asWait()];
    if (due !== undefined) waits.push(this.call.system.timer(due - this.call.now()));
    yield anyOf(...waits);
    if (this.terminal.size.columns !== columns || this.terminal.size.rows !== rows) return 'resize';
    if (due !== undefined && this.call.now() >= due && this.file.readiness?.() !== true) return 'timeout';
    return undefined;
  }

  *#fill(): Process<boolean> {
    const bytes = yield* this.file.read(4096);
    this.#pending += decodeText(bytes);
    return bytes.length > 0;
  }

  *#take(): Process<Key> {
    const code = this.#pending.codePointAt(0)!;
    const character = String.fromCodePoint(code);
    this.#pending = this.#pending.slice(character.length);
    if (code !== 27) return CONTROLS[code] ?? (code < 32 ? `ctrl-${String.fromCharCode(code + 96)}` : character);
    if (this.#pending === '') {
      const event = yield* this.#wait(this.call.now() + ESCAPE_DELAY);
      if (event || !(yield* this.#fill())) return 'escape';
    }
    const match = /^(?:\[[\d;]*[A-Za-z~]|O[A-Z])/.exec(this.#pending);
    if (!match) return 'escape';
    this.#pending = this.#pending.slice(match[0].length);
    return SEQUENCES[match[0]] ?? 'unknown';
  }
}

export const ALTERNATE_SCREEN = '\x1b[?1049h';
export const MAIN_SCREEN = '\x1b[?1049l';
export const CLEAR = '\x1b[H\x1b[2J';
export const CLEAR_LINE = '\x1b[K';
export const REVERSE = '\x1b[7m';
export const PLAIN = '\x1b[m';

export function moveTo(row: number, column: number): string {
  return `\x1b[${row};${column}H`;
}
