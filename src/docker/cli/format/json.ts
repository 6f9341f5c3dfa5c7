import { CallableValue, Complex, Float, Integer, Nil, Struct, asInteger, entriesOf, kindOf } from './template/values.ts';
import type { MapValue, Value } from './template/values.ts';

const escapeSeparators = (json: string): string => json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

const ESCAPES: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };

/** What Go does to all JSON unless it is told not to. */
export function escapeHtml(json: string): string {
  return json.replace(/[<>&]/g, (character) => ESCAPES[character]!);
}

/** JSON as Go's encoding/json writes it, without escaping HTML: the fields of structs in their order, maps by key. */
export function toJson(value: Value): string {
  switch (kindOf(value)) {
    case 'invalid':
      return 'null';
    case 'nil':
      return 'null';
    case 'slice':
      return `[${(value as readonly Value[]).map(toJson).join(',')}]`;
    case 'map':
      return `{${entriesOf(value as MapValue).map(([key, item]) => `${toJson(String(key))}:${toJson(item)}`).join(',')}}`;
    case 'struct': {
      const struct = value as Struct;
      if (struct.json !== undefined) return typeof struct.json === 'function' ? (struct.json as () => string)() : escapeSeparators(JSON.stringify(struct.json));
      return `{${[...struct.fields].map(([name, item]) => `${toJson(name)}:${toJson(item)}`).join(',')}}`;
    }
    case 'int':
    case 'uint':
      return String(asInteger(value));
    case 'float':
      return JSON.stringify(value instanceof Float ? value.value : value);
    case 'string':
      return escapeSeparators(JSON.stringify(value));
    case 'func':
    case 'complex':
      return 'null';
    default:
      return JSON.stringify(value);
  }
}

export { CallableValue, Complex, Integer, Nil };
