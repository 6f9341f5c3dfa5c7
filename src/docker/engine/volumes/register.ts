import { invalidParameter } from '../../api/errors.ts';
import type { HostConfig } from '../../api/types/containers.ts';
import { cleanPath } from '../containers/config.ts';
import { findOther } from '../containers/find-other.ts';
import type { Daemon } from '../daemon.ts';
import { createVolume } from './create.ts';
import { ANONYMOUS_LABEL } from './store.ts';
import type { VolumeMount } from './mount.ts';
import { isVolumesFromMode, parseBind, parseMount } from './parse.ts';
import type { MountSpec } from './parse.ts';

/**
 * Finds or makes the mounts that a new container asks for: --volumes-from, then -v, then --mount. As with dockerd, what
 * was made before something is refused stays. Throws for what is refused.
 */
export function registerMounts(daemon: Daemon, hostConfig: HostConfig): VolumeMount[] {
  const mounts = new Map<string, VolumeMount>();
  for (const spec of hostConfig.VolumesFrom ?? []) for (const mount of mountsFrom(daemon, spec)) mounts.set(mount.destination, mount);
  const taken = new Set(Object.keys(hostConfig.Tmpfs ?? {}).map(cleanPath));
  const add = (mount: MountSpec) => {
    if (taken.has(mount.destination)) throw invalidParameter(`Duplicate mount point: ${mount.destination}`);
    taken.add(mount.destination);
    mounts.set(mount.destination, make(daemon, mount, hostConfig.VolumeDriver));
  };
  for (const raw of hostConfig.Binds ?? []) add(parseBind(raw));
  for (const mount of hostConfig.Mounts ?? []) add(parseMount(mount, (path) => daemon.files.exists(path)));
  return [...mounts.values()];
}

function mountsFrom(daemon: Daemon, spec: string): readonly VolumeMount[] {
  if (spec === '') throw invalidParameter('volumes-from specification cannot be an empty string');
  const [id, mode = ''] = spec.split(':', 2) as [string, string?];
  if (!isVolumesFromMode(mode)) throw invalidParameter(`invalid mode: ${mode}`);
  const isReadOnly = mode.split(',').includes('ro');
  return findOther(daemon, id).mounts.map((mount) => ({ ...mount, isWritable: mount.isWritable && !isReadOnly, isCopied: false }));
}

function make(daemon: Daemon, { source, spec, isSourceMade, ...common }: MountSpec, volumeDriver: string): VolumeMount {
  if (common.type !== 'volume') return { ...common, source, isSourceMade, spec };
  const options = spec.VolumeOptions;
  const isAnonymous = source === '';
  const volume = createVolume(daemon, {
    name: isAnonymous ? daemon.entropy.hex(64) : source,
    driver: options?.DriverConfig?.Name || volumeDriver,
    labels: isAnonymous ? { ...options?.Labels, [ANONYMOUS_LABEL]: '' } : (options?.Labels ?? null),
    options: options?.DriverConfig?.Options ?? null,
    isAnonymous,
  });
  return { ...common, volume, mode: common.mode || 'z', ...(options?.Subpath ? { subpath: options.Subpath } : {}), spec };
}

/** An anonymous volume for a path of the image's VOLUME or of `-v /path`. */
export function anonymousMount(daemon: Daemon, destination: string, driver: string): VolumeMount {
  const volume = createVolume(daemon, { name: daemon.entropy.hex(64), driver, labels: { [ANONYMOUS_LABEL]: '' }, options: null, isAnonymous: true });
  return { type: 'volume', destination, volume, isWritable: true, mode: '', propagation: '', isCopied: true };
}
