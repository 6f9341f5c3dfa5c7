import { sha256 } from '@noble/hashes/sha2.js';
import { toBytes } from './bytes.ts';

/** `sha256:` and 64 hexadecimal digits. */
export type Digest = `sha256:${string}`;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** 64 hexadecimal digits, without a prefix. Text is taken as UTF-8. */
export function sha256Hex(content: Uint8Array | string): string {
  return toHex(sha256(typeof content === 'string' ? toBytes(content) : content));
}

export function digestOf(content: Uint8Array | string): Digest {
  return `sha256:${sha256Hex(content)}`;
}
