import { toBytes, toText } from '../../core/bytes.ts';

/**
 * The shell's strings hold what programs write, which need not be UTF-8: a byte that is not is kept as the code unit
 * U+DC00 + byte (a lone low surrogate, which UTF-8 never gives), and becomes that byte again when it is written.
 */
const KEPT = /[\udc80-\udcff]/;

export function decode(bytes: Uint8Array): string {
  const text = toText(bytes);
  return text.includes('\ufffd') ? decodeKeeping(bytes) : text;
}

export function encode(text: string): Uint8Array {
  return KEPT.test(text) ? encodeKept(text) : toBytes(text);
}

/** Puts kept bytes together where they make up characters. */
export function normalise(text: string): string {
  return KEPT.test(text) ? decode(encode(text)) : text;
}

/** How many bytes the character that begins with `lead` has; 0 when none begins so. */
function lengthOf(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

function decodeKeeping(bytes: Uint8Array): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const length = lengthOf(bytes[at]!);
    const character = length > 0 && at + length <= bytes.length ? toText(bytes.subarray(at, at + length)) : '\ufffd';
    const isWhole = !character.includes('\ufffd') || (length === 3 && bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd);
    text += isWhole ? character : String.fromCharCode(0xdc00 + bytes[at]!);
    at += isWhole ? length : 1;
  }
  return text;
}

function encodeKept(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
    else bytes.push(...toBytes(character));
  }
  return Uint8Array.from(bytes);
}

/** Its characters: code points, not code units. */
export function charactersOf(text: string): readonly string[] | string {
  return /[\ud800-\udbff]/.test(text) ? Array.from(text) : text;
}
