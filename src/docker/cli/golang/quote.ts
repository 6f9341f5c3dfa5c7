/** Strings as Go's strconv.Quote writes them. */

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v', '\\': '\\\\',
};

const hex = (code: number, width: number): string => code.toString(16).padStart(width, '0');

/** unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space. */
export function isPrintable(character: string): boolean {
  return character === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character);
}

export function escapeRune(character: string, quote: string, isAsciiOnly = false): string {
  if (character === quote) return `\\${quote}`;
  const escape = ESCAPES[character];
  if (escape !== undefined) return escape;
  const code = character.codePointAt(0)!;
  if (code < 0x80 || !isAsciiOnly) if (isPrintable(character)) return character;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

/** `%q`: in double quotes, with Go's escapes. */
export function quote(text: string, isAsciiOnly = false): string {
  let quoted = '"';
  for (const character of text) quoted += escapeRune(character, '"', isAsciiOnly);
  return `${quoted}"`;
}

/** A Go string literal's value, or undefined where it isn't one. Takes "…" and `…`. */
export function unquote(literal: string): string | undefined {
  const mark = literal[0];
  if (literal.length < 2 || mark !== literal.at(-1)) return undefined;
  const inner = literal.slice(1, -1);
  if (mark === '`') return inner.includes('`') ? undefined : inner.replaceAll('\r', '');
  if (mark !== '"' || inner.includes('\n')) return undefined;
  return unescape(inner, '"');
}

const SIMPLE: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

/** Undoes backslash escapes; undefined when one is wrong or `quote` stands bare. */
export function unescape(text: string, mark: string): string | undefined {
  let value = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === mark) return undefined;
    if (character !== '\\') {
      value += character;
      continue;
    }
    const next = text[++i];
    if (next === undefined) return undefined;
    if (SIMPLE[next] !== undefined) value += SIMPLE[next];
    else if (next === mark) value += mark;
    else {
      const escape = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3}))/.exec(text.slice(i));
      if (!escape) return undefined;
      const code = escape[4] === undefined ? Number.parseInt((escape[1] ?? escape[2] ?? escape[3])!, 16) : Number.parseInt(escape[4], 8);
      if (code > 0x10ffff) return undefined;
      value += String.fromCodePoint(code);
      i += escape[0].length - 1;
    }
  }
  return value;
}
