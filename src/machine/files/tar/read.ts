import { Gunzip, gunzipSync } from 'fflate';
import { NO_BYTES, concat, toBytes, toText } from '../../../core/bytes.ts';
import { NotSimulated } from '../../../core/errors.ts';
import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import { Body } from '../body.ts';
import { recognise } from '../content.ts';
import type { Content } from '../content.ts';
import type { LayerEntry } from '../layer.ts';
import { GNU_LONG_LINK, GNU_LONG_NAME, PAX, PAX_GLOBAL, RECORD, TYPE_FLAGS, TarError, checksumOf, padding, readNumber, readString } from './format.ts';

/** Contents up to this size are kept as they came; larger ones as pages, so that zeros cost nothing. */
const FLAT = 1024 * 1024;

/** The entries of a tar, gzipped or not. Paths lose their leading `/` and `./`; `..` stays, for the reader to refuse. Throws TarError. */
export function fromTar(bytes: Uint8Array): LayerEntry[] {
  const reader = new TarReader();
  reader.push(isGzip(bytes) ? gunzip(bytes) : bytes);
  return reader.end();
}

/** The same from a stream, without holding what is described or zeros. Throws TarError. */
export function* readTar(input: Input): Process<LayerEntry[]> {
  const reader = new TarReader();
  let push = (chunk: Uint8Array): void => reader.push(chunk);
  let start: Uint8Array = NO_BYTES;
  for (;;) {
    const chunk = yield* input.read();
    if (chunk.length === 0) break;
    if (start.length < 2) {
      start = concat([start, chunk]);
      if (start.length < 2) continue;
      if (isGzip(start)) push = gunzipper(reader);
      push(start);
    } else push(chunk);
  }
  if (start.length < 2) reader.push(start);
  return reader.end();
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function gunzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch {
    throw new TarError('unexpected EOF');
  }
}

function gunzipper(reader: TarReader): (chunk: Uint8Array) => void {
  const stream = new Gunzip((chunk) => reader.push(chunk));
  return (chunk) => {
    try {
      // fflate keeps what it is given until more comes.
      stream.push(chunk.slice());
    } catch (error) {
      throw error instanceof TarError || error instanceof NotSimulated ? error : new TarError('gzip: invalid header');
    }
  };
}

/** Other packings, by the bytes they start with. */
const PACKINGS: readonly (readonly [name: string, start: readonly number[]])[] = [
  ['bzip2', [0x42, 0x5a, 0x68]], ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]], ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
];

/** What pax records or GNU's long names say of the next entry. */
type Overrides = Map<string, string>;

interface Pending {
  readonly header: Uint8Array;
  readonly flag: string;
  readonly size: number;
  /** With the zeros that follow. */
  left: number;
  body: Uint8Array[] | Body;
  taken: number;
}

/** Takes a tar in pieces of any length. */
export class TarReader {
  readonly #entries: LayerEntry[] = [];
  #rest: Uint8Array = NO_BYTES;
  #pending: Pending | undefined;
  #next: Overrides = new Map();
  readonly #always: Overrides = new Map();
  #isOver = false;
  #isStarted = false;

  push(bytes: Uint8Array): void {
    let chunk = this.#rest.length > 0 ? concat([this.#rest, bytes]) : bytes;
    this.#rest = NO_BYTES;
    while (chunk.length > 0 && !this.#isOver) {
      if (this.#pending) chunk = this.#take(this.#pending, chunk);
      else if (chunk.length < RECORD) {
        this.#rest = chunk.slice();
        return;
      } else {
        this.#header(chunk.subarray(0, RECORD));
        chunk = chunk.subarray(RECORD);
      }
    }
  }

  /**
   * Throws TarError where the archive was cut off. What is missing may be the last entry's padding, as a whole, and the
   * two empty records: the docker command sends such contexts (`build -f -`), and archive/tar of Go takes them.
   */
  end(): LayerEntry[] {
    const last = this.#pending;
    if (last && last.taken === last.size && last.left === padding(last.size)) {
      this.#pending = undefined;
      this.#finish(last);
    }
    if (this.#pending || (this.#rest.length > 0 && !this.#isOver)) throw new TarError('unexpected EOF');
    return this.#entries;
  }

  #header(header: Uint8Array): void {
    if (header.every((byte) => byte === 0)) {
      this.#isOver = true;
      return;
    }
    if (!this.#isStarted) refusePackings(header);
    this.#isStarted = true;
    if (readNumber(header, 'checksum') !== checksumOf(header)) throw new TarError('archive/tar: invalid tar header');
    const flag = String.fromCharCode(header[156]!);
    if (flag === 'S') throw new NotSimulated('a sparse tar');
    const override = flag === PAX || flag === PAX_GLOBAL ? undefined : this.#said('size');
    const hasBody = flag !== '1' && flag !== '2' && flag !== '5' && flag !== '6' && flag !== '3' && flag !== '4';
    const size = hasBody ? Number(override ?? readNumber(header, 'size')) : 0;
    if (!Number.isSafeInteger(size) || size < 0) throw new TarError('archive/tar: invalid tar header');
    const body = size > FLAT ? new Body() : [];
    const pending: Pending = { header: header.slice(), flag, size, left: size + padding(size), body, taken: 0 };
    if (pending.left === 0) this.#finish(pending);
    else this.#pending = pending;
  }

  #take(pending: Pending, chunk: Uint8Array): Uint8Array {
    const part = chunk.subarray(0, pending.left);
    pending.left -= part.length;
    const data = part.subarray(0, pending.size - pending.taken);
    if (pending.body instanceof Body) pending.body.write(pending.taken, data);
    else if (data.length > 0) pending.body.push(data);
    pending.taken += data.length;
    if (pending.left === 0) {
      this.#pending = undefined;
      this.#finish(pending);
    }
    return chunk.subarray(part.length);
  }

  #finish({ header, flag, size, body }: Pending): void {
    const text = () => toText(body instanceof Body ? body.bytes() : concat(body));
    switch (flag) {
      case PAX:
        return readPax(text(), this.#next);
      case PAX_GLOBAL:
        return readPax(text(), this.#always);
      case GNU_LONG_NAME:
        this.#next.set('path', text().replace(/\0.*$/s, ''));
        return;
      case GNU_LONG_LINK:
        this.#next.set('linkpath', text().replace(/\0.*$/s, ''));
        return;
    }
    const type = TYPE_FLAGS.get(flag);
    if (type) this.#entries.push(this.#entry(header, type, () => contentOf(body, size)));
    this.#next = new Map();
  }

  #entry(header: Uint8Array, typeByFlag: LayerEntry['type'], content: () => Content): LayerEntry {
    const rawPath = this.#said('path') ?? joined(readString(header, 'magic').startsWith('ustar') ? readString(header, 'prefix') : '', readString(header, 'name'));
    // Very old archives mark folders by a slash alone.
    const type = typeByFlag === 'file' && rawPath.endsWith('/') ? 'directory' : typeByFlag;
    const number = (name: string, field: 'uid' | 'gid' | 'modified') => Math.floor(Number(this.#said(name) ?? readNumber(header, field)));
    const entry: LayerEntry = {
      path: relative(rawPath),
      type,
      mode: readNumber(header, 'mode') & 0o7777,
      uid: number('uid', 'uid'),
      gid: number('gid', 'gid'),
      modified: number('mtime', 'modified'),
    };
    const link = this.#said('linkpath') ?? readString(header, 'link');
    if (type === 'file') return { ...entry, content: content() };
    if (type === 'symlink') return { ...entry, target: link };
    if (type === 'hardlink') return { ...entry, target: relative(link) };
    if (type === 'character' || type === 'block') return { ...entry, device: [readNumber(header, 'major'), readNumber(header, 'minor')] };
    return entry;
  }

  #said(name: string): string | undefined {
    return this.#next.get(name) ?? this.#always.get(name);
  }
}

function contentOf(body: Uint8Array[] | Body, size: number): Content {
  if (!(body instanceof Body)) return recognise(concat(body).slice());
  const start = recognise(body.read(0, 1024), size);
  // Past its header a description has nothing but zeros.
  if (!(start instanceof Uint8Array) && body.isZeroFrom(1024)) return start;
  return body.content();
}

function refusePackings(header: Uint8Array): void {
  for (const [name, start] of PACKINGS) {
    if (start.every((byte, at) => header[at] === byte)) throw new NotSimulated(`${name} compression`);
  }
}

function joined(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}/${name}`;
}

function relative(path: string): string {
  return path
    .split('/')
    .filter((name) => name !== '' && name !== '.')
    .join('/');
}

function readPax(text: string, into: Overrides): void {
  const bytes = toBytes(text);
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const length = Number(toText(bytes.subarray(at, Math.max(at, space))));
    const end = at + length;
    if (space < 0 || !Number.isInteger(length) || length < 5 || end > bytes.length || bytes[end - 1] !== 10) throw new TarError('archive/tar: invalid tar header');
    const record = toText(bytes.subarray(space + 1, end - 1));
    const equals = record.indexOf('=');
    if (equals < 0) throw new TarError('archive/tar: invalid tar header');
    into.set(record.slice(0, equals), record.slice(equals + 1));
    at = end;
  }
}
