import type { Process } from '../../../core/process.ts';
import { complete } from './completion.ts';
import type { Candidate } from './completion.ts';
import type { Editor } from './editor.ts';
import type { Key } from './keys.ts';
import { columnsOf } from './width.ts';

/** More than this are shown only when one says so. */
const ASKS_FROM = 100;

/** Tab: completes as far as all agree; the second one lists what there is. */
export class CompletionList {
  #asked: readonly Candidate[] | undefined;

  constructor(private readonly editor: Editor) {}

  get isAsking(): boolean {
    return this.#asked !== undefined;
  }

  *press(): Process<void> {
    const { editor } = this;
    const { buffer, shell } = editor;
    const { from, candidates } = yield* complete(shell, buffer.text, buffer.cursor);
    if (candidates.length === 0) return yield* editor.bell();
    const typed = buffer.text.slice(from, buffer.cursor);
    if (candidates.length === 1) {
      const { text, isOpen } = candidates[0]!;
      const quote = /^["']/.exec(text)?.[0] ?? '';
      const end = isOpen ? '' : `${quote} `;
      // The blank behind is not doubled.
      const isBlankThere = end.endsWith(' ') && buffer.text[buffer.cursor] === ' ';
      buffer.replace(from, buffer.cursor, text + (isBlankThere ? end.slice(0, -1) : end));
      if (isBlankThere) buffer.cursor++;
      return;
    }
    const common = commonPrefix(candidates.map(({ text }) => text));
    if (common.length > typed.length || (common !== typed && !common.startsWith(typed) && common !== '')) {
      buffer.replace(from, buffer.cursor, common);
      if (editor.lastKey !== 'Tab') return;
    }
    if (editor.lastKey !== 'Tab') return yield* editor.bell();
    if (candidates.length > ASKS_FROM) {
      this.#asked = candidates;
      yield* this.#below(`Display all ${candidates.length} possibilities? (y or n)`);
      return;
    }
    yield* this.#show(candidates);
  }

  *answer(key: Key): Process<void> {
    const candidates = this.#asked!;
    const isYes = key.name === 'Tab' || /^[yY ]/.test(key.text);
    if (!isYes && !/^[nN]/.test(key.text) && key.name !== 'Backspace' && key.name !== 'C-c') return yield* this.editor.bell();
    this.#asked = undefined;
    this.editor.screen.start();
    yield* this.editor.shell.write(2, '\n');
    if (isYes) yield* this.editor.shell.write(2, this.#columns(candidates));
    yield* this.editor.draw();
  }

  /** Writes below the line, and leaves the cursor there. */
  *#below(text: string): Process<void> {
    const { editor } = this;
    yield* editor.shell.write(2, editor.screen.leave(editor.prompt, editor.buffer.text) + text);
  }

  *#show(candidates: readonly Candidate[]): Process<void> {
    yield* this.#below(this.#columns(candidates));
    this.editor.screen.start();
    yield* this.editor.draw();
  }

  /** Down the columns, as ls does. */
  #columns(candidates: readonly Candidate[]): string {
    const labels = candidates.map(({ label }) => label);
    const width = Math.max(...labels.map(columnsOf)) + 2;
    const across = Math.max(1, Math.floor(this.editor.terminal.size.columns / width));
    const rows = Math.ceil(labels.length / across);
    let text = '';
    for (let row = 0; row < rows; row++) {
      let line = '';
      for (let column = 0; column < across; column++) {
        const label = labels[column * rows + row];
        if (label === undefined) continue;
        const isLast = labels[(column + 1) * rows + row] === undefined;
        line += isLast ? label : label + ' '.repeat(width - columnsOf(label));
      }
      text += `${line}\n`;
    }
    return text;
  }
}

/** What all candidates begin with. */
function commonPrefix(texts: readonly string[]): string {
  let prefix = texts[0] ?? '';
  for (const text of texts) while (!text.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}
