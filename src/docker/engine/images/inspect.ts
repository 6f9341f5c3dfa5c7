import { formatTime, ZERO_TIME } from '../../api/time.ts';
import type { ImageConfig, ImageInspect, ImageInspectConfig } from '../../api/types/images.ts';
import { layerFolder } from '../containers/inspect.ts';
import type { Daemon } from '../daemon.ts';
import { sorted } from '../events/event-log.ts';
import type { Image } from './image.ts';

/** GET /images/{name}/json. */
export function inspectImage(daemon: Daemon, name: string): ImageInspect {
  const image = daemon.images.find(name);
  const { document } = image;
  return {
    Id: image.id,
    RepoTags: daemon.images.tagsOf(image.id),
    RepoDigests: daemon.images.digestsOf(image.id),
    Parent: image.parent ?? '',
    Comment: document.history?.at(-1)?.comment ?? '',
    ...(document.created === undefined ? {} : { Created: document.created }),
    DockerVersion: document.docker_version ?? '',
    Author: document.author ?? '',
    Config: inspectConfig(document.config ?? {}),
    Architecture: document.architecture,
    ...(document.variant ? { Variant: document.variant } : {}),
    Os: document.os,
    Size: image.size,
    GraphDriver: { Data: graphDriverData(daemon, image), Name: 'overlay2' },
    RootFS: { Type: 'layers', ...(image.layers.length > 0 ? { Layers: image.layers.map(({ diffId }) => diffId) } : {}) },
    Metadata: { LastTagTime: image.lastTagged === undefined ? ZERO_TIME : formatTime(image.lastTagged) },
  };
}

function inspectConfig(config: ImageConfig): ImageInspectConfig {
  return {
    ...(config.ArgsEscaped ? { ArgsEscaped: true } : {}),
    Cmd: config.Cmd ?? null,
    Entrypoint: config.Entrypoint ?? null,
    Env: config.Env ?? null,
    ...(config.ExposedPorts && Object.keys(config.ExposedPorts).length > 0 ? { ExposedPorts: sorted(config.ExposedPorts) } : {}),
    ...(config.Healthcheck ? { Healthcheck: config.Healthcheck } : {}),
    Labels: config.Labels ? sorted(config.Labels) : null,
    OnBuild: config.OnBuild ?? null,
    ...(config.Shell ? { Shell: config.Shell } : {}),
    ...(config.StopSignal ? { StopSignal: config.StopSignal } : {}),
    User: config.User ?? '',
    Volumes: config.Volumes ? sorted(config.Volumes) : null,
    WorkingDir: config.WorkingDir ?? '',
  };
}

function graphDriverData(daemon: Daemon, image: Image): Record<string, string> | null {
  const folders = image.layers.map(({ chainId }) => `${daemon.root}/overlay2/${layerFolder(chainId)}`).reverse();
  const [top, ...below] = folders;
  if (top === undefined) return null;
  return {
    ...(below.length > 0 ? { LowerDir: below.map((folder) => `${folder}/diff`).join(':') } : {}),
    MergedDir: `${top}/merged`,
    UpperDir: `${top}/diff`,
    WorkDir: `${top}/work`,
  };
}
