import { deflateSync, inflateSync } from 'fflate';
import { toBytes, toText } from '../../core/bytes.ts';
import { JournalError, formatJournal, parseJournal } from './journal.ts';
import type { Journal } from './journal.ts';

const LINK_LIMIT = 4 << 20;

/** A journal as it stands in a link's fragment: deflated, in base64url. */
export function packJournal(journal: Journal): string {
  return toBase64Url(deflateSync(toBytes(formatJournal(journal)), { level: 9 }));
}

/** The other way. Throws JournalError; reads at most 4 MiB, however well they were packed. */
export function unpackJournal(packed: string): Journal {
  let bytes: Uint8Array;
  try {
    bytes = inflateSync(fromBase64Url(packed), { out: new Uint8Array(LINK_LIMIT) });
  } catch {
    throw new JournalError('this link is damaged, or holds more than 4 MiB');
  }
  return parseJournal(toText(bytes));
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const digits = Math.min(4, bytes.length - i + 1);
    for (let d = 0; d < digits; d++) text += ALPHABET[(group >> (18 - 6 * d)) & 63];
  }
  return text;
}

export function fromBase64Url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let group = 0;
  let bits = 0;
  for (const character of text) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) throw new JournalError('this link is damaged');
    group = ((group << 6) | digit) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (group >> bits) & 255;
    }
  }
  return bytes.subarray(0, at);
}
