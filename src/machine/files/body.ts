import { NO_BYTES } from '../../core/bytes.ts';
import { SystemError } from '../errno.ts';
import { LARGEST_WHOLE, ZEROS, headOf, isDescribed, materialise, recognise, sizeOf, startsDescribed } from './content.ts';
import type { Content, Described } from './content.ts';
import { inBlocks } from './space.ts';

/** Past this a file is kept as pages, so that holes and zeros cost nothing. */
const LARGEST_FLAT = 4 * 1024 * 1024;
const PAGE = 65_536;
const ZERO_PAGE = new Uint8Array(PAGE);

/**
 * The bytes of a regular file that can be written. In one buffer that grows by doubling while it is small, in pages when
 * it is large, as a description while nobody writes. What `content()` hands out is never changed later.
 */
export class Body {
  size: number;
  #described: Described | undefined;
  /** May be longer than `size`. */
  #buffer: Uint8Array = NO_BYTES;
  /** How much of the buffer somebody else may hold. */
  #sharedTo = 0;
  /** By number; what is absent is a hole. Zeros that were written are the shared page. */
  #pages: Map<number, Uint8Array> | undefined;
  /** How many of the pages are not the shared one of zeros. */
  #realPages = 0;

  constructor(content: Content = NO_BYTES) {
    this.size = 0;
    this.replace(content);
  }

  /** Bytes that it takes on a disk. */
  get allocated(): number {
    if (this.#pages) return Math.min(inBlocks(this.size), this.#pages.size * PAGE);
    if (this.#described?.name === ZEROS && this.#described.kind === 'filler') return 0;
    return inBlocks(this.size);
  }

  /** Bytes of this computer's own memory that it keeps. */
  get held(): number {
    return this.#pages ? this.#realPages * PAGE : this.#buffer.length;
  }

  /** How much `allocated` grows at most when `length` bytes are written at `offset`. */
  growth(offset: number, length: number): number {
    const end = Math.max(this.size, offset + length);
    if (!this.#pages && end <= LARGEST_FLAT) return inBlocks(end) - this.allocated;
    let isNew = 0;
    for (let page = Math.floor(offset / PAGE); page * PAGE < offset + length; page++) if (!this.#pages?.has(page)) isNew++;
    if (!this.#pages && !this.#described) return Math.max(0, inBlocks(length + Math.min(this.size, offset)) - this.allocated);
    return Math.max(0, Math.min(isNew * PAGE, inBlocks(offset + length) - this.allocated));
  }

  /** The whole. Throws EFBIG past 256 MiB of what is neither described nor zeros. */
  content(): Content {
    this.#recognise();
    if (this.#described) return this.#described;
    if (this.#pages) {
      if (this.#pages.size === 0) return { kind: 'filler', size: this.size, name: ZEROS };
      if (this.size > LARGEST_WHOLE) throw new SystemError('EFBIG');
      return this.read(0, this.size);
    }
    this.#sharedTo = Math.max(this.#sharedTo, this.size);
    return this.#buffer.length === this.size ? this.#buffer : this.#buffer.subarray(0, this.size);
  }

  /** What was copied byte for byte from something described is that again: a copied program runs. */
  #recognise(): void {
    if (this.#described || !startsDescribed(this.#pages ? this.#pages.get(0) : this.#buffer)) return;
    const content = recognise(this.read(0, 1024), this.size);
    if (content instanceof Uint8Array || !this.isZeroFrom(1024)) return;
    this.#pages = undefined;
    this.#buffer = NO_BYTES;
    this.#sharedTo = 0;
    this.#described = content;
  }

  /** A copy of at most `length` bytes from `offset` on; none past the end. */
  read(offset: number, length: number): Uint8Array {
    const end = Math.min(this.size, offset + length);
    if (offset >= end) return NO_BYTES;
    if (this.#described) {
      const bytes = new Uint8Array(end - offset);
      const head = headOf(this.#described);
      if (offset < head.length) bytes.set(head.subarray(offset, end));
      return bytes;
    }
    if (!this.#pages) return this.#buffer.slice(offset, end);
    const bytes = new Uint8Array(end - offset);
    for (let at = offset; at < end; ) {
      const start = at % PAGE;
      const part = Math.min(PAGE - start, end - at);
      const page = this.#pages.get(Math.floor(at / PAGE));
      if (page && page !== ZERO_PAGE) bytes.set(page.subarray(start, start + part), at - offset);
      at += part;
    }
    return bytes;
  }

  write(offset: number, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const end = offset + bytes.length;
    if (this.#described || this.#pages || end > LARGEST_FLAT) return this.#writePages(offset, bytes);
    this.#reserve(Math.max(end, this.size), offset);
    if (offset > this.size) this.#buffer.fill(0, this.size, offset);
    this.#buffer.set(bytes, offset);
    this.size = Math.max(this.size, end);
  }

  replace(content: Content): void {
    this.truncate(0);
    this.size = sizeOf(content);
    if (isDescribed(content)) this.#described = content;
    else {
      this.#buffer = content;
      this.#sharedTo = content.length;
    }
  }

  truncate(size: number): void {
    if (size === this.size) return;
    if (size === 0) {
      this.#described = undefined;
      this.#pages = undefined;
      this.#buffer = NO_BYTES;
      this.#sharedTo = 0;
    } else if (size > LARGEST_FLAT || this.#pages || this.#described) {
      if (this.size === 0 && size > LARGEST_FLAT) this.#described = { kind: 'filler', size, name: ZEROS };
      else this.#cutPages(size);
    } else if (size > this.size) {
      this.#reserve(size, this.size);
      this.#buffer.fill(0, this.size, size);
    }
    this.size = size;
  }

  /** Room for `size` bytes in a buffer that may be written from `from` on. */
  #reserve(size: number, from: number): void {
    if (size <= this.#buffer.length && from >= this.#sharedTo) return;
    const grown = new Uint8Array(size <= this.size ? size : Math.max(size, Math.min(LARGEST_FLAT, Math.ceil(this.size * 1.5) + 64)));
    grown.set(this.#buffer.subarray(0, this.size));
    this.#buffer = grown;
    this.#sharedTo = 0;
  }

  #writePages(offset: number, bytes: Uint8Array): void {
    const pages = this.#toPages();
    for (let at = 0; at < bytes.length; ) {
      const start = (offset + at) % PAGE;
      const number = Math.floor((offset + at) / PAGE);
      const part = bytes.subarray(at, at + PAGE - start);
      const isZero = isAllZero(part);
      let page = pages.get(number);
      const isReal = page !== undefined && page !== ZERO_PAGE;
      if (isZero && (!isReal || part.length === PAGE)) {
        pages.set(number, ZERO_PAGE);
        if (isReal) this.#realPages--;
      } else {
        if (page === undefined || page === ZERO_PAGE) {
          pages.set(number, (page = new Uint8Array(PAGE)));
          this.#realPages++;
        }
        page.set(part, start);
      }
      at += part.length;
    }
    this.size = Math.max(this.size, offset + bytes.length);
  }

  #cutPages(size: number): void {
    const pages = this.#toPages();
    for (const [number, page] of pages) {
      if (number * PAGE < size) continue;
      pages.delete(number);
      if (page !== ZERO_PAGE) this.#realPages--;
    }
    const last = Math.floor(size / PAGE);
    const page = pages.get(last);
    if (page && page !== ZERO_PAGE && size < this.size) page.fill(0, size % PAGE);
  }

  #toPages(): Map<number, Uint8Array> {
    if (this.#pages) return this.#pages;
    const pages = (this.#pages = new Map<number, Uint8Array>());
    this.#realPages = 0;
    const described = this.#described;
    const isHole = described?.kind === 'filler' && described.name === ZEROS;
    const bytes = described ? headOf(described) : this.#buffer.subarray(0, this.size);
    for (let at = 0; at < this.size && !isHole; at += PAGE) {
      const part = bytes.subarray(at, at + PAGE);
      if (isAllZero(part)) pages.set(at / PAGE, ZERO_PAGE);
      else {
        const page = new Uint8Array(PAGE);
        page.set(part);
        pages.set(at / PAGE, page);
        this.#realPages++;
      }
    }
    this.#described = undefined;
    this.#buffer = NO_BYTES;
    this.#sharedTo = 0;
    return pages;
  }

  /** Nothing but zeros follows. */
  isZeroFrom(offset: number): boolean {
    if (!this.#pages) return isAllZero(this.read(offset, this.size));
    for (const [number, page] of this.#pages) {
      if (page !== ZERO_PAGE && !isAllZero(page.subarray(Math.max(0, offset - number * PAGE)))) return false;
    }
    return true;
  }

  /** The whole as bytes. Throws EFBIG past 256 MiB. */
  bytes(): Uint8Array {
    if (this.size > LARGEST_WHOLE) throw new SystemError('EFBIG');
    return materialise(this.content());
  }
}

function isAllZero(bytes: Uint8Array): boolean {
  const { length, byteOffset, buffer } = bytes;
  let i = 0;
  if (byteOffset % 4 === 0) {
    // Four bytes at a time: a gigabyte of zeros is written now and then.
    const words = new Int32Array(buffer, byteOffset, Math.floor(length / 4));
    for (let word = 0; word < words.length; word++) if (words[word] !== 0) return false;
    i = words.length * 4;
  }
  return isZeroFrom(bytes, i);
}

function isZeroFrom(bytes: Uint8Array, from: number): boolean {
  for (let i = from; i < bytes.length; i++) if (bytes[i] !== 0) return false;
  return true;
}
