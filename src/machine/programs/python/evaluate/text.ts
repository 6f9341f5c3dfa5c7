import { args } from '../call-arguments.ts';
import { EXCEPTIONS, classOf } from '../classes.ts';
import { stringRepr } from '../format.ts';
import type { Interpreter } from '../interpreter.ts';
import { asInt, floatText } from '../numbers.ts';
import { truth } from '../operators.ts';
import { PyBuiltin, PyBytes, PyClass, PyDict, PyEllipsis, PyFunction, PyGenerator, PyInstance, PyIterator, PyList, PyMethod, PyModule, PyRange, PySet, PySlice, PyTuple, idOf } from '../values.ts';
import type { Run, Value } from '../values.ts';
import { callValue } from './calls.ts';

export function* truthOf(py: Interpreter, value: Value): Run<boolean> {
  const quick = truth(value);
  if (quick !== undefined) return quick;
  const method = (value as PyInstance).cls.find('__bool__');
  if (method !== undefined) return (yield* callValue(py, new PyMethod(value, method), args())) === true;
  const length = (value as PyInstance).cls.find('__len__');
  return length === undefined || asInt(yield* callValue(py, new PyMethod(value, length), args())) !== 0n;
}

export function* strOf(py: Interpreter, value: Value): Run<string> {
  if (typeof value === 'string') return value;
  if (value instanceof PyInstance) {
    const method = value.cls.find('__str__');
    if (method !== undefined) return String(yield* callValue(py, new PyMethod(value, method), args()));
    if (value.cls.isSubclass(EXCEPTIONS.get('BaseException')!)) return yield* exceptionText(py, value);
  }
  return yield* reprOf(py, value);
}

export function* exceptionText(py: Interpreter, value: PyInstance): Run<string> {
  const given = value.attrs.get('args');
  const items = given instanceof PyTuple ? given.items : [];
  if (value.cls.isSubclass(EXCEPTIONS.get('OSError')!) && items.length >= 2 && value.attrs.has('errno')) {
    const name = value.attrs.get('filename') ?? null;
    return `[Errno ${String(items[0])}] ${String(items[1])}${name === null ? '' : `: ${yield* reprOf(py, name)}`}`;
  }
  if (value.cls.isSubclass(EXCEPTIONS.get('KeyError')!) && items.length === 1) return yield* reprOf(py, items[0]!);
  if (items.length === 0) return '';
  return items.length === 1 ? yield* strOf(py, items[0]!) : yield* reprOf(py, given!);
}

export function defaultRepr(py: Interpreter, value: Value): string {
  const cls = classOf(value);
  return `<${cls.module === 'builtins' ? '' : `${cls.module}.`}${cls.qualname} object at 0x${idOf(value).toString(16).padStart(12, '0')}>`;
}

export function* reprOf(py: Interpreter, value: Value, seen: readonly Value[] = []): Run<string> {
  switch (typeof value) {
    case 'string': return stringRepr(value);
    case 'bigint': return value.toString();
    case 'number': return floatText(value);
    case 'boolean': return value ? 'True' : 'False';
    default:
  }
  if (value === null) return 'None';
  if (seen.includes(value)) return value instanceof PyDict ? '{...}' : '[...]';
  const inside = [...seen, value];
  const all = function* (items: Iterable<Value>): Run<string> {
    const texts: string[] = [];
    for (const item of items) texts.push(yield* reprOf(py, item, inside));
    return texts.join(', ');
  };
  if (value instanceof PyInstance || ((value instanceof PyTuple || value instanceof PyDict) && value.cls)) {
    const method = classOf(value).find('__repr__');
    if (method !== undefined && !(method instanceof PyBuiltin && !method.isMethod)) return String(yield* callValue(py, new PyMethod(value, method), args()));
  }
  if (value instanceof PyInstance) {
    if (!value.cls.isSubclass(EXCEPTIONS.get('BaseException')!)) return defaultRepr(py, value);
    const given = value.attrs.get('args');
    return `${value.cls.name}(${given instanceof PyTuple ? yield* all(given.items) : ''})`;
  }
  if (value instanceof PyList) return `[${yield* all(value.items)}]`;
  if (value instanceof PyTuple) return value.items.length === 1 ? `(${yield* all(value.items)},)` : `(${yield* all(value.items)})`;
  if (value instanceof PyDict) {
    const texts: string[] = [];
    for (const [key, each] of value.entries.values()) texts.push(`${yield* reprOf(py, key, inside)}: ${yield* reprOf(py, each, inside)}`);
    return `{${texts.join(', ')}}`;
  }
  if (value instanceof PySet) {
    const body = `{${yield* all(value.entries.values())}}`;
    return value.isFrozen ? (value.entries.size === 0 ? 'frozenset()' : `frozenset(${body})`) : value.entries.size === 0 ? 'set()' : body;
  }
  return plainRepr(value);
}

function plainRepr(value: Value): string {
  const at = `0x${idOf(value).toString(16).padStart(12, '0')}`;
  if (value instanceof PyBytes) return bytesRepr(value);
  if (value instanceof PyRange) return `range(${value.start}, ${value.stop}${value.step === 1n ? '' : `, ${value.step}`})`;
  if (value instanceof PySlice) return 'slice(...)';
  if (value instanceof PyFunction) return `<function ${value.qualname} at ${at}>`;
  if (value instanceof PyBuiltin) return `<built-in function ${value.name}>`;
  if (value instanceof PyMethod) return value.func instanceof PyFunction ? `<bound method ${value.func.qualname} of ...>` : `<built-in method ${(value.func as PyBuiltin).name} of ${classOf(value.self).name} object at ${at}>`;
  if (value instanceof PyClass) return `<class '${value.module === 'builtins' ? '' : `${value.module}.`}${value.qualname}'>`;
  if (value instanceof PyModule) {
    const file = value.attrs.get('__file__');
    return typeof file === 'string' ? `<module '${value.name}' from '${file}'>` : `<module '${value.name}' (built-in)>`;
  }
  if (value instanceof PyGenerator) return `<generator object ${value.name} at ${at}>`;
  if (value instanceof PyIterator) return `<${value.kind} object at ${at}>`;
  if (value instanceof PyEllipsis) return 'Ellipsis';
  return `<${classOf(value).name} object at ${at}>`;
}

export function bytesRepr(value: PyBytes): string {
  let text = '';
  const quote = value.data.includes(39) && !value.data.includes(34) ? '"' : "'";
  for (const byte of value.data) {
    const character = String.fromCharCode(byte);
    if (character === quote || character === '\\') text += `\\${character}`;
    else if (byte === 10) text += '\\n';
    else if (byte === 13) text += '\\r';
    else if (byte === 9) text += '\\t';
    else text += byte < 32 || byte > 126 ? `\\x${byte.toString(16).padStart(2, '0')}` : character;
  }
  return value.isArray ? `bytearray(b${quote}${text}${quote})` : `b${quote}${text}${quote}`;
}
