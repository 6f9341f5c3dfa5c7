import { UnitError } from '../../../core/units.ts';
import { ParseError } from '../golang/numbers.ts';
import { quote } from '../golang/quote.ts';
import { FlagValueError } from './flag.ts';
import type { Flag } from './flag.ts';
import { FlagValues } from './values.ts';

/** The words of a command line that don't make sense as flags; the message is pflag's. */
export class FlagError extends Error {
  override readonly name = 'FlagError';
}

/** `--help` was asked for by a command that doesn't declare it. */
export class HelpAsked extends Error {
  override readonly name = 'HelpAsked';

  constructor(readonly isShorthand = false) {
    super('help');
  }
}

export interface ParsedFlags {
  readonly values: FlagValues;
  readonly args: readonly string[];
  /** What to print on standard error: flags that are deprecated. */
  readonly notices: readonly string[];
}

/**
 * Reads flags as pflag does: `-dp 80:80`, `-eA=1`, `--rm=false`, `--`. With `isInterspersed` they may come after
 * arguments as well; without (`docker run`, `docker exec`) the first argument ends them. Throws FlagError, HelpAsked.
 */
export function parseFlags(declared: readonly Flag[], words: readonly string[], isInterspersed = true): ParsedFlags {
  const parser = new Parser(declared);
  parser.parse(words, isInterspersed);
  return parser;
}

class Parser implements ParsedFlags {
  readonly values: FlagValues;
  readonly args: string[] = [];
  readonly notices: string[] = [];
  readonly #long: Map<string, Flag>;
  readonly #short: Map<string, Flag>;

  constructor(declared: readonly Flag[]) {
    this.values = new FlagValues(declared);
    this.#long = new Map(declared.map((flag) => [flag.name, flag]));
    this.#short = new Map(declared.flatMap((flag) => (flag.short === undefined ? [] : [[flag.short, flag] as const])));
  }

  parse(words: readonly string[], isInterspersed: boolean): void {
    let rest = words;
    while (rest.length > 0) {
      const word = rest[0]!;
      rest = rest.slice(1);
      if (word.length < 2 || word[0] !== '-') {
        this.args.push(word);
        if (isInterspersed) continue;
        break;
      }
      if (word === '--') break;
      rest = word.startsWith('--') ? this.#readLong(word, rest) : this.#readShort(word, rest);
    }
    this.args.push(...rest);
  }

  #readLong(word: string, rest: readonly string[]): readonly string[] {
    const body = word.slice(2);
    if (body.startsWith('-') || body.startsWith('=')) throw new FlagError(`bad flag syntax: ${word}`);
    const equals = body.indexOf('=');
    const name = equals < 0 ? body : body.slice(0, equals);
    const flag = this.#long.get(name);
    if (!flag) {
      if (name === 'help') throw new HelpAsked();
      throw new FlagError(`unknown flag: --${name}`);
    }
    if (equals >= 0) this.#set(flag, body.slice(equals + 1));
    else if (flag.kind.bare !== undefined) this.#set(flag, flag.kind.bare);
    else if (rest.length === 0) throw new FlagError(`flag needs an argument: ${word}`);
    else {
      this.#set(flag, rest[0]!);
      return rest.slice(1);
    }
    return rest;
  }

  #readShort(word: string, rest: readonly string[]): readonly string[] {
    let cluster = word.slice(1);
    while (cluster !== '') {
      const letter = String.fromCodePoint(cluster.codePointAt(0)!);
      const flag = this.#short.get(letter);
      if (!flag) {
        if (letter === 'h') throw new HelpAsked(true);
        throw new FlagError(`unknown shorthand flag: '${letter}' in -${cluster}`);
      }
      const after = cluster.slice(letter.length);
      if (after.length > 1 && after.startsWith('=')) {
        this.#set(flag, after.slice(1));
        return rest;
      }
      if (flag.kind.bare !== undefined) {
        this.#set(flag, flag.kind.bare);
        cluster = after;
      } else if (after !== '') {
        this.#set(flag, after);
        return rest;
      } else if (rest.length > 0) {
        this.#set(flag, rest[0]!);
        return rest.slice(1);
      } else throw new FlagError(`flag needs an argument: '${letter}' in -${cluster}`);
    }
    return rest;
  }

  #set(flag: Flag, text: string): void {
    try {
      this.values.set(flag, text);
    } catch (error) {
      if (!(error instanceof FlagValueError || error instanceof ParseError || error instanceof UnitError)) throw error;
      const name = flag.short === undefined ? `--${flag.name}` : `-${flag.short}, --${flag.name}`;
      throw new FlagError(`invalid argument ${quote(text)} for ${quote(name)} flag: ${error.message}`);
    }
    if (flag.deprecated !== undefined) this.notices.push(`Flag --${flag.name} has been deprecated, ${flag.deprecated}`);
  }
}
