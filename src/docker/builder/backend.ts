import type { Digest } from '../../core/digest.ts';
import type { Process, Scheduler } from '../../core/process.ts';
import type { Files } from '../../machine/files/files.ts';
import type { Layer } from '../../machine/files/layer.ts';
import type { OverlayFileSystem } from '../../machine/files/mounts.ts';
import type { ExitStatus } from '../../machine/system.ts';
import type { ImageDocument } from '../registry/oci.ts';
import type { BuildCache } from './solve/cache.ts';

/**
 * What the builder needs of the engine that it builds in. The engine implements it (engine/images/build-backend.ts);
 * a test can with a few lines.
 */
export interface BuildBackend {
  /** Steps that don't need each other run side by side in its virtual time. */
  readonly scheduler: Scheduler;
  /** What is built for unless told: `linux/amd64`. */
  readonly platform: string;
  /** Results of earlier builds; lives as long as the engine. */
  readonly cache: BuildCache;

  /**
   * Finds an image (`docker.io/library/busybox:latest`), pulling it when it is not here or `pull` asks to look anew.
   * Throws `ImageNotFound` with the registry's words.
   */
  resolveImage(reference: string, options: ResolveOptions): Process<BaseImage>;

  /** A file system to work in: the layers, the lowest first, and a writable one on top. */
  createRoot(layers: readonly Layer[]): BuildRoot;

  /** A folder that outlives the build, made on first use: `RUN --mount=type=cache,id=…`. */
  cacheMount(id: string): BuildRoot;

  /**
   * Runs a command in a container on `root`, with /proc, /dev, /sys, /etc/hosts and /etc/resolv.conf as RUN has them,
   * none of which may end up in the layer. Waits for its end. Throws `CommandNotStarted` when the program can't be run.
   */
  run(root: BuildRoot, command: BuildCommand): Process<ExitStatus>;

  /**
   * Keeps an image and moves tags to it (normalised: `docker.io/library/app:latest`). Its id is the document's digest.
   * The builder before BuildKit keeps one for each step, and says which it came from.
   */
  storeImage(document: ImageDocument, layers: readonly Layer[], tags: readonly string[], parent?: Digest): Process<Digest>;

  /** The id of an image, where it is not the digest of `JSON.stringify` of its document. */
  idOf?(document: ImageDocument): Digest;

  /** Whether an image holds the layer: then `docker builder prune` keeps it. */
  isLayerUsed?(digest: Digest): boolean;

  /** What a URL of the simulated internet answers, for ADD; absent where there is no internet. */
  fetch?(url: string): Process<FetchedFile>;
}

export interface ResolveOptions {
  /** `linux/arm64`; the backend's own unless told. */
  readonly platform?: string;
  /** Ask the registry even when the image is here. */
  readonly pull: boolean;
}

export interface LayerProgress {
  readonly digest: Digest;
  /** Bytes, compressed. */
  readonly current: number;
  readonly total: number;
  readonly status: 'waiting' | 'downloading' | 'extracting' | 'done';
}

export interface BaseImage {
  /** The digest of its manifest, when it came from a registry. */
  readonly digest?: Digest;
  readonly document: ImageDocument;
  /** One for each of the document's diff ids. Empty while they are still to be fetched. */
  readonly layers: readonly Layer[];
  /** Where the layers are not here yet: gets them, once a step needs them. */
  readonly fetch?: (onProgress: (layers: readonly LayerProgress[]) => void) => Process<readonly Layer[]>;
}

export interface BuildRoot {
  readonly fileSystem: OverlayFileSystem;
  /** With root's rights, from `/`. */
  readonly files: Files;
  /** What was written so far, as a layer. */
  layer(): Layer;
}

export interface BuildCommand {
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  /** Made when missing. */
  readonly cwd: string;
  /** As USER has it: `name`, `uid`, `uid:gid`, `name:group`; '' is root. */
  readonly user: string;
  readonly network: 'default' | 'none' | 'host';
  readonly mounts: readonly CommandMount[];
  /** Lines for /etc/hosts: name and address. */
  readonly extraHosts: readonly (readonly [name: string, address: string])[];
  readonly hostname?: string;
  /** Bytes of /dev/shm. */
  readonly shmSize?: number;
  readonly ulimits?: ReadonlyMap<string, { readonly soft: number; readonly hard: number }>;
  /** RUN --security=insecure. */
  readonly isPrivileged?: boolean;
  onOutput(stream: 'stdout' | 'stderr', bytes: Uint8Array): void;
}

/** What a RUN sees besides its root. Targets are absolute; what is missing of them is made for the time of the run only. */
export type CommandMount =
  | { readonly type: 'bind'; readonly target: string; readonly root: BuildRoot; readonly source: string; readonly isReadOnly: boolean }
  | { readonly type: 'tmpfs'; readonly target: string; readonly size?: number }
  | { readonly type: 'file'; readonly target: string; readonly content: Uint8Array; readonly mode: number; readonly uid: number; readonly gid: number };

export interface FetchedFile {
  readonly content: Uint8Array;
  /** Seconds since 1970, from Last-Modified. */
  readonly modified?: number;
}

/** No registry has it: the message is the registry's, as after `failed to resolve source metadata for …: `. */
export class ImageNotFound extends Error {
  override readonly name = 'ImageNotFound';
}

/** The container could not start its program; the message is the runtime's. */
export class CommandNotStarted extends Error {
  override readonly name = 'CommandNotStarted';

  constructor(
    message: string,
    /** 126 or 127. */
    readonly exitCode: number,
  ) {
    super(message);
  }
}
