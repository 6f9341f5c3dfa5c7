import { IndexedArray } from './arrays.ts';
import type { AssociativeArray } from './arrays.ts';
import { COMPUTED } from './computed.ts';
import type { Computed } from './computed.ts';
import { ReadonlyVariable } from './errors.ts';
import type { Shell } from './shell.ts';

export type Value = string | IndexedArray | AssociativeArray;

/** Never changed: an assignment puts a new one in its place (the arrays in `value` are changed, and copied for a subshell). */
export interface Variable {
  /** Undefined: declared, but not set. */
  readonly value: Value | undefined;
  readonly isExported?: boolean;
  readonly isReadonly?: boolean;
  readonly isInteger?: boolean;
  readonly letterCase?: 'lower' | 'upper' | undefined;
  /** `declare -n`: the value is the name of another variable. */
  readonly isReference?: boolean;
}

export type Attributes = Omit<Variable, 'value'>;

export class Variables {
  #map = new Map<string, Variable>();
  /** For each function that runs, what its local variables hide. */
  #frames: Map<string, Variable | undefined>[] = [];
  #environment: ReadonlyMap<string, string> | undefined;
  /** The shell that answers for RANDOM and its like, and those of them that `unset` has made ordinary. */
  shell: Shell | undefined;
  #ordinary: Set<string> | undefined;
  /** Told of changes to PATH, IFS and their like. */
  onChange: (name: string) => void = () => {};

  static fromEnvironment(env: ReadonlyMap<string, string>): Variables {
    const variables = new Variables();
    for (const [name, value] of env) {
      if (/^(?:[A-Za-z_]\w*|BASH_FUNC_.+%%)$/.test(name)) variables.#map.set(name, { value, isExported: true });
    }
    return variables;
  }

  copy(): Variables {
    const copy = new Variables();
    copy.#map = new Map(this.#map);
    copy.#frames = this.#frames.map((frame) => new Map(frame));
    for (const [name, variable] of this.#map) {
      const { value } = variable;
      if (value !== undefined && typeof value !== 'string') {
        copy.#map.set(name, { ...variable, value: value instanceof IndexedArray ? value.copy() : new Map(value) });
      }
    }
    copy.#environment = this.#environment;
    copy.#ordinary = this.#ordinary && new Set(this.#ordinary);
    return copy;
  }

  /** Set when the shell itself answers for the variable. */
  #computed(name: string): Computed | undefined {
    const { shell } = this;
    if (!shell) return undefined;
    const computed = COMPUTED[shell.dialect].get(name);
    if (!computed || this.#ordinary?.has(name) || (computed.applies && !computed.applies(shell))) return undefined;
    return computed;
  }

  /** The variable, after references have been followed. */
  lookup(name: string): Variable | undefined {
    const variable = this.#map.get(name);
    return variable?.isReference ? this.#map.get(this.resolve(name)) : variable;
  }

  /** The variable itself, even when it is a reference. */
  own(name: string): Variable | undefined {
    return this.#map.get(name);
  }

  /** The name at the end of a chain of references. */
  resolve(name: string): string {
    let at = name;
    for (let i = 0; i < 8; i++) {
      const variable = this.#map.get(at);
      if (!variable?.isReference || typeof variable.value !== 'string' || variable.value === '') return at;
      at = variable.value;
    }
    return at;
  }

  /** The value as a string: of an array, element 0. */
  get(name: string): string | undefined {
    const special = this.#computed(name);
    if (special) return scalar(special.get(this.shell!));
    const variable = this.#map.get(name);
    if (variable === undefined) return undefined;
    if (variable.isReference) return this.getReferenced(name);
    return typeof variable.value === 'string' ? variable.value : scalar(variable.value);
  }

  private getReferenced(name: string): string | undefined {
    const target = this.resolve(name);
    if (target === name) return undefined;
    const element = /^([A-Za-z_]\w*)\[(.*)\]$/.exec(target);
    if (!element) return this.get(target);
    const value = this.value(element[1]!);
    if (value instanceof Map) return value.get(element[2]!);
    return value instanceof IndexedArray ? value.get(Number(element[2])) : undefined;
  }

  value(name: string): Value | undefined {
    const special = this.#computed(name);
    return special ? special.get(this.shell!) : this.lookup(name)?.value;
  }

  /** Throws ReadonlyVariable. For an array, element 0. */
  set(name: string, value: string): void {
    const special = this.#computed(name);
    if (special) {
      special.set?.(this.shell!, value);
      return;
    }
    const target = this.resolve(name);
    const before = this.#map.get(target);
    if (before === undefined) this.#put(target, { value });
    else if (before.isReadonly) throw new ReadonlyVariable(target);
    else if (before.value instanceof IndexedArray) before.value.set(0, shaped(before, value));
    else if (before.value instanceof Map) before.value.set('0', shaped(before, value));
    else this.#put(target, { ...before, value: shaped(before, value) });
  }

  /** Replaces the whole value, keeping attributes. Throws ReadonlyVariable. */
  assign(name: string, value: Value | undefined): void {
    const target = this.resolve(name);
    const before = this.#map.get(target);
    if (before?.isReadonly) throw new ReadonlyVariable(target);
    this.#put(target, { ...before, value });
  }

  declare(name: string, attributes: Attributes): void {
    const before = this.#map.get(name) ?? { value: undefined };
    this.#put(name, { ...before, ...attributes });
  }

  /** Puts a variable in place as it is, whatever was there. */
  restore(name: string, variable: Variable | undefined): void {
    if (variable) this.#put(name, variable);
    else this.#remove(name);
  }

  /** Throws ReadonlyVariable. */
  unset(name: string): void {
    if (this.#map.get(name)?.isReadonly) throw new ReadonlyVariable(name);
    if (this.#computed(name)) (this.#ordinary ??= new Set()).add(name);
    this.#remove(name);
  }

  #put(name: string, variable: Variable): void {
    const before = this.#map.get(name);
    if (variable.isExported || before?.isExported) this.#environment = undefined;
    this.#map.set(name, variable);
    this.onChange(name);
  }

  #remove(name: string): void {
    if (this.#map.get(name)?.isExported) this.#environment = undefined;
    this.#map.delete(name);
    this.onChange(name);
  }

  pushFrame(): void {
    this.#frames.push(new Map());
  }

  popFrame(): void {
    for (const [name, variable] of this.#frames.pop() ?? []) this.restore(name, variable);
  }

  get isInFunction(): boolean {
    return this.#frames.length > 0;
  }

  /** Makes `name` local to the function that runs; `keepsValue` gives it the value it hides (dash, and `local -`). */
  makeLocal(name: string, keepsValue: boolean): void {
    const frame = this.#frames.at(-1)!;
    if (frame.has(name)) return;
    const hidden = this.#map.get(name);
    if (hidden?.isReadonly) throw new ReadonlyVariable(name);
    frame.set(name, hidden);
    if (!keepsValue) this.#put(name, { value: undefined, ...(hidden?.isExported && { isExported: true }) });
  }

  isLocal(name: string): boolean {
    return this.#frames.at(-1)?.has(name) ?? false;
  }

  /** `declare -g`: does `change` to the global variable, under whatever hides it. */
  atGlobal(name: string, change: () => void): void {
    const frame = this.#frames.find((one) => one.has(name));
    if (!frame) return change();
    const hiding = this.#map.get(name);
    this.restore(name, frame.get(name));
    change();
    frame.set(name, this.#map.get(name));
    this.restore(name, hiding);
  }

  /** What children get. The same map as long as nothing exported changes. */
  environment(): ReadonlyMap<string, string> {
    if (!this.#environment) {
      const environment = new Map<string, string>();
      for (const [name, { isExported, value }] of this.#map) {
        if (isExported && typeof value === 'string') environment.set(name, value);
      }
      this.#environment = environment;
    }
    return this.#environment;
  }

  /** All names that are declared, sorted. */
  names(): string[] {
    const computed = this.shell ? [...COMPUTED[this.shell.dialect].keys()].filter((name) => this.#computed(name)) : [];
    return [...new Set([...this.#map.keys(), ...computed])].filter((name) => !name.endsWith('%')).sort();
  }
}

function scalar(value: Value | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  return value instanceof IndexedArray ? value.get(0) : value.get('0');
}

/** `declare -u` and `-l`. */
export function shaped(variable: Variable, value: string): string {
  if (variable.letterCase === undefined) return value;
  return variable.letterCase === 'lower' ? value.toLowerCase() : value.toUpperCase();
}
