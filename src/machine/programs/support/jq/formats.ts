import { fromBase64, toBase64 } from '../base64.ts';
import { decodeText, encodeText } from '../text.ts';
import { JqError } from './ast.ts';
import type { Json } from './ast.ts';
import { compact, described, isArray } from './values.ts';

export function textOf(value: Json): string {
  return typeof value === 'string' ? value : compact(value);
}

function cells(format: string, value: Json): readonly Json[] {
  if (!isArray(value)) throw new JqError(`${described(value)} cannot be ${format}-formatted, only an array can be`);
  return value;
}

/** `@csv`, `@base64` and the like. */
export function formatValue(format: string, value: Json): string {
  switch (format) {
    case '@text': return textOf(value);
    case '@json': return compact(value);
    case '@csv': return cells('csv', value).map((cell) => (typeof cell === 'string' ? `"${cell.replaceAll('"', '""')}"` : cell === null ? '' : compact(cell))).join(',');
    case '@tsv': return cells('tsv', value).map((cell) => (cell === null ? '' : textOf(cell).replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r'))).join('\t');
    case '@html': return textOf(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;').replaceAll('"', '&quot;');
    case '@uri': return [...encodeText(textOf(value))].map((byte) => (/[\w.~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)).join('');
    case '@sh': return (isArray(value) ? value : [value]).map((item) => (typeof item === 'string' ? `'${item.replaceAll("'", "'\\''")}'` : compact(item))).join(' ');
    case '@base64': return toBase64(encodeText(textOf(value)));
    case '@base64d': return decodeText(fromBase64(textOf(value).padEnd(Math.ceil(textOf(value).length / 4) * 4, '=')).bytes);
    default: throw new JqError(`${format.slice(1)} is not a valid format`);
  }
}
