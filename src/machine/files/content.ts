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
