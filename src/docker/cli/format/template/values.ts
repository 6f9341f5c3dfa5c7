/**
 * Values as templates see them. Plain JSON stands for what Go would make of it: whole numbers are ints, others floats,
 * objects are maps, arrays are slices, null is nil. What JSON can't tell apart has a class here.
 */

/** A float64 (or float32), also where its value is whole. */
export class Float {
  constructor(
    readonly value: number,
    readonly size: 32 | 64 = 64,
  ) {}
}

export class Complex {
  constructor(
    readonly real: number,
    readonly imaginary: number,
  ) {}
}

/** An integer of a type other than int: `uint8`, `int64`. */
export class Integer {
  constructor(
    readonly type: string,
    readonly value: bigint,
  ) {}
}

/** A function that a template may call; `least` and `most` count its arguments. Throws GoError for Go's returned errors. */
export interface TemplateFunction {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  call(args: readonly Value[]): Value;
  /** Types of the parameters, for those that Go checks: 'string', 'int'. The last stands for all that follow. */
  readonly takes?: readonly string[];
}

/** What a called function gives back as its error. */
export class GoError extends Error {
  override readonly name = 'GoError';
}

/** A Go struct: fields in the order of its declaration, and methods. */
export class Struct {
  constructor(
    /** `container.State`. */
    readonly type: string,
    readonly fields: ReadonlyMap<string, Value>,
    readonly methods: ReadonlyMap<string, TemplateFunction> = new Map(),
    /** How `json` writes it; its fields unless told. */
    readonly json?: unknown,
    /** Errors name the pointer, `*formatter.ContainerContext`. */
    readonly isPointer = false,
    /** What printing gives, for types that have a String method. */
    readonly text?: string,
  ) {}

  get typeName(): string {
    return this.isPointer ? `*${this.type}` : this.type;
  }
}

/** A typed nil: a pointer, map or slice that isn't there. */
export class Nil {
  constructor(
    readonly kind: 'pointer' | 'map' | 'slice',
    readonly type: string,
  ) {}
}

/** A map whose type is known: what `index` gives for a key that isn't there is its element's zero. */
export class TypedMap extends Map<Value, Value> {
  constructor(
    readonly type: string,
    readonly zero: Value,
    entries: Iterable<readonly [Value, Value]>,
  ) {
    super(entries);
  }
}

export type Value = null | undefined | boolean | string | number | bigint | Float | Complex | Integer | Struct | Nil | readonly Value[] | { readonly [key: string]: Value } | ReadonlyMap<Value, Value> | CallableValue;

/** A value of a function type, for `call`. */
export class CallableValue {
  constructor(readonly fn: TemplateFunction) {}
}

export type Kind = 'invalid' | 'bool' | 'string' | 'int' | 'uint' | 'float' | 'complex' | 'slice' | 'map' | 'struct' | 'nil' | 'func';

export function kindOf(value: Value): Kind {
  if (value === null || value === undefined) return 'invalid';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'string':
      return 'string';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    default:
  }
  if (Array.isArray(value)) return 'slice';
  if (value instanceof Float) return 'float';
  if (value instanceof Complex) return 'complex';
  if (value instanceof Integer) return value.type.startsWith('u') ? 'uint' : 'int';
  if (value instanceof Struct) return 'struct';
  if (value instanceof Nil) return 'nil';
  if (value instanceof CallableValue) return 'func';
  return 'map';
}

/** The name of the value's Go type. */
export function typeOf(value: Value): string {
  if (value === null || value === undefined) return '<nil>';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'string':
      return 'string';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float64';
    default:
  }
  if (Array.isArray(value)) return `[]${commonType(value as readonly Value[])}`;
  if (value instanceof Float) return `float${value.size}`;
  if (value instanceof Complex) return 'complex128';
  if (value instanceof Integer) return value.type;
  if (value instanceof Struct) return value.typeName;
  if (value instanceof Nil) return value.type;
  if (value instanceof CallableValue) return 'func()';
  if (value instanceof TypedMap) return value.type;
  return `map[${commonType([...entriesOf(value as never)].map(([key]) => key))}]${commonType([...entriesOf(value as never)].map(([, item]) => item))}`;
}

function commonType(items: readonly Value[]): string {
  const types = new Set(items.map(typeOf));
  return types.size === 1 ? [...types][0]! : 'interface {}';
}

export type MapValue = { readonly [key: string]: Value } | ReadonlyMap<Value, Value>;

export function asInteger(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return BigInt(value);
  return (value as Integer).value;
}

export function asFloat(value: Value): number {
  return value instanceof Float ? value.value : (value as number);
}

/** In the order of keys, as Go ranges over and prints maps. */
export function entriesOf(map: MapValue): readonly (readonly [Value, Value])[] {
  const entries: (readonly [Value, Value])[] = map instanceof Map ? [...(map as ReadonlyMap<Value, Value>)] : Object.entries(map);
  return entries.sort(([a], [b]) => compareKeys(a, b));
}

function compareKeys(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareBytes(a, b);
  const [x, y] = [a, b].map((key) => (kindOf(key) === 'int' || kindOf(key) === 'uint' ? Number(asInteger(key)) : asFloat(key)));
  return x! < y! ? -1 : x! > y! ? 1 : 0;
}

/** As Go compares strings: by their bytes, which is by code points. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < x.length && i < y.length; i++) if (x[i] !== y[i]) return x[i]!.codePointAt(0)! < y[i]!.codePointAt(0)! ? -1 : 1;
  return x.length < y.length ? -1 : 1;
}

/** What `if`, `with`, `and`, `or`, `not` take for true: anything but false, 0, nil and what is empty. */
export function isTrue(value: Value): boolean {
  switch (kindOf(value)) {
    case 'invalid':
    case 'nil':
      return false;
    case 'bool':
      return value as boolean;
    case 'string':
      return value !== '';
    case 'int':
    case 'uint':
      return asInteger(value) !== 0n;
    case 'float':
      return asFloat(value) !== 0;
    case 'complex':
      return (value as Complex).real !== 0 || (value as Complex).imaginary !== 0;
    case 'slice':
      return (value as readonly Value[]).length > 0;
    case 'map':
      return entriesOf(value as MapValue).length > 0;
    case 'struct':
    case 'func':
      return true;
  }
}
