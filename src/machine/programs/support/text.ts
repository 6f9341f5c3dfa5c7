import { concat, toBytes } from '../../../core/bytes.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * UTF-8 to text without loss: a byte that is not valid UTF-8 becomes one of U+DC80 to U+DCFF (a lone surrogate, which
 * valid text never holds), and `encodeText` gives the same byte back. So filters pass binary data through unharmed.
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return decodeLoosely(bytes);
  }
}

function decodeLoosely(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i);
    if (length === 0) text += String.fromCharCode(0xdc00 + bytes[i++]!);
    else if (length === 1) text += String.fromCharCode(bytes[i++]!);
    else {
      text += strict.decode(bytes.subarray(i, i + length));
      i += length;
    }
  }
  return text;
}

/** Bytes of the valid sequence at `i`; 0 when there is none. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i]!;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  if (length === 0 || i + length > bytes.length) return 0;
  for (let k = 1; k < length; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) return 0;
  const second = bytes[i + 1]!;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second >= 0xa0) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second >= 0x90) return 0;
  return length;
}

/** The bytes that `decodeText` was given. */
export function encodeText(text: string): Uint8Array {
  if (!/[\ud800-\udfff]/.test(text)) return toBytes(text);
  const parts: Uint8Array[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xd800 && code < 0xdc00 && isLow(text.charCodeAt(i + 1))) i++;
    else if (code >= 0xdc80 && code <= 0xdcff) {
      if (i > start) parts.push(toBytes(text.slice(start, i)));
      parts.push(new Uint8Array([code - 0xdc00]));
      start = i + 1;
    }
  }
  if (start < text.length) parts.push(toBytes(text.slice(start)));
  return parts.length === 0 ? toBytes('') : concat(parts);
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** One character a byte, U+0000 to U+00FF: for tools that count and compare bytes. */
export function toLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

export function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
