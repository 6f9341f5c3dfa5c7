import { displayWidth } from '../format.ts';
import { CLEAR_LINE, moveTo } from '../screen.ts';
import type { WindowSize } from '../../../processes/terminal.ts';
import type { Buffer } from './buffer.ts';

function shown(line: string): string {
  let text = '';
  for (const character of line) {
    const code = character.codePointAt(0)!;
    text += character === '\t' ? ' '.repeat(8 - (displayWidth(text) % 8)) : code < 32 || code === 127 ? `^${String.fromCharCode(code ^ 64)}` : character;
  }
  return text;
}

/** Shows part of a buffer: `top` rows of the screen stay free above, `bottom` below. */
export class View {
  #first = 0;
  #left = 0;

  constructor(private readonly buffer: Buffer, private readonly top: number, private readonly bottom: number, private readonly filler: string) {}

  text(size: WindowSize): string {
    const { buffer } = this;
    const height = Math.max(1, size.rows - this.top - this.bottom);
    if (buffer.row < this.#first) this.#first = buffer.row;
    if (buffer.row >= this.#first + height) this.#first = buffer.row - height + 1;
    const column = this.#cursorColumn();
    if (column < this.#left) this.#left = Math.max(0, column - 8);
    if (column >= this.#left + size.columns) this.#left = column - size.columns + 8;
    let text = '';
    for (let i = 0; i < height; i++) {
      const line = buffer.lines[this.#first + i];
      text += `${moveTo(this.top + i + 1, 1)}${line === undefined ? this.filler : shown(line).slice(this.#left, this.#left + size.columns)}${CLEAR_LINE}`;
    }
    return text;
  }

  #cursorColumn(): number {
    return displayWidth(shown(this.buffer.line.slice(0, this.buffer.column)));
  }

  /** Puts the cursor where the buffer's is. */
  cursor(): string {
    return moveTo(this.top + this.buffer.row - this.#first + 1, this.#cursorColumn() - this.#left + 1);
  }

  height(size: WindowSize): number {
    return Math.max(1, size.rows - this.top - this.bottom);
  }
}
