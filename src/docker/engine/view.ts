import type { Micros } from '../../core/clock.ts';

/**
 * What the engine holds, as immutable data for the page and the checks. Made from memoised parts: what did not change
 * is the same object, so two views are compared cheaply.
 */
export interface EngineView {
  readonly isUp: boolean;
  readonly images: readonly ImageView[];
  /** Each layer once, by its diff id. */
  readonly layers: readonly LayerView[];
  /** The oldest first. */
  readonly containers: readonly ContainerView[];
  readonly volumes: readonly VolumeView[];
  readonly networks: readonly NetworkView[];
}

export interface ImageView {
  readonly id: string;
  /** `nginx:latest`; empty for a dangling image. */
  readonly tags: readonly string[];
  readonly layers: readonly string[];
  /** Bytes. */
  readonly size: number;
  readonly createdAt: Micros;
}

export interface LayerView {
  readonly id: string;
  /** Bytes. */
  readonly size: number;
  /** The instruction that made it. */
  readonly createdBy: string;
}

export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'exited' | 'dead' | 'removing';

export interface ContainerView {
  readonly id: string;
  readonly name: string;
  /** As it was asked for: `nginx`. */
  readonly image: string;
  readonly imageId: string;
  /** The command line of the first process. */
  readonly command: string;
  readonly state: ContainerState;
  readonly health: 'none' | 'starting' | 'healthy' | 'unhealthy';
  readonly exitCode: number;
  readonly isOomKilled: boolean;
  readonly restartCount: number;
  readonly startedAt: Micros;
  readonly finishedAt: Micros;
  readonly ports: readonly PortView[];
  readonly mounts: readonly MountView[];
  readonly networks: readonly { readonly name: string; readonly address: string; readonly aliases: readonly string[] }[];
  /** Bytes; 0 is unlimited. */
  readonly memoryLimit: number;
  /** Cores; 0 is unlimited. */
  readonly cpuLimit: number;
  /** Its cgroup while it runs; otherwise empty. */
  readonly cgroup: string;
}

export interface PortView {
  readonly protocol: string;
  readonly containerPort: number;
  readonly hostAddress?: string;
  readonly hostPort?: number;
}

export interface MountView {
  readonly type: 'bind' | 'volume' | 'tmpfs';
  /** The volume's name, or the folder of the host. */
  readonly source: string;
  readonly target: string;
  readonly isReadOnly: boolean;
}

export interface VolumeView {
  readonly name: string;
  readonly isAnonymous: boolean;
  /** Names of the containers that mount it. */
  readonly usedBy: readonly string[];
}

export interface NetworkView {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly subnet: string;
  readonly isInternal: boolean;
}
