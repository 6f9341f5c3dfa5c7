import { digestOf } from '../../core/digest.ts';
import type { Digest } from '../../core/digest.ts';
import { isIndex } from './oci.ts';
import type { Manifest, ManifestIndex } from './oci.ts';
import { RegistryError } from './endpoint.ts';
import type { Blob, StoredManifest } from './endpoint.ts';

interface StoredRepository {
  readonly tags: Map<string, Digest>;
  readonly manifests: Map<Digest, StoredManifest>;
  /** The blobs that it may name. */
  readonly blobs: Set<Digest>;
}

/** What was pushed to a registry: repositories, and the blobs that they share. */
export class RegistryStore {
  readonly #repositories = new Map<string, StoredRepository>();
  readonly #blobs = new Map<Digest, Blob>();

  get repositories(): readonly string[] {
    return [...this.#repositories.keys()].filter((name) => this.has(name)).sort();
  }

  /** Whether anything was published there: blobs alone don't count. */
  has(repository: string): boolean {
    return (this.#repositories.get(repository)?.manifests.size ?? 0) > 0;
  }

  manifest(repository: string, reference: string): StoredManifest | undefined {
    const stored = this.#repositories.get(repository);
    const digest = reference.includes(':') ? (reference as Digest) : stored?.tags.get(reference);
    return digest === undefined ? undefined : stored?.manifests.get(digest);
  }

  /** Throws when a blob that the manifest names is not there. */
  putManifest(repository: string, reference: string, manifest: StoredManifest): void {
    const document = JSON.parse(manifest.text) as Manifest | ManifestIndex;
    const missing = isIndex(document) ? undefined : [document.config, ...document.layers].find(({ digest }) => !this.blob(repository, digest));
    if (missing) throw new RegistryError('BLOB_UNKNOWN', `blob unknown to registry: ${missing.digest}`);
    const stored = this.#open(repository);
    const digest = digestOf(manifest.text);
    stored.manifests.set(digest, { ...manifest, digest });
    if (!reference.includes(':')) stored.tags.set(reference, digest);
  }

  deleteManifest(repository: string, digest: Digest): boolean {
    const stored = this.#repositories.get(repository);
    for (const [tag, target] of stored?.tags ?? []) if (target === digest) stored!.tags.delete(tag);
    return stored?.manifests.delete(digest) ?? false;
  }

  /** A blob, where the repository has it. */
  blob(repository: string, digest: Digest): Blob | undefined {
    return this.#repositories.get(repository)?.blobs.has(digest) ? this.#blobs.get(digest) : undefined;
  }

  putBlob(repository: string, digest: Digest, blob: Blob): void {
    this.#blobs.set(digest, blob);
    this.#open(repository).blobs.add(digest);
  }

  tags(repository: string): readonly string[] | undefined {
    const stored = this.#repositories.get(repository);
    return stored && [...stored.tags.keys()].sort();
  }

  #open(repository: string): StoredRepository {
    let stored = this.#repositories.get(repository);
    if (!stored) this.#repositories.set(repository, (stored = { tags: new Map(), manifests: new Map(), blobs: new Set() }));
    return stored;
  }
}
