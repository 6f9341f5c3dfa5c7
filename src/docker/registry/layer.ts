import { digestOf } from '../../core/digest.ts';
import type { Digest } from '../../core/digest.ts';
import type { Layer } from '../../machine/files/layer.ts';

/** A layer as registries hand it on: compressed. Its diff id is `layer.digest`. */
export interface BlobLayer {
  readonly layer: Layer;
  /** Digest and bytes of the compressed blob. */
  readonly digest: Digest;
  readonly size: number;
}

/** Packs a layer for a registry; its compressed size is guessed unless it is known. */
export function packLayer(layer: Layer, size: number = compressedSize(layer.size)): BlobLayer {
  return { layer, digest: blobDigest(layer.digest), size };
}

/** The digest of the compressed form: what registries know a layer by. A function of the content, as with a fixed compressor. */
export function blobDigest(diffId: Digest): Digest {
  return digestOf(`gzip ${diffId}`);
}

/** Text and programs compress to about 38%, which is what gzip makes of Debian's base layer. */
export function compressedSize(size: number): number {
  return Math.max(32, Math.round(size * 0.38));
}
