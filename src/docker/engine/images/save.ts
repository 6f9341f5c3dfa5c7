import { toBytes } from '../../../core/bytes.ts';
import { SECOND } from '../../../core/clock.ts';
import { digestOf } from '../../../core/digest.ts';
import type { Digest } from '../../../core/digest.ts';
import type { Input } from '../../../core/stream.ts';
import { tarSize } from '../../../machine/files/tar.ts';
import { isApiError, notFound } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import { logImageEvent } from './event.ts';
import type { Image } from './image.ts';
import { archiveInput } from './layer-tar.ts';
import type { Member } from './layer-tar.ts';
import { familiarName, familiarRepository, fullName, parseReference, repositoryOf, withDefaultTag } from './reference.ts';
import type { Reference } from './reference.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar';

interface Chosen {
  readonly image: Image;
  readonly names: readonly Reference[];
}

/** GET /images/get: images with their names as one archive, in OCI's layout and with Docker's older index beside it. */
export function saveImages(daemon: Daemon, texts: readonly string[]): Input {
  const chosen = choose(daemon, texts);
  const members = new Map<string, Member>();
  const add = (member: Member) => members.set(member.path, members.get(member.path) ?? member);
  const index: object[] = [];
  const legacy: object[] = [];
  const repositories: Record<string, Record<string, string>> = {};
  add({ path: 'blobs', modified: 0 });
  add({ path: 'blobs/sha256', modified: 0 });
  for (const { image, names } of chosen) {
    const modified = Math.max(0, Math.floor(image.created / SECOND));
    for (const { diffId, layer } of image.layers) add({ path: blob(diffId), modified, layer: layer.entries() });
    add({ path: blob(image.id), modified, content: toBytes(image.text) });
    const manifest = manifestOf(image);
    add({ path: blob(digestOf(manifest)), modified, content: toBytes(manifest) });
    index.push(...descriptorsOf(manifest, names));
    legacy.push({ Config: blob(image.id), RepoTags: names.length > 0 ? names.map(familiarName) : null, Layers: image.layers.map(({ diffId }) => blob(diffId)), LayerSources: sourcesOf(image) });
    for (const name of names) (repositories[familiarRepository(name)] ??= {})[name.tag!] = (image.layers.at(-1)?.chainId ?? image.id).slice(7);
    for (const name of names) logImageEvent(daemon, image, 'save', familiarName(name));
    if (names.length === 0) logImageEvent(daemon, image, 'save', image.id);
  }
  add({ path: 'index.json', modified: 0, content: toBytes(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: index })) });
  add({ path: 'manifest.json', modified: 0, content: toBytes(JSON.stringify(legacy)) });
  add({ path: 'oci-layout', modified: 0, content: toBytes('{"imageLayoutVersion": "1.0.0"}') });
  if (Object.keys(repositories).length > 0) add({ path: 'repositories', modified: 0, content: toBytes(JSON.stringify(repositories)) });
  return archiveInput([...members.values()]);
}

function blob(digest: string): string {
  return `blobs/sha256/${digest.slice(7)}`;
}

/** Each image once, with the names that were asked for: a bare repository means all its tags. */
function choose(daemon: Daemon, texts: readonly string[]): readonly Chosen[] {
  const chosen = new Map<Digest, { image: Image; names: Map<string, Reference> }>();
  const add = (image: Image, names: readonly Reference[]) => {
    const entry = chosen.get(image.id) ?? { image, names: new Map<string, Reference>() };
    for (const name of names) entry.names.set(fullName(name), name);
    chosen.set(image.id, entry);
  };
  for (const text of texts) {
    const isName = !/^(?:sha256:)?[0-9a-f]{12,64}$/.test(text) || daemon.images.idOf(withDefaultTag(parse(text) ?? { domain: '', path: '' })) !== undefined;
    const reference = isName ? parseReference(text) : undefined;
    if (reference && reference.tag === undefined && reference.digest === undefined) {
      const all = daemon.images.inRepository(repositoryOf(reference)).filter((entry) => entry.reference.tag !== undefined);
      if (all.length === 0) throw notFound(`No such image: ${text}`);
      for (const { reference: name, id } of all) add(daemon.images.get(id)!, [name]);
    } else if (reference && daemon.images.idOf(reference) === undefined) throw notFound('reference does not exist');
    else add(find(daemon, text), reference?.tag === undefined ? [] : [reference]);
  }
  return [...chosen.values()].map(({ image, names }) => ({ image, names: [...names.values()] }));
}

function parse(text: string): Reference | undefined {
  try {
    return parseReference(text);
  } catch {
    return undefined;
  }
}

function find(daemon: Daemon, text: string): Image {
  try {
    return daemon.images.find(text);
  } catch (error) {
    if (isApiError(error, 'notFound')) throw notFound(`No such image: ${text}`);
    throw error;
  }
}

function manifestOf(image: Image): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: { mediaType: CONFIG, digest: image.id, size: toBytes(image.text).length },
    layers: image.layers.map(({ diffId, layer }) => ({ mediaType: LAYER, digest: diffId, size: tarSize(layer.entries()) })),
  });
}

function descriptorsOf(manifest: string, names: readonly Reference[]): object[] {
  const descriptor = { mediaType: MANIFEST, digest: digestOf(manifest), size: toBytes(manifest).length };
  if (names.length === 0) return [descriptor];
  return names.map((name) => ({ ...descriptor, annotations: { 'io.containerd.image.name': fullName(name), 'org.opencontainers.image.ref.name': name.tag } }));
}

function sourcesOf(image: Image): object {
  return Object.fromEntries(image.layers.map(({ diffId, layer }) => [diffId, { mediaType: LAYER, size: tarSize(layer.entries()), digest: diffId }]));
}
