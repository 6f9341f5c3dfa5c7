import { IndexedArray } from './arrays.ts';
import type { Value, Variable } from './variables.ts';

const SAFE = /^[A-Za-z0-9_/.,:=@%+-]+$/;
const CONTROL = /[\0-\x1f\x7f\udc80-\udcff]/;

/** As bash shows a value that can be read back: quoted only when it has to be. */
export function quote(value: string): string {
  if (SAFE.test(value) && !value.startsWith('~')) return value;
  return quoteAlways(value);
}

/** Always quoted: 'a', with $'…' for control characters. */
export function quoteAlways(value: string): string {
  if (CONTROL.test(value)) return ansi(value);
  return `'${value.replaceAll("'", "'\\''")}'`;
}

const NAMED: Readonly<Record<string, string>> = {
  '\n': '\\n', '\t': '\\t', '\r': '\\r', '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\v': '\\v', '\x1b': '\\E', "'": "\\'", '\\': '\\\\',
};

function ansi(value: string): string {
  const escaped = value.replace(/[\0-\x1f\x7f'\\\udc80-\udcff]/g, (c) => {
    const code = c.charCodeAt(0);
    return NAMED[c] ?? `\\${(code >= 0xdc80 ? code - 0xdc00 : code).toString(8).padStart(3, '0')}`;
  });
  return `$'${escaped}'`;
}

/** In double quotes, as `declare -p` shows values. */
export function quoteDouble(value: string): string {
  if (CONTROL.test(value)) return ansi(value);
  return `"${value.replace(/["$`\\]/g, '\\$&')}"`;
}

/** As dash and ash show values: in single quotes, with "'" for those within. */
export function quoteSingle(value: string): string {
  if (value === '') return "''";
  return value
    .split(/('+)/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith("'") ? `"${piece}"` : `'${piece}'`))
    .join('');
}

/** As ash shows the words of a command: quoted where they would mean something else. */
export function quoteForAsh(value: string): string {
  return /^[A-Za-z0-9_/.,:=@%+-]*$/.test(value) && !ASH_KEYWORDS.has(value) ? value : quoteSingle(value);
}

const ASH_KEYWORDS = new Set(['!', '[[', ']]', '{', '}', 'case', 'do', 'done', 'elif', 'else', 'esac', 'fi', 'for', 'function', 'if', 'in', 'then', 'until', 'while']);

/** With backslashes, as `printf %q` does. */
export function quoteBackslashed(value: string): string {
  if (value === '') return "''";
  if (CONTROL.test(value)) return ansi(value);
  return value.replace(/[^A-Za-z0-9_/.:=@%+\-\u0080-\uffff]/g, '\\$&').replace(/^~/, '\\~').replace(/^\\#|^#/, '\\#');
}

/** `declare`'s letters of what a variable is: `aixr`. */
export function attributeLetters(variable: Variable | undefined, value: Value | undefined): string {
  let letters = '';
  if (value instanceof IndexedArray) letters += 'a';
  if (value instanceof Map) letters += 'A';
  if (variable?.isInteger) letters += 'i';
  if (variable?.isReference) letters += 'n';
  if (variable?.isReadonly) letters += 'r';
  if (variable?.letterCase === 'lower') letters += 'l';
  if (variable?.letterCase === 'upper') letters += 'u';
  if (variable?.isExported) letters += 'x';
  return letters;
}
