const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', '"': '"', "'": "'",
};

export interface Unescaped {
  readonly text: string;
  /** `\c` was met: nothing more is to be printed. */
  readonly isCut: boolean;
}

/**
 * Backslash escapes of `echo -e` and printf's `%b` (`\0nnn`), or of printf's format (`\nnn`, `\"`). Bytes come out as
 * `decodeText` has them.
 */
export function unescape(source: string, form: 'echo' | 'format'): Unescaped {
  let text = '';
  for (let i = 0; i < source.length; i++) {
    const character = source[i]!;
    if (character !== '\\' || i === source.length - 1) {
      text += character;
      continue;
    }
    const rest = source.slice(i + 1);
    if (rest[0] === 'c') return { text, isCut: true };
    const [value, length] = one(rest, form);
    text += value;
    i += length;
  }
  return { text, isCut: false };
}

function one(rest: string, form: 'echo' | 'format'): readonly [string, number] {
  const first = rest[0]!;
  const octal = (form === 'echo' ? /^0([0-7]{0,3})|^([1-7][0-7]{0,2})/ : /^([0-7]{1,3})/).exec(rest);
  if (octal) return [byte(Number.parseInt(octal[1] ?? octal[2] ?? '0', 8) || 0), octal[0].length];
  const hex = /^x([0-9a-fA-F]{1,2})/.exec(rest);
  if (hex) return [byte(Number.parseInt(hex[1]!, 16)), hex[0].length];
  const unicode = /^u([0-9a-fA-F]{1,4})|^U([0-9a-fA-F]{1,8})/.exec(rest);
  if (unicode) return [String.fromCodePoint(Math.min(0x10ffff, Number.parseInt((unicode[1] ?? unicode[2])!, 16))), unicode[0].length];
  const simple = form === 'echo' && (first === '"' || first === "'") ? undefined : SIMPLE[first];
  return simple === undefined ? [`\\${first}`, 1] : [simple, 1];
}

function byte(value: number): string {
  const code = value & 0xff;
  return code < 0x80 ? String.fromCharCode(code) : String.fromCharCode(0xdc00 + code);
}
