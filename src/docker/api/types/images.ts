import type { Empty, PortSet, StringMap } from './common.ts';
import type { GraphDriverData, HealthConfig } from './containers.ts';

/** The configuration of an image, as its document (and so its id) has it. */
export type ImageConfig = {
  readonly User?: string;
  readonly ExposedPorts?: PortSet;
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Volumes?: { readonly [path: string]: Empty };
  readonly WorkingDir?: string;
  readonly Labels?: StringMap;
  readonly StopSignal?: string;
  readonly Healthcheck?: HealthConfig & { readonly Test: readonly string[] };
  readonly OnBuild?: readonly string[];
  readonly Shell?: readonly string[];
  readonly ArgsEscaped?: boolean;
};

export type ImageInspect = {
  readonly Id: string;
  readonly RepoTags: readonly string[];
  readonly RepoDigests: readonly string[];
  readonly Parent: string;
  readonly Comment: string;
  readonly Created?: string;
  readonly DockerVersion: string;
  readonly Author: string;
  readonly Config: ImageInspectConfig;
  readonly Architecture: string;
  readonly Variant?: string;
  readonly Os: string;
  readonly Size: number;
  readonly GraphDriver: GraphDriverData;
  readonly RootFS: { readonly Type: string; readonly Layers?: readonly string[] };
  readonly Metadata: { readonly LastTagTime: string };
};

/** In v1.50 the daemon writes these with their keys in order, and the first eight always. */
export type ImageInspectConfig = {
  readonly ArgsEscaped?: boolean;
  readonly Cmd: readonly string[] | null;
  readonly Entrypoint: readonly string[] | null;
  readonly Env: readonly string[] | null;
  readonly ExposedPorts?: PortSet;
  readonly Healthcheck?: HealthConfig;
  readonly Labels: StringMap | null;
  readonly OnBuild: readonly string[] | null;
  readonly Shell?: readonly string[];
  readonly StopSignal?: string;
  readonly User: string;
  readonly Volumes: { readonly [path: string]: Empty } | null;
  readonly WorkingDir: string;
};

export type ImageSummary = {
  readonly Containers: number;
  /** Unix seconds. */
  readonly Created: number;
  readonly Id: string;
  readonly Labels: StringMap | null;
  readonly ParentId: string;
  readonly RepoDigests: readonly string[];
  readonly RepoTags: readonly string[];
  readonly SharedSize: number;
  readonly Size: number;
};

export type HistoryEntry = {
  readonly Comment: string;
  readonly Created: number;
  readonly CreatedBy: string;
  readonly Id: string;
  readonly Size: number;
  readonly Tags: readonly string[] | null;
};

export type DeletedImage = { readonly Untagged: string } | { readonly Deleted: string };
export type PruneImagesResponse = { readonly ImagesDeleted: readonly DeletedImage[] | null; readonly SpaceReclaimed: number };

export type SearchResult = {
  readonly star_count: number;
  readonly is_official: boolean;
  readonly name: string;
  readonly is_automated: boolean;
  readonly description: string;
};

export type DistributionInspect = {
  readonly Descriptor: { readonly mediaType: string; readonly digest: string; readonly size: number };
  readonly Platforms: readonly { readonly architecture: string; readonly os: string; readonly variant?: string }[];
};

/** One line of the stream of a pull, push, import, load or build. */
export type ProgressMessage = {
  readonly stream?: string;
  readonly status?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number; readonly units?: string; readonly hidecounts?: boolean };
  readonly progress?: string;
  readonly id?: string;
  readonly errorDetail?: { readonly code?: number; readonly message: string };
  readonly error?: string;
  readonly aux?: { readonly [key: string]: string | number };
};
