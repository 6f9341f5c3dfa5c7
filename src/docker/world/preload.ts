import type { VirtualClock } from '../../core/clock.ts';
import type { Digest } from '../../core/digest.ts';
import type { Layer } from '../../machine/files/layer.ts';
import { catalogue, oracleBusybox } from '../catalogue/index.ts';
import type { Platform, Repository } from '../catalogue/index.ts';
import type { ImageDocument } from '../engine/images/image.ts';
import { parseReference, repositoryOf } from '../engine/images/reference.ts';
import { materialise } from '../registry/materialise.ts';
import type { StoredManifest } from '../registry/endpoint.ts';
import { isIndex } from '../registry/oci.ts';
import type { Manifest, ManifestIndex } from '../registry/oci.ts';
import { Shelf } from '../registry/shelf.ts';

/** An image as a store takes it. */
export interface Preloaded {
  readonly configText: string;
  readonly document: ImageDocument;
  readonly layers: readonly { readonly layer: Layer }[];
  /** What RepoDigests shows; absent where it came from no registry. */
  readonly digest?: Digest;
}

/** What was read of each repository: immutable, so that all worlds share it. */
const preloaded = new WeakMap<Repository, Map<string, Preloaded>>();

function once(repository: Repository, key: string, make: () => Preloaded): Preloaded {
  let images = preloaded.get(repository);
  if (!images) preloaded.set(repository, (images = new Map()));
  let image = images.get(key);
  if (!image) images.set(key, (image = make()));
  return image;
}

/** The one image of the machine on which the transcripts were recorded. */
export function transcriptBusybox(platform: string): Preloaded {
  return materialise(oracleBusybox(platform as Platform), platform as Platform, '2025-06-02T07:59:30Z');
}

/** An image of the catalogue as its registry has it now, without the time that a pull takes. Throws for an unknown name. */
export function findPublished(clock: VirtualClock, name: string, platform: string): Preloaded {
  const reference = parseReference(name);
  const repository = catalogue.get(repositoryOf(reference));
  const shelf = repository && new Shelf(repository, () => clock.now());
  const top = shelf?.manifest(reference.digest ?? reference.tag ?? 'latest');
  if (!repository || !shelf || !top) throw new Error(`no image ${name} in the catalogue`);
  return once(repository, `${top.digest} ${platform}`, () => read(shelf, top, name, platform));
}

function read(shelf: Shelf, top: StoredManifest, name: string, platform: string): Preloaded {
  const document = JSON.parse(top.text) as Manifest | ManifestIndex;
  const manifest = isIndex(document) ? chosen(shelf, document, platform) : document;
  const config = shelf.blob(manifest.config.digest);
  if (config?.kind !== 'text') throw new Error(`no configuration of ${name}`);
  const layers = manifest.layers.map(({ digest }) => {
    const blob = shelf.blob(digest);
    if (blob?.kind !== 'layer') throw new Error(`no layer ${digest} of ${name}`);
    return { layer: blob.layer.layer };
  });
  return { configText: config.text, document: JSON.parse(config.text) as ImageDocument, layers, digest: top.digest };
}

function chosen(shelf: Shelf, index: ManifestIndex, platform: string): Manifest {
  const [os, architecture] = platform.split('/');
  const descriptor = index.manifests.find((each) => each.platform?.os === os && each.platform?.architecture === architecture);
  const stored = descriptor && shelf.manifest(descriptor.digest);
  if (!stored) throw new Error(`no image for ${platform}`);
  return JSON.parse(stored.text) as Manifest;
}
