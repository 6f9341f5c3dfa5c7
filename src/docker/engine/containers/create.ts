import { MILLISECOND } from '../../../core/clock.ts';
import type { Process } from '../../../core/process.ts';
import { until } from '../../../core/process.ts';
import { invalidParameter, notFound, systemError } from '../../api/errors.ts';
import type { CreateContainerRequest, CreateContainerResponse, HostConfig } from '../../api/types/containers.ts';
import type { Daemon } from '../daemon.ts';
import type { Image } from '../images/image.ts';
import { familiarName, parseReference, withDefaultTag } from '../images/reference.ts';
import { planEndpoints } from '../networks/plan.ts';
import { copyTree, isEmptyFolder } from '../files/copy-tree.ts';
import { anonymousMount, registerMounts } from '../volumes/register.ts';
import { whileMounted } from '../volumes/local-mount.ts';
import type { VolumeMount } from '../volumes/mount.ts';
import { cleanPath, commandOf, completeHostConfig, hasConfig, mergeConfig } from './config.ts';
import { Container } from './container.ts';
import { logContainerEvent } from './event.ts';
import { rotationOf } from './log-driver.ts';
import { ContainerLog } from './log.ts';
import { generateName, requireFreeName, validName } from './names.ts';
import { createRoot, rootFiles } from './root-files.ts';
import { ContainerStreams } from './streams.ts';
import { findOther } from './find-other.ts';
import { capabilityName, validateSettings } from './validate.ts';
import { resolveLinks } from './links.ts';

/** How long dockerd takes to write a container down. */
const CREATE_TIME = 12 * MILLISECOND;

/** POST /containers/create: everything is checked before anything is made. */
export function* createContainer(daemon: Daemon, name: string, request: CreateContainerRequest, platform = ''): Process<CreateContainerResponse> {
  if (!hasConfig(request)) throw invalidParameter('config cannot be empty in order to create a container');
  const warnings = validateSettings(request, daemon.host.resources.cores);
  yield until(daemon.host.scheduler.clock, daemon.host.now() + CREATE_TIME);
  const image = findImage(daemon, request.Image ?? '', platform);
  if (image) platformWarning(daemon, image, platform, warnings);
  const container = makeContainer(daemon, name, request, image);
  return { Id: container.id, Warnings: warnings };
}

function findImage(daemon: Daemon, text: string, platform: string): Image | undefined {
  if (text === '') return undefined;
  const image = daemon.images.find(text);
  const { os, architecture } = image.document;
  if (platform !== '' && platform !== `${os}/${architecture}` && platform !== os && !platform.startsWith(`${os}/${architecture}/`)) {
    const name = familiarName(withDefaultTag(parseReference(text)));
    throw notFound(`image with reference ${text} was found but does not provide the specified platform (${platform})`.replace(text, name));
  }
  return image;
}

function platformWarning(daemon: Daemon, { document }: Image, platform: string, warnings: string[]): void {
  const own = `${document.os}/${document.architecture}${document.variant ? `/${document.variant}` : ''}`;
  if (platform !== '' || daemon.host.platform === `${document.os}/${document.architecture}`) return;
  warnings.push(`The requested image's platform (${own}) does not match the detected host platform (${daemon.host.platform}) and no specific platform was requested`);
}

function makeContainer(daemon: Daemon, wantedName: string, request: CreateContainerRequest, image: Image | undefined): Container {
  const id = daemon.entropy.hex(64);
  const hostConfig = completeHostConfig(withResolved(daemon, request.HostConfig ?? {}));
  const hostname = hostConfig.NetworkMode === 'host' ? daemon.host.namespaces.uts.hostname : id.slice(0, 12);
  const config = mergeConfig(request, image?.document.config ?? {}, hostname);
  const rotation = rotationOf(hostConfig.LogConfig);
  if (hostConfig.StorageOpt) throw systemError("--storage-opt is supported only for overlay over xfs with 'pquota' mount option");
  const name = wantedName === '' ? generateName(daemon, id) : validName(wantedName);
  requireFreeName(daemon, name);
  const attachments = planEndpoints(daemon, hostConfig, config, request.NetworkingConfig);
  const links = resolveLinks(daemon, name, hostConfig);
  const mounts = registerMounts(daemon, hostConfig);

  const log = rotation && new ContainerLog(daemon.host.now, rotation);
  const [path, args] = commandOf(config);
  const streams = new ContainerStreams(config.OpenStdin, log);
  const container = new Container(id, name, daemon.host.now(), image, path, args, config, { ...hostConfig, Links: links }, streams, () => createRoot(daemon, image!));
  container.attachments = attachments;
  addImageVolumes(daemon, container, mounts);
  container.mounts = mounts;
  for (const { volume } of mounts) volume?.users.add(id);
  makeWorkingFolder(daemon, container);
  populateVolumes(daemon, container);
  if (image) daemon.images.hold(image);
  daemon.containers.add(container);
  logContainerEvent(daemon, container, 'create');
  return container;
}

/** Names of other containers become ids, capabilities their full names. */
function withResolved(daemon: Daemon, host: Partial<HostConfig>): Partial<HostConfig> {
  const resolve = (mode: string | undefined) => (mode?.startsWith('container:') ? `container:${findOther(daemon, mode.slice(10)).id}` : mode);
  const names = (list: readonly string[] | null | undefined) => (list?.length ? list.map(capabilityName) : null);
  const [ipc, pid] = [resolve(host.IpcMode), resolve(host.PidMode)];
  const network = host.NetworkMode?.startsWith('container:') && !isThere(daemon, host.NetworkMode.slice(10)) ? host.NetworkMode : resolve(host.NetworkMode);
  return Object.assign(
    {},
    host,
    { CapAdd: names(host.CapAdd), CapDrop: names(host.CapDrop) },
    network === undefined ? {} : { NetworkMode: network },
    ipc === undefined ? {} : { IpcMode: ipc },
    pid === undefined ? {} : { PidMode: pid },
  );
}

/** The network of a container that is not there is missed only at the start. */
function isThere(daemon: Daemon, reference: string): boolean {
  try {
    daemon.containers.find(reference);
    return true;
  } catch {
    return false;
  }
}

/** A new volume for each path of VOLUME that nothing else is mounted at. */
function addImageVolumes(daemon: Daemon, container: Container, mounts: VolumeMount[]): void {
  for (const path of Object.keys(container.config.Volumes ?? {})) {
    const destination = cleanPath(path.startsWith('/') ? path : `/${path}`);
    if (destination === '/') throw invalidParameter(`invalid volume specification: '${path}': invalid mount config for type "volume": invalid specification: destination can't be '/'`);
    if (mounts.some((mount) => mount.destination === destination)) continue;
    const files = rootFiles(daemon, container);
    if (files.exists(destination) && files.stat(destination).type !== 'directory') throw systemError(`cannot mount volume over existing file, file exists ${destination}`);
    mounts.push(anonymousMount(daemon, destination, container.hostConfig.VolumeDriver));
  }
}

function makeWorkingFolder(daemon: Daemon, container: Container): void {
  const folder = container.config.WorkingDir;
  if (folder === '' || folder === '/') return;
  const files = rootFiles(daemon, container);
  if (files.exists(folder)) {
    if (files.stat(folder).type !== 'directory') throw invalidParameter(`Cannot mkdir: ${folder} is not a directory`);
    return;
  }
  files.mkdirAll(folder, 0o755);
}

/** An empty volume takes over what the image has at its path, owner and mode of the folder included. */
function populateVolumes(daemon: Daemon, container: Container): void {
  for (const { volume, destination, isCopied, subpath } of container.mounts) {
    if (!volume || !isCopied || subpath !== undefined) continue;
    const files = rootFiles(daemon, container);
    if (!files.exists(destination) || files.stat(destination).type !== 'directory') continue;
    whileMounted(daemon, volume, container.id, () => {
      if (isEmptyFolder(daemon.files, volume.mountpoint)) copyTree(files, destination, daemon.files, volume.mountpoint);
    });
  }
}
