import type { Process } from '../../../../core/process.ts';
import type { Screen } from '../screen.ts';
import { CLEAR_LINE, PLAIN, REVERSE, moveTo } from '../screen.ts';
import { baseName } from '../tool.ts';
import type { Buffer } from './buffer.ts';
import { View } from './view.ts';

const HELP = [
  [['^G', 'Help'], ['^O', 'Write Out'], ['^W', 'Where Is'], ['^K', 'Cut'], ['^T', 'Execute'], ['^C', 'Location']],
  [['^X', 'Exit'], ['^R', 'Read File'], ['^\\', 'Replace'], ['^U', 'Paste'], ['^J', 'Justify'], ['^/', 'Go To Line']],
] as const;

/** nano, as much of it as one needs to change a file. */
export class Nano {
  readonly #view: View;
  #message: string;
  #cut: string[] = [];
  #wasCutting = false;
  #wanted = '';

  constructor(private readonly screen: Screen, private readonly buffer: Buffer, message: string) {
    this.#view = new View(buffer, 1, 3, '');
    this.#message = message;
  }

  *run(): Process<void> {
    yield* this.screen.write('\x1b[?1049h\x1b[H\x1b[2J');
    for (;;) {
      yield* this.#draw();
      const key = yield* this.screen.key();
      if (key === undefined) break;
      this.#message = '';
      const isCutting = key === 'ctrl-k';
      if (key === 'ctrl-x') {
        if (yield* this.#leave()) break;
      } else yield* this.#handle(key);
      this.#wasCutting = isCutting;
    }
    yield* this.screen.write('\x1b[?1049l');
  }

  *#draw(): Process<void> {
    const { size } = this.screen;
    const name = this.buffer.name === undefined ? 'New Buffer' : baseName(this.buffer.name);
    const left = '  GNU nano 7.2';
    const flag = this.buffer.isChanged ? 'Modified ' : '';
    const middle = Math.max(left.length + 2, Math.floor((size.columns - name.length) / 2));
    const title = `${left.padEnd(middle)}${name}`.slice(0, size.columns - flag.length).padEnd(size.columns - flag.length) + flag;
    const message = this.#message === '' ? '' : `${' '.repeat(Math.max(0, Math.floor((size.columns - this.#message.length - 4) / 2)))}${REVERSE}[ ${this.#message} ]${PLAIN}`;
    yield* this.screen.write(`\x1b[?25l${moveTo(1, 1)}${REVERSE}${title}${PLAIN}${this.#view.text(size)}${moveTo(size.rows - 2, 1)}${message}${CLEAR_LINE}${this.#help()}${this.#view.cursor()}\x1b[?25h`);
  }

  #help(): string {
    const { size } = this.screen;
    const width = Math.floor(size.columns / 6);
    return HELP.map((row, i) => `${moveTo(size.rows - 1 + i, 1)}${row.slice(0, Math.max(1, Math.floor(size.columns / 13))).map(([key, word]) => `${REVERSE}${key}${PLAIN} ${word}${' '.repeat(Math.max(1, width - key.length - 1 - word.length))}`).join('')}${CLEAR_LINE}`).join('');
  }

  /** Asks in the line above the help; undefined when it is called off. */
  *#ask(question: string, given = ''): Process<string | undefined> {
    let text = given;
    for (;;) {
      const { size } = this.screen;
      yield* this.screen.write(`${moveTo(size.rows - 2, 1)}${REVERSE}${`${question}: ${text}`.padEnd(size.columns)}${PLAIN}${moveTo(size.rows - 2, question.length + text.length + 3)}`);
      const key = yield* this.screen.key();
      if (key === undefined || key === 'ctrl-c' || key === 'escape') {
        this.#message = 'Cancelled';
        return undefined;
      }
      if (key === 'enter') return text;
      if (key === 'backspace') text = [...text].slice(0, -1).join('');
      else if ([...key].length === 1) text += key;
    }
  }

  *#leave(): Process<boolean> {
    if (!this.buffer.isChanged) return true;
    for (;;) {
      const { size } = this.screen;
      yield* this.screen.write(`${moveTo(size.rows - 2, 1)}${REVERSE}${'Save modified buffer? '.padEnd(size.columns)}${PLAIN}${moveTo(size.rows - 1, 1)} Y Yes${CLEAR_LINE}${moveTo(size.rows, 1)} N No           ^C Cancel${CLEAR_LINE}${moveTo(size.rows - 2, 23)}`);
      const key = yield* this.screen.key();
      if (key === 'n' || key === 'N' || key === undefined) return true;
      if (key === 'y' || key === 'Y') return yield* this.#save();
      if (key === 'ctrl-c' || key === 'escape') {
        this.#message = 'Cancelled';
        return false;
      }
    }
  }

  *#save(): Process<boolean> {
    const name = yield* this.#ask('File Name to Write', this.buffer.name ?? '');
    if (name === undefined || name === '') return false;
    const failure = this.buffer.save(name);
    const count = this.buffer.text === '' ? 0 : this.buffer.lines.length;
    this.#message = failure ? `Error writing ${name}: ${failure.message}` : `Wrote ${count} line${count === 1 ? '' : 's'}`;
    return !failure;
  }

  *#handle(key: string): Process<void> {
    const { buffer } = this;
    switch (key) {
      case 'up': case 'ctrl-p': return buffer.place(buffer.row - 1, buffer.column);
      case 'down': case 'ctrl-n': return buffer.place(buffer.row + 1, buffer.column);
      case 'left': case 'ctrl-b': return buffer.column === 0 && buffer.row > 0 ? buffer.place(buffer.row - 1, Infinity) : buffer.place(buffer.row, buffer.column - 1);
      case 'right': case 'ctrl-f': return buffer.column === buffer.line.length && buffer.row + 1 < buffer.lines.length ? buffer.place(buffer.row + 1, 0) : buffer.place(buffer.row, buffer.column + 1);
      case 'home': case 'ctrl-a': return buffer.place(buffer.row, 0);
      case 'end': case 'ctrl-e': return buffer.place(buffer.row, Infinity);
      case 'pageUp': case 'ctrl-y': return buffer.place(buffer.row - this.#view.height(this.screen.size) + 2, 0);
      case 'pageDown': case 'ctrl-v': return buffer.place(buffer.row + this.#view.height(this.screen.size) - 2, 0);
      case 'ctrl-o': case 'ctrl-s':
        if (key === 'ctrl-s' && buffer.name !== undefined) {
          const failure = buffer.save(buffer.name);
          this.#message = failure ? `Error writing ${buffer.name}: ${failure.message}` : `Wrote ${buffer.lines.length} lines`;
        } else yield* this.#save();
        return;
      case 'ctrl-w': return yield* this.#search();
      case 'ctrl-k': return this.#cutLine();
      case 'ctrl-u':
        buffer.remember();
        buffer.lines.splice(buffer.row, 0, ...this.#cut);
        buffer.isChanged ||= this.#cut.length > 0;
        return buffer.place(buffer.row + this.#cut.length, 0);
      case 'ctrl-c':
        this.#message = `line ${buffer.row + 1}/${buffer.lines.length}, col ${buffer.column + 1}/${buffer.line.length + 1}`;
        return;
      case 'ctrl-_': {
        const text = yield* this.#ask('Enter line number, column number');
        if (text !== undefined) buffer.place(Number(text.split(',')[0]) - 1 || 0, (Number(text.split(',')[1]) || 1) - 1);
        return;
      }
      default: this.#type(key);
    }
  }

  #type(key: string): void {
    const { buffer } = this;
    if (key === 'enter') {
      buffer.remember();
      buffer.breakLine();
    } else if (key === 'backspace') {
      buffer.remember(false);
      buffer.deleteBefore();
    } else if (key === 'delete' || key === 'ctrl-d') {
      buffer.remember(false);
      buffer.deleteAt();
    } else if (key === 'tab') buffer.insert('\t');
    else if ([...key].length === 1) {
      buffer.remember(false);
      buffer.insert(key);
    } else if (key.startsWith('ctrl-') || key === 'unknown') this.#message = 'Unbound key';
  }

  #cutLine(): void {
    this.buffer.remember();
    const gone = this.buffer.deleteLines(this.buffer.row, 1);
    this.#cut = this.#wasCutting ? [...this.#cut, ...gone] : gone;
  }

  *#search(): Process<void> {
    const text = yield* this.#ask(this.#wanted === '' ? 'Search' : `Search [${this.#wanted}]`);
    if (text === undefined) return;
    if (text !== '') this.#wanted = text;
    const wanted = this.#wanted.toLowerCase();
    const found = this.buffer.find((line, from) => line.toLowerCase().indexOf(wanted, from));
    if (found) this.buffer.place(found.row, found.column);
    else this.#message = `"${this.#wanted}" not found`;
  }
}
