import { widthOf } from './width.ts';

/** The text that is being edited, its cursor, and what was killed. */
export class LineBuffer {
  text = '';
  cursor = 0;
  #killed: string[] = [];
  #undo: { readonly text: string; readonly cursor: number }[] = [];
  #wasKilling = false;
  #isKilling = false;

  set(text: string, cursor = text.length): void {
    this.text = text;
    this.cursor = cursor;
  }

  /** Called before each key: kills that follow one another are one. */
  beginKey(): void {
    this.#wasKilling = this.#isKilling;
    this.#isKilling = false;
  }

  note(): void {
    const last = this.#undo.at(-1);
    if (last?.text !== this.text) this.#undo.push({ text: this.text, cursor: this.cursor });
    if (this.#undo.length > 500) this.#undo.shift();
  }

  forgetUndo(): void {
    this.#undo = [];
  }

  undo(): boolean {
    const last = this.#undo.pop();
    if (!last) return false;
    if (last.text === this.text) return this.undo();
    this.set(last.text, last.cursor);
    return true;
  }

  insert(text: string): void {
    this.note();
    this.text = this.text.slice(0, this.cursor) + text + this.text.slice(this.cursor);
    this.cursor += text.length;
  }

  /** Replaces [from, to) and puts the cursor behind what is new. */
  replace(from: number, to: number, text: string): void {
    this.note();
    this.text = this.text.slice(0, from) + text + this.text.slice(to);
    this.cursor = from + text.length;
  }

  /** The place a character to the left or right, with the marks that belong to it. */
  step(from: number, by: 1 | -1): number {
    let at = from;
    do {
      if (by > 0) {
        const code = this.text.codePointAt(at);
        if (code === undefined) return this.text.length;
        at += code > 0xffff ? 2 : 1;
      } else {
        if (at === 0) return 0;
        const low = this.text.charCodeAt(at - 1);
        at -= low >= 0xdc00 && low < 0xe000 && at > 1 && this.text.charCodeAt(at - 2) >= 0xd800 && this.text.charCodeAt(at - 2) < 0xdc00 ? 2 : 1;
      }
    } while (at > 0 && at < this.text.length && widthOf(String.fromCodePoint(this.text.codePointAt(at)!)) === 0);
    return at;
  }

  /** The end of the word to the right, or the beginning of the one to the left. Words are letters and digits, or `blanks` what is between blanks. */
  word(from: number, by: 1 | -1, kind: 'letters' | 'blanks' = 'letters'): number {
    const isPart = (at: number) => (kind === 'letters' ? /[\p{L}\p{N}]/u : /\S/).test(this.text[at] ?? '');
    let at = from;
    if (by > 0) {
      while (at < this.text.length && !isPart(at)) at++;
      while (at < this.text.length && isPart(at)) at++;
    } else {
      while (at > 0 && !isPart(at - 1)) at--;
      while (at > 0 && isPart(at - 1)) at--;
    }
    return at;
  }

  /** The line of a text of several lines in which the cursor is. */
  get lineStart(): number {
    return this.text.lastIndexOf('\n', this.cursor - 1) + 1;
  }

  get lineEnd(): number {
    const end = this.text.indexOf('\n', this.cursor);
    return end < 0 ? this.text.length : end;
  }

  erase(from: number, to: number): void {
    if (from >= to) return;
    this.note();
    this.text = this.text.slice(0, from) + this.text.slice(to);
    this.cursor = from;
  }

  /** Erases, to be put back with Ctrl-Y. */
  kill(from: number, to: number): void {
    if (from >= to) return;
    const text = this.text.slice(from, to);
    const isBackward = to === this.cursor;
    const last = this.#killed.at(-1);
    if (this.#wasKilling && last !== undefined) this.#killed[this.#killed.length - 1] = isBackward ? text + last : last + text;
    else this.#killed.push(text);
    if (this.#killed.length > 20) this.#killed.shift();
    this.erase(from, to);
    this.#isKilling = true;
  }

  yank(): void {
    const text = this.#killed.at(-1);
    if (text !== undefined) this.insert(text);
  }

  /** Ctrl-T: swaps the two characters before the cursor. */
  transpose(): boolean {
    const at = this.cursor === this.text.length ? this.step(this.cursor, -1) : this.cursor;
    const before = this.step(at, -1);
    const after = this.step(at, 1);
    if (at === 0 || before === at || after === at) return false;
    this.replace(before, after, this.text.slice(at, after) + this.text.slice(before, at));
    return true;
  }

  /** Alt-U, L and C: the word to the right. */
  changeCase(change: (word: string) => string): void {
    const end = this.word(this.cursor, 1);
    this.replace(this.cursor, end, change(this.text.slice(this.cursor, end)));
  }
}
