import { DockerfileError } from '../parse/node.ts';
import { didYouMean } from './suggest.ts';

/** What flags an instruction takes, by name. */
export type FlagTypes = Readonly<Record<string, 'text' | 'texts' | 'switch'>>;

/** The flags of one instruction. */
export class Flags {
  static readonly none = new Flags([], {});
  readonly #values = new Map<string, string[]>();

  /** Throws for flags that the instruction doesn't have. */
  static read(flags: readonly string[], types: FlagTypes): Flags {
    return flags.length === 0 ? Flags.none : new Flags(flags, types);
  }

  private constructor(flags: readonly string[], types: FlagTypes) {
    for (const flag of flags) this.#take(flag, types);
  }

  /** '' when it wasn't given. */
  text(name: string): string {
    return this.#values.get(name)?.[0] ?? '';
  }

  texts(name: string): readonly string[] {
    return this.#values.get(name) ?? NOTHING;
  }

  isOn(name: string): boolean {
    return this.text(name) === 'true';
  }

  get used(): readonly string[] {
    if (this.#values.size === 0) return NOTHING;
    return [...this.#values.keys()].sort();
  }

  #take(flag: string, types: FlagTypes): void {
    const text = flag.slice(2);
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const value = equals < 0 ? undefined : text.slice(equals + 1);
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (!type) throw new DockerfileError(`unknown flag: --${name}${didYouMean(name, Object.keys(types))}`);
    const before = this.#values.get(name);
    if (before && type !== 'texts') throw new DockerfileError(`duplicate flag specified: --${name}`);
    this.#values.set(name, [...(before ?? []), type === 'switch' ? asSwitch(name, value) : asText(name, value)]);
  }
}

function asText(name: string, value: string | undefined): string {
  if (value === undefined) throw new DockerfileError(`missing a value on flag: --${name}`);
  return value;
}

function asSwitch(name: string, value: string | undefined): string {
  if (value === '') throw new DockerfileError(`missing a value on flag: --${name}`);
  const lower = value?.toLowerCase() ?? 'true';
  if (lower !== 'true' && lower !== 'false') throw new DockerfileError(`expecting boolean value for flag --${name}, not: ${value}`);
  return lower;
}

const NOTHING: readonly string[] = [];

/** For instructions that take none. */
export const NO_FLAGS: FlagTypes = {};
