import { toBytes, toText } from '../../../core/bytes.ts';
import type { LayerEntry } from '../layer.ts';

/** Bytes of a tar's records. */
export const RECORD = 512;

/** What is wrong with an archive, in the words of Go's archive/tar, which Docker passes on. */
export class TarError extends Error {
  override readonly name = 'TarError';
}

/** The type flags of ustar that become entries. */
export const TYPE_FLAGS: ReadonlyMap<string, LayerEntry['type']> = new Map([
  ['0', 'file'], ['\0', 'file'], ['7', 'file'], ['1', 'hardlink'], ['2', 'symlink'], ['3', 'character'], ['4', 'block'], ['5', 'directory'], ['6', 'fifo'],
]);
export const PAX = 'x';
export const PAX_GLOBAL = 'g';
export const GNU_LONG_NAME = 'L';
export const GNU_LONG_LINK = 'K';

/** The fields of a header, by offset and length (POSIX ustar). */
export const FIELDS = {
  name: [0, 100], mode: [100, 8], uid: [108, 8], gid: [116, 8], size: [124, 12], modified: [136, 12], checksum: [148, 8], type: [156, 1],
  link: [157, 100], magic: [257, 8], user: [265, 32], group: [297, 32], major: [329, 8], minor: [337, 8], prefix: [345, 155],
} as const;

export type Field = keyof typeof FIELDS;

export function padding(size: number): number {
  return (RECORD - (size % RECORD)) % RECORD;
}

/** The sum of a header's bytes with its own sum taken as spaces. */
export function checksumOf(header: Uint8Array): number {
  const [from, length] = FIELDS.checksum;
  let sum = 32 * length;
  for (let i = 0; i < RECORD; i++) if (i < from || i >= from + length) sum += header[i]!;
  return sum;
}

/** Text up to the first NUL. */
export function readString(header: Uint8Array, field: Field): string {
  const [from, length] = FIELDS[field];
  const bytes = header.subarray(from, from + length);
  const end = bytes.indexOf(0);
  return toText(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Octal digits, or GNU's base 256 for what is too large for them. */
export function readNumber(header: Uint8Array, field: Field): number {
  const [from, length] = FIELDS[field];
  if (header[from]! & 0x80) {
    let value = header[from]! & 0x7f;
    for (let i = 1; i < length; i++) value = value * 256 + header[from + i]!;
    if (!Number.isSafeInteger(value)) throw new TarError('archive/tar: invalid tar header');
    return value;
  }
  const text = readString(header, field).trim();
  if (text === '') return 0;
  if (!/^[0-7]+$/.test(text)) throw new TarError('archive/tar: invalid tar header');
  return parseInt(text, 8);
}

export function writeString(header: Uint8Array, field: Field, text: string): void {
  header.set(toBytes(text).subarray(0, FIELDS[field][1]), FIELDS[field][0]);
}

/** False when the number does not fit. */
export function writeNumber(header: Uint8Array, field: Field, value: number): boolean {
  const digits = FIELDS[field][1] - 1;
  const text = Math.max(0, value).toString(8).padStart(digits, '0');
  const fits = value >= 0 && text.length <= digits;
  writeString(header, field, fits ? text : '0'.repeat(digits));
  return fits;
}
