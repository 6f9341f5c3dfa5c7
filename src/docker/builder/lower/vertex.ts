import type { ImageDocument } from '../../registry/oci.ts';
import type { Lines } from '../parse/node.ts';
import type { Mount } from '../interpret/mounts.ts';

/** One step of a build: what it does and what it needs. Steps are equal when all that goes into them is. */
export interface Vertex {
  /** In the order made; inputs come before what needs them. */
  readonly number: number;
  /** `[2/3] RUN make`. */
  readonly name: string;
  readonly operation: Operation;
  /** The lines that it comes from. */
  readonly lines: Lines | undefined;
  readonly ignoresCache: boolean;
  /** `linux/amd64`. */
  readonly platform: string;
}

/** A file system: nothing, or what a step leaves. */
export type Output = Vertex | undefined;

export type Operation =
  | { readonly kind: 'image'; readonly reference: string; readonly image: ResolvedImage }
  | { readonly kind: 'local'; readonly context: string }
  | { readonly kind: 'http'; readonly url: string; readonly fileName: string; readonly checksum: string }
  | { readonly kind: 'git'; readonly url: string; readonly checksum: string; readonly keepsFolder: boolean }
  | RunOperation
  | TransferOperation
  | { readonly kind: 'mkdir'; readonly root: Output; readonly path: string; readonly user: string };

/** What a resolver found for a reference. What else it keeps there is its own. */
export interface ResolvedImage {
  /** Of the manifest, where it came from a registry. */
  readonly digest?: string;
  readonly document: ImageDocument;
}

export interface RunOperation {
  readonly kind: 'run';
  readonly root: Output;
  readonly argv: readonly string[];
  /** As written, for the error when it fails. */
  readonly command: string;
  readonly env: ReadonlyMap<string, string>;
  /** Proxies that are passed on and don't count for the cache. */
  readonly proxies: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly user: string;
  readonly network: 'default' | 'none' | 'host';
  readonly isPrivileged: boolean;
  readonly mounts: readonly RunMount[];
  /** A script with `#!`, put at `/dev/pipes/NAME`. */
  readonly script: { readonly name: string; readonly data: string } | undefined;
}

export interface RunMount extends Mount {
  /** Where it comes from: a stage, an image, the context. */
  readonly root: Output;
  /** Absolute. */
  readonly at: string;
}

export interface TransferOperation {
  readonly kind: 'transfer';
  readonly root: Output;
  readonly actions: readonly TransferAction[];
  /** `--link`: made without looking at what lies below. */
  readonly isLinked: boolean;
}

/** Copies one source of COPY or ADD. */
export interface TransferAction {
  readonly from: { readonly kind: 'files'; readonly root: Output } | { readonly kind: 'inline'; readonly name: string; readonly data: string };
  /** In the source, absolute, perhaps with wildcards. */
  readonly source: string;
  /** Absolute; a slash at the end says that it is a folder. */
  readonly destination: string;
  readonly chown: string;
  /** Octal digits or symbolic (`u+x`). */
  readonly chmod: string;
  readonly exclude: readonly string[];
  /** ADD unpacks local archives. */
  readonly unpacks: boolean;
  /** `--parents`: patterns below the source whose folders are kept. */
  readonly include: readonly string[] | undefined;
  readonly required: readonly string[];
  /** From a file fetched: its own name. */
  readonly isFetched: boolean;
}
