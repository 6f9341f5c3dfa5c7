import { toBytes, toText } from './bytes.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 with padding. Text is taken as UTF-8. */
export function toBase64(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? toBytes(content) : content;
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]];
    text += DIGITS[a >> 2]! + DIGITS[((a & 3) << 4) | ((b ?? 0) >> 4)]!;
    text += (b === undefined ? '=' : DIGITS[((b & 15) << 2) | ((c ?? 0) >> 6)]!) + (c === undefined ? '=' : DIGITS[c & 63]!);
  }
  return text;
}

/** Takes the URL alphabet as well; what is not a digit is left out. */
export function base64Bytes(text: string): Uint8Array {
  const digits = [...text.replaceAll('-', '+').replaceAll('_', '/')].map((digit) => DIGITS.indexOf(digit)).filter((value) => value >= 0);
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  for (let i = 0; i < bytes.length; i++) {
    const at = Math.floor((i * 4) / 3);
    const [first, second] = [digits[at]!, digits[at + 1] ?? 0];
    bytes[i] = i % 3 === 0 ? (first << 2) | (second >> 4) : i % 3 === 1 ? (first << 4) | (second >> 2) : (first << 6) | second;
  }
  return bytes;
}

/** As UTF-8 text. */
export function fromBase64(text: string): string {
  return toText(base64Bytes(text));
}

/** As registries and the Engine's headers want it: the URL alphabet, with padding. */
export function toBase64Url(content: string | Uint8Array): string {
  return toBase64(content).replaceAll('+', '-').replaceAll('/', '_');
}
