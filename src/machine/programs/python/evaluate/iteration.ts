import { args } from '../call-arguments.ts';
import { EXCEPTIONS, classOf, exception, raise } from '../classes.ts';
import type { Interpreter } from '../interpreter.ts';
import { Handed, PyBytes, PyClass, PyDict, PyGenerator, PyInstance, PyIterator, PyList, PyRaise, PyRange, PySet, PyTuple, isRun } from '../values.ts';
import type { Key, Run, Value } from '../values.ts';
import { lookup } from './attributes.ts';
import { callValue } from './calls.ts';

export function isIterable(py: Interpreter, value: Value): boolean {
  return typeof value === 'string' || value instanceof PyList || value instanceof PyTuple || value instanceof PyDict || value instanceof PySet || value instanceof PyRange || value instanceof PyBytes || value instanceof PyGenerator || value instanceof PyIterator ||
    (value instanceof PyInstance && (value.cls.find('__iter__') ?? value.cls.find('__getitem__')) !== undefined) || (value instanceof PyClass && value.meta?.find('__iter__') !== undefined);
}

/** Steps through a value; `next` gives undefined at the end. */
export function* iterateOver(py: Interpreter, value: Value): Run<PyIterator> {
  if (value instanceof PyIterator) return value;
  if (value instanceof PyGenerator) return new PyIterator('generator', () => advance(py, value));
  if (value instanceof PyList || value instanceof PyTuple) {
    let i = 0;
    return new PyIterator(value instanceof PyList ? 'list_iterator' : 'tuple_iterator', () => (i < value.items.length ? value.items[i++]! : undefined));
  }
  if (value instanceof PyRange) {
    let i = 0;
    const { length } = value;
    return new PyIterator('range_iterator', () => (i < length ? value.at(i++) : undefined));
  }
  if (typeof value === 'string') return fromIterable('str_iterator', value);
  if (value instanceof PyDict) return sized(py, 'dict_keyiterator', value.entries, (entry) => (entry as [Key, [Value, Value]])[1][0], 'dictionary');
  if (value instanceof PySet) return sized(py, 'set_iterator', value.entries, (entry) => (entry as [Key, Value])[1], 'Set');
  if (value instanceof PyBytes) return fromIterable('bytes_iterator', [...value.data].map(BigInt));
  const method = value instanceof PyInstance || value instanceof PyClass ? yield* lookup(py, value, '__iter__') : undefined;
  if (method !== undefined) {
    const made = yield* callValue(py, method, args());
    return made === value || made instanceof PyInstance ? byNext(py, made as PyInstance) : yield* iterateOver(py, made);
  }
  const getItem = value instanceof PyInstance ? yield* lookup(py, value, '__getitem__') : undefined;
  if (getItem === undefined) raise('TypeError', `'${classOf(value).name}' object is not iterable`);
  let i = 0n;
  return new PyIterator('iterator', function* (): Run<Value | undefined> {
    try {
      return yield* callValue(py, getItem, args(i++));
    } catch (error) {
      if (error instanceof PyRaise && error.value.cls.isSubclass(EXCEPTIONS.get('IndexError')!)) return undefined;
      throw error;
    }
  });
}

export function sized(py: Interpreter, kind: string, entries: Map<Key, unknown>, pick: (entry: [Key, unknown]) => Value, what: string): PyIterator {
  const { size } = entries;
  const inner = entries[Symbol.iterator]();
  return new PyIterator(kind, () => {
    if (entries.size !== size) raise('RuntimeError', `${what} changed size during iteration`);
    const step = inner.next();
    return step.done ? undefined : pick(step.value as [Key, unknown]);
  });
}

export function byNext(py: Interpreter, instance: PyInstance): PyIterator {
  return new PyIterator('iterator', function* (): Run<Value | undefined> {
    const method = yield* lookup(py, instance, '__next__');
    if (method === undefined) raise('TypeError', `iter() returned non-iterator of type '${instance.cls.name}'`);
    try {
      return yield* callValue(py, method, args());
    } catch (error) {
      if (error instanceof PyRaise && error.value.cls.isSubclass(EXCEPTIONS.get('StopIteration')!)) return undefined;
      throw error;
    }
  });
}

/** iter(value). */
export function* iteratorOf(py: Interpreter, value: Value): Run<Value> {
  if (value instanceof PyGenerator || value instanceof PyIterator) return value;
  if (value instanceof PyInstance) {
    const method = yield* lookup(py, value, '__iter__');
    if (method !== undefined) return yield* callValue(py, method, args());
  }
  return yield* iterateOver(py, value);
}

/** next(value): raises StopIteration at the end. */
export function* nextOf(py: Interpreter, value: Value): Run<Value> {
  if (value instanceof PyGenerator) {
    const item = yield* advance(py, value);
    if (item === undefined) throw new PyRaise(exception('StopIteration', ...(value.sent === null ? [] : [value.sent])));
    return item;
  }
  if (value instanceof PyIterator) {
    const step = value.next();
    const item = isRun(step) ? yield* step : step;
    if (item === undefined) throw new PyRaise(exception('StopIteration'));
    return item;
  }
  const method = yield* lookup(py, value, '__next__');
  if (method === undefined) raise('TypeError', `'${classOf(value).name}' object is not an iterator`);
  return yield* callValue(py, method, args());
}

/** Runs a generator to its next value. At its end `sent` holds what it returned. */
export function* advance(py: Interpreter, generator: PyGenerator): Run<Value | undefined> {
  if (generator.isDone) return undefined;
  if (generator.isRunning) raise('ValueError', 'generator already executing');
  const outer = py.running;
  const frame = py.frame;
  const depth = py.depth;
  py.running = generator;
  generator.isRunning = true;
  try {
    for (;;) {
      const step = generator.body.next();
      if (step.done) {
        generator.isDone = true;
        generator.sent = step.value;
        return undefined;
      }
      if (step.value instanceof Handed) return step.value.value;
      py.running = outer;
      yield step.value;
      py.running = generator;
    }
  } catch (error) {
    generator.isDone = true;
    throw error;
  } finally {
    generator.isRunning = false;
    py.running = outer;
    py.frame = frame;
    py.depth = depth;
  }
}

export function* listOf(py: Interpreter, value: Value): Run<Value[]> {
  if (value instanceof PyList || value instanceof PyTuple) return [...value.items];
  if (typeof value === 'string') return [...value];
  const iterator = yield* iterateOver(py, value);
  const items: Value[] = [];
  for (;;) {
    const step = iterator.next();
    const item = isRun(step) ? yield* step : step;
    if (item === undefined) return items;
    items.push(item);
    if (py.system.charge(0.05)) yield* py.system.pay();
  }
}

function fromIterable(kind: string, items: Iterable<Value>): PyIterator {
  const inner = items[Symbol.iterator]();
  return new PyIterator(kind, () => {
    const step = inner.next();
    return step.done ? undefined : step.value;
  });
}
