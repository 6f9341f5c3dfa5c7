import type { Process } from '../../../../core/process.ts';
import { Regex, RegexError } from '../regex/regex.ts';
import { replaced, parseReplacement } from '../sed/replacement.ts';
import { CLEAR_LINE, moveTo } from '../screen.ts';
import type { Screen } from '../screen.ts';
import type { Buffer } from './buffer.ts';
import { View } from './view.ts';

/** vi: the commands that people's fingers know. */
export class Vi {
  readonly #view: View;
  #message: string;
  #isInserting = false;
  #isOver = false;
  #register: { readonly text: readonly string[]; readonly isLines: boolean } = { text: [], isLines: false };
  #pattern: Regex | undefined;
  #isBackwards = false;
  #last: { readonly key: string; readonly count: number } | undefined;
  status = 0;

  constructor(private readonly screen: Screen, private readonly buffer: Buffer, message: string) {
    this.#view = new View(buffer, 0, 1, '~');
    this.#message = message;
  }

  *run(): Process<void> {
    yield* this.screen.write('\x1b[?1049h\x1b[H\x1b[2J');
    while (!this.#isOver) {
      yield* this.#draw();
      const key = yield* this.screen.key();
      if (key === undefined) break;
      if (key === 'resize') continue;
      this.#message = '';
      if (this.#isInserting) this.#insert(key);
      else yield* this.#normal(key);
    }
    yield* this.screen.write(`${moveTo(this.screen.size.rows, 1)}${CLEAR_LINE}\x1b[?1049l`);
  }

  *#draw(): Process<void> {
    const { size } = this.screen;
    const { buffer } = this;
    const place = `${buffer.row + 1}/${buffer.lines.length} ${Math.floor((100 * (buffer.row + 1)) / buffer.lines.length)}%`;
    const status = this.#message !== '' ? this.#message : `${this.#isInserting ? 'I' : '-'} ${buffer.name ?? 'No file'}${buffer.isChanged ? ' [Modified]' : ''} ${place}`;
    yield* this.screen.write(`\x1b[?25l${this.#view.text(size)}${moveTo(size.rows, 1)}${status.slice(0, size.columns - 1)}${CLEAR_LINE}${this.#view.cursor()}\x1b[?25h`);
  }

  #insert(key: string): void {
    const { buffer } = this;
    switch (key) {
      case 'escape':
      case 'ctrl-c':
        this.#isInserting = false;
        return buffer.place(buffer.row, buffer.column - 1);
      case 'enter': return buffer.breakLine();
      case 'backspace': return void buffer.deleteBefore();
      case 'delete': return buffer.deleteAt();
      case 'tab': return buffer.insert('\t');
      case 'ctrl-w': {
        const kept = buffer.line.slice(0, buffer.column).replace(/\S*\s*$/, '');
        const rest = buffer.line.slice(buffer.column);
        buffer.setLine(kept + rest);
        return buffer.place(buffer.row, kept.length);
      }
      default:
        if (!this.#move(key, 1, true) && [...key].length === 1) buffer.insert(key);
    }
  }

  /** Cursor keys and motions; false for what is none. */
  #move(key: string, count: number, isArrowOnly = false): boolean {
    const { buffer } = this;
    const limit = this.#isInserting ? 0 : 1;
    const toColumn = (column: number) => buffer.place(buffer.row, Math.min(column, Math.max(0, buffer.line.length - limit)));
    const toRow = (row: number) => {
      buffer.place(row, buffer.column);
      toColumn(buffer.column);
      return true;
    };
    const page = this.#view.height(this.screen.size);
    if (key === 'up') return toRow(buffer.row - count);
    if (key === 'down') return toRow(buffer.row + count);
    if (key === 'left') return toColumn(buffer.column - count), true;
    if (key === 'right') return toColumn(buffer.column + count), true;
    if (key === 'home') return toColumn(0), true;
    if (key === 'end') return toColumn(Infinity), true;
    if (key === 'pageUp') return toRow(buffer.row - page + 2);
    if (key === 'pageDown') return toRow(buffer.row + page - 2);
    if (isArrowOnly) return false;
    switch (key) {
      case 'h': case 'backspace': toColumn(buffer.column - count); return true;
      case 'l': case ' ': toColumn(buffer.column + count); return true;
      case 'k': case 'ctrl-p': return toRow(buffer.row - count);
      case 'j': case 'ctrl-n': return toRow(buffer.row + count);
      case 'enter': case '+': return toRow(buffer.row + count) && this.#move('^', 1);
      case '-': return toRow(buffer.row - count) && this.#move('^', 1);
      case '0': toColumn(0); return true;
      case '^': toColumn(/^\s*/.exec(buffer.line)![0].length); return true;
      case '$': toColumn(Infinity); return true;
      case 'ctrl-f': return toRow(buffer.row + page - 2);
      case 'ctrl-b': return toRow(buffer.row - page + 2);
      case 'ctrl-d': return toRow(buffer.row + Math.floor(page / 2));
      case 'ctrl-u': return toRow(buffer.row - Math.floor(page / 2));
      case 'w': case 'W': case 'b': case 'B': case 'e': case 'E':
        for (let i = 0; i < count; i++) this.#word(key);
        return true;
      default: return false;
    }
  }

  #word(key: string): void {
    const { buffer } = this;
    const isBig = key === key.toUpperCase();
    const kind = (character: string | undefined) => (character === undefined || /\s/.test(character) ? 0 : isBig || /\w/.test(character) ? 1 : 2);
    let { row, column } = buffer;
    const at = (r: number, c: number) => kind(buffer.lines[r]?.[c]);
    if (key.toLowerCase() === 'w') {
      const start = at(row, column);
      while (column < buffer.lines[row]!.length && at(row, column) === start && start !== 0) column++;
      while (at(row, column) === 0) {
        if (column < buffer.lines[row]!.length) column++;
        else if (row + 1 < buffer.lines.length) {
          row++;
          column = 0;
          if (buffer.lines[row] === '') break;
        } else {
          column = Math.max(0, buffer.lines[row]!.length - 1);
          break;
        }
      }
    } else if (key.toLowerCase() === 'b') {
      do {
        if (column > 0) column--;
        else if (row > 0) column = Math.max(0, buffer.lines[--row]!.length - 1);
        else break;
      } while (at(row, column) === 0 && buffer.lines[row] !== '');
      while (column > 0 && at(row, column - 1) === at(row, column)) column--;
    } else {
      do {
        if (column + 1 < buffer.lines[row]!.length) column++;
        else if (row + 1 < buffer.lines.length) {
          row++;
          column = 0;
        } else break;
      } while (at(row, column) === 0);
      while (column + 1 < buffer.lines[row]!.length && at(row, column + 1) === at(row, column)) column++;
    }
    buffer.place(row, column);
  }

  *#normal(first: string): Process<void> {
    let digits = '';
    let key: string | undefined = first;
    while (key !== undefined && (/^[1-9]$/.test(key) || (key === '0' && digits !== ''))) {
      digits += key;
      key = yield* this.screen.key();
    }
    if (key === undefined) return;
    const count = digits === '' ? 1 : Number(digits);
    if (key === '.' && this.#last) return yield* this.#command(this.#last.key, this.#last.count, '');
    yield* this.#command(key, count, digits);
  }

  *#command(key: string, count: number, digits: string): Process<void> {
    const { buffer } = this;
    if (this.#move(key, count)) return;
    switch (key) {
      case 'G': return void (buffer.place(digits === '' ? Infinity : count - 1, 0), this.#move('^', 1));
      case 'g':
        if ((yield* this.screen.key()) === 'g') {
          buffer.place(digits === '' ? 0 : count - 1, 0);
          this.#move('^', 1);
        }
        return;
      case ':': return yield* this.#colon();
      case '/': case '?': return yield* this.#search(key);
      case 'n': return this.#find(this.#isBackwards);
      case 'N': return this.#find(!this.#isBackwards);
      case 'u':
        if (!buffer.undo()) this.#message = 'Already at oldest change';
        return;
      case 'Z':
        if ((yield* this.screen.key()) === 'Z') this.#ex('x');
        return;
      case 'y': case 'd': case 'c': return yield* this.#operator(key, count);
      default: yield* this.#change(key, count);
    }
  }

  /** Commands that change text by themselves. */
  *#change(key: string, count: number): Process<void> {
    const { buffer } = this;
    if (!'iIaAoOxXDCsSJrpP~'.includes(key) && key !== 'delete' && key !== 'insert') return;
    buffer.remember();
    if ('xXDJpP~'.includes(key)) this.#last = { key, count };
    switch (key) {
      case 'i': case 'insert': this.#isInserting = true; return;
      case 'I': this.#move('^', 1); this.#isInserting = true; return;
      case 'a': this.#isInserting = true; return buffer.place(buffer.row, buffer.column + 1);
      case 'A': this.#isInserting = true; return buffer.place(buffer.row, Infinity);
      case 'o':
        buffer.place(buffer.row, Infinity);
        buffer.breakLine();
        this.#isInserting = true;
        return;
      case 'O':
        buffer.lines.splice(buffer.row, 0, '');
        buffer.isChanged = true;
        buffer.place(buffer.row, 0);
        this.#isInserting = true;
        return;
      case 'x': case 'delete': return this.#cut(buffer.column, buffer.column + count);
      case 'X': return this.#cut(Math.max(0, buffer.column - count), buffer.column);
      case 'D': return this.#cut(buffer.column, buffer.line.length);
      case 'C':
        this.#cut(buffer.column, buffer.line.length, true);
        this.#isInserting = true;
        return;
      case 's':
        this.#cut(buffer.column, buffer.column + count, true);
        this.#isInserting = true;
        return;
      case 'S':
        this.#cut(0, buffer.line.length, true);
        this.#isInserting = true;
        return;
      case 'J': {
        const next = buffer.lines[buffer.row + 1];
        if (next === undefined) return;
        buffer.lines.splice(buffer.row + 1, 1);
        return buffer.setLine(`${buffer.line.trimEnd()} ${next.trimStart()}`);
      }
      case 'r': {
        const character = yield* this.screen.key();
        if (character !== undefined && [...character].length === 1 && buffer.line !== '') buffer.setLine(buffer.line.slice(0, buffer.column) + character + buffer.line.slice(buffer.column + 1));
        return;
      }
      case '~': {
        const character = buffer.line[buffer.column] ?? '';
        buffer.setLine(buffer.line.slice(0, buffer.column) + (character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase()) + buffer.line.slice(buffer.column + 1));
        this.#move('l', 1);
        return;
      }
      default: this.#put(key === 'p');
    }
  }

  #cut(from: number, to: number, isToInsert = false): void {
    const { buffer } = this;
    this.#register = { text: [buffer.line.slice(from, to)], isLines: false };
    buffer.setLine(buffer.line.slice(0, from) + buffer.line.slice(to));
    buffer.place(buffer.row, isToInsert ? from : Math.min(from, Math.max(0, buffer.line.length - 1)));
  }

  #put(isAfter: boolean): void {
    const { buffer } = this;
    const { text, isLines } = this.#register;
    if (text.length === 0) return;
    if (isLines) {
      buffer.lines.splice(buffer.row + (isAfter ? 1 : 0), 0, ...text);
      buffer.isChanged = true;
      return buffer.place(buffer.row + (isAfter ? 1 : 0), 0);
    }
    buffer.place(buffer.row, buffer.column + (isAfter && buffer.line !== '' ? 1 : 0));
    buffer.insert(text.join('\n'));
    buffer.place(buffer.row, buffer.column - 1);
  }

  /** `dd`, `yy`, `cc`, `dw`, `d$`, `dG`, `d3j` and the like. */
  *#operator(operator: string, given: number): Process<void> {
    const { buffer } = this;
    let digits = '';
    let motion = yield* this.screen.key();
    while (motion !== undefined && (/^[1-9]$/.test(motion) || (motion === '0' && digits !== ''))) {
      digits += motion;
      motion = yield* this.screen.key();
    }
    if (motion === undefined) return;
    const count = given * Number(digits || 1);
    const start = { row: buffer.row, column: buffer.column };
    if (operator !== 'y') buffer.remember();
    if (motion === operator) return this.#lines(operator, start.row, count);
    if (motion === 'G') return this.#lines(operator, start.row, buffer.lines.length - start.row);
    if (motion === 'g' && (yield* this.screen.key()) === 'g') return this.#lines(operator, 0, start.row + 1);
    if (motion === 'j' || motion === 'down') return this.#lines(operator, start.row, count + 1);
    if (motion === 'k' || motion === 'up') return this.#lines(operator, Math.max(0, start.row - count), Math.min(start.row, count) + 1);
    const isWordChange = operator === 'c' && motion === 'w';
    if (!this.#move(isWordChange ? 'e' : motion, count)) return;
    const isSameLine = buffer.row === start.row;
    const end = !isSameLine ? buffer.lines[start.row]!.length : '$eE'.includes(motion) || isWordChange ? buffer.column + 1 : motion === 'w' && buffer.column === buffer.line.length - 1 && buffer.row === buffer.lines.length - 1 ? buffer.column + 1 : buffer.column;
    buffer.place(start.row, start.column);
    const [from, to] = [Math.min(start.column, end), Math.max(start.column, end)];
    if (operator === 'y') {
      this.#register = { text: [buffer.line.slice(from, to)], isLines: false };
      return;
    }
    this.#cut(from, to, operator === 'c');
    this.#isInserting = operator === 'c';
  }

  #lines(operator: string, row: number, count: number): void {
    const { buffer } = this;
    const text = buffer.lines.slice(row, row + count);
    this.#register = { text, isLines: true };
    if (operator === 'y') {
      this.#message = `Yank ${text.length} lines (${text.join('\n').length + 1} chars) using [D]`;
      return;
    }
    buffer.deleteLines(row, count);
    if (operator === 'c') {
      buffer.lines.splice(row, 0, '');
      if (buffer.lines.length === 2 && buffer.lines[1] === '') buffer.lines.pop();
      buffer.place(row, 0);
      this.#isInserting = true;
    }
  }

  *#ask(mark: string): Process<string | undefined> {
    let text = '';
    for (;;) {
      yield* this.screen.write(`${moveTo(this.screen.size.rows, 1)}${mark}${text}${CLEAR_LINE}`);
      const key = yield* this.screen.key();
      if (key === undefined || key === 'escape' || key === 'ctrl-c') return undefined;
      if (key === 'enter') return text;
      if (key === 'backspace') {
        if (text === '') return undefined;
        text = [...text].slice(0, -1).join('');
      } else if ([...key].length === 1) text += key;
    }
  }

  *#search(mark: '/' | '?'): Process<void> {
    const text = yield* this.#ask(mark);
    if (text === undefined) return;
    this.#isBackwards = mark === '?';
    if (text !== '' && !this.#setPattern(text)) return;
    this.#find(this.#isBackwards);
  }

  #setPattern(source: string): boolean {
    try {
      this.#pattern = new Regex(source, { syntax: 'basic', hasEscapes: true });
      return true;
    } catch (error) {
      if (!(error instanceof RegexError)) throw error;
      this.#message = error.message;
      return false;
    }
  }

  #find(isBackwards: boolean): void {
    const pattern = this.#pattern;
    if (!pattern) {
      this.#message = 'No previous search pattern';
      return;
    }
    const found = this.buffer.find((line, from) => (from > line.length ? -1 : (pattern.exec(line, from)?.start ?? -1)), isBackwards);
    if (found) this.buffer.place(found.row, found.column);
    else this.#message = 'Pattern not found';
  }

  *#colon(): Process<void> {
    const command = yield* this.#ask(':');
    if (command !== undefined && command.trim() !== '') this.#ex(command.trim());
  }

  #ex(command: string): void {
    const { buffer } = this;
    const parts = /^(%|(?:\d+|\.|\$)(?:,(?:\d+|\.|\$))?)?\s*([a-z]*)(!?)\s*(.*)$/s.exec(command);
    if (!parts) return this.#unknown(command);
    const [, range, word, bang, rest] = parts;
    const [from, to] = this.#range(range);
    if (word === '' && range !== undefined && rest === '') return buffer.place(to, 0);
    switch (word) {
      case 'w': case 'write': return void this.#write(rest!);
      case 'wq': case 'x': case 'xit': case 'wqa':
        if (word === 'x' && !buffer.isChanged ? true : this.#write(rest!)) this.#isOver = true;
        return;
      case 'q': case 'quit': case 'qa':
        if (buffer.isChanged && bang === '') this.#message = 'No write since last change (:q! overrides)';
        else this.#isOver = true;
        return;
      case 'cq':
        this.status = 1;
        this.#isOver = true;
        return;
      case 'd': case 'delete':
        buffer.remember();
        this.#register = { text: buffer.deleteLines(from, to - from + 1), isLines: true };
        return;
      case 's': return this.#substitute(rest!, from, to);
      case 'set': case 'se': case 'syntax': case 'nohl': case 'noh': return;
      case 'e': case 'r': case 'read': return this.#read(word, rest!, bang !== '');
      default: return command.startsWith('s/') ? this.#substitute(command.slice(1), buffer.row, buffer.row) : this.#unknown(command);
    }
  }

  #unknown(command: string): void {
    this.#message = `'${command}' is not implemented`;
  }

  #range(text: string | undefined): readonly [number, number] {
    const { buffer } = this;
    const last = buffer.lines.length - 1;
    if (text === undefined) return [buffer.row, buffer.row];
    if (text === '%') return [0, last];
    const rows = text.split(',').map((part) => (part === '.' ? buffer.row : part === '$' ? last : Math.min(last, Math.max(0, Number(part) - 1))));
    return [rows[0]!, rows.at(-1)!];
  }

  #write(name: string): boolean {
    const { buffer } = this;
    const target = name === '' ? buffer.name : name;
    if (target === undefined) {
      this.#message = 'No current filename';
      return false;
    }
    const wasNew = buffer.isNew;
    const failure = buffer.save(target);
    this.#message = failure ? `'${target}' ${failure.message}` : `'${target}' ${wasNew ? '[New] ' : ''}${buffer.text === '' ? 0 : buffer.lines.length}L, ${buffer.bytes}C`;
    return !failure;
  }

  #read(word: string, name: string, isForced: boolean): void {
    const { buffer } = this;
    if (word === 'e') {
      if (buffer.isChanged && !isForced) {
        this.#message = 'No write since last change (:e! overrides)';
        return;
      }
      if (name !== '') buffer.name = name;
      buffer.lines = [''];
      buffer.isChanged = false;
      buffer.place(0, 0);
      const failure = buffer.load();
      if (failure) this.#message = `'${buffer.name}' ${failure.message}`;
      return;
    }
    this.#message = `:${word} is not implemented`;
  }

  #substitute(text: string, from: number, to: number): void {
    const delimiter = text[0] ?? '/';
    const fields: string[] = [''];
    for (let i = 1; i < text.length; i++) {
      const last = fields.length - 1;
      if (text[i] === '\\' && i + 1 < text.length) {
        const isDelimiter = text[i + 1] === delimiter;
        fields[last] = `${fields[last]}${isDelimiter ? '' : '\\'}${text[++i]}`;
      } else if (text[i] === delimiter) fields.push('');
      else fields[last] = `${fields[last]}${text[i]}`;
    }
    const [source = '', replacement = '', flags = ''] = fields;
    if (source !== '' && !this.#setPattern(source)) return;
    const pattern = this.#pattern;
    if (!pattern) return;
    this.buffer.remember();
    const parts = parseReplacement(replacement);
    let count = 0;
    for (let row = from; row <= to; row++) {
      const line = this.buffer.lines[row]!;
      let result = '';
      let at = 0;
      for (let copied = 0; ; ) {
        const match = at > line.length ? undefined : pattern.exec(line, at);
        if (!match) {
          result += line.slice(copied);
          break;
        }
        result += line.slice(copied, match.start) + replaced(parts, match, line);
        copied = match.end;
        count++;
        at = match.end > match.start ? match.end : match.end + 1;
        if (!flags.includes('g')) {
          result += line.slice(copied);
          break;
        }
        if (match.end === match.start && copied < line.length) {
          result += line.charAt(copied);
          copied++;
        }
      }
      if (result !== line) {
        this.buffer.place(row, 0);
        this.buffer.setLine(result);
      }
    }
    if (count === 0) this.#message = 'No match';
  }
}
