import type { ImagesBackend } from '../../api/routes/images.ts';
import type { Daemon } from '../daemon.ts';
import { notYet } from '../engine.ts';
import { inspectImage } from './inspect.ts';
import { listImages } from './list.ts';

/** The verbs of images, for the routes. */
export function imagesBackend(daemon: Daemon): ImagesBackend {
  return {
    list: (options) => listImages(daemon, options),
    inspect: (name) => inspectImage(daemon, name),
    history: () => notYet('docker history'),
    tag: () => notYet('docker tag'),
    remove: () => notYet('docker rmi'),
    prune: () => notYet('docker image prune'),
    pull: () => notYet('docker pull'),
    import: () => notYet('docker import'),
    push: () => notYet('docker push'),
    save: () => notYet('docker save'),
    load: () => notYet('docker load'),
    search: () => notYet('docker search'),
    distribution: () => notYet('distribution'),
    commit: () => notYet('docker commit'),
  };
}
