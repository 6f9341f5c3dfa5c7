import { digestOf } from '../../core/digest.ts';
import type { Digest } from '../../core/digest.ts';
import { isDescribed, sizeOf } from '../../machine/files/content.ts';
import type { LayerEntry } from '../../machine/files/layer.ts';

/** A layer as registries and engines hand it on. */
export interface Layer {
  /** Digest of the uncompressed content. */
  readonly diffId: Digest;
  /** Bytes of its files, uncompressed: what SIZE adds up. */
  readonly size: number;
  /** Digest and bytes of the compressed blob. */
  readonly blob: Digest;
  readonly blobSize: number;
  readonly entries: readonly LayerEntry[];
}

/** The digest of a layer's content: of its entries in their order, described content by its description. */
export function diffIdOf(entries: readonly LayerEntry[]): Digest {
  return digestOf(entries.map(line).join('\n'));
}

/** Bytes of all files of a layer; other names of a file (hard links) count once. */
export function layerSize(entries: readonly LayerEntry[]): number {
  return entries.reduce((sum, entry) => sum + (entry.content ? sizeOf(entry.content) : 0), 0);
}

/** The digest of the compressed form: what registries know the layer by. A function of the content, as with a fixed compressor. */
export function blobDigest(diffId: Digest): Digest {
  return digestOf(`gzip ${diffId}`);
}

/** Text and programs compress to about 38%, which is what gzip makes of Debian's base layer. */
export function compressedSize(size: number): number {
  return Math.max(32, Math.round(size * 0.38));
}

export function layerOf(entries: readonly LayerEntry[], blobSize?: number): Layer {
  const diffId = diffIdOf(entries);
  const size = layerSize(entries);
  return { diffId, size, blob: blobDigest(diffId), blobSize: blobSize ?? compressedSize(size), entries };
}

function line(entry: LayerEntry): string {
  const content = entry.content;
  return [
    entry.path, entry.type, entry.mode.toString(8), entry.uid, entry.gid, entry.modified,
    entry.target ?? '', entry.device?.join(':') ?? '',
    !content ? '' : isDescribed(content) ? `${content.kind} ${content.name} ${content.size} ${content.platform ?? ''}` : digestOf(content),
  ].join('\t');
}

/** For logs and keys: the first 12 digits. */
export function shortDigest(digest: Digest): string {
  return digest.slice(7, 19);
}

