import { toText } from '../../../core/bytes.ts';
import type { Digest } from '../../../core/digest.ts';
import { digestOf } from '../../../core/digest.ts';
import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import { layerFromEntries } from '../../../machine/files/layer.ts';
import type { Layer } from '../../../machine/files/layer.ts';
import { TarError } from '../../../machine/files/tar.ts';
import { invalidParameter } from '../../api/errors.ts';
import { failureOf } from '../../api/status.ts';
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

/** POST /images/load. The names come as lines, and what is wrong with the archive. */
export function* loadImages(daemon: Daemon, input: Input): Process<Input> {
  const lines = yield* outcome(daemon, input);
  return respond(daemon, function* (stream) {
    for (const line of lines) yield* stream.line(line);
  });
}

/** What fails comes as a line too: the answer has begun by then. */
function* outcome(daemon: Daemon, input: Input): Process<readonly object[]> {
  try {
    const archive = yield* read(input);
    return manifestsOf(archive).flatMap((manifest) => load(daemon, archive, manifest)).map((line) => ({ stream: `${line}\n` }));
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return [{ errorDetail: { message: failure.message }, error: failure.message }];
  }
}

function* read(input: Input): Process<ImageArchive> {
  try {
    return yield* readImageArchive(input);
  } catch (error) {
    if (error instanceof TarError) throw invalidParameter(error.message);
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
  const lines = names.flatMap((name) => {
    const before = daemon.images.idOf(name);
    daemon.images.tag(name, image.id);
    const taken = before === undefined || before === image.id ? [] : [`The image ${familiarName(name)} already exists, renaming the old one with ID ${before} to empty string`];
    return [...taken, `Loaded image: ${familiarName(name)}`];
  });
  logImageEvent(daemon, image, 'load', image.id);
  return names.length === 0 ? [`Loaded image ID: ${image.id}`] : lines;
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
