import { widthOf } from '../interactive/width.ts';

/** What a terminal shows after some output: enough of an emulator for tests of the line editor. */
export class ShownScreen {
  readonly rows: string[][] = [[]];
  #row = 0;
  #column = 0;
  #isWrapPending = false;
  bells = 0;

  constructor(readonly columns = 80) {}

  write(text: string): void {
    for (const match of text.matchAll(/\x1b\[([?0-9;]*)([@-~])|[^]/gu)) {
      const [whole, parameters, final] = match;
      if (final === undefined) this.#put(whole);
      else this.#control(parameters!, final);
    }
  }

  /** The rows, without blanks at their ends and empty ones below. */
  get text(): string {
    return this.rows.map((row) => Array.from(row, (cell) => cell ?? ' ').join('').trimEnd()).join('\n').trimEnd();
  }

  get lastRow(): string {
    return this.text.split('\n').at(-1)!;
  }

  get cursor(): readonly [row: number, column: number] {
    return [this.#row, this.#column];
  }

  #put(character: string): void {
    switch (character) {
      case '\r': this.#column = 0; this.#isWrapPending = false; return;
      case '\n': this.#down(); return;
      case '\b': this.#column = Math.max(0, this.#column - 1); return;
      case '\x07': this.bells++; return;
    }
    const width = widthOf(character);
    if (width === 0) {
      const row = this.#cells();
      row[this.#column - 1] = (row[this.#column - 1] ?? '') + character;
      return;
    }
    if (this.#isWrapPending || this.#column + width > this.columns) {
      this.#column = 0;
      this.#isWrapPending = false;
      this.#down();
    }
    const row = this.#cells();
    row[this.#column] = character;
    if (width === 2) row[this.#column + 1] = '';
    this.#column += width;
    if (this.#column >= this.columns) {
      this.#column = this.columns - 1;
      this.#isWrapPending = true;
    }
  }

  #cells(): string[] {
    return (this.rows[this.#row] ??= []);
  }

  #down(): void {
    this.#row++;
    this.rows[this.#row] ??= [];
    this.#isWrapPending = false;
  }

  #control(parameters: string, final: string): void {
    const count = Number(parameters) || 1;
    this.#isWrapPending = false;
    switch (final) {
      case 'A': this.#row = Math.max(0, this.#row - count); break;
      case 'B': this.#row += count; this.#cells(); break;
      case 'C': this.#column = Math.min(this.columns - 1, this.#column + count); break;
      case 'D': this.#column = Math.max(0, this.#column - count); break;
      case 'J':
        if (parameters === '2') this.rows.splice(0, this.rows.length, []);
        else {
          this.rows.splice(this.#row + 1);
          this.#cells().splice(this.#column);
        }
        break;
      case 'K': this.#cells().splice(this.#column); break;
      case 'H': this.#row = 0; this.#column = 0; break;
    }
  }
}
