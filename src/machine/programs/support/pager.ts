import type { Process } from '../../../core/process.ts';
import { SystemError } from '../../errno.ts';
import { attempt } from './call.ts';
import type { Call } from './call.ts';
import { displayWidth } from './format.ts';
import { allLines, openInput } from './inputs.ts';
import { Regex, RegexError } from './regex/regex.ts';
import { ALTERNATE_SCREEN, CLEAR, CLEAR_LINE, MAIN_SCREEN, PLAIN, REVERSE, Screen, moveTo } from './screen.ts';

export interface PagerWishes {
  readonly showsNumbers: boolean;
  readonly quitsAtEnd: boolean;
  readonly quitsIfOneScreen: boolean;
  readonly chopsLines: boolean;
  readonly keepsColors: boolean;
  readonly staysOnScreen: boolean;
}

interface Document {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Reads what there is to show; complains of what can't be read. */
export function* loadDocuments(call: Call, names: readonly string[]): Process<Document[]> {
  const documents: Document[] = [];
  for (const name of names) {
    const input = attempt(() => openInput(call, name));
    if (input instanceof SystemError) {
      yield* call.fail(call.isBusybox ? `can't open '${name}': ${input.message}` : `${name}: ${input.message}`);
      continue;
    }
    try {
      documents.push({ name, lines: yield* allLines(call, input) });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      yield* call.fail(`${name}: ${error.message}`);
    }
  }
  return documents;
}

function visible(line: string, keepsColors: boolean): string {
  return line.replace(/\t/g, '        ').replace(keepsColors ? /[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f]/g : /[\x00-\x08\x0b-\x1f\x7f]/g, (character) => `^${String.fromCharCode(character.charCodeAt(0) ^ 64)}`);
}

/** less: moves about in documents until `q`. */
export class Pager {
  #rows: string[] = [];
  #top = 0;
  #index = 0;
  #message: string | undefined;
  #pattern: Regex | undefined;
  #isBackwards = false;
  #count = '';

  constructor(private readonly screen: Screen, private readonly documents: readonly Document[], private readonly wishes: PagerWishes) {}

  *run(): Process<void> {
    this.#layOut();
    if (this.wishes.quitsIfOneScreen && this.#rows.length < this.screen.size.rows && this.documents.length === 1) {
      yield* this.screen.write(this.#rows.map((row) => `${row}\r\n`).join(''));
      return;
    }
    yield* this.screen.write((this.wishes.staysOnScreen ? '' : ALTERNATE_SCREEN) + CLEAR);
    for (;;) {
      yield* this.#draw();
      const key = yield* this.screen.key();
      if (key === undefined || key === 'q' || key === 'Q' || key === 'ctrl-c' || (key === ':' && (yield* this.#colon()))) break;
      if (key === 'resize') this.#layOut();
      else if (/^\d$/.test(key)) this.#count += key;
      else {
        const wasAtEnd = this.#isAtEnd;
        yield* this.#command(key);
        this.#count = '';
        if (this.wishes.quitsAtEnd && wasAtEnd && (key === ' ' || key === 'pageDown' || key === 'f' || key === 'enter')) break;
      }
    }
    yield* this.screen.write(this.wishes.staysOnScreen ? `\r${CLEAR_LINE}` : MAIN_SCREEN);
  }

  get #page(): number {
    return Math.max(1, this.screen.size.rows - 1);
  }

  get #isAtEnd(): boolean {
    return this.#top + this.#page >= this.#rows.length;
  }

  /** Breaks lines at the screen's width. */
  #layOut(): void {
    const width = this.screen.size.columns;
    this.#rows = this.documents[this.#index]!.lines.flatMap((line, i) => {
      const text = (this.wishes.showsNumbers ? `${String(i + 1).padStart(7)} ` : '') + visible(line, this.wishes.keepsColors);
      if (this.wishes.chopsLines || this.wishes.keepsColors && text.includes('\x1b')) return [text];
      const rows: string[] = [];
      let row = '';
      let used = 0;
      for (const character of text) {
        const size = displayWidth(character);
        if (used + size > width) {
          rows.push(row);
          row = '';
          used = 0;
        }
        row += character;
        used += size;
      }
      return [...rows, row];
    });
    this.#top = Math.min(this.#top, Math.max(0, this.#rows.length - 1));
  }

  *#draw(): Process<void> {
    let text = moveTo(1, 1);
    for (let i = 0; i < this.#page; i++) text += `${this.#marked(this.#rows[this.#top + i] ?? '~')}${CLEAR_LINE}\r\n`;
    yield* this.screen.write(`${text}${this.#prompt()}${CLEAR_LINE}`);
    this.#message = undefined;
  }

  #marked(row: string): string {
    const shown = this.wishes.chopsLines ? row.slice(0, this.screen.size.columns) : row;
    const match = this.#pattern?.exec(shown);
    if (!match || match.end === match.start) return shown;
    return `${shown.slice(0, match.start)}${REVERSE}${shown.slice(match.start, match.end)}${PLAIN}${shown.slice(match.end)}`;
  }

  #prompt(): string {
    if (this.#message !== undefined) return `${REVERSE}${this.#message}${PLAIN}`;
    if (this.#isAtEnd) return `${REVERSE}(END)${PLAIN}`;
    const { name } = this.documents[this.#index]!;
    return this.#top === 0 && name !== '-' ? `${REVERSE}${name}${PLAIN}` : ':';
  }

  #move(by: number): void {
    this.#top = Math.max(0, Math.min(this.#top + by, Math.max(0, this.#rows.length - this.#page)));
  }

  *#command(key: string): Process<void> {
    const count = Number(this.#count || 1);
    switch (key) {
      case 'j': case 'e': case 'down': case 'enter': case 'ctrl-n': return this.#move(count);
      case 'k': case 'y': case 'up': case 'ctrl-p': return this.#move(-count);
      case ' ': case 'f': case 'pageDown': case 'ctrl-f': case 'ctrl-v': case 'z': return this.#move(this.#page);
      case 'b': case 'pageUp': case 'ctrl-b': case 'w': return this.#move(-this.#page);
      case 'd': case 'ctrl-d': return this.#move(Math.ceil(this.#page / 2));
      case 'u': case 'ctrl-u': return this.#move(-Math.ceil(this.#page / 2));
      case 'g': case '<': case 'home':
        this.#top = 0;
        return this.#move(count - 1);
      case 'G': case '>': case 'end': 
        this.#top = 0;
        return this.#move(this.#count === '' ? this.#rows.length : count - 1);
      case '/': case '?': return yield* this.#search(key);
      case 'n': return this.#find(this.#isBackwards);
      case 'N': return this.#find(!this.#isBackwards);
      case 'h': case 'H':
        this.#message = 'j k: line   space b: page   g G: ends   /pattern n N: search   :n :p: files   q: quit';
        return;
      case 'r': case 'ctrl-l': case 'ctrl-r':
        this.#layOut();
        return;
      default:
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

  *#colon(): Process<boolean> {
    const key = yield* this.#ask(':');
    if (key === 'q' || key === 'Q') return true;
    const step = key === 'n' ? 1 : key === 'p' ? -1 : 0;
    if (step === 0) return false;
    if (!this.documents[this.#index + step]) this.#message = `No ${step > 0 ? 'next' : 'previous'} file`;
    else {
      this.#index += step;
      this.#top = 0;
      this.#layOut();
    }
    return false;
  }

  *#search(mark: '/' | '?'): Process<void> {
    const text = yield* this.#ask(mark);
    if (text === undefined) return;
    this.#isBackwards = mark === '?';
    if (text !== '') {
      try {
        this.#pattern = new Regex(text, { syntax: 'extended' });
      } catch (error) {
        if (!(error instanceof RegexError)) throw error;
        this.#message = error.message;
        return;
      }
    }
    this.#find(this.#isBackwards);
  }

  #find(isBackwards: boolean): void {
    if (!this.#pattern) {
      this.#message = 'No previous regular expression';
      return;
    }
    const step = isBackwards ? -1 : 1;
    for (let row = this.#top + step; row >= 0 && row < this.#rows.length; row += step) {
      if (!this.#pattern.test(this.#rows[row]!)) continue;
      this.#top = row;
      return;
    }
    this.#message = 'Pattern not found  (press RETURN)';
  }
}
