import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import { layerFromEntries } from '../../../machine/files/layer.ts';
import type { LayerEntry } from '../../../machine/files/layer.ts';
import { TarError, readTar } from '../../../machine/files/tar.ts';
import { NotSimulated } from '../../../core/errors.ts';
import { invalidParameter } from '../../api/errors.ts';
import { formatTime } from '../../api/time.ts';
import { respond } from '../containers/response-stream.ts';
import type { Daemon } from '../daemon.ts';
import { applyChanges } from './changes.ts';
import { logImageEvent } from './event.ts';
import type { ImageDocument } from './image.ts';
import { nameImage, repositoryAndTag } from './tag.ts';

export interface ImportOptions {
  /** `-` for the body. */
  readonly source: string;
  readonly repository: string;
  readonly tag: string;
  readonly message: string;
  readonly changes: readonly string[];
  readonly platform: string;
  readonly archive: Input;
}

/** POST /images/create?fromSrc=…: one tar becomes an image of one layer. */
export function* importImage(daemon: Daemon, options: ImportOptions): Process<Input> {
  if (options.source === '') throw invalidParameter('missing parameter: fromImage or fromSrc');
  if (options.source !== '-') throw new NotSimulated('docker import from a URL');
  const name = repositoryAndTag(options.repository, options.tag);
  const config = applyChanges({}, options.changes);
  const layer = layerFromEntries(yield* unpacked(options.archive));
  const created = formatTime(daemon.host.now());
  const comment = options.message || `Imported from ${options.source}`;
  const [os = 'linux', architecture = 'amd64', variant] = (options.platform || daemon.host.platform).split('/');
  if (os !== 'linux' && os !== 'windows') throw invalidParameter('operating system is not supported');
  const document: ImageDocument = {
    architecture,
    ...(variant ? { variant } : {}),
    config,
    created,
    docker_version: '28.2.2',
    history: [{ created, comment }],
    os,
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  };
  const image = daemon.images.add(JSON.stringify(document), document, [layer]);
  if (name) nameImage(daemon, image, name);
  logImageEvent(daemon, image, 'import', image.id);
  return respond(daemon, function* (stream) {
    yield* stream.line({ status: image.id });
  });
}

function* unpacked(archive: Input): Process<LayerEntry[]> {
  try {
    return yield* readTar(archive);
  } catch (error) {
    if (error instanceof TarError) throw invalidParameter(error.message);
    throw error;
  }
}
