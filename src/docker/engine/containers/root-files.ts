import type { Layer, LayerEntry } from '../../../machine/files/layer.ts';
import { layerFromEntries } from '../../../machine/files/layer.ts';
import type { Files } from '../../../machine/files/files.ts';
import type { OverlayFileSystem } from '../../../machine/files/mounts.ts';
import { createMountNamespace } from '../../../machine/files/namespace.ts';
import { createOverlay } from '../../../machine/files/overlay.ts';
import type { Daemon } from '../daemon.ts';
import type { Image } from '../images/image.ts';
import { rootViewer } from '../root-viewer.ts';
import type { Container } from './container.ts';

/** What dockerd puts into every container before it starts, where the image has nothing of that name (moby's initlayer). */
const INIT_FILES: readonly (Pick<LayerEntry, 'path' | 'type'> & { readonly target?: string })[] = [
  { path: 'dev', type: 'directory' },
  { path: 'dev/pts', type: 'directory' },
  { path: 'dev/shm', type: 'directory' },
  { path: 'dev/console', type: 'file' },
  { path: 'proc', type: 'directory' },
  { path: 'sys', type: 'directory' },
  { path: '.dockerenv', type: 'file' },
  { path: 'etc', type: 'directory' },
  { path: 'etc/resolv.conf', type: 'file' },
  { path: 'etc/hosts', type: 'file' },
  { path: 'etc/hostname', type: 'file' },
  { path: 'etc/mtab', type: 'symlink', target: '/proc/mounts' },
];

const initLayers = new WeakMap<Image, Layer>();

/** The layers of a container of that image: the image's and the one that the daemon adds. */
export function layersWithInit(image: Image): readonly Layer[] {
  const layers = image.layers.map(({ layer }) => layer);
  let init = initLayers.get(image);
  if (!init) initLayers.set(image, (init = makeInitLayer(layers, image.created)));
  return [...layers, init];
}

function makeInitLayer(layers: readonly Layer[], created: number): Layer {
  const files = createMountNamespace(createOverlay(layers)).files();
  const modified = Math.max(0, Math.floor(created / 1e6));
  const missing = INIT_FILES.filter(({ path }) => !isThere(files, `/${path}`));
  return layerFromEntries(missing.map(({ path, type, target }) => ({ path, type, mode: type === 'symlink' ? 0o777 : 0o755, uid: 0, gid: 0, modified, ...(target === undefined ? {} : { target }) })));
}

function isThere(files: Files, path: string): boolean {
  try {
    files.lstat(path);
    return true;
  } catch {
    return false;
  }
}

/** A new writable root for a container of that image. */
export function createRoot(daemon: Daemon, image: Image): OverlayFileSystem {
  return createOverlay(layersWithInit(image), daemon.diskSpace ? { space: daemon.diskSpace } : {});
}

/** The daemon's look into a container's root, without what is mounted in it. */
export function rootFiles(daemon: Daemon, container: Container): Files {
  return createMountNamespace(container.root).files(rootViewer(daemon.host.now));
}
