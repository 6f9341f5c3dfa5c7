import { JqError } from './ast.ts';
import type { Json } from './ast.ts';
import { compare, described, isArray, isObject, typeOf } from './values.ts';

/** `.a`, `.[0]`, `.[2:4]` of a value. */
export function getIndex(value: Json, key: Json): Json {
  if (isObject(value) && typeof key === 'string') return Object.hasOwn(value, key) ? value[key]! : null;
  if (isArray(value) && typeof key === 'number') return value[key < 0 ? Math.floor(key) + value.length : Math.floor(key)] ?? null;
  if (isArray(value) && isObject(key)) return getSlice(value, key['start'] ?? null, key['end'] ?? null);
  if (isArray(value) && isArray(key)) return value.flatMap((_, i) => (key.every((item, k) => value[i + k] !== undefined && compare(item, value[i + k]!) === 0) && key.length > 0 ? [i] : []));
  if (value === null && (typeof key === 'string' || typeof key === 'number' || key === null || isObject(key))) return null;
  if (typeof key === 'string') throw new JqError(`Cannot index ${typeOf(value)} with string "${key}"`);
  throw new JqError(`Cannot index ${typeOf(value)} with ${typeOf(key)}`);
}

export function getSlice(value: Json, from: Json, to: Json): Json {
  if (value === null) return null;
  if (!isArray(value) && typeof value !== 'string') throw new JqError(`Cannot index ${typeOf(value)} with object`);
  if ((from !== null && typeof from !== 'number') || (to !== null && typeof to !== 'number')) throw new JqError('Start and end indices of an array slice must be numbers');
  const [start, end] = [from === null ? undefined : Math.floor(from), to === null ? undefined : Math.ceil(to)];
  return typeof value === 'string' ? [...value].slice(start, end).join('') : value.slice(start, end);
}

export function iterate(value: Json): readonly Json[] {
  if (isArray(value)) return value;
  if (isObject(value)) return Object.values(value);
  throw new JqError(`Cannot iterate over ${value === null ? 'null' : described(value)}`);
}

export function keysOf(value: Json): readonly Json[] {
  if (isArray(value)) return value.map((_, i) => i);
  if (isObject(value)) return Object.keys(value);
  throw new JqError(`Cannot iterate over ${value === null ? 'null' : described(value)}`);
}

/** The value with what `path` leads to changed. */
export function updatePath(value: Json, path: readonly Json[], change: (old: Json) => Json): Json {
  if (path.length === 0) return change(value);
  const [key, ...rest] = path;
  const child = updatePath(getIndex(value, key!), rest, change);
  if (typeof key === 'string') {
    if (value !== null && !isObject(value)) throw new JqError(`Cannot index ${typeOf(value)} with "${key}"`);
    return { ...value, [key]: child };
  }
  if (typeof key === 'number') {
    const list: Json[] = value === null ? [] : [...(value as readonly Json[])];
    const at = key < 0 ? key + list.length : key;
    if (at < 0) throw new JqError('Out of bounds negative array index');
    if (at > 1_000_000) throw new JqError('Array index too large');
    while (list.length < at) list.push(null);
    list[at] = child;
    return list;
  }
  if (isObject(key!) && (isArray(value) || value === null)) {
    const list = [...(value ?? [])];
    const [from, to] = [key['start'] as number | null, key['end'] as number | null];
    const start = from === null ? 0 : from < 0 ? Math.max(0, list.length + from) : from;
    const end = to === null ? list.length : to < 0 ? list.length + to : to;
    if (!isArray(child)) throw new JqError('A slice of an array can only be assigned another array');
    list.splice(start, Math.max(0, end - start), ...child);
    return list;
  }
  throw new JqError(`Invalid path component`);
}

export function deletePath(value: Json, path: readonly Json[]): Json {
  const [key, ...rest] = path;
  if (key === undefined || value === null) return path.length === 0 ? null : value;
  if (rest.length > 0) {
    const child = getIndex(value, key);
    return child === null ? value : updatePath(value, [key], () => deletePath(child, rest));
  }
  if (isObject(value) && typeof key === 'string') return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  if (isArray(value) && typeof key === 'number') return value.filter((_, i) => i !== (key < 0 ? key + value.length : key));
  if (isArray(value) && isObject(key)) {
    const gone = getSlice(value.map((_, i) => i), key['start'] ?? null, key['end'] ?? null) as readonly Json[];
    return value.filter((_, i) => !gone.includes(i));
  }
  throw new JqError(`Cannot delete field at ${typeof key === 'string' ? 'object' : 'array'} index of ${typeOf(value)}`);
}
