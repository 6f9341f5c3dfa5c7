import { NotSimulated } from '../../../core/errors.ts';
import { busyboxUsage } from './call.ts';
import type { Call } from './call.ts';
import { Answer, Refusal } from './endings.ts';

/**
 * Options as a table, one line each. A line lists an option's spellings: `a` is `-a`, `--all` is `--all`; `=` after the
 * last one says that it takes a value, `[=]` that it may. `!` before the line marks what exists and is not simulated.
 * `gnu:` or `bb:` before it leaves it to that flavour alone.
 */
export type OptionTable<Key extends string> = Readonly<Record<Key, string>>;

interface Spec<Key extends string> {
  readonly key: Key;
  readonly shorts: readonly string[];
  readonly longs: readonly string[];
  readonly value: 'none' | 'required' | 'optional';
  readonly isSimulated: boolean;
}

export interface Parsed<Key extends string> {
  readonly operands: string[];
  has(key: Key): boolean;
  /** The last value given. */
  value(key: Key): string | undefined;
  values(key: Key): readonly string[];
  count(key: Key): number;
  /** Which of these was given last. */
  last<K extends Key>(...keys: readonly K[]): K | undefined;
  /** All of them, as given. */
  readonly order: readonly (readonly [Key, string | undefined])[];
}

export interface ParseRules {
  /** Options end at the first operand, as in `env`, `timeout`, `xargs`. */
  readonly stopsAtOperand?: boolean;
  /** Instead of the call's own. */
  readonly args?: readonly string[];
  /** `-5`, `+3` and the like become options of the form given here, or undefined to leave them. */
  readonly rewrite?: (arg: string) => readonly string[] | undefined;
}

function readSpec<Key extends string>(key: Key, line: string, isBusybox: boolean): Spec<Key> | undefined {
  let rest = line;
  const isSimulated = !rest.startsWith('!');
  if (!isSimulated) rest = rest.slice(1);
  const flavour = /^(gnu|bb):/.exec(rest);
  if (flavour) {
    if ((flavour[1] === 'bb') !== isBusybox) return undefined;
    rest = rest.slice(flavour[0].length);
  }
  const value = rest.endsWith('[=]') ? 'optional' : rest.endsWith('=') ? 'required' : 'none';
  const names = rest.replace(/(\[=\]|=)$/, '').split(' ');
  return {
    key,
    shorts: names.filter((name) => !name.startsWith('--')),
    longs: names.filter((name) => name.startsWith('--')).map((name) => name.slice(2)),
    value,
    isSimulated,
  };
}

/** Parses a call's arguments as getopt_long(3) does, with the tool's own words for what is wrong. */
export function parseOptions<Key extends string>(call: Call, table: OptionTable<Key>, rules: ParseRules = {}): Parsed<Key> {
  return new Parser(call, table, rules).parse(rules.args ?? call.args);
}

class Parser<Key extends string> {
  readonly #specs: Spec<Key>[];
  readonly #order: (readonly [Key, string | undefined])[] = [];
  readonly #operands: string[] = [];

  constructor(
    private readonly call: Call,
    private readonly table: OptionTable<Key>,
    private readonly rules: ParseRules,
  ) {
    this.#specs = (Object.keys(table) as Key[]).flatMap((key) => readSpec(key, table[key], call.isBusybox) ?? []);
  }

  parse(given: readonly string[]): Parsed<Key> {
    const args = [...given];
    for (let i = 0; i < args.length; i++) {
      const rewritten = this.rules.rewrite?.(args[i]!);
      if (rewritten) args.splice(i, 1, ...rewritten);
      const arg = args[i]!;
      if (arg === '--') {
        this.#operands.push(...args.slice(i + 1));
        break;
      }
      if (arg.startsWith('--')) i += this.#long(arg.slice(2), args[i + 1]);
      else if (arg.startsWith('-') && arg !== '-') i += this.#shorts(arg.slice(1), args[i + 1]);
      else if (this.rules.stopsAtOperand) {
        this.#operands.push(...args.slice(i));
        break;
      } else this.#operands.push(arg);
    }
    return this.#parsed();
  }

  #parsed(): Parsed<Key> {
    const order = this.#order;
    const valuesOf = (key: Key) => order.filter(([k, v]) => k === key && v !== undefined).map(([, v]) => v!);
    return {
      operands: this.#operands,
      order,
      has: (key) => order.some(([k]) => k === key),
      value: (key) => valuesOf(key).at(-1),
      values: valuesOf,
      count: (key) => order.filter(([k]) => k === key).length,
      last: <K extends Key>(...keys: readonly K[]) => order.findLast(([k]) => keys.includes(k as K))?.[0] as K | undefined,
    };
  }

  #take(spec: Spec<Key>, spelling: string, value?: string): void {
    if (!spec.isSimulated) throw new NotSimulated(`${this.call.tool.name} ${spelling}`);
    this.#order.push([spec.key, value]);
  }

  /** How many further arguments were used. */
  #shorts(letters: string, next: string | undefined): number {
    const characters = [...letters];
    for (let k = 0; k < characters.length; k++) {
      const letter = characters[k]!;
      const spec = this.#specs.find(({ shorts }) => shorts.includes(letter));
      if (!spec) throw this.#unknownShort(letter);
      if (spec.value === 'none') {
        this.#take(spec, `-${letter}`);
        continue;
      }
      const attached = characters.slice(k + 1).join('');
      if (attached !== '' || spec.value === 'optional') {
        this.#take(spec, `-${letter}`, attached === '' ? undefined : attached);
        return 0;
      }
      if (next === undefined) throw this.call.misuse(this.call.isMusl ? `option requires an argument: ${letter}` : `option requires an argument -- '${letter}'`);
      this.#take(spec, `-${letter}`, next);
      return 1;
    }
    return 0;
  }

  #unknownShort(letter: string): Error {
    return this.call.misuse(this.call.isMusl ? `unrecognized option: ${letter}` : `invalid option -- '${letter}'`);
  }

  #long(text: string, next: string | undefined): number {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const value = equals < 0 ? undefined : text.slice(equals + 1);
    const found = this.#findLong(name);
    if (!found) {
      if (name === 'help' && this.call.isBusybox) throw new Refusal(busyboxUsage(this.call), 0);
      if (name === 'help') throw new Answer(this.#help());
      if (name === 'version' && !this.call.isBusybox) throw new Answer(`${this.call.tool.name} ${originOf(this.call)}\n`);
      throw this.call.misuse(this.call.isMusl ? `unrecognized option: ${name}` : `unrecognized option '--${this.call.isBusybox ? text : name}'`);
    }
    const [spec, long] = found;
    if (spec.value === 'none' && value !== undefined) throw this.call.misuse(`option '--${long}' doesn't allow an argument`);
    if (spec.value !== 'required' || value !== undefined) {
      this.#take(spec, `--${long}`, value);
      return 0;
    }
    if (next === undefined) throw this.call.misuse(`option '--${long}' requires an argument`);
    this.#take(spec, `--${long}`, next);
    return 1;
  }

  #findLong(name: string): readonly [Spec<Key>, string] | undefined {
    const candidates: [Spec<Key>, string][] = [];
    for (const spec of this.#specs) {
      for (const long of spec.longs) {
        if (long === name) return [spec, long];
        if (long.startsWith(name)) candidates.push([spec, long]);
      }
    }
    if (candidates.length === 0 || 'help'.startsWith(name) || 'version'.startsWith(name)) return name === '' ? undefined : candidates[0];
    if (new Set(candidates.map(([spec]) => spec)).size === 1) return candidates[0];
    const names = candidates.map(([, long]) => `'--${long}'`).join(' ');
    throw this.call.misuse(`option '--${name}' is ambiguous; possibilities: ${names}`);
  }

  #help(): string {
    const { tool, name } = this.call;
    const usages = (tool.usage ?? '[ARGUMENT]...').split('\n').map((line, i) => `${i === 0 ? 'Usage:' : '  or: '} ${name} ${line}`);
    const lines = this.#specs.filter((spec) => spec.isSimulated).map(describeOption);
    return `${usages.join('\n')}\n${lines.length > 0 ? '\nOptions:\n' : ''}${lines.join('')}`;
  }
}

function describeOption(spec: Spec<string>): string {
  const words = [...spec.shorts.map((short) => `-${short}`), ...spec.longs.map((long) => `--${long}`)].join(', ');
  return `  ${words}${spec.value === 'required' ? ' VALUE' : spec.value === 'optional' ? '[=VALUE]' : ''}\n`;
}

function originOf(call: Call): string {
  const origin = call.tool.origin ?? 'GNU coreutils 9.1';
  const version = /\s(\S+)$/.exec(origin);
  return version ? `(${origin.slice(0, version.index)}) ${version[1]}` : origin;
}
