import { NO_BYTES, concat, toBytes } from '../../../core/bytes.ts';
import type { Input } from '../../../core/stream.ts';
import { headOf, isDescribed, sizeOf } from '../content.ts';
import type { Content } from '../content.ts';
import type { LayerEntry } from '../layer.ts';
import { FIELDS, PAX, RECORD, TYPE_FLAGS, checksumOf, padding, writeNumber, writeString } from './format.ts';

const CHUNK = 65_536;
const ZEROS = new Uint8Array(CHUNK);

const FLAG_OF = new Map([...TYPE_FLAGS].reverse().map(([flag, type]) => [type, flag]));
FLAG_OF.set('file', '0');

/** A tar (POSIX, with pax records where ustar has no room) of all entries, with their contents materialised. */
export function toTar(entries: Iterable<LayerEntry>): Uint8Array {
  return concat([...tarChunks(entries)]);
}

/** The same a piece at a time, so that large contents are never whole in memory. */
export function* tarChunks(entries: Iterable<LayerEntry>): Generator<Uint8Array, void, void> {
  for (const entry of entries) {
    yield* headers(entry);
    if (entry.type === 'file') yield* contentChunks(entry.content ?? NO_BYTES);
  }
  yield ZEROS.subarray(0, 2 * RECORD);
}

/** The same as an input to read from. */
export function tarInput(entries: Iterable<LayerEntry>): Input {
  const chunks = tarChunks(entries);
  let rest: Uint8Array = NO_BYTES;
  return {
    *read(max = CHUNK) {
      while (rest.length === 0) {
        const next = chunks.next();
        if (next.done) return NO_BYTES;
        rest = next.value;
      }
      const part = rest.subarray(0, max);
      rest = rest.subarray(part.length);
      return part;
    },
    close() {
      chunks.return();
      rest = NO_BYTES;
    },
  };
}

/** How long the tar will be, in bytes, without making it. */
export function tarSize(entries: Iterable<LayerEntry>): number {
  let size = 2 * RECORD;
  for (const entry of entries) {
    for (const header of headers(entry)) size += header.length;
    if (entry.type === 'file') size += sizeOf(entry.content ?? NO_BYTES) + padding(sizeOf(entry.content ?? NO_BYTES));
  }
  return size;
}

function* contentChunks(content: Content): Generator<Uint8Array, void, void> {
  const size = sizeOf(content);
  const head = isDescribed(content) ? headOf(content) : content;
  for (let at = 0; at < head.length; at += CHUNK) yield head.subarray(at, at + CHUNK);
  let left = size - head.length + padding(size);
  while (left > 0) {
    const part = ZEROS.subarray(0, left);
    yield part;
    left -= part.length;
  }
}

function* headers(entry: LayerEntry): Generator<Uint8Array, void, void> {
  const isFolder = entry.type === 'directory';
  const path = isFolder ? `${entry.path === '' ? '.' : entry.path}/` : entry.path;
  const pax: [string, string][] = [];
  const header = new Uint8Array(RECORD);
  if (!writePath(header, path)) pax.push(['path', path]);
  const link = entry.target ?? '';
  if (toBytes(link).length <= FIELDS.link[1]) writeString(header, 'link', link);
  else pax.push(['linkpath', link]);
  const size = entry.type === 'file' ? sizeOf(entry.content ?? NO_BYTES) : 0;
  writeNumber(header, 'mode', entry.mode);
  for (const [field, name, value] of [['uid', 'uid', entry.uid], ['gid', 'gid', entry.gid], ['size', 'size', size], ['modified', 'mtime', entry.modified]] as const) {
    if (!writeNumber(header, field, Math.floor(value))) pax.push([name, String(value)]);
  }
  writeString(header, 'type', FLAG_OF.get(entry.type)!);
  if (entry.device) {
    writeNumber(header, 'major', entry.device[0]);
    writeNumber(header, 'minor', entry.device[1]);
  }
  if (pax.length > 0) yield* paxHeaders(pax);
  yield sealed(header);
}

/** False when it does not fit in name and prefix, or is not ASCII. */
function writePath(header: Uint8Array, path: string): boolean {
  if (!/^[\x20-\x7e]*$/.test(path)) {
    writeString(header, 'name', path.replace(/[^\x20-\x7e]/g, '_'));
    return false;
  }
  if (path.length <= FIELDS.name[1]) {
    writeString(header, 'name', path);
    return true;
  }
  const slash = path.lastIndexOf('/', Math.min(FIELDS.prefix[1], path.length - 2));
  const fits = slash > 0 && path.length - slash - 1 <= FIELDS.name[1];
  writeString(header, 'name', fits ? path.slice(slash + 1) : path.slice(0, FIELDS.name[1]));
  if (fits) writeString(header, 'prefix', path.slice(0, slash));
  return fits;
}

/** Extended records: each is its own length in decimal, a space, `key=value` and a newline. */
function* paxHeaders(records: readonly (readonly [string, string])[]): Generator<Uint8Array, void, void> {
  const body = concat(records.map(([key, value]) => paxRecord(key, value)));
  const header = new Uint8Array(RECORD);
  writeString(header, 'name', 'PaxHeaders.0/entry');
  writeNumber(header, 'mode', 0o644);
  for (const field of ['uid', 'gid', 'modified'] as const) writeNumber(header, field, 0);
  writeNumber(header, 'size', body.length);
  writeString(header, 'type', PAX);
  yield sealed(header);
  yield body;
  if (padding(body.length) > 0) yield ZEROS.subarray(0, padding(body.length));
}

function paxRecord(key: string, value: string): Uint8Array {
  const rest = toBytes(` ${key}=${value}\n`);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return concat([toBytes(String(length)), rest]);
}

function sealed(header: Uint8Array): Uint8Array {
  writeString(header, 'magic', 'ustar\x0000');
  const sum = checksumOf(header);
  writeString(header, 'checksum', `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
}
