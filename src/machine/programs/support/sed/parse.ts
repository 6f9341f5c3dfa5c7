import { Regex, RegexError } from '../regex/regex.ts';
import { parseReplacement } from './replacement.ts';
import { SedError } from './script.ts';
import type { Address, Command, Substitution } from './script.ts';

interface Rules {
  readonly isExtended: boolean;
  readonly isBusybox: boolean;
}

const KNOWN = '{}=abcdDFgGhHilnNpPqQrRstTvwWxyz:#e';
const KNOWN_TO_BUSYBOX = '{}=abcdDgGhHilnNpPqrstTwxy:#';
const UNADDRESSED = '}:#';
const ONE_ADDRESS = '=aiqQr';

/** Parses a script; throws `SedError` with GNU's words and places. */
export function parseScript(source: string, rules: Rules): Command[] {
  return new Parser(source, rules).parse();
}

class Parser {
  #at = 0;
  readonly #commands: Command[] = [];
  readonly #open: number[] = [];

  constructor(private readonly source: string, private readonly rules: Rules) {}

  parse(): Command[] {
    for (;;) {
      this.#skip(/[\s;]*/y);
      if (this.#at >= this.source.length) break;
      this.#command();
    }
    if (this.#open.length > 0) throw this.rules.isBusybox ? new SedError('unterminated {') : new SedError('-e expression #1, char 0: unmatched `{\'');
    this.#resolveLabels();
    return this.#commands;
  }

  #fail(message: string, busybox = message): SedError {
    return new SedError(this.rules.isBusybox ? busybox : `-e expression #1, char ${this.#at}: ${message}`);
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.source)?.[0] ?? '';
    this.#at += text.length;
    return text;
  }

  #command(): void {
    const first = this.#address(true);
    let second: Address | undefined;
    this.#skip(/[ \t]*/y);
    if (first && this.source[this.#at] === ',') {
      this.#at++;
      this.#skip(/[ \t]*/y);
      second = this.#address(false);
      if (!second) {
        this.#at++;
        throw this.#fail("unexpected `,'", 'no address after comma');
      }
    }
    this.#skip(/[ \t]*/y);
    const isNegated = this.source[this.#at] === '!';
    if (isNegated) this.#skip(/[!\s]*/y);
    const name = this.source[this.#at++];
    if (name === undefined || name === '\n' || name === ';') {
      this.#at--;
      throw this.#fail('missing command', 'missing command');
    }
    if (!(this.rules.isBusybox ? KNOWN_TO_BUSYBOX : KNOWN).includes(name)) {
      throw this.#fail(`unknown command: \`${name}'`, `unsupported command ${name}`);
    }
    this.#checkAddresses(name, first, second);
    if (name === '#') {
      this.#skip(/[^\n]*/y);
      return;
    }
    this.#finish(name, { first, second, isNegated });
  }

  #checkAddresses(name: string, first: Address | undefined, second: Address | undefined): void {
    if (first && name === '#') throw this.#fail("comments don't accept any addresses");
    if (first && name === ':') throw this.#fail(': doesn\'t want any addresses');
    if (first && UNADDRESSED.includes(name)) throw this.#fail(`${name} doesn't want any addresses`);
    if (second && 'iaq=rQ'.includes(name) && (name === 'q' || name === 'Q') && ONE_ADDRESS.includes(name)) throw this.#fail('command only uses one address');
    if (first?.kind === 'line' && first.line === 0 && second?.kind !== 'regex') throw this.#fail('invalid usage of line address 0');
  }

  #finish(name: string, head: Pick<Command, 'first' | 'second' | 'isNegated'>): void {
    const add = (rest: Partial<Command> = {}) => this.#commands.push({ name, ...head, text: '', target: -1, range: undefined, ...rest });
    switch (name) {
      case '{':
        this.#open.push(this.#commands.length);
        add();
        return;
      case '}': {
        const start = this.#open.pop();
        if (start === undefined) throw this.#fail("unexpected `}'", 'unexpected }');
        this.#commands[start]!.target = this.#commands.length;
        this.#end();
        return;
      }
      case 's':
        add({ substitution: this.#substitution() });
        return;
      case 'y':
        add({ map: this.#transliteration() });
        return;
      case 'a':
      case 'i':
      case 'c':
        add({ text: this.#text() });
        return;
      case ':': {
        this.#skip(/[ \t]*/y);
        const label = this.#skip(this.rules.isBusybox ? /[^\s;]*/y : /[^\s;]*/y);
        if (label === '') throw this.#fail('":" lacks a label');
        add({ text: label });
        return;
      }
      case 'b':
      case 't':
      case 'T':
        this.#skip(/[ \t]*/y);
        add({ text: this.#skip(/[^\s;}]*/y) });
        this.#end();
        return;
      case 'r':
      case 'w':
      case 'R':
      case 'W':
        this.#skip(/[ \t]*/y);
        if (this.source[this.#at] === undefined || this.source[this.#at] === '\n') throw this.#fail('missing filename in r/R/w/W commands', 'empty filename');
        add({ text: this.#skip(/[^\n]*/y) });
        return;
      case 'q':
      case 'Q':
      case 'l':
      case 'v':
        this.#skip(/[ \t]*/y);
        add({ text: this.#skip(/[\d.]*/y) });
        this.#end();
        return;
      default:
        add();
        this.#end();
    }
  }

  #end(): void {
    this.#skip(/[ \t]*/y);
    const next = this.source[this.#at];
    if (next === undefined || '\n;}#'.includes(next) || this.rules.isBusybox) return;
    this.#at++;
    throw this.#fail('extra characters after command', 'extra characters after command');
  }

  #address(isFirst: boolean): Address | undefined {
    const character = this.source[this.#at];
    if (character === '$') {
      this.#at++;
      return { kind: 'last' };
    }
    if (!isFirst && (character === '+' || character === '~')) {
      this.#at++;
      const count = Number(this.#skip(/\d*/y));
      return character === '+' ? { kind: 'plus', count } : { kind: 'multiple', of: count };
    }
    if (character !== undefined && /\d/.test(character)) {
      const line = Number(this.#skip(/\d+/y));
      const step = this.rules.isBusybox ? '' : this.#skip(/[ \t]*~\d*/y);
      return step === '' ? { kind: 'line', line } : { kind: 'step', first: line, step: Number(step.replace(/[^\d]/g, '')) };
    }
    if (character !== '/' && character !== '\\') return undefined;
    this.#at += character === '\\' ? 2 : 1;
    const delimiter = this.source[this.#at - 1]!;
    const source = this.#delimited(delimiter, true);
    if (source === undefined) throw this.#fail('unterminated address regex', `unmatched '${delimiter}'`);
    const flags = this.#skip(/[IM]*/y);
    return { kind: 'regex', regex: this.#regex(source, flags.includes('I'), flags.includes('M')) };
  }

  #regex(source: string, ignoresCase: boolean, isMultiline: boolean): Regex | undefined {
    if (source === '') return undefined;
    try {
      return new Regex(source, { syntax: this.rules.isExtended ? 'extended' : 'basic', hasEscapes: true, ignoresCase, isMultiline });
    } catch (error) {
      if (error instanceof RegexError) throw this.#fail(error.message, `bad regex '${source}': ${error.message}`);
      throw error;
    }
  }

  /** Up to the delimiter, which a backslash makes ordinary; in a pattern not inside brackets. */
  #delimited(delimiter: string, isPattern: boolean): string | undefined {
    let text = '';
    let isInBracket = false;
    for (; this.#at < this.source.length; this.#at++) {
      const character = this.source[this.#at]!;
      if (character === '\\' && !isInBracket) {
        const next = this.source[++this.#at];
        if (next === undefined) return undefined;
        if (next === delimiter) text += isPattern && '.*[]^$+?(){}|'.includes(delimiter) && delimiter !== '|' ? `\\${next}` : delimiter === '&' ? '\\&' : next;
        else text += `\\${next}`;
        continue;
      }
      if (isPattern && character === '[' && !isInBracket) {
        isInBracket = true;
        const head = /^\[\^?\]?/.exec(this.source.slice(this.#at))![0];
        text += head;
        this.#at += head.length - 1;
        continue;
      }
      if (isInBracket && character === '[' && /[:.=]/.test(this.source[this.#at + 1] ?? '')) {
        const inner = /^\[([:.=])[^\]]*?\1\]/.exec(this.source.slice(this.#at))?.[0];
        if (inner) {
          text += inner;
          this.#at += inner.length - 1;
          continue;
        }
      }
      if (isInBracket && character === ']') isInBracket = false;
      else if (!isInBracket && character === delimiter) {
        this.#at++;
        return text;
      }
      if (character === '\n' && isPattern && !isInBracket) return undefined;
      text += character;
    }
    return undefined;
  }

  #substitution(): Substitution {
    const unterminated = () => this.#fail("unterminated `s' command", "unmatched '/'");
    const delimiter = this.source[this.#at++];
    if (delimiter === undefined || delimiter === '\n' || delimiter === '\\') throw unterminated();
    const pattern = this.#delimited(delimiter, true);
    if (pattern === undefined) throw unterminated();
    const replacementSource = this.#delimited(delimiter, false);
    if (replacementSource === undefined) throw unterminated();
    const flags = this.#flags();
    const regex = this.#regex(pattern, flags.ignoresCase, flags.isMultiline);
    const replacement = parseReplacement(replacementSource, this.rules.isBusybox);
    const highest = replacement.reduce((most, part) => (part.kind === 'group' ? Math.max(most, part.index) : most), 0);
    if (regex && highest > regex.groups) throw this.#fail(`invalid reference \\${highest} on \`s' command's RHS`, `invalid reference \\${highest} on \`s' command's RHS`);
    return { regex, replacement, isGlobal: flags.isGlobal, occurrence: flags.occurrence, prints: flags.prints, file: flags.file };
  }

  #flags(): { isGlobal: boolean; occurrence: number; prints: boolean; ignoresCase: boolean; isMultiline: boolean; file: string | undefined } {
    const flags = { isGlobal: false, occurrence: 1, prints: false, ignoresCase: false, isMultiline: false, file: undefined as string | undefined };
    for (;;) {
      const character = this.source[this.#at];
      if (character === undefined || '\n;}#'.includes(character)) return flags;
      this.#at++;
      if (character === 'g') flags.isGlobal = true;
      else if (character === 'p') flags.prints = true;
      else if (character === 'i' || character === 'I') flags.ignoresCase = true;
      else if (character === 'm' || character === 'M') flags.isMultiline = true;
      else if (/[1-9]/.test(character)) flags.occurrence = Number(character + this.#skip(/\d*/y));
      else if (character === 'w') {
        this.#skip(/[ \t]*/y);
        flags.file = this.#skip(/[^\n]*/y);
        if (flags.file === '') throw this.#fail('missing filename in r/R/w/W commands', 'empty filename');
      } else if (character === '0') throw this.#fail("number option to `s' command may not be zero");
      else if (!/\s/.test(character)) throw this.#fail("unknown option to `s'", 'bad option in substitution expression');
    }
  }

  #transliteration(): ReadonlyMap<string, string> {
    const delimiter = this.source[this.#at++] ?? '';
    const [from, to] = [this.#delimited(delimiter, false), this.#delimited(delimiter, false)];
    if (from === undefined || to === undefined) throw this.#fail("unterminated `y' command", "unmatched '/'");
    const characters = (text: string) => [...text.replace(/\\(n|t|\\)/g, (_, code: string) => ({ n: '\n', t: '\t', '\\': '\\' })[code]!)];
    const [a, b] = [characters(from), characters(to)];
    if (a.length !== b.length) throw this.#fail("strings for `y' command are different lengths", "strings for 'y' command are different lengths");
    this.#end();
    return new Map(a.map((character, i) => [character, b[i]!]));
  }

  /** Text of `a`, `i`, `c`: `a\`, newline, lines that end with a backslash but the last; or `a text`. */
  #text(): string {
    this.#skip(/[ \t]*/y);
    if (this.source[this.#at] === undefined) throw this.#fail("expected \\ after `a', `c' or `i'", 'incomplete command');
    if (this.source[this.#at] === '\\') {
      this.#at++;
      const skipped = this.#skip(/[ \t]*/y);
      if (this.source[this.#at] === '\n') this.#at++;
      else if (skipped !== '') this.#at -= skipped.length;
      if (this.source[this.#at] === undefined) throw this.#fail("expected \\ after `a', `c' or `i'", 'incomplete command');
    }
    let text = '';
    for (; this.#at < this.source.length; this.#at++) {
      const character = this.source[this.#at]!;
      if (character === '\n') break;
      if (character !== '\\') text += character;
      else if (this.#at + 1 < this.source.length) text += escapedText(this.source[++this.#at]!);
    }
    return text;
  }

  #resolveLabels(): void {
    const labels = new Map<string, number>();
    this.#commands.forEach(({ name, text }, i) => {
      if (name === ':') labels.set(text, i);
    });
    for (const command of this.#commands) {
      if (!'btT'.includes(command.name)) continue;
      const target = command.text === '' ? this.#commands.length : labels.get(command.text);
      if (target === undefined) throw new SedError(this.rules.isBusybox ? `can't find label for jump to '${command.text}'` : `-e expression #1, char ${this.source.length}: can't find label for jump to \`${command.text}'`.replace(/^-e expression #1, char \d+: /, ''));
      command.target = target;
    }
  }
}

function escapedText(character: string): string {
  return character === 't' ? '\t' : character;
}
