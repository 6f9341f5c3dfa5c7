import { NO_BYTES, toBytes, toText } from '../../core/bytes.ts';
import { SystemError } from '../errno.ts';

/**
 * What a regular file holds: bytes, or a description of bytes that nobody has to keep in memory, so that a 900 MB image
 * costs nothing and still counts. Content is never changed in place; a write makes a new one.
 */
export type Content = Uint8Array | Described;

/**
 * Bytes that are known by description. When they are really read they are `\x7fELF` (programs) or nothing, then the
 * description as one line of JSON, then zeros up to `size`; reading that header back gives the description again, so
 * it survives tar, `docker save` and `docker cp`.
 */
export interface Described {
  readonly kind: 'program' | 'filler';
  /** Bytes. */
  readonly size: number;
  /** A program's name in the table of programs (`busybox`, `nginx`); for filler what tells one from another. */
  readonly name: string;
  /** `linux/amd64` where only that processor runs it; absent where any does. */
  readonly platform?: string;
}

export function isDescribed(content: Content): content is Described {
  return !(content instanceof Uint8Array);
}

/** Bytes. */
export function sizeOf(content: Content): number {
  return content instanceof Uint8Array ? content.length : content.size;
}

/** Filler of this name is nothing but zeros, without a header: what `truncate -s 1G` makes. */
export const ZEROS = 'zeros';

/** What is not kept in memory as bytes: past this, reading a whole file throws EFBIG. */
export const LARGEST_WHOLE = 256 * 1024 * 1024;

const HEADER_MARK = 'drydock-content ';
const ELF = '\x7fELF';

/** The first bytes of what is described: its header, at most `size` bytes of it; all that follow are zeros. */
export function headOf(described: Described): Uint8Array {
  if (described.kind === 'filler' && described.name === ZEROS) return NO_BYTES;
  const { kind, size, name, platform } = described;
  const line = HEADER_MARK + JSON.stringify(platform === undefined ? { kind, size, name } : { kind, size, name, platform }) + '\n';
  return toBytes((kind === 'program' ? ELF : '') + line).subarray(0, size);
}

/** The bytes themselves. Throws EFBIG past 256 MiB. */
export function materialise(content: Content): Uint8Array {
  if (content instanceof Uint8Array) return content;
  if (content.size > LARGEST_WHOLE) throw new SystemError('EFBIG');
  const bytes = new Uint8Array(content.size);
  bytes.set(headOf(content));
  return bytes;
}

/** A quick look whether `recognise` is worth the trouble. */
export function startsDescribed(bytes: Uint8Array | undefined): boolean {
  const from = bytes?.[0] === 0x7f ? ELF.length : 0;
  return bytes?.[from] === HEADER_MARK.charCodeAt(0) && bytes[from + 1] === HEADER_MARK.charCodeAt(1) && bytes[from + 7] === HEADER_MARK.charCodeAt(7);
}

/**
 * The description that `bytes` are the start of (or the bytes themselves). `size` is how many bytes there are in all,
 * when only the first of them are at hand; a description whose size is another is not believed.
 */
export function recognise(bytes: Uint8Array, size = bytes.length): Content {
  const from = bytes[0] === 0x7f ? ELF.length : 0;
  if (bytes[from] !== HEADER_MARK.charCodeAt(0)) return bytes;
  const end = bytes.subarray(0, 1024).indexOf(10);
  if (end < 0) return bytes;
  const line = toText(bytes.subarray(from, end));
  if (!line.startsWith(HEADER_MARK)) return bytes;
  const described = parseHeader(line.slice(HEADER_MARK.length));
  if (!described || described.size !== size) return bytes;
  if ((described.kind === 'program') !== (from > 0)) return bytes;
  return bytes.subarray(end + 1).every((byte) => byte === 0) ? described : bytes;
}

function parseHeader(json: string): Described | undefined {
  try {
    const { kind, size, name, platform } = JSON.parse(json) as Partial<Described>;
    if ((kind !== 'program' && kind !== 'filler') || typeof size !== 'number' || typeof name !== 'string') return undefined;
    return platform === undefined ? { kind, size, name } : { kind, size, name, platform: String(platform) };
  } catch {
    return undefined;
  }
}
