import { anyOf } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import type { LineSettings, Terminal } from '../../processes/terminal.ts';
import type { Shell } from '../execute/shell.ts';
import { decode } from '../text.ts';
import { COMMANDS } from './commands.ts';
import { CompletionList } from './completion-list.ts';
import type { History } from './history.ts';
import { KeyReader } from './keys.ts';
import type { Key } from './keys.ts';
import { LineBuffer } from './line-buffer.ts';
import { Screen } from './screen.ts';
import { Search } from './search.ts';

/** How the editing of a line ended. */
export type Ending =
  | { readonly kind: 'line'; readonly text: string }
  /** Ctrl-D on an empty line, or the terminal is gone. */
  | { readonly kind: 'end' }
  /** Ctrl-C. */
  | { readonly kind: 'interrupt' };

/** Bytes of a character that has not arrived whole. */
const MOST_PENDING = 3;
/** How long an Escape waits for the rest of a sequence. */
const ESCAPE_TIME = 50_000;

/** Reads a line from a raw terminal, with the keys of Emacs as readline has them. */
export class Editor {
  readonly buffer = new LineBuffer();
  readonly screen: Screen;
  readonly list: CompletionList;
  search: Search | undefined;
  prompt = '';
  /** Where in the history the line comes from; its length for the new line. */
  at = 0;
  /** Lines of the history as they were changed while walking through it. */
  changed = new Map<number, string>();
  ending: Ending | undefined;
  /** How often Alt-. was pressed in a row. */
  argument: { readonly at: number; readonly from: number } | undefined;
  lastKey = '';
  isQuoting = false;
  /** What was searched for, for Ctrl-R twice. */
  readonly lastSearch = { query: '' };
  #keys = new KeyReader();
  #waiting: Key[] = [];
  #pending: Uint8Array = new Uint8Array(0);

  constructor(
    readonly shell: Shell,
    readonly terminal: Terminal,
    readonly history: History,
  ) {
    this.screen = new Screen(() => terminal.size.columns);
    this.list = new CompletionList(this);
  }

  /** Shows the prompt, and edits until a line is done. The prompt's lines but the last are printed once. */
  *read(prompt: string): Process<Ending> {
    const { shell, terminal } = this;
    const newline = prompt.lastIndexOf('\n');
    if (newline >= 0) yield* shell.write(2, prompt.slice(0, newline + 1).replace(/[\x01\x02]/g, ''));
    this.prompt = prompt.slice(newline + 1);
    this.buffer.set('');
    this.buffer.forgetUndo();
    this.changed.clear();
    this.at = this.history.lines.length;
    this.ending = undefined;
    this.search = undefined;
    this.screen.start();
    const before = terminal.settings;
    const raw: LineSettings = { ...before, isCanonical: false, isEchoing: false, hasSignals: false, translatesNewlines: true };
    terminal.setSettings(raw);
    try {
      yield* shell.write(2, '\x1b[?2004h');
      yield* this.draw();
      while (!this.ending) yield* this.#step();
      return this.ending;
    } finally {
      terminal.setSettings(before);
      yield* shell.write(2, '\x1b[?2004l');
    }
  }

  *#step(): Process<void> {
    const key = this.#waiting.shift();
    if (key) {
      yield* this.#handle(key);
      if (!this.ending && !this.#waiting.some((next) => next.name === 'Enter')) yield* this.draw();
      return;
    }
    if (!(yield* this.#awaitInput())) return;
    const bytes = yield* this.shell.system.stdin.read();
    if (bytes.length === 0) {
      this.ending = { kind: 'end' };
      return;
    }
    this.#waiting.push(...this.#keys.read(this.#decode(bytes)));
  }

  /** True when there is something to read; redraws when the window changes its size, and takes an Escape for a key when nothing follows it. */
  *#awaitInput(): Process<boolean> {
    const { shell, terminal } = this;
    const ready = shell.system.descriptors.get(0)?.readiness?.() ?? true;
    if (ready === true) return true;
    const { columns } = terminal.size;
    const pause = this.#keys.isInMiddle ? [shell.system.timer(ESCAPE_TIME)] : [];
    yield anyOf(ready, terminal.resized.asWait(), shell.signalled.asWait(), ...pause);
    if (this.#keys.isInMiddle && shell.system.descriptors.get(0)?.readiness?.() !== true) this.#waiting.push(...this.#keys.flush());
    if (terminal.size.columns !== columns) yield* this.draw();
    if (shell.traps.pending.length > 0) {
      yield* shell.traps.runPending();
      this.screen.start();
      yield* this.draw();
    }
    return false;
  }

  #decode(bytes: Uint8Array): string {
    const all = new Uint8Array(this.#pending.length + bytes.length);
    all.set(this.#pending);
    all.set(bytes, this.#pending.length);
    let end = all.length;
    for (let back = 1; back <= MOST_PENDING && back <= all.length; back++) {
      const byte = all[all.length - back]!;
      if ((byte & 0xc0) === 0x80) continue;
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
      if (length > back) end = all.length - back;
      break;
    }
    this.#pending = all.slice(end);
    return decode(all.subarray(0, end));
  }

  *#handle(key: Key): Process<void> {
    if (this.shell.system.charge(20)) yield* this.shell.system.pay();
    if (this.list.isAsking) return yield* this.list.answer(key);
    if (this.search) {
      const isTaken = this.search.handle(key);
      if (isTaken) return;
      this.search = undefined;
    }
    this.buffer.beginKey();
    if (this.isQuoting) {
      this.isQuoting = false;
      this.buffer.insert(key.text);
    } else if (key.name === 'text') this.buffer.insert(key.text);
    else if (key.name === 'Paste') this.buffer.insert(key.text.replace(/\r\n?/g, '\n'));
    else {
      const command = COMMANDS[key.name];
      if (command) yield* command(this, key);
      else yield* this.bell();
    }
    if (key.name !== 'M-.' && key.name !== 'M-_') this.argument = undefined;
    this.lastKey = key.name;
  }

  /** The next key, for a command that reads one by itself. */
  *key(): Process<Key | undefined> {
    while (this.#waiting.length === 0 && !this.ending) yield* this.#step();
    return this.#waiting.shift();
  }

  *draw(): Process<void> {
    const { prompt, text, cursor } = this.search?.shown() ?? { prompt: this.prompt, text: this.buffer.text, cursor: this.buffer.cursor };
    yield* this.shell.write(2, this.screen.draw(prompt, text, cursor));
  }

  *bell(): Process<void> {
    yield* this.shell.write(2, '\x07');
  }

  /** Takes the line as it is. */
  *accept(): Process<void> {
    this.buffer.cursor = this.buffer.text.length;
    yield* this.draw();
    yield* this.shell.write(2, this.screen.leave(this.prompt, this.buffer.text));
    this.ending = { kind: 'line', text: this.buffer.text };
  }

  /** Puts a line of the history in the place of the one that is edited. */
  show(at: number): void {
    const { history, buffer, changed } = this;
    changed.set(this.at, buffer.text);
    this.at = at;
    buffer.set(changed.get(at) ?? history.lines[at] ?? '');
    buffer.forgetUndo();
  }
}
