import { invalidParameter } from './errors.ts';

/** `filters` of a request: for each name the values, any of which must match. */
export class Filters {
  constructor(private readonly entries: ReadonlyMap<string, readonly string[]> = new Map()) {}

  /** Takes `{"name":["a"]}` and the older `{"name":{"a":true}}`. Throws invalidParameter for anything else. */
  static parse(text: string | undefined): Filters {
    if (text === undefined || text === '') return new Filters();
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      throw invalidParameter('invalid filter');
    }
    if (parsed === null) return new Filters();
    if (typeof parsed !== 'object' || Array.isArray(parsed)) throw invalidParameter('invalid filter');
    const entries = new Map<string, string[]>();
    for (const [name, values] of Object.entries(parsed)) entries.set(name, valuesOf(values));
    return new Filters(entries);
  }

  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  get isEmpty(): boolean {
    return this.entries.size === 0;
  }

  has(name: string): boolean {
    return (this.entries.get(name)?.length ?? 0) > 0;
  }

  get(name: string): readonly string[] {
    return this.entries.get(name) ?? [];
  }

  /** The same, with a value for a name that had none. */
  withDefault(name: string, value: string): Filters {
    return this.entries.has(name) ? this : new Filters(new Map([...this.entries, [name, [value]]]));
  }

  /** Throws for a name that the request does not know: `invalid filter 'colour'`. */
  validate(accepted: readonly string[]): void {
    for (const name of this.entries.keys()) if (!accepted.includes(name)) throw invalidParameter(`invalid filter '${name}'`);
  }

  /** One of the values, or no such filter. */
  exactMatch(name: string, value: string): boolean {
    return !this.has(name) || this.get(name).includes(value);
  }

  /** A value is the whole, or a regular expression that is found in it; or no such filter. */
  match(name: string, value: string): boolean {
    if (!this.has(name) || this.get(name).includes(value)) return true;
    return this.get(name).some((pattern) => matchesPattern(pattern, value));
  }

  /** A value is a prefix; or no such filter. */
  fuzzyMatch(name: string, value: string): boolean {
    return !this.has(name) || this.get(name).some((prefix) => value.startsWith(prefix));
  }

  /** All of `label=key` and `label=key=value` hold. */
  matchLabels(name: string, labels: Readonly<Record<string, string>> | null | undefined): boolean {
    return this.get(name).every((wanted) => hasLabel(labels, wanted));
  }

  /** Go's GetBoolOrDefault. Throws `invalid filter 'dangling=[maybe]'`. */
  flag(name: string, otherwise: boolean): boolean {
    if (!this.entries.has(name)) return otherwise;
    const values = this.get(name);
    const isTrue = values.includes('1') || values.includes('true');
    const isFalse = values.includes('0') || values.includes('false');
    if (isTrue === isFalse || values.length !== 1) throw invalidParameter(`invalid filter '${name}=[${values.join(' ')}]'`);
    return isTrue;
  }
}

function valuesOf(values: unknown): string[] {
  if (Array.isArray(values) && values.every((value) => typeof value === 'string')) return values;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) throw invalidParameter('invalid filter');
  return Object.entries(values).filter(([, isSet]) => isSet === true).map(([value]) => value);
}

function matchesPattern(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern).test(value);
  } catch {
    return false;
  }
}

/** `key` or `key=value`. */
export function hasLabel(labels: Readonly<Record<string, string>> | null | undefined, wanted: string): boolean {
  const equals = wanted.indexOf('=');
  if (equals < 0) return labels?.[wanted] !== undefined;
  return labels?.[wanted.slice(0, equals)] === wanted.slice(equals + 1);
}
