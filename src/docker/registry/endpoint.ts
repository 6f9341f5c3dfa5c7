import type { Digest } from '../../core/digest.ts';
import type { Process } from '../../core/process.ts';
import type { BlobLayer } from './layer.ts';

/** What a client proves itself with. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface StoredManifest {
  readonly text: string;
  readonly mediaType: string;
  readonly digest: Digest;
}

export type Blob =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'layer'; readonly layer: BlobLayer };

/** Told how many bytes of how many have come or gone. */
export type OnProgress = (current: number, total: number) => void;

/**
 * One registry, as its HTTP API (https://distribution.github.io/distribution/spec/api/) offers it. `repository` is the
 * path: `library/busybox`. Every call takes the time that a network takes, and throws `RegistryError`.
 */
export interface RegistryEndpoint {
  /** How error texts name it: `https://registry-1.docker.io/v2/`. */
  readonly url: string;
  /** GET /v2/. */
  check(credentials?: Credentials): Process<void>;
  /** `reference` is a tag or a digest. */
  manifest(repository: string, reference: string, credentials?: Credentials): Process<StoredManifest>;
  putManifest(repository: string, reference: string, manifest: StoredManifest, credentials?: Credentials): Process<void>;
  hasBlob(repository: string, digest: Digest, credentials?: Credentials): Process<boolean>;
  blob(repository: string, digest: Digest, credentials?: Credentials, onProgress?: OnProgress): Process<Blob>;
  /** Lets `repository` have a blob of the repository `from`; false where that one has it not. */
  mountBlob(repository: string, digest: Digest, from: string, credentials?: Credentials): Process<boolean>;
  putBlob(repository: string, digest: Digest, blob: Blob, credentials?: Credentials, onProgress?: OnProgress): Process<void>;
  tags(repository: string, credentials?: Credentials): Process<readonly string[]>;
}

/** The codes of the specification that are met here. */
export type RegistryErrorCode = 'DENIED' | 'UNAUTHORIZED' | 'MANIFEST_UNKNOWN' | 'NAME_UNKNOWN' | 'BLOB_UNKNOWN' | 'TOOMANYREQUESTS' | 'NETWORK';

/** What a registry, or the way to it, answered. `message` reads as Docker prints it: `manifest unknown: manifest unknown`. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';

  constructor(
    readonly code: RegistryErrorCode,
    /** Without the code's own words. */
    readonly detail: string,
    /** Set where the text stands alone. */
    message?: string,
  ) {
    super(message ?? `${code.toLowerCase().replaceAll('_', ' ')}: ${detail}`);
  }
}

/** What `docker pull` and `docker push` end in. `status` is the Engine API's. */
export class PullError extends Error {
  override readonly name = 'PullError';

  constructor(
    message: string,
    readonly status: 401 | 403 | 404 | 500,
  ) {
    super(message);
  }
}
