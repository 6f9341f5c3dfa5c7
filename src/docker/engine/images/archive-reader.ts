import { NO_BYTES, concat, toText } from '../../../core/bytes.ts';
import type { Process } from '../../../core/process.ts';
import { readAll } from '../../../core/stream.ts';
import type { Input } from '../../../core/stream.ts';
import type { LayerEntry } from '../../../machine/files/layer.ts';
import { TarError, readTar } from '../../../machine/files/tar.ts';
import { FIELDS, PAX, RECORD, readNumber, readString } from '../../../machine/files/tar/format.ts';

/** What an archive of images holds: documents by path, and layers, which are tars in it. */
export interface ImageArchive {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly layers: ReadonlyMap<string, readonly LayerEntry[]>;
  /** `layer.tar` links of older archives: path to path. */
  readonly links: ReadonlyMap<string, string>;
}

const LARGEST_DOCUMENT = 64 * 1024 * 1024;

/** Reads `docker save`'s archive as it comes, unpacking the layers on the way. Throws TarError. */
export function* readImageArchive(input: Input): Process<ImageArchive> {
  const source = new Source(input);
  const files = new Map<string, Uint8Array>();
  const layers = new Map<string, readonly LayerEntry[]>();
  const links = new Map<string, string>();
  let override: string | undefined;
  for (;;) {
    const header = yield* source.take(RECORD);
    if (header.length === 0 || header.every((byte) => byte === 0)) break;
    if (header.length < RECORD) throw new TarError('unexpected EOF');
    const flag = String.fromCharCode(header[FIELDS.type[0]]!);
    const path = (override ?? nameOf(header)).replace(/^\.?\/+/, '').replace(/\/$/, '');
    override = undefined;
    const size = readNumber(header, 'size');
    if (flag === PAX) override = pathOf(yield* source.take(size));
    else if (flag === '0' || flag === '\0') {
      const start = yield* source.peek(RECORD);
      if (isLayer(path, size, start)) layers.set(path, yield* readTar(source.limited(size)));
      else files.set(path, yield* readAll(source.limited(size), LARGEST_DOCUMENT));
    } else {
      if (flag === '1' || flag === '2') links.set(path, resolve(path, readString(header, 'link'), flag === '2'));
      yield* source.skip(size);
    }
    yield* source.finish(size);
  }
  yield* source.drain();
  return { files, layers, links };
}

function nameOf(header: Uint8Array): string {
  const prefix = readString(header, 'magic').startsWith('ustar') ? readString(header, 'prefix') : '';
  return prefix === '' ? readString(header, 'name') : `${prefix}/${readString(header, 'name')}`;
}

function pathOf(records: Uint8Array): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)/.exec(toText(records))?.[1];
}

/** A tar, gzipped or not; an empty layer is nothing but zeros. */
function isLayer(path: string, size: number, start: Uint8Array): boolean {
  if (path.endsWith('.json') || path === 'repositories' || path === 'oci-layout') return false;
  if (start[0] === 0x1f && start[1] === 0x8b) return true;
  if (readString(start, 'magic').startsWith('ustar')) return true;
  return size >= 2 * RECORD && start.every((byte) => byte === 0);
}

function resolve(path: string, target: string, isSymbolic: boolean): string {
  if (!isSymbolic) return target;
  const parts = path.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** An input from which exact numbers of bytes are taken. */
class Source {
  #rest: Uint8Array = NO_BYTES;
  /** Bytes of the member that were not read. */
  #left = 0;

  constructor(private readonly input: Input) {}

  *peek(count: number): Process<Uint8Array> {
    while (this.#rest.length < count) {
      const more = yield* this.input.read();
      if (more.length === 0) break;
      this.#rest = concat([this.#rest, more]);
    }
    return this.#rest.subarray(0, count);
  }

  /** Fewer at the end. */
  *take(count: number): Process<Uint8Array> {
    const bytes = (yield* this.peek(count)).slice();
    this.#rest = this.#rest.subarray(bytes.length);
    this.#left = 0;
    return bytes;
  }

  *skip(count: number): Process<void> {
    const input = this.limited(count);
    while ((yield* input.read()).length > 0);
  }

  /** The next `count` bytes as an input of their own. */
  limited(count: number): Input {
    this.#left = count;
    const read = (max?: number) => this.#read(max);
    return { read, close() {} };
  }

  *#read(max = 65_536): Process<Uint8Array> {
    if (this.#left === 0) return NO_BYTES;
    if (this.#rest.length === 0) this.#rest = yield* this.input.read();
    if (this.#rest.length === 0) throw new TarError('unexpected EOF');
    const part = this.#rest.subarray(0, Math.min(max, this.#left));
    this.#rest = this.#rest.subarray(part.length);
    this.#left -= part.length;
    return part;
  }

  /** Passes what is left of a member and its padding. */
  *finish(size: number): Process<void> {
    while (this.#left > 0) yield* this.#read();
    if (size % RECORD > 0) yield* this.take(RECORD - (size % RECORD));
  }

  *drain(): Process<void> {
    this.#rest = NO_BYTES;
    while ((yield* this.input.read()).length > 0);
  }
}
