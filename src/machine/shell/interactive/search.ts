import type { Editor } from './editor.ts';
import type { Key } from './keys.ts';

/** Ctrl-R: finds lines of the history while they are being typed. */
export class Search {
  #query = '';
  #at: number;
  #hasFailed = false;
  readonly #before: { readonly text: string; readonly cursor: number; readonly at: number };

  constructor(
    private readonly editor: Editor,
    private isForward: boolean,
    private readonly last: { query: string },
  ) {
    this.#before = { text: editor.buffer.text, cursor: editor.buffer.cursor, at: editor.at };
    this.#at = editor.at;
  }

  /** False for a key that ends the search and then does what it does. */
  handle(key: Key): boolean {
    switch (key.name) {
      case 'text':
        this.#query += key.text;
        this.#find(this.#at, true);
        return true;
      case 'Backspace':
        this.#query = Array.from(this.#query).slice(0, -1).join('');
        this.#at = this.editor.history.lines.length;
        this.#find(this.#at, true);
        return true;
      case 'C-r':
      case 'C-s':
        this.isForward = key.name === 'C-s';
        if (this.#query === '') this.#query = this.last.query;
        this.#find(this.#at + (this.isForward ? 1 : -1), false);
        return true;
      case 'C-g':
      case 'C-c': {
        const { text, cursor, at } = this.#before;
        this.editor.at = at;
        this.editor.buffer.set(text, cursor);
        this.#remember();
        return false;
      }
      default:
        this.#remember();
        return key.name === 'Escape' ? this.#leave() : false;
    }
  }

  #leave(): boolean {
    this.editor.search = undefined;
    return true;
  }

  #remember(): void {
    if (this.#query !== '') this.last.query = this.#query;
  }

  #find(from: number, isSame: boolean): void {
    const { lines } = this.editor.history;
    const by = this.isForward ? 1 : -1;
    for (let at = Math.min(from, lines.length - 1); at >= 0 && at < lines.length; at += by) {
      const line = lines[at]!;
      if (!line.includes(this.#query) || (!isSame && line === this.editor.buffer.text)) continue;
      this.#at = at;
      this.#hasFailed = false;
      this.editor.at = at;
      this.editor.buffer.set(line, line.lastIndexOf(this.#query));
      return;
    }
    this.#hasFailed = this.#query !== '';
  }

  shown(): { prompt: string; text: string; cursor: number } {
    const { text, cursor } = this.editor.buffer;
    const mode = `${this.#hasFailed ? 'failed ' : ''}${this.isForward ? 'i-search' : 'reverse-i-search'}`;
    return { prompt: `(${mode})\`${this.#query}': `, text, cursor };
  }
}
