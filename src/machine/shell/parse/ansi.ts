import { normalise } from '../text.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07', b: '\b', e: '\x1b', E: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"', '?': '?',
};

const ESCAPE = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|c([^])|([^]))/g;

/** A byte as text: see `decode`. */
function byteText(byte: number): string {
  return byte < 0x80 ? String.fromCharCode(byte) : String.fromCharCode(0xdc00 + byte);
}

/** What `$'…'` stands for, given what is between the quotes. Text after a NUL is dropped, as C strings do. */
export function decodeAnsi(text: string): string {
  const decoded = text.replace(ESCAPE, (whole, octal, hex, short, long, control, other) => {
    if (octal !== undefined) return byteText(parseInt(octal, 8) & 0xff);
    if (hex !== undefined) return byteText(parseInt(hex, 16));
    if (short !== undefined || long !== undefined) return codePoint(parseInt(short ?? long, 16));
    if (control !== undefined) return String.fromCharCode(control.toUpperCase().charCodeAt(0) & 0x1f);
    return SIMPLE[other as string] ?? whole;
  });
  const end = decoded.indexOf('\0');
  return normalise(end < 0 ? decoded : decoded.slice(0, end));
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
