import type { ImagesBackend } from '../../api/routes/images.ts';
import type { Daemon } from '../daemon.ts';
import { commitContainer } from './commit.ts';
import { inspectDistribution } from './distribution.ts';
import { imageHistory } from './history.ts';
import { importImage } from './import.ts';
import { inspectImage } from './inspect.ts';
import { listImages } from './list.ts';
import { loadImages } from './load.ts';
import { pruneImages } from './prune.ts';
import { pullImage } from './pull.ts';
import { pushImage } from './push.ts';
import { removeImage } from './rm.ts';
import { saveImages } from './save.ts';
import { searchImages } from './search.ts';
import { tagImage } from './tag.ts';

/** The verbs of images, for the routes. */
export function imagesBackend(daemon: Daemon): ImagesBackend {
  return {
    list: (options) => listImages(daemon, options),
    inspect: (name) => inspectImage(daemon, name),
    history: (name) => imageHistory(daemon, name),
    tag: (name, repository, tag) => tagImage(daemon, name, repository, tag),
    remove: (name, options) => removeImage(daemon, name, options),
    prune: (filters) => pruneImages(daemon, filters),
    pull: (options) => pullImage(daemon, options),
    import: (options) => importImage(daemon, options),
    push: (options) => pushImage(daemon, options),
    save: (names) => saveImages(daemon, names),
    load: (archive) => loadImages(daemon, archive),
    search: (term, limit, filters) => searchImages(daemon, term, limit, filters),
    distribution: (name, auth) => inspectDistribution(daemon, name, auth),
    commit: (container, query) => commitContainer(daemon, container, query),
  };
}
