import type { Mount, MountPoint } from '../../api/types/containers.ts';
import type { Volume } from './volume.ts';

/** A mount of a container, from -v, --mount, --volumes-from or the image's VOLUME. */
export interface VolumeMount {
  readonly type: 'volume' | 'bind' | 'tmpfs' | 'image';
  readonly destination: string;
  readonly isWritable: boolean;
  /** What was written after the last colon: `ro`, `z`, `nocopy`. */
  readonly mode: string;
  readonly propagation: string;
  /** Of volumes. */
  readonly volume?: Volume;
  /** The path on the host, of binds. */
  readonly source?: string;
  /** A folder inside the volume. */
  readonly subpath?: string;
  /** An empty volume is filled with what the image has there. */
  readonly isCopied: boolean;
  /** -v makes a missing path on the host. */
  readonly isSourceMade?: boolean;
  /** As --mount gave it. */
  readonly spec?: Mount;
}

/** As inspect and `docker ps` show it. */
export function mountPointOf(mount: VolumeMount): MountPoint {
  return {
    Type: mount.type,
    ...(mount.volume ? { Name: mount.volume.name } : {}),
    Source: mount.volume?.mountpoint ?? mount.source ?? '',
    Destination: mount.destination,
    ...(mount.volume ? { Driver: mount.volume.driver } : {}),
    Mode: mount.mode,
    RW: mount.isWritable,
    Propagation: mount.propagation,
  };
}
