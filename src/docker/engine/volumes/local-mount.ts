import { NotSimulated } from '../../../core/errors.ts';
import { createMemoryFileSystem } from '../../../machine/files/memory.ts';
import { isApiError, systemError } from '../../api/errors.ts';
import type { Container } from '../containers/container.ts';
import { parseTmpfsOptions } from '../containers/tmpfs.ts';
import type { Daemon } from '../daemon.ts';
import type { Volume } from './volume.ts';

/**
 * Mounts the volumes of a container that were made with `-o type=… -o device=… -o o=…`, as the local driver does with
 * mount(8)'s words: from the first container that runs with one to the last. Throws in dockerd's words.
 */
export function mountVolumes(daemon: Daemon, container: Container): void {
  for (const { volume } of container.mounts) if (volume?.options?.['device']) mountVolume(daemon, volume, container.id);
}

export function unmountVolumes(daemon: Daemon, container: Container): void {
  for (const { volume } of container.mounts) {
    if (!volume?.mountedFor.delete(container.id) || volume.mountedFor.size > 0) continue;
    daemon.host.namespaces.mounts.unmount(volume.mountpoint);
  }
}

/** Looks into a volume that no container runs with yet. */
export function whileMounted(daemon: Daemon, volume: Volume, container: string, look: () => void): void {
  if (!volume.options?.['device']) return look();
  mountVolume(daemon, volume, container);
  look();
  volume.mountedFor.delete(container);
  if (volume.mountedFor.size === 0) daemon.host.namespaces.mounts.unmount(volume.mountpoint);
}

function mountVolume(daemon: Daemon, volume: Volume, container: string): void {
  if (volume.mountedFor.size === 0) mount(daemon, volume);
  volume.mountedFor.add(container);
}

function mount(daemon: Daemon, { mountpoint, options }: Volume): void {
  const { type = '', device = '', o = '' } = options as { readonly type?: string; readonly device?: string; readonly o?: string };
  const words = o.split(',').filter(Boolean);
  const { mounts } = daemon.host.namespaces;
  const refuse = (why: string) =>
    systemError(`error while mounting volume '${mountpoint}': failed to mount local volume: mount ${device}:${mountpoint}, ${why}`);
  if (words.includes('bind') || words.includes('rbind')) {
    const flags = words.includes('rbind') ? '0x5000' : '0x1000';
    if (!daemon.files.exists(device)) throw refuse(`flags: ${flags}: no such file or directory`);
    if (daemon.files.stat(device).type !== 'directory') throw refuse(`flags: ${flags}: not a directory`);
    const { fileSystem, path } = mounts.locate(device);
    mounts.mount(fileSystem, mountpoint, { source: path, isReadOnly: words.includes('ro') });
    return;
  }
  if (type === 'none') throw refuse(`${words.length === 0 ? 'flags: 0x0' : `data: ${o}`}: no such device`);
  if (type !== 'tmpfs') throw new NotSimulated(`a volume of type ${type}`);
  mounts.mount(tmpfs(daemon, device, o, refuse), mountpoint, { device, options: 'relatime', isReadOnly: words.includes('ro') });
}

function tmpfs(daemon: Daemon, device: string, words: string, refuse: (why: string) => Error) {
  try {
    const { size, mode, uid, gid } = parseTmpfsOptions(words);
    return createMemoryFileSystem({ type: 'tmpfs', now: daemon.host.now, mode, uid, gid, device, mountOptions: words, ...(size === undefined ? {} : { size }) });
  } catch (error) {
    if (isApiError(error)) throw refuse(`data: ${words}: invalid argument`);
    throw error;
  }
}
