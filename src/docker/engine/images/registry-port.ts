import type { Digest } from '../../../core/digest.ts';
import type { Process } from '../../../core/process.ts';
import type { Layer } from '../../../machine/files/layer.ts';
import type { ImageDocument } from './image.ts';
import type { Reference } from './reference.ts';

export interface RegistryCredentials {
  readonly username: string;
  readonly password: string;
}

export interface RemoteLayer {
  readonly diffId: Digest;
  /** Of the compressed blob: what `docker pull` names it by. */
  readonly digest: Digest;
  /** Bytes to download. */
  readonly size: number;
}

export interface RemoteImage {
  readonly reference: Reference;
  readonly digest: Digest;
  readonly manifest: { readonly mediaType: string };
  readonly configText: string;
  readonly document: ImageDocument;
  readonly layers: readonly RemoteLayer[];
}

export interface RegistrySearchResult {
  readonly name: string;
  readonly description: string;
  readonly stars: number;
  readonly isOfficial: boolean;
}

/** What became of a layer: sent, there already, or taken from another repository of the registry. */
export type PushOutcome = 'pushed' | 'exists' | { readonly mountedFrom: string };

export type OnTransfer = (current: number, total: number) => void;

/**
 * What the engine needs of registries; the world hands it in. What fails is thrown as an Error with Docker's words and
 * a `status`.
 */
export interface RegistryPort {
  resolve(reference: Reference, options: { readonly platform: string; readonly credentials?: RegistryCredentials | undefined }): Process<RemoteImage>;
  fetchLayer(image: RemoteImage, layer: RemoteLayer, credentials?: RegistryCredentials, onProgress?: OnTransfer): Process<Layer>;
  tags(reference: Reference, credentials?: RegistryCredentials): Process<readonly string[]>;
  pushLayer(reference: Reference, layer: Layer, credentials?: RegistryCredentials, onProgress?: OnTransfer): Process<PushOutcome>;
  pushManifest(reference: Reference, configText: string, layers: readonly Layer[], credentials?: RegistryCredentials): Process<{ readonly digest: Digest; readonly size: number }>;
  login(server: string, credentials: RegistryCredentials): Process<void>;
  search(term: string): readonly RegistrySearchResult[];
}
