import { trimLeft } from './go-strings.ts';

/** What the text after an instruction is, as JSON: an array of strings, no array at all, an array with other things, or broken. */
export type JsonForm =
  | { readonly kind: 'strings'; readonly strings: readonly string[] }
  | { readonly kind: 'none' | 'mixed' | 'broken' };

export const NOT_STRINGS = 'when using JSON array syntax, arrays must be comprised of strings only';

/** The exec form, `["a", "b"]`. What is not valid JSON is the shell form, however much it looks like this. */
export function parseJsonForm(text: string): JsonForm {
  const rest = trimLeft(text);
  if (!rest.startsWith('[')) return { kind: 'none' };
  let value: unknown;
  try {
    value = JSON.parse(rest);
  } catch {
    return { kind: 'broken' };
  }
  if (!Array.isArray(value)) return { kind: 'broken' };
  if (!value.every((item): item is string => typeof item === 'string')) return { kind: 'mixed' };
  return { kind: 'strings', strings: value };
}
