import type { Process, Wait } from '../../../core/process.ts';
import type { Expr, FunctionNode, Params, Source } from './ast.ts';

/**
 * A value of Python's. Where JavaScript has the same thing, it is that: None is null, bool boolean, int bigint, float
 * number, str string.
 */
export type Value = null | boolean | bigint | number | string | PyObject;

export type PyObject =
  | PyBytes | PyList | PyTuple | PyDict | PySet | PyRange | PySlice | PyFunction | PyBuiltin | PyMethod | PyClass | PyInstance | PyModule | PyGenerator | PyIterator | PyProperty | PyStaticMethod | PyEllipsis;

/** What runs Python: it waits like any process, and inside a generator function it also hands out values. */
export type Run<Result> = Generator<Wait, Result, void>;

export class PyBytes {
  constructor(
    readonly data: Uint8Array,
    readonly isArray = false,
  ) {}
}

export class PyEllipsis {
  readonly isEllipsis = true;
}

export const ELLIPSIS = new PyEllipsis();

export class PyList {
  constructor(public items: Value[] = []) {}
}

export class PyTuple {
  /** Of a named tuple. */
  cls?: PyClass;

  constructor(readonly items: readonly Value[] = []) {}
}

/** What a dictionary finds an entry by: equal values have the same. */
export type Key = unknown;

export class PyDict {
  readonly entries = new Map<Key, [key: Value, value: Value]>();
  /** defaultdict, Counter, OrderedDict. */
  cls?: PyClass;
  factory?: Value;

  get size(): number {
    return this.entries.size;
  }

  /** For keys that are no instances with a hash of their own. */
  get(key: Value): Value | undefined {
    return this.entries.get(keyOf(key))?.[1];
  }

  set(key: Value, value: Value): void {
    const k = keyOf(key);
    const entry = this.entries.get(k);
    if (entry) entry[1] = value;
    else this.entries.set(k, [key, value]);
  }

  static of(entries: Iterable<readonly [Value, Value]>): PyDict {
    const dict = new PyDict();
    for (const [key, value] of entries) dict.set(key, value);
    return dict;
  }
}

export class PySet {
  readonly entries = new Map<Key, Value>();

  constructor(readonly isFrozen = false) {}

  add(value: Value): void {
    const key = keyOf(value);
    if (!this.entries.has(key)) this.entries.set(key, value);
  }

  has(value: Value): boolean {
    return this.entries.has(keyOf(value));
  }
}

/** Thrown by keyOf; becomes TypeError. */
export class Unhashable extends Error {
  constructor(readonly value: Value) {
    super('unhashable');
  }
}

export function keyOf(value: Value): Key {
  switch (typeof value) {
    case 'string': return `s${value}`;
    case 'bigint': return Number.isSafeInteger(Number(value)) ? Number(value) : `i${value}`;
    case 'boolean': return value ? 1 : 0;
    case 'number': return value;
    default:
  }
  if (value instanceof PyTuple) return `t${value.items.map((item) => partKey(keyOf(item))).join(',')}`;
  if (value instanceof PyBytes && !value.isArray) return `b${[...value.data].join(',')}`;
  if (value instanceof PySet && value.isFrozen) return `f${[...value.entries.keys()].map(partKey).sort().join(',')}`;
  if (value instanceof PyList || value instanceof PyDict || value instanceof PySet || value instanceof PyBytes) throw new Unhashable(value);
  if (value instanceof PyInstance && value.hash !== undefined) return value.hash;
  if (value instanceof PyMethod) return `m${idOf(value.self)} ${idOf(value.func)}`;
  return value;
}

const ids = new WeakMap<object, number>();
const counter = { next: 140_234_866_534_752 };

/** id(): a number that stays with an object. */
export function idOf(value: Value): number {
  if (typeof value !== 'object' || value === null) return 9_484_448;
  let id = ids.get(value);
  if (id === undefined) ids.set(value, (id = counter.next += 48));
  return id;
}

function partKey(key: Key): string {
  return typeof key === 'object' && key !== null ? `o${idOf(key as Value)}` : `${typeof key}:${String(key)}`;
}

export class PyRange {
  constructor(
    readonly start: bigint,
    readonly stop: bigint,
    readonly step: bigint,
  ) {}

  get length(): number {
    const span = this.step > 0n ? this.stop - this.start : this.start - this.stop;
    const step = this.step > 0n ? this.step : -this.step;
    return span <= 0n ? 0 : Number((span + step - 1n) / step);
  }

  at(index: number): bigint {
    return this.start + this.step * BigInt(index);
  }
}

export class PySlice {
  constructor(
    readonly low: Value,
    readonly high: Value,
    readonly step: Value,
  ) {}
}

/** Names and what they stand for; a function's chain of them goes outwards. */
export class Scope {
  readonly vars = new Map<string, Value>();

  constructor(
    readonly kind: 'module' | 'function' | 'class',
    readonly parent: Scope | undefined,
    readonly locals: ReadonlySet<string> | undefined,
    readonly globals: Map<string, Value>,
  ) {}
}

export class PyFunction {
  readonly attrs = new Map<string, Value>();
  doc: string | undefined;
  qualname: string;

  constructor(
    public name: string,
    readonly params: Params,
    readonly defaults: ReadonlyMap<string, Value>,
    readonly body: FunctionNode | { readonly expression: Expr },
    readonly closure: Scope,
    readonly source: Source,
    qualname: string,
  ) {
    this.qualname = qualname;
  }

  get isGenerator(): boolean {
    return 'isGenerator' in this.body && this.body.isGenerator;
  }
}

export interface CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** A function of our own making. `call` may be a generator where it has to wait or to call back. */
export class PyBuiltin {
  readonly attrs = new Map<string, Value>();

  constructor(
    readonly name: string,
    readonly call: (args: CallArguments) => Value | Run<Value>,
    /** Bound to the instance when it is found in a class. */
    readonly isMethod = false,
  ) {}
}

export class PyMethod {
  constructor(
    readonly self: Value,
    readonly func: Value,
  ) {}
}

export class PyProperty {
  constructor(
    readonly getter: Value,
    public setter: Value = null,
    readonly isCached = false,
  ) {}
}

export class PyStaticMethod {
  constructor(
    readonly func: Value,
    readonly isClassMethod: boolean,
  ) {}
}

export class PyClass {
  readonly attrs = new Map<string, Value>();
  readonly mro: readonly PyClass[];
  module = '__main__';
  qualname: string;
  /** Makes a bare instance, for classes that hold more than attributes. */
  construct?: (cls: PyClass, args: CallArguments) => Value | Run<Value>;
  /** Tells values that are no PyInstance from others: `int`, `str`. */
  isInstance?: (value: Value) => boolean;
  meta?: PyClass;

  constructor(
    readonly name: string,
    readonly bases: readonly PyClass[],
  ) {
    this.qualname = name;
    this.mro = [this, ...merge(bases)];
  }

  find(name: string): Value | undefined {
    for (const cls of this.mro) {
      const value = cls.attrs.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  isSubclass(other: PyClass): boolean {
    return this.mro.includes(other);
  }
}

/** C3 linearisation of the bases. */
function merge(bases: readonly PyClass[]): PyClass[] {
  const lists = [...bases.map(({ mro }) => [...mro]), [...bases]];
  const order: PyClass[] = [];
  for (;;) {
    const left = lists.filter((list) => list.length > 0);
    if (left.length === 0) return order;
    const next = left.map((list) => list[0]!).find((cls) => !left.some((list) => list.indexOf(cls) > 0)) ?? left[0]![0]!;
    order.push(next);
    for (const list of lists) if (list[0] === next) list.shift();
  }
}

export class PyInstance {
  readonly attrs = new Map<string, Value>();
  /** What a class of our own making keeps: an open file, a socket, a compiled pattern. */
  payload: unknown;
  hash: Key | undefined;
  /** Of an exception: where it came by, the innermost last. */
  trace: TraceEntry[] | undefined;
  cause: PyInstance | null | undefined;
  context: PyInstance | undefined;

  constructor(readonly cls: PyClass) {}
}

export interface TraceEntry {
  readonly source: Source;
  readonly name: string;
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly node: Expr | undefined;
}

export class PyModule {
  constructor(
    readonly name: string,
    readonly attrs: Map<string, Value>,
  ) {}
}

/** What a generator function hands out, told from what its process waits for. */
export class Handed {
  readonly reason = 'yield';

  constructor(readonly value: Value) {}

  start(): never {
    throw new Error('a value of a Python generator reached the scheduler');
  }
}

export class PyGenerator {
  isDone = false;
  isRunning = false;
  /** What the next `yield` gives. */
  sent: Value = null;
  thrown: PyInstance | undefined;

  constructor(
    readonly name: string,
    public body: Run<Value>,
  ) {}
}

/** An iterator of our own: `next` gives undefined at the end. */
export class PyIterator {
  constructor(
    readonly kind: string,
    readonly next: () => Value | undefined | Run<Value | undefined>,
  ) {}
}

export function isRun<T>(value: T | Run<T>): value is Run<T> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value && 'throw' in value;
}

/** Thrown for a Python exception. */
export class PyRaise extends Error {
  override readonly name = 'PyRaise';

  constructor(readonly value: PyInstance) {
    super(value.cls.name);
  }
}

export type { Process };
