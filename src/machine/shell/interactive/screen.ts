import { columnsOf, printedPrompt, shownAs, widthOf } from './width.ts';

/** A place on the screen, counted from where the prompt's last line begins. */
interface Place {
  readonly row: number;
  readonly column: number;
}

const TAB = 8;

/** Draws a line that is being edited, however many rows of the terminal it takes. It gives text to write, and writes none. */
export class Screen {
  #cursor: Place = { row: 0, column: 0 };
  #text = '';
  /** Nothing is drawn yet: the cursor is where the output before has left it. */
  #isFresh = true;

  constructor(private readonly columns: () => number) {}

  /** Below what was drawn: the editing is over. */
  leave(prompt: string, text: string): string {
    const end = this.#place(prompt, text, text.length);
    const down = end.row - this.#cursor.row;
    this.#cursor = { row: 0, column: 0 };
    this.#text = '';
    return `${down > 0 ? `\x1b[${down}B` : ''}\n`;
  }

  /** Begins on a new row of the terminal. */
  start(): void {
    this.#cursor = { row: 0, column: 0 };
    this.#text = '';
    this.#isFresh = true;
  }

  /** What has to be written so that prompt, text and cursor are shown. */
  draw(prompt: string, text: string, cursor: number): string {
    const isAppended = text.startsWith(this.#text) && text.length > this.#text.length && cursor === text.length && this.#cursor.row === this.#place(prompt, this.#text, this.#text.length).row;
    const before = this.#place(prompt, this.#text, this.#text.length);
    const after = this.#place(prompt, text, cursor);
    if (isAppended && this.#text !== '' && before.column === this.#cursor.column && after.row === before.row && !text.slice(this.#text.length).includes('\t')) {
      const added = text.slice(this.#text.length);
      this.#text = text;
      this.#cursor = after;
      return Array.from(added, shownAs).join('');
    }
    const up = this.#cursor.row > 0 ? `\x1b[${this.#cursor.row}A` : '';
    const end = this.#place(prompt, text, text.length);
    const clear = this.#isFresh ? '' : `${up}\r\x1b[J`;
    this.#isFresh = false;
    let output = `${clear}${printedPrompt(prompt)}${this.#shown(prompt, text)}`;
    // A row that is exactly full: the terminal waits with the new one until it has to.
    if (end.column === 0 && end.row > 0 && !text.endsWith('\n')) output += ' \r';
    const back = end.row - after.row;
    if (back > 0) output += `\x1b[${back}A`;
    if (back > 0 || end.column !== after.column) output += after.column > 0 ? `\r\x1b[${after.column}C` : '\r';
    this.#text = text;
    this.#cursor = after;
    return output;
  }

  #shown(prompt: string, text: string): string {
    let output = '';
    let column = columnsOf(prompt);
    for (const character of text) {
      if (character === '\n') {
        output += '\n';
        column = 0;
      } else if (character === '\t') {
        const blanks = TAB - (column % TAB);
        output += ' '.repeat(blanks);
        column += blanks;
      } else {
        output += shownAs(character);
        column += widthOf(character);
      }
    }
    return output;
  }

  /** Where the character at `index` of the text is. */
  #place(prompt: string, text: string, index: number): Place {
    const columns = Math.max(2, this.columns());
    const start = columnsOf(prompt);
    let row = Math.floor(start / columns);
    let column = start % columns;
    let at = 0;
    for (const character of text) {
      if (at >= index) break;
      at += character.length;
      if (character === '\n') {
        row++;
        column = 0;
        continue;
      }
      const width = character === '\t' ? TAB - (column % TAB) : widthOf(character);
      // A wide character does not fit into the last column.
      if (column + width > columns) {
        row++;
        column = character === '\t' ? 0 : width;
      } else column += width;
      if (column >= columns) {
        row++;
        column = 0;
      }
    }
    return { row, column };
  }
}
