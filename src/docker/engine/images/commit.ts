import type { Process } from '../../../core/process.ts';
import { until } from '../../../core/process.ts';
import { MILLISECOND } from '../../../core/clock.ts';
import { layerFromEntries } from '../../../machine/files/layer.ts';
import type { Layer } from '../../../machine/files/layer.ts';
import { conflict } from '../../api/errors.ts';
import type { CommitQuery } from '../../api/routes/images.ts';
import { formatTime } from '../../api/time.ts';
import type { ContainerConfig } from '../../api/types/containers.ts';
import type { ImageConfig } from '../../api/types/images.ts';
import type { Container } from '../containers/container.ts';
import { logContainerEvent } from '../containers/event.ts';
import type { Daemon } from '../daemon.ts';
import { applyChanges } from './changes.ts';
import type { HistoryRecord, ImageDocument } from './image.ts';
import { nameImage, repositoryAndTag } from './tag.ts';

const COMMIT_TIME = 90 * MILLISECOND;

/** POST /commit: the writable layer of a container becomes the top layer of an image. */
export function* commitContainer(daemon: Daemon, reference: string, query: CommitQuery): Process<{ readonly Id: string }> {
  const container = daemon.containers.find(reference);
  const name = repositoryAndTag(query.repository, query.tag);
  if (container.isRemoving) throw conflict('You cannot commit container ' + container.id + ' which is being removed');
  const config = committedConfig(container, query);
  yield until(daemon.host.scheduler.clock, daemon.host.now() + COMMIT_TIME);

  const base = container.image;
  const layer = layerFromEntries(container.hasRoot ? container.root.upperEntries() : []);
  // As with dockerd, what changed nothing adds no layer.
  const isEmpty = layer.entries().length === 0;
  const history: HistoryRecord = {
    created: formatTime(daemon.host.now()),
    ...(query.author === '' ? {} : { author: query.author }),
    created_by: [container.path, ...container.args].join(' '),
    ...(query.comment === '' ? {} : { comment: query.comment }),
    ...(isEmpty ? { empty_layer: true } : {}),
  };
  const added = isEmpty ? [] : [layer];
  const layers: Layer[] = [...(base?.layers ?? []).map((stored) => stored.layer), ...added];
  const document = committedDocument(daemon, container, config, history, added);
  const image = daemon.images.add(JSON.stringify(document), document, layers, base?.id);
  if (name) nameImage(daemon, image, name);
  logContainerEvent(daemon, container, 'commit', { comment: query.comment, imageID: image.id, imageRef: name ? [query.repository, query.tag].filter((part) => part !== '').join(':') : '' });
  daemon.events.log('image', 'create', image.id, { name: image.id });
  return { Id: image.id };
}

function committedDocument(daemon: Daemon, container: Container, config: ImageConfig, history: HistoryRecord, added: readonly Layer[]): ImageDocument {
  const base = container.image?.document;
  return {
    architecture: base?.architecture ?? 'amd64',
    ...(base?.variant ? { variant: base.variant } : {}),
    ...(history.author ? { author: history.author } : {}),
    config,
    created: formatTime(daemon.host.now()),
    docker_version: '28.2.2',
    history: [...(base?.history ?? []), history],
    os: base?.os ?? 'linux',
    rootfs: { type: 'layers', diff_ids: [...(base?.rootfs.diff_ids ?? []), ...added.map(({ digest }) => digest)] },
  };
}

/** The changes over the container's configuration. */
function committedConfig(container: Container, query: CommitQuery): ImageConfig {
  const own = imageConfigOf(container.config);
  const given = query.config as Partial<ContainerConfig> | undefined;
  const base = given && Object.keys(given).length > 0 ? { ...own, ...imageConfigOf({ ...container.config, ...withoutEmpty(given) }) } : own;
  return applyChanges(base, query.changes);
}

function withoutEmpty(config: Partial<ContainerConfig>): Partial<ContainerConfig> {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null && value !== '' && value !== false));
}

/** What of a container's configuration is an image's. */
export function imageConfigOf(config: ContainerConfig): ImageConfig {
  const isThere = (map: object | null | undefined) => map != null && Object.keys(map).length > 0;
  return {
    ...(config.User ? { User: config.User } : {}),
    ...(isThere(config.ExposedPorts) ? { ExposedPorts: config.ExposedPorts! } : {}),
    ...(config.Env ? { Env: config.Env.filter((entry) => entry.includes('=')) } : {}),
    ...(config.Entrypoint ? { Entrypoint: config.Entrypoint } : {}),
    ...(config.Cmd ? { Cmd: config.Cmd } : {}),
    ...(isThere(config.Volumes) ? { Volumes: config.Volumes! } : {}),
    ...(config.WorkingDir ? { WorkingDir: config.WorkingDir } : {}),
    ...(isThere(config.Labels) ? { Labels: config.Labels } : {}),
    ...(config.StopSignal ? { StopSignal: config.StopSignal } : {}),
    ...(config.Healthcheck?.Test ? { Healthcheck: { ...config.Healthcheck, Test: config.Healthcheck.Test } } : {}),
    ...(config.OnBuild?.length ? { OnBuild: config.OnBuild } : {}),
    ...(config.Shell ? { Shell: config.Shell } : {}),
  };
}
