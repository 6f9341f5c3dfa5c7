import { DICT, FLOAT, FROZENSET, GENERATOR, INT, LIST, RANGE, SET, TUPLE, EXCEPTIONS, exception, isInstance, raise } from '../classes.ts';
import { builtin, intOf, methods } from '../arguments.ts';
import { asInt } from '../numbers.ts';
import { PyBytes, PyClass, PyDict, PyGenerator, PyInstance, PyList, PyRaise, PySet, PyStaticMethod, PyTuple, PyIterator } from '../values.ts';
import type { PyRange, Run, Value } from '../values.ts';
import { args } from '../call-arguments.ts';
import type { Interpreter } from '../interpreter.ts';

/** sorted(): stable, by a key. */
export function* sortValues(it: Interpreter, items: readonly Value[], key: Value | undefined, isReversed: boolean): Run<Value[]> {
  const keyed: { readonly key: Value; readonly value: Value }[] = [];
  for (const value of items) keyed.push({ key: key === undefined || key === null ? value : yield* it.call(key, args(value)), value });
  const sorted = yield* mergeSort(it, isReversed ? keyed.toReversed() : keyed);
  const values = sorted.map(({ value }) => value);
  return isReversed ? values.reverse() : values;
}

function* mergeSort(it: Interpreter, items: readonly { readonly key: Value; readonly value: Value }[]): Run<{ readonly key: Value; readonly value: Value }[]> {
  if (items.length < 2) return [...items];
  const middle = items.length >> 1;
  const left = yield* mergeSort(it, items.slice(0, middle));
  const right = yield* mergeSort(it, items.slice(middle));
  const merged: typeof left = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    if (it.system.charge(0.1)) yield* it.system.pay();
    const isLess = yield* it.truth(yield* it.compareWith('<', right[j]!.key, left[i]!.key));
    merged.push(isLess ? right[j++]! : left[i++]!);
  }
  return [...merged, ...left.slice(i), ...right.slice(j)];
}

export function addContainerMethods(it: Interpreter): void {
  const find = function* (items: readonly Value[], item: Value): Run<number> {
    for (const [i, each] of items.entries()) if (yield* it.equals(each, item)) return i;
    return -1;
  };
  const counting = ['item', function* (self: PyList | PyTuple, item: Value): Run<Value> {
    let count = 0n;
    for (const each of self.items) if (yield* it.equals(each, item)) count++;
    return count;
  }] as const;
  const indexing = (what: string) => ['item start?', function* (self: PyList | PyTuple, item: Value): Run<Value> {
    const at = yield* find(self.items, item);
    return at < 0 ? raise('ValueError', `${what === 'list' ? `${yield* it.repr(item)} is not in list` : 'tuple.index(x): x not in tuple'}`) : BigInt(at);
  }] as const;
  const length = ['', (self: PyList | PyTuple) => BigInt(self.items.length)] as const;
  methods(LIST, {
    append: ['item', (self: PyList, item: Value) => {
      self.items.push(item);
      return null;
    }],
    extend: ['iterable', function* (self: PyList, items: Value): Run<Value> {
      self.items.push(...(yield* it.list(items)));
      return null;
    }],
    insert: ['index item', (self: PyList, index: Value, item: Value) => {
      self.items.splice(intOf(index), 0, item);
      return null;
    }],
    pop: ['index?', (self: PyList, index?: Value) => {
      if (self.items.length === 0) raise('IndexError', 'pop from empty list');
      const at = intOf(index, -1);
      const position = at < 0 ? at + self.items.length : at;
      if (position < 0 || position >= self.items.length) raise('IndexError', 'pop index out of range');
      return self.items.splice(position, 1)[0]!;
    }],
    remove: ['item', function* (self: PyList, item: Value): Run<Value> {
      const at = yield* find(self.items, item);
      if (at < 0) raise('ValueError', 'list.remove(x): x not in list');
      self.items.splice(at, 1);
      return null;
    }],
    clear: ['', (self: PyList) => {
      self.items = [];
      return null;
    }],
    copy: ['', (self: PyList) => new PyList([...self.items])],
    reverse: ['', (self: PyList) => {
      self.items.reverse();
      return null;
    }],
    sort: ['*key? reverse?', function* (self: PyList, key?: Value, isReversed?: Value): Run<Value> {
      self.items = yield* sortValues(it, self.items, key, isReversed !== undefined && (yield* it.truth(isReversed)));
      return null;
    }],
    count: counting, index: indexing('list'), __len__: length,
  });
  methods(TUPLE, { count: counting, index: indexing('tuple'), __len__: length });
  methods(RANGE, { index: ['item', (self: PyRange, item: Value) => ((asInt(item) ?? 0n) - self.start) / self.step], count: ['item', (self: PyRange, item: Value) => (self.length > 0 && item === self.start ? 1n : 0n)], __len__: ['', (self: PyRange) => BigInt(self.length)] });
  addDictMethods(it);
  addSetMethods(it);
  methods(INT, {
    bit_length: ['', (self: Value) => BigInt(asInt(self)!.toString(2).replace('-', '').length)],
    to_bytes: ['length byteorder? *signed?', (self: Value, size: Value, byteOrder?: Value) => {
      const bytes = Array.from({ length: intOf(size) }, (_, i) => Number((asInt(self)! >> BigInt(8 * i)) & 255n));
      return new PyBytes(Uint8Array.from(byteOrder === 'little' ? bytes : bytes.reverse()));
    }],
    conjugate: ['', (self: Value) => self],
    is_integer: ['', () => true],
  });
  INT.attrs.set('from_bytes', new PyStaticMethod(builtin('from_bytes', 'bytes byteorder? *signed?', (value, byteOrder) => {
    const data = [...(value as PyBytes).data];
    return (byteOrder === 'little' ? data.reverse() : data).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  }), false));
  methods(FLOAT, { is_integer: ['', (self: number) => Number.isInteger(self)], hex: ['', (self: number) => self.toString(16)], as_integer_ratio: ['', (self: number) => {
    let denominator = 1n;
    let value = self;
    while (!Number.isInteger(value)) {
      value *= 2;
      denominator *= 2n;
    }
    return new PyTuple([BigInt(value), denominator]);
  }] });
  methods(GENERATOR, {
    send: ['value', function* (self: PyGenerator, value: Value): Run<Value> {
      self.sent = value;
      return yield* it.nextOf(self);
    }],
    throw: ['type value?', function* (self: PyGenerator, type: Value): Run<Value> {
      const error = type instanceof PyClass ? yield* it.instantiate(type, args()) : type;
      if (self.isDone) throw new PyRaise(error as PyInstance);
      self.thrown = error as PyInstance;
      return yield* it.nextOf(self);
    }],
    close: ['', function* (self: PyGenerator): Run<Value> {
      if (self.isDone) return null;
      self.thrown = exception('GeneratorExit');
      try {
        yield* it.advance(self);
      } catch (error) {
        if (!(error instanceof PyRaise && (isInstance(error.value, EXCEPTIONS.get('GeneratorExit')!) || isInstance(error.value, EXCEPTIONS.get('StopIteration')!)))) throw error;
      }
      self.isDone = true;
      return null;
    }],
  });
}

function view(kind: string, items: () => readonly Value[]): Value {
  const list = new PyList();
  void kind;
  list.items = [...items()];
  return list;
}

function addDictMethods(it: Interpreter): void {
  const merge = function* (self: PyDict, other: Value | undefined, named: ReadonlyMap<string, Value>): Run<void> {
    if (other instanceof PyDict) for (const [key, value] of other.entries.values()) yield* it.setKey(self, key, value);
    else if (other !== undefined && other !== null) {
      for (const pair of yield* it.list(other)) {
        const [key, value] = yield* it.list(pair);
        yield* it.setKey(self, key!, value!);
      }
    }
    for (const [key, value] of named) self.set(key, value);
  };
  methods(DICT, {
    keys: ['', (self: PyDict) => view('dict_keys', () => [...self.entries.values()].map(([key]) => key))],
    values: ['', (self: PyDict) => view('dict_values', () => [...self.entries.values()].map(([, value]) => value))],
    items: ['', (self: PyDict) => view('dict_items', () => [...self.entries.values()].map(([key, value]) => new PyTuple([key, value])))],
    get: ['key default?', function* (self: PyDict, key: Value, missing?: Value): Run<Value> {
      const entry = self.entries.get(yield* it.key(key));
      return entry ? entry[1] : (missing ?? null);
    }],
    pop: ['key default?', function* (self: PyDict, key: Value, missing?: Value): Run<Value> {
      const k = yield* it.key(key);
      const entry = self.entries.get(k);
      if (!entry) return missing === undefined ? raise('KeyError', key) : missing;
      self.entries.delete(k);
      return entry[1];
    }],
    popitem: ['last?', (self: PyDict, last?: Value) => {
      const keys = [...self.entries.keys()];
      const key = last === false ? keys[0] : keys.at(-1);
      if (keys.length === 0) raise('KeyError', 'popitem(): dictionary is empty');
      const entry = self.entries.get(key)!;
      self.entries.delete(key);
      return new PyTuple(entry);
    }],
    setdefault: ['key default?', function* (self: PyDict, key: Value, missing?: Value): Run<Value> {
      const k = yield* it.key(key);
      const entry = self.entries.get(k);
      if (entry) return entry[1];
      self.entries.set(k, [key, missing ?? null]);
      return missing ?? null;
    }],
    clear: ['', (self: PyDict) => {
      self.entries.clear();
      return null;
    }],
    copy: ['', (self: PyDict) => {
      const copy = PyDict.of(self.entries.values());
      if (self.cls) copy.cls = self.cls;
      if (self.factory !== undefined) copy.factory = self.factory;
      return copy;
    }],
    move_to_end: ['key last?', (self: PyDict, key: Value, last?: Value) => {
      const value = self.get(key) ?? raise('KeyError', key);
      const rest = [...self.entries].filter(([, [each]]) => each !== key);
      self.entries.clear();
      if (last === false) self.set(key, value);
      for (const [k, entry] of rest) self.entries.set(k, entry);
      if (last !== false) self.set(key, value);
      return null;
    }],
    __len__: ['', (self: PyDict) => BigInt(self.size)],
    __contains__: ['key', function* (self: PyDict, key: Value): Run<Value> {
      return self.entries.has(yield* it.key(key));
    }],
    __getitem__: ['key', (self: PyDict, key: Value) => it.getItem(self, key)],
    __setitem__: ['key value', function* (self: PyDict, key: Value, value: Value): Run<Value> {
      yield* it.setKey(self, key, value);
      return null;
    }],
  });
  DICT.attrs.set('update', Object.assign(builtin('update', 'self other?', () => null, true), {
    call: function* ({ positional, named }: { positional: readonly Value[]; named: ReadonlyMap<string, Value> }): Run<Value> {
      yield* merge(positional[0] as PyDict, positional[1], named);
      return null;
    },
  }));
  DICT.attrs.set('fromkeys', new PyStaticMethod(builtin('fromkeys', 'iterable value?', function* (items, value): Run<Value> {
    const dict = new PyDict();
    for (const key of yield* it.list(items!)) yield* it.setKey(dict, key, value ?? null);
    return dict;
  }), false));
}

function addSetMethods(it: Interpreter): void {
  const other = function* (value: Value | undefined): Run<PySet> {
    return value instanceof PySet ? value : yield* it.setOf(yield* it.list(value!));
  };
  const combining = (op: string) => ['other?', function* (self: PySet, value?: Value): Run<Value> {
    return value === undefined ? new PySet(self.isFrozen) : yield* it.operate(op, self, yield* other(value));
  }] as const;
  const shared = {
    union: combining('|'), intersection: combining('&'), difference: combining('-'), symmetric_difference: combining('^'),
    issubset: ['other', function* (self: PySet, value: Value): Run<Value> {
      return yield* it.compareWith('<=', self, yield* other(value));
    }],
    issuperset: ['other', function* (self: PySet, value: Value): Run<Value> {
      return yield* it.compareWith('>=', self, yield* other(value));
    }],
    isdisjoint: ['other', function* (self: PySet, value: Value): Run<Value> {
      const there = yield* other(value);
      return ![...self.entries.keys()].some((key) => there.entries.has(key));
    }],
    copy: ['', (self: PySet) => {
      const copy = new PySet(self.isFrozen);
      for (const [key, value] of self.entries) copy.entries.set(key, value);
      return copy;
    }],
    __len__: ['', (self: PySet) => BigInt(self.entries.size)],
  } as const;
  methods(FROZENSET, shared as never);
  methods(SET, {
    ...(shared as unknown as Record<string, readonly [string, (...values: never[]) => Value | Run<Value>]>),
    add: ['item', function* (self: PySet, item: Value): Run<Value> {
      const key = yield* it.key(item);
      if (!self.entries.has(key)) self.entries.set(key, item);
      return null;
    }],
    discard: ['item', function* (self: PySet, item: Value): Run<Value> {
      self.entries.delete(yield* it.key(item));
      return null;
    }],
    remove: ['item', function* (self: PySet, item: Value): Run<Value> {
      if (!self.entries.delete(yield* it.key(item))) raise('KeyError', item);
      return null;
    }],
    pop: ['', (self: PySet) => {
      const first = self.entries.entries().next();
      if (first.done) raise('KeyError', 'pop from an empty set');
      self.entries.delete(first.value[0]);
      return first.value[1];
    }],
    clear: ['', (self: PySet) => {
      self.entries.clear();
      return null;
    }],
    update: ['other', function* (self: PySet, value: Value): Run<Value> {
      for (const item of yield* it.list(value)) {
        const key = yield* it.key(item);
        if (!self.entries.has(key)) self.entries.set(key, item);
      }
      return null;
    }],
  });
}

export { PyIterator };
