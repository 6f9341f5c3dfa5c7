import { invalidParameter } from './errors.ts';
import type { JsonObject } from './call.ts';
import type { Json } from './http.ts';

/**
 * What a field of a request holds, as encoding/json of Go sees it: names are met whatever their case, null means that it
 * is not there, unknown fields are passed over, and anything of another kind is refused.
 */
export type Kind =
  | { readonly kind: 'string' | 'boolean' | 'integer' | 'number' | 'anything'; readonly go: string }
  | { readonly kind: 'list'; readonly of: Kind; readonly go: string; readonly takesString?: boolean }
  | { readonly kind: 'map'; readonly of: Kind; readonly go: string; readonly keepsNull?: boolean }
  | { readonly kind: 'struct'; readonly of: Shape; readonly go: string };

export interface Shape {
  /** Go's name of the struct, as its errors have it. */
  readonly name: string;
  readonly fields: { readonly [name: string]: Kind };
  /** Where fields come from an embedded struct: what stands before their names in errors. */
  readonly embedded?: { readonly [name: string]: string };
}

export const text: Kind = { kind: 'string', go: 'string' };
export const flag: Kind = { kind: 'boolean', go: 'bool' };
export const integer: Kind = { kind: 'integer', go: 'int64' };
export const texts: Kind = { kind: 'list', of: text, go: '[]string' };
/** strslice.StrSlice: a string alone is a list of one. */
export const command: Kind = { kind: 'list', of: text, go: 'string', takesString: true };
export const textMap: Kind = { kind: 'map', of: text, go: 'map[string]string' };
export const set: Kind = { kind: 'map', of: { kind: 'anything', go: 'struct {}' }, go: 'map[string]struct {}' };
export const anything: Kind = { kind: 'anything', go: 'interface {}' };

export function listOf(of: Shape, go: string): Kind {
  return { kind: 'list', of: { kind: 'struct', of, go: go.replace(/^\[\]/, '') }, go };
}

export function struct(of: Shape, go: string): Kind {
  return { kind: 'struct', of, go };
}

/** A request's body in the shape that its handler expects. Throws as the daemon does for what does not fit. */
export function shaped(body: JsonObject, shape: Shape): JsonObject {
  const names = namesOf(shape);
  const result: Record<string, Json> = {};
  for (const [key, value] of Object.entries(body)) {
    const name = shape.fields[key] ? key : names.get(key.toLowerCase());
    if (name === undefined || value === undefined || value === null) continue;
    const made = fit(value, shape.fields[name]!, `${shape.name}.${shape.embedded?.[name] ?? ''}${name}`);
    if (made !== undefined) result[name] = made;
  }
  return result;
}

const lowerNames = new WeakMap<Shape, ReadonlyMap<string, string>>();

function namesOf(shape: Shape): ReadonlyMap<string, string> {
  let names = lowerNames.get(shape);
  if (!names) lowerNames.set(shape, (names = new Map(Object.keys(shape.fields).map((name) => [name.toLowerCase(), name]))));
  return names;
}

function fit(value: Json, type: Kind, path: string): Json | undefined {
  switch (type.kind) {
    case 'anything':
      return value;
    case 'string':
    case 'boolean':
    case 'number':
      return typeof value === type.kind ? value : refuse(value, type, path);
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) ? value : refuse(value, type, path);
    case 'list':
      if (typeof value === 'string' && type.takesString) return [value];
      if (!Array.isArray(value)) return refuse(value, type, path);
      return value.map((item: Json) => (item === null ? zeroOf(type.of) : fit(item, type.of, path)!));
    case 'map': {
      if (!isObject(value)) return refuse(value, type, path);
      const entries = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
        if (item === undefined) return [];
        if (item === null) return [[key, type.keepsNull ? null : zeroOf(type.of)]];
        return [[key, fit(item, type.of, path)!]];
      });
      return Object.fromEntries(entries);
    }
    case 'struct':
      return isObject(value) ? shaped(value, type.of) : refuse(value, type, path);
  }
}

function zeroOf(type: Kind): Json {
  switch (type.kind) {
    case 'string':
      return '';
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return 0;
    case 'list':
      return [];
    default:
      return {};
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(value: Json, { go }: Kind, path: string): never {
  throw invalidParameter(`invalid JSON: json: cannot unmarshal ${kindOf(value)} into Go struct field ${path} of type ${go}`);
}

function kindOf(value: Json): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'number' : `number ${value}`;
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
