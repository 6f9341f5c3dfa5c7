import type { Files } from '../../../machine/files/files.ts';
import { createMountNamespace } from '../../../machine/files/namespace.ts';
import type { Daemon } from '../daemon.ts';
import { rootViewer } from '../root-viewer.ts';
import type { Container } from './container.ts';

/** A container's files as `docker cp` sees them: with its mounts, also while it does not run. */
export function filesOf(daemon: Daemon, container: Container): Files {
  const viewer = rootViewer(daemon.host.now);
  if (container.run) return container.run.namespaces.mounts.files(viewer);
  const mounts = createMountNamespace(container.root);
  const files = mounts.files(viewer);
  const sorted = [...container.mounts].sort((a, b) => a.destination.length - b.destination.length);
  for (const { volume, source, type, destination, subpath, isWritable } of sorted) {
    const path = volume ? volume.mountpoint + (subpath ? `/${subpath}` : '') : source;
    if (type === 'tmpfs' || type === 'image' || path === undefined || !daemon.files.exists(path)) continue;
    makeTarget(files, destination, daemon.files.stat(path).type === 'directory');
    const found = daemon.host.namespaces.mounts.locate(path);
    mounts.mount(found.fileSystem, destination, { source: found.path, isReadOnly: !isWritable });
  }
  return files;
}

function makeTarget(files: Files, path: string, isFolder: boolean): void {
  if (files.exists(path)) return;
  if (isFolder) return files.mkdirAll(path, 0o755);
  files.mkdirAll(path.slice(0, path.lastIndexOf('/')) || '/', 0o755);
  files.write(path, '', 0o755);
}
