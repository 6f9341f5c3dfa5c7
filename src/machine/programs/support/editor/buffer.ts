import { SystemError } from '../../../errno.ts';
import { attempt } from '../call.ts';
import type { Call } from '../call.ts';
import { decodeText, encodeText } from '../text.ts';

/** What an editor has open: lines, a place in them, and how to take back changes. */
export class Buffer {
  lines: string[] = [''];
  row = 0;
  column = 0;
  isChanged = false;
  isNew = false;
  readonly #undo: { lines: string[]; row: number; column: number }[] = [];
  #savedRow = -1;

  constructor(private readonly call: Call, public name: string | undefined) {}

  /** The error when the file is there and can't be read. */
  load(): SystemError | undefined {
    if (this.name === undefined) return undefined;
    const bytes = attempt(() => this.call.files.read(this.name!));
    if (bytes instanceof SystemError) {
      this.isNew = bytes.code === 'ENOENT';
      return this.isNew ? undefined : bytes;
    }
    this.lines = decodeText(bytes).replace(/\n$/, '').split('\n');
    return undefined;
  }

  get bytes(): number {
    return encodeText(this.text).length;
  }

  get text(): string {
    return this.lines.length === 1 && this.lines[0] === '' ? '' : `${this.lines.join('\n')}\n`;
  }

  save(name: string): SystemError | undefined {
    const failure = attempt(() => this.call.files.write(name, encodeText(this.text)));
    if (failure instanceof SystemError) return failure;
    this.name = name;
    this.isChanged = false;
    this.isNew = false;
    return undefined;
  }

  get line(): string {
    return this.lines[this.row]!;
  }

  /** Remembers how things are, to be gone back to; changes on one line in a row count as one unless told. */
  remember(isNewStep = true): void {
    if (!isNewStep && this.#savedRow === this.row) return;
    this.#savedRow = isNewStep ? -1 : this.row;
    this.#undo.push({ lines: [...this.lines], row: this.row, column: this.column });
    if (this.#undo.length > 200) this.#undo.shift();
  }

  undo(): boolean {
    const step = this.#undo.pop();
    if (!step) return false;
    this.lines = step.lines;
    this.place(step.row, step.column);
    this.isChanged = true;
    return true;
  }

  place(row: number, column: number): void {
    this.row = Math.max(0, Math.min(row, this.lines.length - 1));
    this.column = Math.max(0, Math.min(column, this.line.length));
  }

  setLine(text: string): void {
    this.lines[this.row] = text;
    this.isChanged = true;
  }

  insert(text: string): void {
    this.setLine(this.line.slice(0, this.column) + text + this.line.slice(this.column));
    this.column += text.length;
  }

  breakLine(): void {
    const rest = this.line.slice(this.column);
    this.setLine(this.line.slice(0, this.column));
    this.lines.splice(this.row + 1, 0, rest);
    this.place(this.row + 1, 0);
  }

  /** What backspace does; false at the very beginning. */
  deleteBefore(): boolean {
    if (this.column > 0) {
      const size = /[\udc00-\udfff]$/.test(this.line.slice(0, this.column)) && this.column > 1 && /[\ud800-\udbff]/.test(this.line[this.column - 2]!) ? 2 : 1;
      this.setLine(this.line.slice(0, this.column - size) + this.line.slice(this.column));
      this.column -= size;
      return true;
    }
    if (this.row === 0) return false;
    const [text] = this.lines.splice(this.row, 1);
    this.place(this.row - 1, Infinity);
    this.setLine(this.line + text!);
    return true;
  }

  deleteAt(): void {
    if (this.column < this.line.length) this.setLine(this.line.slice(0, this.column) + this.line.slice(this.column + 1));
    else if (this.row + 1 < this.lines.length) this.setLine(this.line + this.lines.splice(this.row + 1, 1)[0]!);
  }

  deleteLines(from: number, count: number): string[] {
    const gone = this.lines.splice(from, count);
    if (this.lines.length === 0) this.lines.push('');
    this.isChanged = true;
    this.place(from, 0);
    return gone;
  }

  /** Where the next match after the cursor begins, going round; undefined when there is none. */
  find(test: (line: string, from: number) => number, isBackwards = false): { row: number; column: number } | undefined {
    const count = this.lines.length;
    for (let i = 0; i <= count; i++) {
      const row = (((this.row + (isBackwards ? -i : i)) % count) + count) % count;
      const line = this.lines[row]!;
      if (!isBackwards) {
        const column = test(line, i === 0 ? this.column + 1 : 0);
        if (column >= 0) return { row, column };
      } else {
        let last = -1;
        for (let at = test(line, 0); at >= 0 && (i > 0 || at < this.column); at = test(line, at + 1)) last = at;
        if (last >= 0) return { row, column: last };
      }
    }
    return undefined;
  }
}
