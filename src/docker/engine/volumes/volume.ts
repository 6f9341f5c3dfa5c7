import type { Micros } from '../../../core/clock.ts';
import type { StringMap } from '../../api/types/common.ts';

/** A volume of the local driver: a folder of the host's disk. */
export interface Volume {
  readonly name: string;
  readonly created: Micros;
  readonly driver: 'local';
  readonly labels: StringMap | null;
  readonly options: StringMap | null;
  /** `/var/lib/docker/volumes/NAME/_data`. */
  readonly mountpoint: string;
  /** Made for a container that named none. */
  readonly isAnonymous: boolean;
  /** Ids of the containers that have it, running or not. */
  readonly users: Set<string>;
  /** Ids of the running containers for which the options' file system is mounted. */
  readonly mountedFor: Set<string>;
}
