import { Defect } from '../../../core/errors.ts';
import type { Flag } from './flag.ts';

/** What a command line's flags came to. */
export class FlagValues {
  readonly #flags: Map<string, Flag>;
  readonly #values = new Map<string, unknown>();
  readonly #given = new Set<string>();

  constructor(declared: readonly Flag[]) {
    this.#flags = new Map(declared.map((flag) => [flag.name, flag]));
  }

  /** Throws what the flag's kind throws for text that it does not take. */
  set(flag: Flag, text: string): void {
    const value = flag.kind.read(text);
    this.#given.add(flag.name);
    const name = flag.into ?? flag.name;
    this.#given.add(name);
    if (!flag.kind.isList) this.#values.set(name, value);
    else {
      const before = (this.#values.get(name) as readonly unknown[] | undefined) ?? [];
      this.#values.set(name, [...before, ...(flag.kind.isSplit ? (value as readonly unknown[]) : [value])]);
    }
  }

  /** Gives a flag that was not written another value than its kind's first one. */
  assume(flag: Flag, text: string): void {
    if (!this.#given.has(flag.name)) this.#values.set(flag.name, flag.kind.read(text));
  }

  /** The flag was written on the command line, whatever its value. */
  isGiven(name: string): boolean {
    return this.#given.has(name);
  }

  /** The flags that were written, in the order of their declaration. */
  get given(): readonly Flag[] {
    return [...this.#flags.values()].filter((flag) => this.#given.has(flag.name));
  }

  isOn(name: string): boolean {
    return this.#value(name) as boolean;
  }

  text(name: string): string {
    return this.#value(name) as string;
  }

  number(name: string): number {
    return this.#value(name) as number;
  }

  texts(name: string): readonly string[] {
    return this.#value(name) as readonly string[];
  }

  /** What the flag's kind made of each value. */
  list<Item>(name: string): readonly Item[] {
    return this.#value(name) as readonly Item[];
  }

  value<Value>(name: string): Value {
    return this.#value(name) as Value;
  }

  /** `key=value` flags as an object; a later value of a key replaces an earlier one. */
  assignments(name: string): Record<string, string> {
    return Object.fromEntries(this.list<readonly [string, string]>(name));
  }

  has(name: string): boolean {
    return this.#flags.has(name);
  }

  #value(name: string): unknown {
    if (this.#values.has(name)) return this.#values.get(name);
    const flag = this.#flags.get(name);
    if (!flag) throw new Defect(`no flag --${name} is declared`);
    return flag.kind.initial;
  }
}
