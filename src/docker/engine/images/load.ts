import { toText } from '../../../core/bytes.ts';
import type { Digest } from '../../../core/digest.ts';
import { digestOf } from '../../../core/digest.ts';
import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import { layerFromEntries } from '../../../machine/files/layer.ts';
import type { Layer } from '../../../machine/files/layer.ts';
import { TarError } from '../../../machine/files/tar.ts';
import { invalidParameter } from '../../api/errors.ts';
import { respond } from '../containers/response-stream.ts';
import type { Daemon } from '../daemon.ts';
import { readImageArchive } from './archive-reader.ts';
import type { ImageArchive } from './archive-reader.ts';
import { logImageEvent } from './event.ts';
import { chainIdOf } from './image.ts';
import type { ImageDocument } from './image.ts';
import { familiarName, parseReference } from './reference.ts';

interface LoadedManifest {
  readonly Config: string;
  readonly RepoTags?: readonly string[] | null;
  readonly Layers: readonly string[];
}

/** POST /images/load. What is wrong with the archive is an error of the request; then the names come as lines. */
export function* loadImages(daemon: Daemon, input: Input): Process<Input> {
  const archive = yield* read(input);
  const manifests = manifestsOf(archive);
  const lines = manifests.flatMap((manifest) => load(daemon, archive, manifest));
  return respond(daemon, function* (stream) {
    for (const line of lines) yield* stream.line({ stream: `${line}\n` });
  });
}

function* read(input: Input): Process<ImageArchive> {
  try {
    return yield* readImageArchive(input);
  } catch (error) {
    if (error instanceof TarError) throw invalidParameter(`Error processing tar file(exit status 1): ${error.message}`);
    throw error;
  }
}

function manifestsOf({ files }: ImageArchive): readonly LoadedManifest[] {
  const text = files.get('manifest.json');
  if (!text) throw invalidParameter('open /var/lib/docker/tmp/docker-import-1/manifest.json: no such file or directory');
  try {
    return JSON.parse(toText(text)) as readonly LoadedManifest[];
  } catch {
    throw invalidParameter('invalid manifest.json');
  }
}

function load(daemon: Daemon, archive: ImageArchive, { Config, RepoTags, Layers }: LoadedManifest): string[] {
  const config = archive.files.get(Config);
  if (!config) throw invalidParameter(`open ${Config}: no such file or directory`);
  const text = toText(config);
  const document = JSON.parse(text) as ImageDocument;
  if (document.rootfs.diff_ids.length !== Layers.length) throw invalidParameter(`invalid manifest, layers length mismatch: expected ${document.rootfs.diff_ids.length}, got ${Layers.length}`);
  const layers = layersOf(daemon, archive, document, Layers);
  const existing = daemon.images.get(digestOf(text));
  const image = existing ?? daemon.images.add(text, document, layers);
  const names = (RepoTags ?? []).map(parseReference);
  for (const name of names) daemon.images.tag(name, image.id);
  logImageEvent(daemon, image, 'load', image.id);
  if (names.length === 0) return [`Loaded image ID: ${image.id}`];
  return names.map((name) => `Loaded image: ${familiarName(name)}`);
}

function layersOf(daemon: Daemon, archive: ImageArchive, { rootfs }: ImageDocument, paths: readonly string[]): Layer[] {
  let chainId: Digest | undefined;
  return rootfs.diff_ids.map((diffId, i) => {
    chainId = chainIdOf(chainId, diffId);
    const known = daemon.images.layer(chainId);
    if (known) return known.layer;
    const path = paths[i]!;
    const entries = archive.layers.get(path) ?? archive.layers.get(archive.links.get(path) ?? '');
    if (!entries) throw invalidParameter(`open ${path}: no such file or directory`);
    return layerFromEntries(entries);
  });
}
