import { toBytes } from '../../core/bytes.ts';
import { digestOf } from '../../core/digest.ts';
import type { Digest } from '../../core/digest.ts';
import { layerFromEntries } from '../../machine/files/layer.ts';
import { timeOf } from '../catalogue/entries.ts';
import type { Edition, ImageRecipe, LayerSource, Platform } from '../catalogue/repository.ts';
import { packLayer } from './layer.ts';
import type { BlobLayer } from './layer.ts';
import { MEDIA_TYPES } from './oci.ts';
import type { Descriptor, ImageDocument, Manifest, ManifestIndex } from './oci.ts';

/** An image with all its documents, as a registry holds it. */
export interface PublishedImage {
  /** The image's id. */
  readonly configDigest: Digest;
  /** The configuration blob, to the byte. */
  readonly configText: string;
  readonly document: ImageDocument;
  readonly layers: readonly BlobLayer[];
  readonly manifest: Manifest;
  readonly manifestText: string;
  readonly manifestDigest: Digest;
}

/** The image of one platform, or with all of them a list. */
export interface PublishedEdition {
  readonly index: ManifestIndex;
  readonly indexText: string;
  readonly indexDigest: Digest;
  readonly images: ReadonlyMap<Platform, PublishedImage>;
  /** Pushed by `docker push` from one machine: a manifest without a list, which every platform is given. */
  readonly isSingle: boolean;
}

const layers = new WeakMap<LayerSource, BlobLayer>();
const editions = new WeakMap<Edition, PublishedEdition>();

/** A recipe's documents and layers. Layers are made once for a source, so that images which share a base share it. */
export function materialise(recipe: ImageRecipe, platform: Platform, created: string): PublishedImage {
  const made = recipe.steps.flatMap((step) => (step.layer ? [layerFrom(step.layer)] : []));
  const document: ImageDocument = {
    architecture: platform.slice('linux/'.length),
    os: 'linux',
    ...(platform === 'linux/arm64' ? { variant: 'v8' } : {}),
    ...(recipe.author ? { author: recipe.author } : {}),
    created: timeOf(created),
    config: recipe.config,
    history: recipe.steps.map((step) => ({
      created: timeOf(step.created ?? created),
      ...(step.createdBy ? { created_by: step.createdBy } : {}),
      ...(step.comment ? { comment: step.comment } : {}),
      ...(step.layer ? {} : { empty_layer: true }),
    })),
    rootfs: { type: 'layers', diff_ids: made.map((layer) => layer.layer.digest) },
  };
  return published(document, made);
}

/** The documents of an image whose configuration and layers are there. */
export function published(document: ImageDocument, made: readonly BlobLayer[], configText: string = JSON.stringify(document)): PublishedImage {
  const configDigest = digestOf(configText);
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.manifest,
    config: { mediaType: MEDIA_TYPES.config, size: toBytes(configText).length, digest: configDigest },
    layers: made.map((layer) => ({ mediaType: MEDIA_TYPES.layer, size: layer.size, digest: layer.digest })),
  };
  // Docker indents what it pushes by three spaces.
  const manifestText = JSON.stringify(manifest, undefined, 3);
  return { configDigest, configText, document, layers: made, manifest, manifestText, manifestDigest: digestOf(manifestText) };
}

/** An edition's images and the list of them. */
export function materialiseEdition(edition: Edition): PublishedEdition {
  let made = editions.get(edition);
  if (!made) editions.set(edition, (made = makeEdition(edition)));
  return made;
}

function makeEdition(edition: Edition): PublishedEdition {
  const images = new Map(edition.platforms.map((platform) => [platform, materialise(edition.image(platform), platform, edition.published)]));
  const index: ManifestIndex = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.ociIndex,
    manifests: [...images].map(([platform, image]): Descriptor => ({
      mediaType: MEDIA_TYPES.manifest,
      digest: image.manifestDigest,
      size: toBytes(image.manifestText).length,
      platform: { architecture: platform.slice('linux/'.length), os: 'linux', ...(platform === 'linux/arm64' ? { variant: 'v8' } : {}) },
    })),
  };
  const indexText = JSON.stringify(index, undefined, 2);
  return { index, indexText, indexDigest: digestOf(indexText), images, isSingle: edition.isSingle ?? false };
}

function layerFrom(source: LayerSource): BlobLayer {
  let made = layers.get(source);
  if (!made) layers.set(source, (made = packLayer(layerFromEntries(source.entries()), source.blobSize)));
  return made;
}
