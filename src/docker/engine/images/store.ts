import type { Micros } from '../../../core/clock.ts';
import { digestOf } from '../../../core/digest.ts';
import type { Digest } from '../../../core/digest.ts';
import type { Layer } from '../../../machine/files/layer.ts';
import { invalidParameter, notFound } from '../../api/errors.ts';
import { parseTime } from '../../api/time.ts';
import { PrefixIndex } from '../prefix-index.ts';
import { chainIdOf } from './image.ts';
import type { Image, ImageDocument, StoredLayer } from './image.ts';
import { familiarName, fullName, parseReference, repositoryOf, withDefaultTag } from './reference.ts';
import type { Reference } from './reference.ts';

export interface Deletion {
  readonly image: Image;
  /** Chain ids of the layers that went with it, the highest first. */
  readonly layers: readonly Digest[];
  readonly freed: number;
}

/** Images by id, layers by chain id with their users counted, and the names that lead to images. */
export class ImageStore {
  readonly #images = new Map<Digest, Image>();
  readonly #prefixes = new PrefixIndex();
  readonly #layers = new Map<Digest, StoredLayer>();
  readonly #byName = new Map<string, { readonly reference: Reference; readonly id: Digest }>();
  readonly #namesOf = new Map<Digest, Map<string, Reference>>();
  readonly #children = new Map<Digest, Set<Digest>>();
  /** Grows with every change, so that views know whether to look again. */
  version = 0;

  constructor(private readonly now: () => Micros) {}

  get size(): number {
    return this.#images.size;
  }

  all(): IterableIterator<Image> {
    return this.#images.values();
  }

  layers(): IterableIterator<StoredLayer> {
    return this.#layers.values();
  }

  get(id: Digest): Image | undefined {
    return this.#images.get(id);
  }

  /** Keeps an image; one that is here already stays as it is. `layers` are one for each diff id of the document. */
  add(text: string, document: ImageDocument, layers: readonly Layer[], parent?: Digest): Image {
    const id = digestOf(text);
    const existing = this.#images.get(id);
    if (existing) return existing;
    this.version++;
    const stored = this.#register(document, layers);
    const size = stored.reduce((sum, layer) => sum + layer.size, 0);
    const created = parseTime(document.created ?? '') ?? parseTime('0001-01-01T00:00:00Z')!;
    const image: Image = { id, document, text, layers: stored, created, parent, size, lastTagged: undefined };
    this.#images.set(id, image);
    this.#prefixes.add(id.slice(7));
    if (parent !== undefined) this.#children.set(parent, (this.#children.get(parent) ?? new Set()).add(id));
    return image;
  }

  /** A layer that is in the store under this chain id. */
  layer(chainId: Digest): StoredLayer | undefined {
    return this.#layers.get(chainId);
  }

  /** Any layer of this content. */
  hasContent(diffIds: readonly Digest[]): StoredLayer | undefined {
    let chainId: Digest | undefined;
    for (const diffId of diffIds) chainId = chainIdOf(chainId, diffId);
    return chainId === undefined ? undefined : this.#layers.get(chainId);
  }

  #register(document: ImageDocument, layers: readonly Layer[]): StoredLayer[] {
    let chainId: Digest | undefined;
    return document.rootfs.diff_ids.map((diffId, i) => {
      chainId = chainIdOf(chainId, diffId);
      let stored = this.#layers.get(chainId);
      if (!stored) this.#layers.set(chainId, (stored = { diffId, chainId, layer: layers[i]!, size: layers[i]!.size, users: 0, containers: 0 }));
      stored.users++;
      return stored;
    });
  }

  /** Takes an image away with the layers that no other image has. Its names must be gone. */
  remove(image: Image): Deletion {
    this.version++;
    this.#images.delete(image.id);
    this.#prefixes.delete(image.id.slice(7));
    this.#namesOf.delete(image.id);
    if (image.parent !== undefined) this.#children.get(image.parent)?.delete(image.id);
    const gone: Digest[] = [];
    let freed = 0;
    for (const layer of image.layers.toReversed()) {
      if (--layer.users > 0 || layer.containers > 0) continue;
      this.#layers.delete(layer.chainId);
      gone.push(layer.chainId);
      freed += layer.size;
    }
    return { image, layers: gone, freed };
  }

  /** A container stands on the image: its layers stay, whatever becomes of the image. */
  hold(image: Image): void {
    for (const layer of image.layers) layer.containers++;
  }

  letGo(image: Image): void {
    for (const layer of image.layers) if (--layer.containers === 0 && layer.users === 0) this.#layers.delete(layer.chainId);
  }

  hasChildren(id: Digest): boolean {
    return (this.#children.get(id)?.size ?? 0) > 0;
  }

  /** The images that were made from this one by commit or a classic build. */
  children(id: Digest): readonly Digest[] {
    return [...(this.#children.get(id) ?? [])];
  }

  /** Moves a name to an image. Gives the image that had it before, if another. */
  tag(reference: Reference, id: Digest): Digest | undefined {
    this.version++;
    const name = fullName(reference);
    const before = this.#byName.get(name)?.id;
    if (before !== undefined) this.#namesOf.get(before)?.delete(name);
    this.#byName.set(name, { reference, id });
    let names = this.#namesOf.get(id);
    if (!names) this.#namesOf.set(id, (names = new Map()));
    names.set(name, reference);
    this.#images.get(id)!.lastTagged = this.now();
    return before === id ? undefined : before;
  }

  untag(reference: Reference): void {
    this.version++;
    const name = fullName(reference);
    const id = this.#byName.get(name)?.id;
    if (id === undefined) return;
    this.#byName.delete(name);
    this.#namesOf.get(id)?.delete(name);
  }

  idOf(reference: Reference): Digest | undefined {
    return this.#byName.get(fullName(reference))?.id;
  }

  /** Names with a tag or a digest, in their order. */
  namesOf(id: Digest): readonly Reference[] {
    const names = this.#namesOf.get(id);
    if (!names || names.size === 0) return [];
    return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reference]) => reference);
  }

  /** `busybox:latest` of an image, sorted. */
  tagsOf(id: Digest): readonly string[] {
    return this.namesOf(id).filter((name) => name.tag !== undefined).map(familiarName).sort();
  }

  digestsOf(id: Digest): readonly string[] {
    return this.namesOf(id).filter((name) => name.digest !== undefined).map(familiarName).sort();
  }

  /** Names of one repository (`docker.io/library/busybox`). */
  inRepository(repository: string): readonly { readonly reference: Reference; readonly id: Digest }[] {
    return [...this.#byName.values()].filter(({ reference }) => repositoryOf(reference) === repository);
  }

  /** By name, `sha256:` id, id or its first digits. Throws `No such image: …`. */
  find(text: string): Image {
    const image = this.lookUp(text);
    if (image) return image;
    let reference: Reference | undefined;
    try {
      reference = withDefaultTag(parseReference(text));
    } catch {
      // An id has no familiar form.
    }
    throw notFound(`No such image: ${reference ? familiarName(reference) : text}`);
  }

  /** As `find`, undefined when there is none. Throws for what is not a reference at all. */
  lookUp(text: string): Image | undefined {
    const digest = /^(?:sha256:)?([0-9a-f]{64})$/.exec(text);
    if (digest) return this.#images.get(`sha256:${digest[1]!}`);
    const reference = withDefaultTag(parseReferenceOrId(text));
    const named = this.#byName.get(fullName(reference));
    if (named) return this.#images.get(named.id);
    if (reference.digest !== undefined && reference.tag !== undefined) {
      const pinned = this.#byName.get(fullName({ domain: reference.domain, path: reference.path, digest: reference.digest }));
      if (pinned) return this.#images.get(pinned.id);
    }
    if (reference.digest !== undefined) return this.#images.get(reference.digest as Digest);
    if (!/^(?:sha256:)?[0-9a-f]+$/.test(text)) return undefined;
    const found = this.#prefixes.find(text.replace('sha256:', ''));
    if (found === 'ambiguous' || found === undefined) return undefined;
    return this.#images.get(`sha256:${found}`);
  }
}

function parseReferenceOrId(text: string): Reference {
  try {
    return parseReference(text);
  } catch (error) {
    if (/^sha256:[0-9a-f]+$/.test(text)) return { domain: '', path: text };
    throw error;
  }
}

export function requireReference(text: string): Reference {
  if (text === '') throw invalidParameter('invalid reference format');
  return parseReference(text);
}
