import { SIGNALS } from '../signals.ts';
import type { Signal } from '../signals.ts';
import type { LineSettings } from './terminal.ts';
import { columnAfter } from './terminal-output.ts';

/** What the line discipline does to the terminal that it belongs to. */
export interface LineActions {
  /** Bytes that a program can read now; none at all is the end of file that Ctrl-D means. */
  deliver(bytes: Uint8Array): void;
  echo(bytes: readonly number[]): void;
  /** To the foreground group. What was typed and not yet read is dropped. */
  signal(signal: Signal): void;
  setPaused(isPaused: boolean): void;
  /** Where the cursor was when the line began. */
  column(): number;
}

const CTRL = (letter: string) => letter.charCodeAt(0) & 31;
const BACKSPACE = 8;
const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const DELETE = 127;
const SPACE = 32;

const SIGNAL_KEYS: ReadonlyMap<number, Signal> = new Map([
  [CTRL('C'), SIGNALS.SIGINT],
  [CTRL('\\'), SIGNALS.SIGQUIT],
  [CTRL('Z'), SIGNALS.SIGTSTP],
]);

/** A line may have so many bytes (N_TTY_BUF_SIZE, with its newline); what is typed beyond is lost. */
const MAX_LINE = 4095;

/** What Linux does with what is typed on a terminal (termios(3), n_tty): editing a line, echo, signals. */
export class LineDiscipline {
  #line: number[] = [];
  #start = 0;
  #isLiteral = false;

  constructor(private readonly actions: LineActions) {}

  /** Hands over what was typed so far: when line editing is switched off. */
  flush(): void {
    if (this.#line.length > 0) this.#hand();
  }

  /** Typed bytes, all of them ordinary ones together in raw mode. */
  type(bytes: Uint8Array, settings: LineSettings): void {
    let ordinary: number[] = [];
    for (const byte of bytes) {
      if (settings.hasSignals && !this.#isLiteral && this.#control(byte, settings)) ordinary = [];
      else if (settings.isCanonical) this.#edit(byte, settings);
      else ordinary.push(byte);
    }
    if (ordinary.length === 0) return;
    if (settings.isEchoing) this.actions.echo(ordinary.flatMap(shownAs));
    this.actions.deliver(Uint8Array.from(ordinary));
  }

  /** True when the key was one that acts at once. */
  #control(byte: number, settings: LineSettings): boolean {
    const signal = SIGNAL_KEYS.get(byte);
    if (signal !== undefined) {
      this.#line = [];
      this.actions.setPaused(false);
      if (settings.isEchoing) this.actions.echo(shownAs(byte));
      this.actions.signal(signal);
      return true;
    }
    if (!settings.isCanonical || (byte !== CTRL('S') && byte !== CTRL('Q'))) return false;
    this.actions.setPaused(byte === CTRL('S'));
    return true;
  }

  #edit(typed: number, settings: LineSettings): void {
    const byte = typed === RETURN && !this.#isLiteral ? NEWLINE : typed;
    if (this.#isLiteral) {
      this.#isLiteral = false;
      return this.#append(byte, settings);
    }
    switch (byte) {
      case NEWLINE:
        this.#line.push(NEWLINE);
        if (settings.isEchoing) this.actions.echo([NEWLINE]);
        return this.#hand();
      case CTRL('D'):
        return this.#hand();
      case DELETE:
      case BACKSPACE:
        return this.#erase(settings, () => false);
      case CTRL('W'):
        return this.#eraseWord(settings);
      case CTRL('U'):
        return this.#erase(settings, () => true);
      case CTRL('R'):
        if (settings.isEchoing) this.actions.echo([...shownAs(byte), NEWLINE, ...this.#line.flatMap(shownAs)]);
        return;
      case CTRL('V'):
        this.#isLiteral = true;
        return;
      default:
        return this.#append(byte, settings);
    }
  }

  #append(byte: number, settings: LineSettings): void {
    if (this.#line.length >= MAX_LINE) return;
    if (this.#line.length === 0) this.#start = this.actions.column();
    this.#line.push(byte);
    if (settings.isEchoing) this.actions.echo(shownAs(byte));
  }

  #hand(): void {
    const line = Uint8Array.from(this.#line);
    this.#line = [];
    this.actions.deliver(line);
  }

  /** As the kernel does: what is no letter or digit, then the letters and digits before it. */
  #eraseWord(settings: LineSettings): void {
    let hasWord = false;
    this.#erase(settings, (byte) => {
      const isWord = isLetter(byte);
      if (hasWord && !isWord) return false;
      hasWord ||= isWord;
      return true;
    }, true);
  }

  /** Erases one character, or (with `isAsked` first) as many as `more` wants. */
  #erase(settings: LineSettings, more: (byte: number) => boolean, isAsked = false): void {
    while (this.#line.length > 0) {
      if (isAsked && !more(this.#line.at(-1)!)) return;
      const before = this.#width();
      while (((this.#line.pop() ?? 0) & 0xc0) === 0x80);
      const width = before - this.#width();
      if (settings.isEchoing) for (let i = 0; i < width; i++) this.actions.echo([BACKSPACE, SPACE, BACKSPACE]);
      if (!isAsked && !more(0)) return;
    }
  }

  /** Columns from the margin to the end of the line as it is echoed. */
  #width(): number {
    let column = this.#start;
    for (const byte of this.#line) for (const shown of shownAs(byte)) column = columnAfter(column, shown);
    return column;
  }
}

function isLetter(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 95 || byte >= 128;
}

/** ECHOCTL: control characters as `^X`. */
function shownAs(byte: number): number[] {
  if ((byte >= SPACE && byte !== DELETE) || byte === NEWLINE || byte === TAB) return [byte];
  return [94, byte ^ 64];
}
