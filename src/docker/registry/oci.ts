import type { Digest } from '../../core/digest.ts';

/** The documents of the image and distribution specifications (https://github.com/opencontainers/image-spec), and Docker's own forms of them. */
export const MEDIA_TYPES = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  manifestList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociConfig: 'application/vnd.oci.image.config.v1+json',
  ociLayer: 'application/vnd.oci.image.layer.v1.tar+gzip',
} as const;

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Bytes: of a layer, as compressed for transport. */
  readonly size: number;
  readonly platform?: PlatformDescriptor;
}

export interface PlatformDescriptor {
  readonly architecture: string;
  readonly os: string;
  readonly variant?: string;
}

export interface Manifest {
  readonly schemaVersion: 2;
  readonly mediaType: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ManifestIndex {
  readonly schemaVersion: 2;
  readonly mediaType: string;
  readonly manifests: readonly Descriptor[];
}

/** What `docker image inspect` shows under Config, as the image's configuration blob has it. Durations are in nanoseconds. */
export interface ImageConfig {
  readonly User?: string;
  readonly ExposedPorts?: Readonly<Record<string, Record<string, never>>>;
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Volumes?: Readonly<Record<string, Record<string, never>>>;
  readonly WorkingDir?: string;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly StopSignal?: string;
  readonly Healthcheck?: {
    readonly Test: readonly string[];
    readonly Interval?: number;
    readonly Timeout?: number;
    readonly StartPeriod?: number;
    readonly StartInterval?: number;
    readonly Retries?: number;
  };
  readonly OnBuild?: readonly string[];
  readonly Shell?: readonly string[];
  readonly ArgsEscaped?: boolean;
}

export interface History {
  /** RFC 3339. */
  readonly created?: string;
  readonly created_by?: string;
  readonly author?: string;
  readonly comment?: string;
  readonly empty_layer?: boolean;
}

/** The image's configuration blob, whose digest is the image's id. */
export interface ImageDocument {
  readonly architecture: string;
  readonly os: string;
  readonly variant?: string;
  readonly author?: string;
  /** RFC 3339. */
  readonly created?: string;
  readonly config?: ImageConfig;
  readonly history?: readonly History[];
  readonly rootfs: { readonly type: 'layers'; readonly diff_ids: readonly Digest[] };
}

export function isIndex(document: Manifest | ManifestIndex): document is ManifestIndex {
  return 'manifests' in document;
}

/** `linux/amd64`, `linux/arm64/v8`. */
export function platformText(platform: PlatformDescriptor): string {
  return [platform.os, platform.architecture, platform.variant].filter((part) => part).join('/');
}
