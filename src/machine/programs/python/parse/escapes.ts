import { toBytes } from '../../../../core/bytes.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"', '\n': '', '0': '\0' };

/** What a string's backslashes mean; in bytes there are no code points. */
export function unescape(text: string, isBytes: boolean): string {
  const plain = isBytes ? [...toBytes(text)].map((byte) => String.fromCharCode(byte)).join('') : text;
  if (!plain.includes('\\')) return plain;
  return plain.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g, (all, hex: string | undefined, short: string | undefined, long: string | undefined, octal: string | undefined, simple: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (!isBytes && (short ?? long) !== undefined) return String.fromCodePoint(Number.parseInt((short ?? long)!, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return simple === undefined ? all : (ESCAPES[simple] ?? all);
  });
}
