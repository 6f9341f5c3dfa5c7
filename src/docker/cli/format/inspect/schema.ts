import { Nil, Struct, TypedMap } from '../template/values.ts';
import type { Value } from '../template/values.ts';
import { Defect } from '../../../../core/errors.ts';

/**
 * What a value of the API is in Go: it decides what a template sees (a field that the daemon leaves out is there, with
 * its zero; a map without a key gives its element's zero) and in which order maps are written.
 */
export type Schema =
  | { readonly kind: 'string' | 'int' | 'bool' | 'any' | 'time' }
  | { readonly kind: 'list'; readonly type: string; readonly item: Schema }
  | { readonly kind: 'map'; readonly type: string; readonly item: Schema }
  | { readonly kind: 'struct'; readonly type: string; readonly fields: Fields }
  | { readonly kind: 'pointer'; readonly to: Schema };

/**
 * By the names that Go has, which templates use; `json` is the key where that differs. The fields of a struct that is
 * embedded are fields of the outer one as well, and its JSON has no key of its own.
 */
export type Fields = Readonly<Record<string, Schema & { readonly json?: string; readonly isEmbedded?: true }>>;

export const text: Schema = { kind: 'string' };
export const integer: Schema = { kind: 'int' };
export const bool: Schema = { kind: 'bool' };
/** A time.Time: text in JSON, printed in Go's own way. */
export const time: Schema = { kind: 'time' };
export const anything: Schema = { kind: 'any' };

export function list(item: Schema): Schema {
  return { kind: 'list', type: `[]${typeName(item)}`, item };
}

/** A map from strings. */
export function map(item: Schema, type = `map[string]${typeName(item)}`): Schema {
  return { kind: 'map', type, item };
}

export function struct(type: string, fields: Fields): Schema {
  return { kind: 'struct', type, fields };
}

/** A field that has another key in JSON: Go's `ID` is `Id`. */
export function keyed(json: string, schema: Schema): Schema & { readonly json: string } {
  return { ...schema, json };
}

export function embedded(schema: Schema): Schema & { readonly isEmbedded: true } {
  return { ...schema, isEmbedded: true };
}

export function pointer(to: Schema): Schema {
  return { kind: 'pointer', to };
}

export const texts: Schema = list(text);
export const textMap: Schema = map(text);
/** The set that Go makes of a map to nothing. */
export const set: Schema = map(struct('struct {}', {}));

function typeName(schema: Schema): string {
  switch (schema.kind) {
    case 'any':
      return 'interface {}';
    case 'time':
      return 'time.Time';
    case 'pointer':
      return `*${typeName(schema.to)}`;
    case 'list':
    case 'map':
    case 'struct':
      return schema.type;
    default:
      return schema.kind;
  }
}

/** JSON as a template sees it. */
export function typed(schema: Schema, json: unknown): Value {
  switch (schema.kind) {
    case 'string':
      return (json as string | undefined) ?? '';
    case 'int':
      return (json as number | undefined) ?? 0;
    case 'bool':
      return (json as boolean | undefined) ?? false;
    case 'any':
      return json as Value;
    case 'time':
      return new Struct('time.Time', new Map(), new Map(), json ?? ZERO_TIME, false, goTime((json as string | undefined) ?? ZERO_TIME));
    case 'list':
      return json === undefined || json === null ? new Nil('slice', schema.type) : (json as readonly unknown[]).map((item) => typed(schema.item, item));
    case 'map': {
      if (json === undefined || json === null) return new Nil('map', schema.type);
      const entries = Object.entries(json).map(([key, item]) => [key, typed(schema.item, item)] as const);
      return new TypedMap(schema.type, typed(schema.item, undefined), entries);
    }
    case 'struct':
      return toStruct(schema, json, false);
    case 'pointer':
      if (json === undefined || json === null) return new Nil('pointer', typeName(schema));
      return schema.to.kind === 'struct' ? toStruct(schema.to, json, true) : typed(schema.to, json);
    default:
      throw new Defect('no such kind of schema');
  }
}

function toStruct(schema: Schema & { readonly kind: 'struct' }, json: unknown, isPointer: boolean): Struct {
  const object = (json ?? {}) as Readonly<Record<string, unknown>>;
  const fields = new LazyFields(schema.fields, object);
  return new Struct(schema.type, fields, new Map(), ordered(schema, object), isPointer);
}

/** Fields made when they are asked for: most templates ask for one of a hundred. */
class LazyFields extends Map<string, Value> {
  constructor(
    private readonly schemas: Fields,
    private readonly json: Readonly<Record<string, unknown>>,
  ) {
    super();
  }

  override has(name: string): boolean {
    return this.#schemaOf(name) !== undefined;
  }

  override get(name: string): Value {
    const schema = this.#schemaOf(name);
    if (!schema) return undefined;
    return typed(schema, schema.isEmbedded ? this.json : this.json[schema.json ?? name]);
  }

  #schemaOf(name: string): Fields[string] | undefined {
    return Object.hasOwn(this.schemas, name) ? this.schemas[name] : flat(this.schemas)[name];
  }

  override *[Symbol.iterator](): MapIterator<[string, Value]> {
    for (const name of Object.keys(this.schemas)) yield [name, this.get(name)];
  }
}

/** With the fields of what is embedded in place of it. */
function flat(fields: Fields): Fields {
  let all = FLAT.get(fields);
  if (!all) {
    all = Object.fromEntries(Object.entries(fields).flatMap(([name, field]) => (field.isEmbedded ? Object.entries(flat(fieldsOf(field))) : [[name, field] as const])));
    FLAT.set(fields, all);
  }
  return all;
}

const FLAT = new WeakMap<Fields, Fields>();

function fieldsOf(schema: Schema): Fields {
  if (schema.kind === 'pointer') return fieldsOf(schema.to);
  return schema.kind === 'struct' ? schema.fields : {};
}

const ZERO_TIME = '0001-01-01T00:00:00Z';

/** `2025-06-02 08:00:00.123 +0000 UTC`. */
function goTime(json: string): string {
  return `${json.replace('T', ' ').replace(/(\.\d*?)0*Z$/, '$1Z').replace(/\.?Z$/, '')} +0000 UTC`;
}

/** The same JSON with its maps in the order of their keys, as Go writes them. */
export function ordered(schema: Schema, json: unknown): unknown {
  if (json === null || json === undefined) return json;
  switch (schema.kind) {
    case 'list':
      return (json as readonly unknown[]).map((item) => ordered(schema.item, item));
    case 'map':
      return Object.fromEntries(Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, ordered(schema.item, item)]));
    case 'struct': {
      const byKey = new Map(Object.entries(flat(schema.fields)).map(([name, field]) => [field.json ?? name, field]));
      return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, byKey.has(key) ? ordered(byKey.get(key)!, item) : item]));
    }
    case 'pointer':
      return ordered(schema.to, json);
    default:
      return json;
  }
}
