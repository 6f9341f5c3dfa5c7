import { MILLISECOND, SECOND } from '../../core/clock.ts';
import type { Clock, Micros } from '../../core/clock.ts';
import type { Digest } from '../../core/digest.ts';
import { until } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import type { Repository } from '../catalogue/repository.ts';
import { RegistryError } from './endpoint.ts';
import type { Blob, Credentials, OnProgress, RegistryEndpoint, StoredManifest } from './endpoint.ts';
import { Shelf } from './shelf.ts';
import { RegistryStore } from './store.ts';

/** Who may do what: throws `RegistryError` for who may not. */
export type Policy = (attempt: {
  readonly action: 'check' | 'pull' | 'push';
  readonly repository: string;
  /** The manifest that is asked for, where one is. */
  readonly reference?: string;
  readonly credentials: Credentials | undefined;
  /** Whether the credentials are right; undefined when none were given. */
  readonly isKnown: boolean | undefined;
  readonly exists: boolean;
  readonly now: Micros;
}) => void;

/** A request and its answer across the internet. */
const ROUND_TRIP: Micros = 90 * MILLISECOND;
/** Bytes a second of the way to the registries, shared by what moves at once. */
const BANDWIDTH = 24_000_000;
/** How often progress is told. */
const TICK: Micros = 100 * MILLISECOND;

export interface HostedOptions {
  readonly host: string;
  readonly clock: Clock;
  readonly policy: Policy;
  /** The registry's repositories in the catalogue, by path. */
  readonly repositories: ReadonlyMap<string, Repository>;
  /** User names and passwords. */
  readonly accounts: ReadonlyMap<string, string>;
}

/** A registry of the simulated internet: what the catalogue says was published there, and what is pushed to it. */
export class HostedRegistry implements RegistryEndpoint {
  readonly url: string;
  readonly #store = new RegistryStore();
  readonly #shelves = new Map<string, Shelf>();
  #moving = 0;

  constructor(private readonly options: HostedOptions) {
    this.url = `https://${options.host}/v2/`;
    for (const [path, repository] of options.repositories) this.#shelves.set(path, new Shelf(repository, () => options.clock.now()));
  }

  *check(credentials?: Credentials): Process<void> {
    yield* this.#roundTrip();
    this.#ask('check', '', credentials);
  }

  *manifest(repository: string, reference: string, credentials?: Credentials): Process<StoredManifest> {
    yield* this.#roundTrip();
    this.#ask('pull', repository, credentials, reference);
    const manifest = this.#store.manifest(repository, reference) ?? this.#shelves.get(repository)?.manifest(reference);
    if (!manifest) throw new RegistryError('MANIFEST_UNKNOWN', 'manifest unknown');
    return manifest;
  }

  *putManifest(repository: string, reference: string, manifest: StoredManifest, credentials?: Credentials): Process<void> {
    yield* this.#roundTrip();
    this.#ask('push', repository, credentials);
    this.#store.putManifest(repository, reference, manifest);
  }

  *hasBlob(repository: string, digest: Digest, credentials?: Credentials): Process<boolean> {
    yield* this.#roundTrip();
    this.#ask('pull', repository, credentials);
    return this.#find(repository, digest) !== undefined;
  }

  *blob(repository: string, digest: Digest, credentials?: Credentials, onProgress?: OnProgress): Process<Blob> {
    yield* this.#roundTrip();
    this.#ask('pull', repository, credentials);
    const blob = this.#find(repository, digest);
    if (!blob) throw new RegistryError('BLOB_UNKNOWN', 'blob unknown to registry');
    if (blob.kind === 'layer') yield* this.#transfer(blob.layer.size, onProgress);
    return blob;
  }

  *putBlob(repository: string, digest: Digest, blob: Blob, credentials?: Credentials, onProgress?: OnProgress): Process<void> {
    yield* this.#roundTrip();
    this.#ask('push', repository, credentials);
    if (blob.kind === 'layer') yield* this.#transfer(blob.layer.size, onProgress);
    this.#store.putBlob(repository, digest, blob);
  }

  *mountBlob(repository: string, digest: Digest, from: string, credentials?: Credentials): Process<boolean> {
    yield* this.#roundTrip();
    this.#ask('push', repository, credentials);
    this.#ask('pull', from, credentials);
    const blob = this.#find(from, digest);
    if (blob) this.#store.putBlob(repository, digest, blob);
    return blob !== undefined;
  }

  *tags(repository: string, credentials?: Credentials): Process<readonly string[]> {
    yield* this.#roundTrip();
    this.#ask('pull', repository, credentials);
    return [...new Set([...(this.#store.tags(repository) ?? []), ...(this.#shelves.get(repository)?.tags() ?? [])])].sort();
  }

  #find(repository: string, digest: Digest): Blob | undefined {
    return this.#store.blob(repository, digest) ?? this.#shelves.get(repository)?.blob(digest);
  }

  #ask(action: 'check' | 'pull' | 'push', repository: string, credentials: Credentials | undefined, reference?: string): void {
    const isKnown = credentials && this.options.accounts.get(credentials.username) === credentials.password;
    const exists = this.#store.has(repository) || this.#shelves.has(repository);
    this.options.policy({ action, repository, credentials, isKnown, exists, now: this.options.clock.now(), ...(reference === undefined ? {} : { reference }) });
  }

  *#roundTrip(): Process<void> {
    yield until(this.options.clock, this.options.clock.now() + ROUND_TRIP);
  }

  /** Takes as long as `bytes` take on a line that is shared with whatever else moves now. */
  *#transfer(bytes: number, onProgress?: OnProgress): Process<void> {
    const { clock } = this.options;
    this.#moving++;
    try {
      for (let done = 0; done < bytes; ) {
        const rate = BANDWIDTH / this.#moving;
        const part = Math.min(bytes - done, Math.ceil((rate * TICK) / SECOND));
        yield until(clock, clock.now() + Math.ceil((part * SECOND) / rate));
        done += part;
        onProgress?.(done, bytes);
      }
    } finally {
      this.#moving--;
    }
  }
}
