import type { Micros } from '../../../core/clock.ts';
import { digestOf } from '../../../core/digest.ts';
import type { Digest } from '../../../core/digest.ts';
import type { Layer } from '../../../machine/files/layer.ts';
import type { ImageConfig } from '../../api/types/images.ts';

/** The image's configuration document, whose digest is its id (https://github.com/opencontainers/image-spec/blob/main/config.md). */
export interface ImageDocument {
  readonly architecture: string;
  readonly os: string;
  readonly variant?: string;
  readonly author?: string;
  /** RFC 3339. */
  readonly created?: string;
  readonly config?: ImageConfig;
  readonly history?: readonly HistoryRecord[];
  readonly rootfs: { readonly type: 'layers'; readonly diff_ids: readonly Digest[] };
  readonly docker_version?: string;
}

export interface HistoryRecord {
  readonly created?: string;
  readonly created_by?: string;
  readonly author?: string;
  readonly comment?: string;
  readonly empty_layer?: boolean;
}

/** A layer in the store, with everything below it named by `chainId`; images that share it hold the same object. */
export interface StoredLayer {
  readonly diffId: Digest;
  readonly chainId: Digest;
  readonly layer: Layer;
  /** Bytes of its files. */
  readonly size: number;
  /** How many images use it. */
  users: number;
  /** How many containers stand on it. */
  containers: number;
}

export interface Image {
  readonly id: Digest;
  readonly document: ImageDocument;
  /** The document to the byte. */
  readonly text: string;
  readonly layers: readonly StoredLayer[];
  readonly created: Micros;
  /** The image that a commit or a classic build started from. */
  readonly parent: Digest | undefined;
  /** Bytes of all layers. */
  readonly size: number;
  lastTagged: Micros | undefined;
}

/** The id of a stack of layers (image-spec, "ChainID"). */
export function chainIdOf(below: Digest | undefined, diffId: Digest): Digest {
  return below === undefined ? diffId : digestOf(`${below} ${diffId}`);
}

/** `f6b965b8915d`. */
export function shortId(id: string): string {
  const bare = id.startsWith('sha256:') ? id.slice(7) : id;
  return bare.slice(0, 12);
}
