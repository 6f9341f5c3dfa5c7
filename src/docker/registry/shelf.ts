import { SECOND } from '../../core/clock.ts';
import type { Micros } from '../../core/clock.ts';
import type { Digest } from '../../core/digest.ts';
import { secondsOf } from '../catalogue/entries.ts';
import type { Edition, Platform, Repository } from '../catalogue/repository.ts';
import type { Blob, StoredManifest } from './endpoint.ts';
import { materialiseEdition } from './materialise.ts';
import type { PublishedEdition, PublishedImage } from './materialise.ts';
import { MEDIA_TYPES } from './oci.ts';

interface Publication {
  readonly edition: Edition;
  readonly from: Micros;
}

const publications = new WeakMap<Repository, readonly Publication[]>();

/** All that was ever published in a repository of the catalogue, and when: made once. */
function publishedIn(repository: Repository): readonly Publication[] {
  let list = publications.get(repository);
  if (!list) publications.set(repository, (list = repository.editions().map((edition) => ({ edition, from: secondsOf(edition.published) * SECOND }))));
  return list;
}

/** What a repository of the catalogue answers at a moment of virtual time. Images are made when they are asked for. */
export class Shelf {
  constructor(
    private readonly repository: Repository,
    private readonly now: () => Micros,
  ) {}

  /** Every tag that exists now, sorted. */
  tags(): readonly string[] {
    return [...new Set(this.#published().flatMap((edition) => edition.tags))].sort();
  }

  /** What a tag means now, for a platform; undefined when there is no such image. */
  image(tag: string, platform: Platform): { readonly image: PublishedImage; readonly digest: Digest } | undefined {
    const edition = this.#published().findLast(({ tags }) => tags.includes(tag));
    const made = edition && materialiseEdition(edition);
    const image = made?.images.get(platform) ?? (made?.isSingle ? [...made.images.values()][0] : undefined);
    return made && image && { image, digest: top(made).digest };
  }

  manifest(reference: string): StoredManifest | undefined {
    return reference.includes(':') ? this.#byDigest(reference as Digest) : this.#byTag(reference);
  }

  blob(digest: Digest): Blob | undefined {
    for (const image of this.#images()) {
      if (image.configDigest === digest) return { kind: 'text', text: image.configText };
      const layer = image.layers.find((each) => each.digest === digest);
      if (layer) return { kind: 'layer', layer };
    }
    return undefined;
  }

  #byTag(tag: string): StoredManifest | undefined {
    const edition = this.#published().findLast(({ tags }) => tags.includes(tag));
    return edition && top(materialiseEdition(edition));
  }

  #byDigest(digest: Digest): StoredManifest | undefined {
    for (const edition of this.#published().toReversed()) {
      const made = materialiseEdition(edition);
      const whole = top(made);
      if (whole.digest === digest) return whole;
      for (const image of made.images.values()) if (image.manifestDigest === digest) return manifestOf(image);
    }
    return undefined;
  }

  /** The newest first: what is asked for is nearly always there. */
  *#images(): Generator<PublishedImage> {
    for (const edition of this.#published().toReversed()) yield* materialiseEdition(edition).images.values();
  }

  #published(): readonly Edition[] {
    const now = this.now();
    return publishedIn(this.repository)
      .filter(({ from }) => from <= now)
      .map(({ edition }) => edition);
  }
}

function top(edition: PublishedEdition): StoredManifest {
  if (edition.isSingle) return manifestOf([...edition.images.values()][0]!);
  return { text: edition.indexText, mediaType: MEDIA_TYPES.ociIndex, digest: edition.indexDigest };
}

function manifestOf(image: PublishedImage): StoredManifest {
  return { text: image.manifestText, mediaType: MEDIA_TYPES.manifest, digest: image.manifestDigest };
}
