import { toBytes, toText } from '../../../core/bytes.ts';
import { BOOL, BYTEARRAY, BYTES, CLASSMETHOD, DICT, EXCEPTIONS, FLOAT, FROZENSET, INT, LIST, OBJECT, PROPERTY, RANGE, SET, SLICE, STATICMETHOD, STR, TUPLE, TYPE, classOf, exception, isInstance, raise } from './classes.ts';
import { builtin, intOf, stringOf, variadic } from './arguments.ts';
import { formatValue } from './format.ts';
import { args } from './call-arguments.ts';
import { same } from './evaluate/same.ts';
import type { Interpreter } from './interpreter.ts';
import { asFloat, asInt, roundHalfEven } from './numbers.ts';
import { addContainerMethods, sortValues } from './methods/containers.ts';
import { addTextMethods, decode, encode } from './methods/text.ts';
import { FileClasses } from './open.ts';
import type { FileState } from './open.ts';
import { sourceOf } from './ast.ts';
import { parseModule } from './parse/index.ts';
import { ELLIPSIS, PyBuiltin, PyBytes, PyClass, PyDict, PyFunction, PyGenerator, PyInstance, PyIterator, PyList, PyMethod, PyModule, PyProperty, PyRaise, PyRange, PySet, PySlice, PyStaticMethod, PyTuple, idOf, isRun } from './values.ts';
import type { CallArguments, Run, Value } from './values.ts';

/** Fills in the names that every module sees. */
export function addBuiltins(it: Interpreter, classes: FileClasses): void {
  addTextMethods(it);
  addContainerMethods(it);
  addConstructors(it);
  const define = (name: string, params: string, call: (...values: (Value | undefined)[]) => Value | Run<Value>) => it.builtins.set(name, builtin(name, params, call));
  for (const cls of [OBJECT, TYPE, INT, BOOL, FLOAT, STR, BYTES, BYTEARRAY, LIST, TUPLE, DICT, SET, FROZENSET, RANGE, SLICE, PROPERTY, STATICMETHOD, CLASSMETHOD]) it.builtins.set(cls.name, cls);
  for (const [name, cls] of EXCEPTIONS) it.builtins.set(name, cls);
  const base = EXCEPTIONS.get('BaseException')!;
  base.attrs.set('with_traceback', builtin('with_traceback', 'self tb', (self) => self!, true));
  base.attrs.set('add_note', builtin('add_note', 'self note', (self, note) => {
    const notes = (self as PyInstance).attrs.get('__notes__');
    if (notes instanceof PyList) notes.items.push(note!);
    else (self as PyInstance).attrs.set('__notes__', new PyList([note!]));
    return null;
  }, true));
  it.builtins.set('IOError', EXCEPTIONS.get('OSError')!);
  it.builtins.set('EnvironmentError', EXCEPTIONS.get('OSError')!);
  const notImplementedClass = new PyClass('NotImplementedType', [OBJECT]);
  notImplementedClass.attrs.set('__repr__', builtin('__repr__', 'self', () => 'NotImplemented', true));
  const notImplemented = new PyInstance(notImplementedClass);
  it.builtins.set('NotImplemented', notImplemented).set('Ellipsis', ELLIPSIS).set('__debug__', true).set('__name__', 'builtins');
  const superClass = new PyClass('super', [OBJECT]);
  superClass.construct = (_cls, { positional }) => it.superOf(positional[0] as PyClass, positional[1] ?? null);
  it.builtins.set('super', superClass);

  it.builtins.set('print', variadic('print', ({ positional, named }) => print(it, classes, positional, named)));
  define('input', 'prompt?', (prompt) => input(it, prompt));
  define('open', 'file mode? buffering? encoding? errors? newline? closefd? opener?', (path, mode, buffering, encoding, _errors, newline) => classes.open(path!, String(mode ?? 'r'), encoding ?? undefined, newline, buffering));
  define('len', 'obj', (value) => length(it, value!));
  define('repr', 'obj', (value) => it.repr(value!));
  define('ascii', 'obj', function* (value): Run<Value> {
    return (yield* it.repr(value!)).replace(/[^\x00-\x7f]/gu, (character) => {
      const code = character.codePointAt(0)!;
      return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : code < 65_536 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
    });
  });
  define('id', 'obj', (value) => BigInt(idOf(value!)));
  define('abs', 'x', function* (value): Run<Value> {
    const int = asInt(value!);
    if (int !== undefined) return int < 0n ? -int : int;
    if (typeof value === 'number') return Math.abs(value);
    const method = yield* it.lookup(value!, '__abs__');
    return method === undefined ? raise('TypeError', `bad operand type for abs(): '${classOf(value!).name}'`) : yield* it.call(method, args());
  });
  define('hash', 'obj', function* (value): Run<Value> {
    const key = String(yield* it.key(value!));
    let hash = 0;
    for (const character of key) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) | 0;
    if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
    return asInt(value!) ?? BigInt(hash);
  });
  define('callable', 'obj', (value) => value instanceof PyFunction || value instanceof PyBuiltin || value instanceof PyMethod || value instanceof PyClass || (value instanceof PyInstance && value.cls.find('__call__') !== undefined));
  define('isinstance', 'obj class', (value, type) => among(type!, (cls) => isInstance(value!, cls), 'isinstance() arg 2 must be a type, a tuple of types, or a union'));
  define('issubclass', 'cls class', (value, type) => among(type!, (cls) => (value as PyClass).isSubclass(cls), 'issubclass() arg 2 must be a class, a tuple of classes, or a union'));
  define('getattr', 'obj name default?', function* (object, name, missing): Run<Value> {
    if (missing === undefined) return yield* it.getAttr(object!, String(name));
    try {
      return (yield* it.lookup(object!, String(name))) ?? missing;
    } catch (error) {
      if (error instanceof PyRaise && isInstance(error.value, EXCEPTIONS.get('AttributeError')!)) return missing;
      throw error;
    }
  });
  define('hasattr', 'obj name', function* (object, name): Run<Value> {
    try {
      return (yield* it.lookup(object!, String(name))) !== undefined;
    } catch (error) {
      if (error instanceof PyRaise && isInstance(error.value, EXCEPTIONS.get('AttributeError')!)) return false;
      throw error;
    }
  });
  define('setattr', 'obj name value', function* (object, name, value): Run<Value> {
    yield* it.setAttr(object!, String(name), value!);
    return null;
  });
  define('delattr', 'obj name', (object, name) => {
    (object as PyInstance).attrs.delete(String(name));
    return null;
  });
  define('vars', 'obj?', (object) => PyDict.of(object instanceof PyInstance || object instanceof PyModule || object instanceof PyClass ? object.attrs : it.frame!.scope.vars));
  define('dir', 'obj?', (object) => new PyList((object === undefined ? [...(it.frame!.scope.kind === 'module' ? it.frame!.scope.globals : it.frame!.scope.vars).keys()] : [...it.attributesOf(object)]).sort()));
  define('globals', '', () => PyDict.of(it.frame!.scope.globals));
  define('locals', '', () => PyDict.of(it.frame!.scope.kind === 'module' ? it.frame!.scope.globals : it.frame!.scope.vars));
  define('iter', 'obj sentinel?', (value, sentinel) => (sentinel === undefined ? it.iterator(value!) : until(it, value!, sentinel)));
  define('next', 'iterator default?', function* (value, missing): Run<Value> {
    try {
      return yield* it.nextOf(value!);
    } catch (error) {
      if (missing !== undefined && error instanceof PyRaise && isInstance(error.value, EXCEPTIONS.get('StopIteration')!)) return missing;
      throw error;
    }
  });
  define('sorted', 'iterable *key? reverse?', function* (items, key, isReversed): Run<Value> {
    return new PyList(yield* sortValues(it, yield* it.list(items!), key, isReversed !== undefined && (yield* it.truth(isReversed))));
  });
  define('reversed', 'sequence', function* (value): Run<Value> {
    const method = value instanceof PyInstance ? yield* it.lookup(value, '__reversed__') : undefined;
    if (method !== undefined) return yield* it.call(method, args());
    const items = yield* it.list(value!);
    let i = items.length;
    return new PyIterator('list_reverseiterator', () => (i > 0 ? items[--i]! : undefined));
  });
  define('enumerate', 'iterable start?', function* (value, start): Run<Value> {
    const iterator = yield* it.iterate(value!);
    let i = BigInt(intOf(start, 0));
    return lazily('enumerate', iterator, (item) => new PyTuple([i++, item]));
  });
  it.builtins.set('zip', variadic('zip', ({ positional, named }) => zip(it, positional, named)));
  it.builtins.set('map', variadic('map', ({ positional }) => map(it, positional)));
  define('filter', 'function iterable', function* (test, value): Run<Value> {
    const iterator = yield* it.iterate(value!);
    return new PyIterator('filter', function* (): Run<Value | undefined> {
      for (;;) {
        const step = iterator.next();
        const item = isRun(step) ? yield* step : step;
        if (item === undefined || (yield* it.truth(test === null ? item : yield* it.call(test!, args(item))))) return item;
      }
    });
  });
  define('sum', 'iterable start?', function* (items, start): Run<Value> {
    let total: Value = start ?? 0n;
    for (const item of yield* it.list(items!)) total = yield* it.operate('+', total, item);
    return total;
  });
  for (const [name, op] of [['min', '<'], ['max', '>']] as const) it.builtins.set(name, variadic(name, ({ positional, named }) => extreme(it, name, op, positional, named)));
  define('any', 'iterable', function* (items): Run<Value> {
    const iterator = yield* it.iterate(items!);
    for (;;) {
      const step = iterator.next();
      const item = isRun(step) ? yield* step : step;
      if (item === undefined) return false;
      if (yield* it.truth(item)) return true;
    }
  });
  define('all', 'iterable', function* (items): Run<Value> {
    const iterator = yield* it.iterate(items!);
    for (;;) {
      const step = iterator.next();
      const item = isRun(step) ? yield* step : step;
      if (item === undefined) return true;
      if (!(yield* it.truth(item))) return false;
    }
  });
  define('round', 'number ndigits?', function* (value, digits): Run<Value> {
    if (value instanceof PyInstance) return yield* it.call(yield* it.getAttr(value, '__round__'), args(...(digits === undefined ? [] : [digits])));
    const int = asInt(value!);
    if (int !== undefined) return digits === undefined || digits === null || intOf(digits) >= 0 ? int : BigInt(roundHalfEven(Number(int), intOf(digits)));
    if (typeof value !== 'number') raise('TypeError', `type ${classOf(value!).name} doesn't define __round__ method`);
    if (digits === undefined || digits === null) return Number.isFinite(value) ? BigInt(roundHalfEven(value)) : raise(Number.isNaN(value) ? 'ValueError' : 'OverflowError', `cannot convert float ${Number.isNaN(value) ? 'NaN' : 'infinity'} to integer`);
    return roundHalfEven(value, intOf(digits));
  });
  define('divmod', 'a b', function* (a, b): Run<Value> {
    return new PyTuple([yield* it.operate('//', a!, b!), yield* it.operate('%', a!, b!)]);
  });
  define('pow', 'base exp mod?', function* (a, b, m): Run<Value> {
    if (m === undefined || m === null) return yield* it.operate('**', a!, b!);
    let [base, power, result] = [asInt(a!)!, asInt(b!)!, 1n];
    for (const modulus = asInt(m)!; power > 0n; power >>= 1n, base = (base * base) % modulus) if (power & 1n) result = (result * base) % modulus;
    return result;
  });
  define('chr', 'i', (code) => String.fromCodePoint(intOf(code)));
  define('ord', 'c', (text) => (text instanceof PyBytes ? BigInt(text.data[0]!) : [...stringOf(text, 'ord() expected string of length 1, but')].length === 1 ? BigInt(String(text).codePointAt(0)!) : raise('TypeError', `ord() expected a character, but string of length ${String(text).length} found`)));
  for (const [name, base2, prefix] of [['hex', 16, '0x'], ['oct', 8, '0o'], ['bin', 2, '0b']] as const) define(name, 'number', (value) => {
    const int = asInt(value!) ?? raise('TypeError', `'${classOf(value!).name}' object cannot be interpreted as an integer`);
    return `${int < 0n ? '-' : ''}${prefix}${(int < 0n ? -int : int).toString(base2)}`;
  });
  define('format', 'value spec?', (value, spec) => formatValue(it, value!, String(spec ?? '')));
  define('exit', 'code?', (code) => leave(code));
  define('quit', 'code?', (code) => leave(code));
  define('breakpoint', '', () => raise('RuntimeError', 'drydock: breakpoint() is not simulated'));
  define('exec', 'source globals? locals?', function* (source, globals): Run<Value> {
    const scope = globals instanceof PyDict ? new Map([...globals.entries.values()].map(([key, value]) => [String(key), value] as const)) : it.frame!.scope.globals;
    yield* it.runModule(parseModule(sourceOf(String(source), '<string>')), scope);
    if (globals instanceof PyDict) for (const [key, value] of scope) globals.set(key, value);
    return null;
  });
  define('eval', 'source globals? locals?', function* (source): Run<Value> {
    const module = parseModule(sourceOf(String(source).trim(), '<string>'));
    const statement = module.body[0];
    if (statement?.k !== 'expr') raise('SyntaxError', 'invalid syntax');
    return yield* it.eval(statement.value, { ...it.frame!, source: module.source });
  });
  define('__import__', 'name globals? locals? fromlist? level?', (name) => it.importer.load(String(name), it.frame));
}

function leave(code: Value | undefined): never {
  const value = exception('SystemExit', ...(code === undefined ? [] : [code]));
  value.attrs.set('code', code ?? null);
  throw new PyRaise(value);
}

function among(type: Value, test: (cls: PyClass) => boolean, message: string): boolean {
  if (type instanceof PyTuple) return type.items.some((each) => among(each, test, message));
  return type instanceof PyClass ? test(type) : type === null ? false : raise('TypeError', message);
}

function* print(it: Interpreter, classes: FileClasses, values: readonly Value[], named: ReadonlyMap<string, Value>): Run<Value> {
  const texts: string[] = [];
  for (const value of values) texts.push(yield* it.str(value));
  const separator = named.get('sep') ?? ' ';
  const end = named.get('end') ?? '\n';
  const text = texts.join(String(separator ?? ' ')) + String(end ?? '\n');
  const file = named.get('file') ?? it.modules.get('sys')?.attrs.get('stdout') ?? null;
  if (file instanceof PyInstance && file.payload !== 'stdout') {
    if (file.payload && typeof file.payload === 'object' && 'pending' in file.payload) {
      const state = file.payload as FileState;
      yield* classes.write(state, text);
      if (state.name === '<stderr>' || (named.get('flush') ?? false) !== false) yield* classes.flush(state);
      return null;
    }
    yield* it.call(yield* it.getAttr(file, 'write'), args(text));
    return null;
  }
  yield* it.write(text);
  if ((named.get('flush') ?? false) !== false) yield* it.flush();
  return null;
}

function* input(it: Interpreter, prompt: Value | undefined): Run<Value> {
  if (prompt !== undefined) yield* it.write(yield* it.str(prompt));
  yield* it.flush();
  const stdin = it.modules.get('sys')?.attrs.get('stdin');
  const line = yield* it.call(yield* it.getAttr(stdin ?? null, 'readline'), args());
  if (line === '') raise('EOFError', 'EOF when reading a line');
  return String(line).replace(/\n$/, '');
}

export function* length(it: Interpreter, value: Value): Run<Value> {
  const method = classOf(value).find('__len__');
  if (method === undefined) raise('TypeError', `object of type '${classOf(value).name}' has no len()`);
  return yield* it.call(new PyMethod(value, method), args());
}

function* until(it: Interpreter, func: Value, sentinel: Value): Run<Value> {
  yield* [];
  return new PyIterator('callable_iterator', function* (): Run<Value | undefined> {
    const value = yield* it.call(func, args());
    return (yield* it.equals(value, sentinel)) ? undefined : value;
  });
}

function lazily(kind: string, iterator: PyIterator, change: (item: Value) => Value): PyIterator {
  return new PyIterator(kind, () => {
    const step = iterator.next();
    if (!isRun(step)) return step === undefined ? undefined : change(step);
    return (function* (): Run<Value | undefined> {
      const item = yield* step;
      return item === undefined ? undefined : change(item);
    })();
  });
}

function* zip(it: Interpreter, values: readonly Value[], named: ReadonlyMap<string, Value>): Run<Value> {
  const iterators: PyIterator[] = [];
  for (const value of values) iterators.push(yield* it.iterate(value));
  const isStrict = named.get('strict') === true;
  return new PyIterator('zip', function* (): Run<Value | undefined> {
    const items: Value[] = [];
    for (const [i, iterator] of iterators.entries()) {
      const step = iterator.next();
      const item = isRun(step) ? yield* step : step;
      if (item === undefined) return isStrict && i > 0 ? raise('ValueError', `zip() argument ${i + 1} is shorter than argument${i > 1 ? 's 1-' : ' '}${i}`) : undefined;
      items.push(item);
    }
    return items.length === 0 ? undefined : new PyTuple(items);
  });
}

function* map(it: Interpreter, [func, ...values]: readonly Value[]): Run<Value> {
  const iterators: PyIterator[] = [];
  for (const value of values) iterators.push(yield* it.iterate(value));
  return new PyIterator('map', function* (): Run<Value | undefined> {
    const items: Value[] = [];
    for (const iterator of iterators) {
      const step = iterator.next();
      const item = isRun(step) ? yield* step : step;
      if (item === undefined) return undefined;
      items.push(item);
    }
    return yield* it.call(func!, args(...items));
  });
}

function* extreme(it: Interpreter, name: string, op: string, positional: readonly Value[], named: ReadonlyMap<string, Value>): Run<Value> {
  const items = positional.length === 1 ? yield* it.list(positional[0]!) : positional;
  const key = named.get('key');
  let best: Value | undefined;
  let bestKey: Value = null;
  for (const item of items) {
    const value = key === undefined || key === null ? item : yield* it.call(key, args(item));
    if (best === undefined || (yield* it.truth(yield* it.compareWith(op, value, bestKey)))) [best, bestKey] = [item, value];
  }
  return best ?? named.get('default') ?? (named.has('default') ? null : raise('ValueError', `${name}() iterable argument is empty`));
}

function addConstructors(it: Interpreter): void {
  const first = ({ positional }: CallArguments) => positional[0];
  OBJECT.construct = undefined as never;
  INT.construct = (cls, given) => toInt(it, first(given), given.positional[1] ?? given.named.get('base'), cls);
  BOOL.construct = function* (_cls, given): Run<Value> {
    const value = first(given);
    return value !== undefined && (yield* it.truth(value));
  };
  FLOAT.construct = (_cls, given) => toFloat(it, first(given));
  STR.construct = function* (_cls, given): Run<Value> {
    const value = first(given);
    if (value === undefined) return '';
    return value instanceof PyBytes && given.positional.length > 1 ? decode(value.data, given.positional[1], given.positional[2]) : yield* it.str(value);
  };
  for (const cls of [BYTES, BYTEARRAY]) cls.construct = function* (_cls, given): Run<Value> {
    const value = first(given);
    const make = (data: Uint8Array) => new PyBytes(data, cls === BYTEARRAY);
    if (value === undefined) return make(new Uint8Array(0));
    if (typeof value === 'string') return given.positional.length < 2 && !given.named.has('encoding') ? raise('TypeError', 'string argument without an encoding') : make(encode(value, given.positional[1] ?? given.named.get('encoding')).data.slice());
    if (typeof value === 'bigint') {
      if (value > 16_777_216n) it.system.allocate(Number(value));
      return make(new Uint8Array(Math.min(Number(value), 16_777_216)));
    }
    if (value instanceof PyBytes) return make(value.data.slice());
    return make(Uint8Array.from((yield* it.list(value)).map((item) => intOf(item))));
  };
  LIST.construct = function* (_cls, given): Run<Value> {
    const value = first(given);
    return new PyList(value === undefined ? [] : yield* it.list(value));
  };
  TUPLE.construct = function* (cls, given): Run<Value> {
    const value = first(given);
    const made = new PyTuple(value === undefined ? [] : yield* it.list(value));
    if (cls !== TUPLE) made.cls = cls;
    return made;
  };
  DICT.construct = function* (cls, given): Run<Value> {
    const dict = new PyDict();
    if (cls !== DICT) dict.cls = cls;
    // A class of its own has an __init__ that fills it.
    if (cls.find('__init__') !== undefined) return dict;
    yield* it.call(DICT.attrs.get('update')!, { positional: [dict, ...given.positional], named: given.named });
    return dict;
  };
  for (const cls of [SET, FROZENSET]) cls.construct = function* (_cls, given): Run<Value> {
    const value = first(given);
    return yield* it.setOf(value === undefined ? [] : yield* it.list(value), cls === FROZENSET);
  };
  RANGE.construct = (_cls, { positional }) => {
    const numbers = positional.map((value) => asInt(value) ?? raise('TypeError', `'${classOf(value).name}' object cannot be interpreted as an integer`));
    if (numbers[2] === 0n) raise('ValueError', 'range() arg 3 must not be zero');
    if (numbers.length === 0) raise('TypeError', 'range expected at least 1 argument, got 0');
    return numbers.length === 1 ? new PyRange(0n, numbers[0]!, 1n) : new PyRange(numbers[0]!, numbers[1]!, numbers[2] ?? 1n);
  };
  SLICE.construct = (_cls, { positional: [a = null, b, c = null] }) => (b === undefined ? new PySlice(null, a, null) : new PySlice(a, b, c));
  PROPERTY.construct = (_cls, { positional, named }) => new PyProperty(positional[0] ?? named.get('fget') ?? null, positional[1] ?? named.get('fset') ?? null);
  STATICMETHOD.construct = (_cls, { positional }) => new PyStaticMethod(positional[0]!, false);
  CLASSMETHOD.construct = (_cls, { positional }) => new PyStaticMethod(positional[0]!, true);
  TYPE.construct = function* (_cls, { positional }): Run<Value> {
    yield* [];
    if (positional.length === 1) return classOf(positional[0]!);
    const made = new PyClass(String(positional[0]), (positional[1] as PyTuple).items as PyClass[]);
    for (const [key, value] of (positional[2] as PyDict).entries.values()) made.attrs.set(String(key), value);
    return made;
  };
  Reflect.deleteProperty(OBJECT, 'construct');
}

function* toInt(it: Interpreter, value: Value | undefined, base: Value | undefined, _cls: PyClass): Run<Value> {
  if (value === undefined) return 0n;
  const int = asInt(value);
  if (int !== undefined) return int;
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt(Math.trunc(value)) : raise(Number.isNaN(value) ? 'ValueError' : 'OverflowError', `cannot convert float ${Number.isNaN(value) ? 'NaN' : 'infinity'} to integer`);
  const text = value instanceof PyBytes ? toText(value.data) : value;
  if (typeof text === 'string') return parseInteger(text, intOf(base, 10)) ?? raise('ValueError', `invalid literal for int() with base ${intOf(base, 10)}: ${yield* it.repr(value)}`);
  for (const name of ['__int__', '__index__', '__trunc__']) {
    const method = yield* it.lookup(value, name);
    if (method !== undefined) return yield* it.call(method, args());
  }
  return raise('TypeError', `int() argument must be a string, a bytes-like object or a real number, not '${classOf(value).name}'`);
}

function parseInteger(text: string, base: number): bigint | undefined {
  const match = /^\s*([+-]?)(0[xX]|0[oO]|0[bB])?([0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*)\s*$/.exec(text);
  if (!match) return undefined;
  const radix = match[2] ? { x: 16, o: 8, b: 2 }[match[2][1]!.toLowerCase() as 'x' | 'o' | 'b'] : base === 0 ? 10 : base;
  if (match[2] && base !== 0 && base !== radix) return undefined;
  let value = 0n;
  for (const digit of match[3]!.replaceAll('_', '').toLowerCase()) {
    const number = Number.parseInt(digit, 36);
    if (number >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(number);
  }
  return match[1] === '-' ? -value : value;
}

function* toFloat(it: Interpreter, value: Value | undefined): Run<Value> {
  if (value === undefined) return 0;
  const float = asFloat(value);
  if (float !== undefined) return float;
  if (typeof value === 'string') {
    const text = value.trim().toLowerCase().replaceAll('_', '');
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text)) return Number(text);
    const special = /^([+-]?)(inf|infinity|nan)$/.exec(text);
    if (special) return special[2] === 'nan' ? Number.NaN : special[1] === '-' ? -Infinity : Infinity;
    return raise('ValueError', `could not convert string to float: ${yield* it.repr(value)}`);
  }
  const method = yield* it.lookup(value, '__float__');
  return method === undefined ? raise('TypeError', `float() argument must be a string or a real number, not '${classOf(value).name}'`) : yield* it.call(method, args());
}

export { PyGenerator, PySet, same, toBytes };
