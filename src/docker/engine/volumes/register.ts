import { invalidParameter } from '../../api/errors.ts';
import type { HostConfig } from '../../api/types/containers.ts';
import { cleanPath } from '../containers/config.ts';
import type { Daemon } from '../daemon.ts';
import { createVolume } from './create.ts';
import { ANONYMOUS_LABEL } from './store.ts';
import type { VolumeMount } from './mount.ts';
import { isVolumesFromMode, parseBind, parseMount } from './parse.ts';
import type { MountSpec } from './parse.ts';

/**
 * The mounts that a new container asks for, by destination: --volumes-from, then -v, then --mount. Nothing is made yet.
 * Throws for what is refused.
 */
export function planMounts(daemon: Daemon, hostConfig: HostConfig): ReadonlyMap<string, VolumeMount | MountSpec> {
  const planned = new Map<string, VolumeMount | MountSpec>();
  for (const spec of hostConfig.VolumesFrom ?? []) for (const mount of mountsFrom(daemon, spec)) planned.set(mount.destination, mount);
  const taken = new Set(Object.keys(hostConfig.Tmpfs ?? {}).map(cleanPath));
  const add = (mount: MountSpec) => {
    if (taken.has(mount.destination)) throw invalidParameter(`Duplicate mount point: ${mount.destination}`);
    taken.add(mount.destination);
    planned.set(mount.destination, mount);
  };
  for (const raw of hostConfig.Binds ?? []) add(parseBind(raw));
  for (const mount of hostConfig.Mounts ?? []) add(parseMount(mount, (path) => daemon.files.exists(path)));
  return planned;
}

function mountsFrom(daemon: Daemon, spec: string): readonly VolumeMount[] {
  if (spec === '') throw invalidParameter('volumes-from specification cannot be an empty string');
  const [id, mode = ''] = spec.split(':', 2) as [string, string?];
  if (!isVolumesFromMode(mode)) throw invalidParameter(`invalid mode: ${mode}`);
  const isReadOnly = mode.split(',').includes('ro');
  return daemon.containers.find(id).mounts.map((mount) => ({ ...mount, isWritable: mount.isWritable && !isReadOnly, isCopied: false }));
}

/** Finds or makes what is planned: volumes by name, and a new one where no name was given. Throws for a name that is none. */
export function makeMounts(daemon: Daemon, planned: ReadonlyMap<string, VolumeMount | MountSpec>, volumeDriver: string): VolumeMount[] {
  return [...planned.values()].map((mount) => ('spec' in mount && 'source' in mount && !('volume' in mount) ? make(daemon, mount as MountSpec, volumeDriver) : mount));
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
