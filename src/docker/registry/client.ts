import { toBytes } from '../../core/bytes.ts';
import { digestOf } from '../../core/digest.ts';
import type { Digest } from '../../core/digest.ts';
import type { Process } from '../../core/process.ts';
import type { Layer } from '../../machine/files/layer.ts';
import { PullError, RegistryError } from './endpoint.ts';
import type { Credentials, OnProgress, RegistryEndpoint, StoredManifest } from './endpoint.ts';
import { packLayer } from './layer.ts';
import { MEDIA_TYPES, isIndex } from './oci.ts';
import type { Descriptor, ImageDocument, Manifest, ManifestIndex } from './oci.ts';
import type { PublicRegistries, SearchResult } from './public.ts';
import { familiarName, familiarReference } from './references.ts';
import type { Reference } from './references.ts';

/** An image in a registry, of which the layers are still there. */
export interface RemoteImage {
  readonly reference: Reference;
  /** Of what the name points at: the list of platforms, or the manifest. What RepoDigests shows. */
  readonly digest: Digest;
  readonly manifest: Manifest;
  /** The configuration, to the byte; its digest is the image's id. */
  readonly configText: string;
  readonly document: ImageDocument;
  /** One for each of the document's diff ids. */
  readonly layers: readonly RemoteLayer[];
}

export interface RemoteLayer {
  readonly diffId: Digest;
  /** What `docker pull` names it by. */
  readonly digest: Digest;
  /** Bytes to download. */
  readonly size: number;
}

export interface ResolveOptions {
  /** `linux/amd64`. */
  readonly platform: string;
  readonly credentials?: Credentials | undefined;
}

/** Where registries that are not the internet's are found: `localhost:5000`. Throws `RegistryError` when nobody answers. */
export type FindRegistry = (domain: string) => Process<RegistryEndpoint>;

/** What became of a layer. */
export type PushOutcome = 'pushed' | 'exists' | { readonly mountedFrom: string };

/** dockerd tries so many repositories for a layer before it uploads it. */
const MOUNT_ATTEMPTS = 4;

/** An engine's way to registries. Errors are `PullError`, with Docker's words. */
export class RegistryClient {
  /** Where each layer was met: the repositories from which a registry may take it when it is pushed to another. */
  readonly #sources = new Map<Digest, Map<string, Set<string>>>();

  constructor(
    private readonly registries: PublicRegistries,
    private readonly find: FindRegistry,
  ) {}

  /** Asks what a name means now. */
  *resolve(reference: Reference, options: ResolveOptions): Process<RemoteImage> {
    try {
      const found = yield* this.#resolve(reference, options);
      for (const { digest } of found.layers) this.remember(reference, digest);
      return found;
    } catch (error) {
      throw translated(error, reference);
    }
  }

  /** Downloads one layer. */
  *fetchLayer(image: RemoteImage, layer: RemoteLayer, credentials?: Credentials, onProgress?: OnProgress): Process<Layer> {
    try {
      const endpoint = yield* this.#endpoint(image.reference.domain);
      const blob = yield* endpoint.blob(image.reference.path, layer.digest, credentials, onProgress);
      if (blob.kind !== 'layer') throw new RegistryError('BLOB_UNKNOWN', 'blob unknown to registry');
      return blob.layer.layer;
    } catch (error) {
      throw translated(error, image.reference);
    }
  }

  *tags(reference: Reference, credentials?: Credentials): Process<readonly string[]> {
    try {
      const endpoint = yield* this.#endpoint(reference.domain);
      return yield* endpoint.tags(reference.path, credentials);
    } catch (error) {
      throw translated(error, reference);
    }
  }

  /** Notes that a repository has a layer. */
  remember({ domain, path }: Reference, digest: Digest): void {
    let byDomain = this.#sources.get(digest);
    if (!byDomain) this.#sources.set(digest, (byDomain = new Map()));
    byDomain.set(domain, (byDomain.get(domain) ?? new Set()).add(path));
  }

  /** Uploads one layer, unless the registry has it, there or in a repository that the engine knows of. */
  *pushLayer(reference: Reference, layer: Layer, credentials?: Credentials, onProgress?: OnProgress): Process<PushOutcome> {
    try {
      const endpoint = yield* this.#endpoint(reference.domain);
      const packed = packLayer(layer);
      const sources = [...(this.#sources.get(packed.digest)?.get(reference.domain) ?? [])];
      this.remember(reference, packed.digest);
      if (yield* this.#has(endpoint, reference, packed.digest, credentials)) return 'exists';
      for (const from of sources.filter((each) => each !== reference.path).slice(0, MOUNT_ATTEMPTS)) {
        if (yield* this.#mount(endpoint, reference, packed.digest, from, credentials)) return { mountedFrom: from };
      }
      yield* endpoint.putBlob(reference.path, packed.digest, { kind: 'layer', layer: packed }, credentials, onProgress);
      return 'pushed';
    } catch (error) {
      throw translatedPush(error);
    }
  }

  /** Uploads the configuration and the manifest, whose digest and bytes are given back: `v1: digest: sha256:… size: 528`. */
  *pushManifest(reference: Reference, configText: string, layers: readonly Layer[], credentials?: Credentials): Process<{ readonly digest: Digest; readonly size: number }> {
    try {
      const endpoint = yield* this.#endpoint(reference.domain);
      const stored = manifestFor(configText, layers);
      yield* endpoint.putBlob(reference.path, digestOf(configText), { kind: 'text', text: configText }, credentials);
      yield* endpoint.putManifest(reference.path, reference.tag ?? stored.digest, stored, credentials);
      return { digest: stored.digest, size: toBytes(stored.text).length };
    } catch (error) {
      throw translatedPush(error);
    }
  }

  /** `docker login`. Throws with the words of who refuses. */
  *login(server: string, credentials: Credentials): Process<void> {
    const domain = loginDomain(server);
    let url = `https://${domain}/v2/`;
    try {
      const endpoint = yield* this.#endpoint(domain);
      url = endpoint.url;
      yield* endpoint.check(credentials);
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      if (error.code === 'NETWORK') throw new PullError(error.message, 500);
      throw new PullError(domain === 'docker.io' ? `Get "${url}": ${error.message}` : `login attempt to ${url} failed with status: 401 Unauthorized`, 401);
    }
  }

  search(term: string): readonly SearchResult[] {
    return this.registries.search(term);
  }

  *#endpoint(domain: string): Process<RegistryEndpoint> {
    return this.registries.at(domain) ?? (yield* this.find(domain));
  }

  *#resolve(reference: Reference, { platform, credentials }: ResolveOptions): Process<RemoteImage> {
    const endpoint = yield* this.#endpoint(reference.domain);
    const stored = yield* endpoint.manifest(reference.path, reference.digest ?? reference.tag ?? 'latest', credentials);
    const document = JSON.parse(stored.text) as Manifest | ManifestIndex;
    let manifest = document as Manifest;
    if (isIndex(document)) {
      const chosen = choosePlatform(document.manifests, platform);
      const one = yield* endpoint.manifest(reference.path, chosen.digest, credentials);
      manifest = JSON.parse(one.text) as Manifest;
    }
    const config = yield* endpoint.blob(reference.path, manifest.config.digest, credentials);
    if (config.kind !== 'text') throw new RegistryError('BLOB_UNKNOWN', 'blob unknown to registry');
    const image = JSON.parse(config.text) as ImageDocument;
    return {
      reference,
      digest: stored.digest,
      manifest,
      configText: config.text,
      document: image,
      layers: manifest.layers.map(({ digest, size }, i) => ({ digest, size, diffId: image.rootfs.diff_ids[i]! })),
    };
  }

  /** Where it may not be taken from, it is uploaded: that tells whether it may be pushed. */
  *#mount(endpoint: RegistryEndpoint, reference: Reference, digest: Digest, from: string, credentials?: Credentials): Process<boolean> {
    try {
      return yield* endpoint.mountBlob(reference.path, digest, from, credentials);
    } catch (error) {
      if (error instanceof RegistryError && error.code !== 'NETWORK') return false;
      throw error;
    }
  }

  /** Without the right to pull, whether the registry has it is not known: the push will tell. */
  *#has(endpoint: RegistryEndpoint, reference: Reference, digest: Digest, credentials?: Credentials): Process<boolean> {
    try {
      return yield* endpoint.hasBlob(reference.path, digest, credentials);
    } catch (error) {
      if (error instanceof RegistryError && error.code !== 'NETWORK') return false;
      throw error;
    }
  }
}

/** The platform of a list that fits best: the same processor, whatever its variant. */
function choosePlatform(manifests: readonly Descriptor[], platform: string): Descriptor {
  const [os, architecture, variant] = platform.split('/');
  const fitting = manifests.filter((each) => each.platform?.os === os && each.platform?.architecture === architecture);
  const chosen = fitting.find((each) => variant === undefined || each.platform?.variant === variant) ?? (variant === undefined || architecture === 'arm64' ? fitting[0] : undefined);
  const shown = architecture === 'arm64' && variant === undefined ? `${platform}/v8` : platform;
  if (!chosen) throw new PullError(`no matching manifest for ${shown} in the manifest list entries`, 404);
  return chosen;
}

function manifestFor(configText: string, layers: readonly Layer[]): StoredManifest {
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.manifest,
    config: { mediaType: MEDIA_TYPES.config, size: toBytes(configText).length, digest: digestOf(configText) },
    layers: layers.map((layer) => packLayer(layer)).map(({ size, digest }) => ({ mediaType: MEDIA_TYPES.layer, size, digest })),
  };
  const text = JSON.stringify(manifest, undefined, 3);
  return { text, mediaType: MEDIA_TYPES.manifest, digest: digestOf(text) };
}

/** moby's translatePullError. */
function translated(error: unknown, reference: Reference): unknown {
  if (!(error instanceof RegistryError)) return error;
  const head = `https://${reference.domain === 'docker.io' ? 'registry-1.docker.io' : reference.domain}/v2/${reference.path}/manifests/${reference.digest ?? reference.tag ?? 'latest'}`;
  switch (error.code) {
    case 'DENIED':
      if (reference.domain !== 'docker.io') return new PullError(reference.domain === 'ghcr.io' ? `Head "${head}": denied` : `Head "${head}": ${error.message}`, 500);
      return new PullError(`pull access denied for ${familiarName(reference)}, repository does not exist or may require 'docker login': ${error.message}`, 404);
    case 'MANIFEST_UNKNOWN':
      return new PullError(`manifest for ${familiarReference(reference)} not found: ${error.message}`, 404);
    case 'NAME_UNKNOWN':
      return new PullError(`repository ${familiarName(reference)} not found: ${error.message}`, 404);
    default:
      return new PullError(error.message, 500);
  }
}

function translatedPush(error: unknown): unknown {
  return error instanceof RegistryError ? new PullError(error.message, 500) : error;
}

/** What `docker login` was told, as a reference's domain. */
function loginDomain(server: string): string {
  if (server === '' || server.startsWith('https://index.docker.io/') || server === 'index.docker.io' || server === 'registry-1.docker.io') return 'docker.io';
  return server.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}
