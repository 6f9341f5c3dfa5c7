import { toBytes, toText } from '../../core/bytes.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard base64 with padding, of UTF-8. */
export function base64(text: string): string {
  return base64OfBytes(toBytes(text));
}

export function base64OfBytes(bytes: Uint8Array): string {
  let result = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b = 0, c = 0] = [bytes[i]!, bytes[i + 1], bytes[i + 2]];
    const left = bytes.length - i;
    const word = (a << 16) | (b << 8) | c;
    result += ALPHABET[word >> 18]! + ALPHABET[(word >> 12) & 63]! + (left > 1 ? ALPHABET[(word >> 6) & 63]! : '=') + (left > 2 ? ALPHABET[word & 63]! : '=');
  }
  return result;
}

/** Takes both alphabets, with or without padding; undefined for what is none. */
export function fromBase64(text: string): string | undefined {
  const bytes = bytesFromBase64(text);
  return bytes && toText(bytes);
}

export function bytesFromBase64(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  let [word, bits] = [0, 0];
  for (const character of text.replace(/=+$/, '')) {
    const value = character === '-' ? 62 : character === '_' ? 63 : ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    word = ((word << 6) | value) & 0xff_ffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((word >> bits) & 255);
    }
  }
  return Uint8Array.from(bytes);
}
