import { CLASSES, LAST_CODE_POINT, RegexError, WORD, setOf } from './syntax.ts';
import type { Assertion, Node } from './syntax.ts';

export interface Dialect {
  /** POSIX basic (`\(`, `\{`) or extended (`(`, `{`, `|`, `+`, `?`). */
  readonly syntax: 'basic' | 'extended';
  readonly ignoresCase?: boolean;
  /** `\n`, `\t` and the like are characters, as in sed and awk; in grep they are not. */
  readonly hasEscapes?: boolean;
}

export interface ParsedRegex {
  readonly node: Node;
  readonly groups: number;
  readonly hasReferences: boolean;
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7 };

const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  b: 'wordEdge', B: 'notWordEdge', '<': 'wordStart', '>': 'wordEnd', '`': 'textStart', "'": 'textEnd',
};

/** Parses a regular expression. Throws `RegexError` with regcomp's words. */
export function parseRegex(source: string, dialect: Dialect): ParsedRegex {
  return new Parser(source, dialect).parse();
}

/** How deep groups may nest. */
const DEPTH = 200;

class Parser {
  readonly #text: readonly string[];
  #at = 0;
  #groups = 0;
  #depth = 0;
  #hasReferences = false;
  readonly #closed = new Set<number>();
  readonly #isExtended: boolean;

  constructor(source: string, private readonly dialect: Dialect) {
    this.#text = [...source];
    this.#isExtended = dialect.syntax === 'extended';
  }

  parse(): ParsedRegex {
    const node = this.#choice();
    if (this.#at < this.#text.length) throw new RegexError(this.#isExtended ? 'Unmatched ) or \\)' : 'Unmatched ) or \\)');
    return { node, groups: this.#groups, hasReferences: this.#hasReferences };
  }

  #isAt(operator: string): boolean {
    if (this.#isExtended) return this.#text[this.#at] === operator;
    return this.#text[this.#at] === '\\' && this.#text[this.#at + 1] === operator;
  }

  #accept(operator: string): boolean {
    if (!this.#isAt(operator)) return false;
    this.#at += this.#isExtended ? 1 : 2;
    return true;
  }

  #choice(): Node {
    if (++this.#depth > DEPTH) throw new RegexError('Regular expression too big');
    const options = [this.#sequence()];
    while (this.#accept('|')) options.push(this.#sequence());
    this.#depth--;
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }

  #sequence(): Node {
    const items: Node[] = [];
    while (this.#at < this.#text.length && !this.#isAt('|') && !(this.#isAt(')') && (this.#depth > 1 || !this.#isExtended))) {
      const atom = this.#atom(items.length === 0);
      items.push(this.#repeated(atom));
    }
    return items.length === 0 ? { kind: 'empty' } : items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  #atom(isFirst: boolean): Node {
    const character = this.#text[this.#at]!;
    if (character === '\\') return this.#escaped();
    if (character === '[') return this.#bracket();
    if (this.#isExtended && character === '(') return this.#group();
    this.#at++;
    if (character === '.') return { kind: 'set', set: { ranges: [[0, LAST_CODE_POINT]] } };
    if (character === '^' && (this.#isExtended || isFirst)) return { kind: 'assertion', assertion: 'lineStart' };
    if (character === '$' && (this.#isExtended || this.#isEndOfBranch())) return { kind: 'assertion', assertion: 'lineEnd' };
    if (this.#isExtended && isFirst && '*+?'.includes(character)) return { kind: 'empty' };
    return this.#literal(character);
  }

  #isEndOfBranch(): boolean {
    return this.#at >= this.#text.length || (this.#text[this.#at] === '\\' && ')|'.includes(this.#text[this.#at + 1] ?? ' '));
  }

  #literal(character: string): Node {
    const code = character.codePointAt(0)!;
    return { kind: 'set', set: setOf([[code, code]], false, this.dialect.ignoresCase) };
  }

  #group(): Node {
    this.#at += this.#isExtended ? 1 : 2;
    const index = ++this.#groups;
    const body = this.#choice();
    if (!this.#accept(')')) throw new RegexError('Unmatched ( or \\(');
    this.#closed.add(index);
    return { kind: 'group', index, body };
  }

  #escaped(): Node {
    const next = this.#text[this.#at + 1];
    if (next === undefined) throw new RegexError('Trailing backslash');
    if (!this.#isExtended && next === '(') return this.#group();
    this.#at += 2;
    if (!this.#isExtended && next === '{') {
      throw new RegexError('Invalid preceding regular expression');
    }
    if (next >= '1' && next <= '9') {
      const index = Number(next);
      if (!this.#closed.has(index)) throw new RegexError('Invalid back reference');
      this.#hasReferences = true;
      return { kind: 'reference', index };
    }
    const assertion = ASSERTIONS[next];
    if (assertion) return { kind: 'assertion', assertion };
    if (next === 'w' || next === 'W') return { kind: 'set', set: setOf(WORD, next === 'W') };
    if (next === 's' || next === 'S') return { kind: 'set', set: setOf(CLASSES['space']!, next === 'S') };
    if (this.dialect.hasEscapes && next in ESCAPES) return this.#literal(String.fromCharCode(ESCAPES[next]!));
    return this.#literal(next);
  }

  #repeated(atom: Node): Node {
    let node = atom;
    for (;;) {
      const bounds = this.#quantifier(node);
      if (!bounds) return node;
      node = { kind: 'repeat', body: node, least: bounds[0], most: bounds[1] };
    }
  }

  #quantifier(node: Node): readonly [number, number] | undefined {
    const character = this.#text[this.#at];
    if (character === '*') {
      if (!this.#isExtended && node.kind === 'assertion' && node.assertion === 'lineStart') return undefined;
      this.#at++;
      return [0, Infinity];
    }
    if (this.#accept('+')) return [1, Infinity];
    if (this.#accept('?')) return [0, 1];
    if (this.#isAt('{')) return this.#interval();
    return undefined;
  }

  #interval(): readonly [number, number] | undefined {
    const rest = this.#text.slice(this.#at, this.#at + 20).join('');
    const match = (this.#isExtended ? /^\{(\d*)(,?)(\d*)\}/ : /^\\\{(\d*)(,?)(\d*)\\\}/).exec(rest);
    if (!match || (match[1] === '' && match[2] === '')) {
      if (this.#isExtended) return undefined;
      throw new RegexError(/^\\\{[\d,]*$/.test(rest) ? 'Unmatched \\{' : 'Invalid content of \\{\\}');
    }
    this.#at += match[0].length;
    const least = Number(match[1]);
    const most = match[2] === '' ? least : match[3] === '' ? Infinity : Number(match[3]);
    if (least > most) throw new RegexError('Invalid content of \\{\\}');
    if (least > 32_767 || (most !== Infinity && most > 32_767)) throw new RegexError('Regular expression too big');
    return [least, most];
  }

  #bracket(): Node {
    const unmatched = 'Unmatched [, [^, [:, [., or [=';
    this.#at++;
    if (this.#at >= this.#text.length) throw new RegexError('Invalid regular expression');
    const bare = /^:[a-z]+:\]/.exec(this.#text.slice(this.#at, this.#at + 12).join(''));
    if (bare) throw new RegexError('character class syntax is [[:space:]], not [:space:]');
    const isNegated = this.#text[this.#at] === '^';
    if (isNegated) this.#at++;
    const ranges: (readonly [number, number])[] = [];
    for (let isFirst = true; ; isFirst = false) {
      const character = this.#text[this.#at];
      if (character === undefined) throw new RegexError(unmatched);
      if (character === ']' && !isFirst) break;
      const next = this.#text[this.#at + 1];
      if (character === '[' && next === ':') {
        ranges.push(...this.#class());
        continue;
      }
      const low = this.#element();
      if (this.#text[this.#at] === '-' && this.#text[this.#at + 1] !== ']' && this.#text[this.#at + 1] !== undefined) {
        this.#at++;
        const high = this.#element();
        if (high < low) throw new RegexError('Invalid range end');
        ranges.push([low, high]);
      } else ranges.push([low, low]);
    }
    this.#at++;
    return { kind: 'set', set: setOf(ranges, isNegated, this.dialect.ignoresCase) };
  }

  #class(): readonly (readonly [number, number])[] {
    const end = this.#text.indexOf(':', this.#at + 2);
    if (end < 0 || this.#text[end + 1] !== ']') throw new RegexError('Unmatched [, [^, [:, [., or [=');
    const name = this.#text.slice(this.#at + 2, end).join('');
    const ranges = CLASSES[name];
    if (!ranges) throw new RegexError('Invalid character class name');
    this.#at = end + 2;
    const isCased = name === 'upper' || name === 'lower';
    return isCased && this.dialect.ignoresCase ? CLASSES['alpha']! : ranges;
  }

  #element(): number {
    const character = this.#text[this.#at]!;
    const next = this.#text[this.#at + 1];
    if (character === '[' && (next === '.' || next === '=') && this.#text[this.#at + 3] === next && this.#text[this.#at + 4] === ']') {
      this.#at += 5;
      return this.#text[this.#at - 3]!.codePointAt(0)!;
    }
    if (character === '\\' && this.dialect.hasEscapes && next !== undefined) {
      const code = ESCAPES[next] ?? ('\\/"]'.includes(next) && this.dialect.syntax === 'extended' ? next.codePointAt(0) : undefined);
      if (code !== undefined && next !== ']') {
        this.#at += 2;
        return code;
      }
    }
    this.#at++;
    return character.codePointAt(0)!;
  }
}
