import { createCgroupFileSystem } from '../../../machine/files/cgroup.ts';
import { createDevFileSystem, createDevptsFileSystem } from '../../../machine/files/dev.ts';
import type { DevptsFileSystem } from '../../../machine/files/dev.ts';
import type { Files } from '../../../machine/files/files.ts';
import { createMemoryFileSystem } from '../../../machine/files/memory.ts';
import type { MemoryFileSystem } from '../../../machine/files/memory.ts';
import type { MountNamespace } from '../../../machine/files/mounts.ts';
import { createMountNamespace } from '../../../machine/files/namespace.ts';
import type { OpenFile } from '../../../machine/files/open-file.ts';
import { createOverlay } from '../../../machine/files/overlay.ts';
import { createProcFileSystem } from '../../../machine/files/proc/proc.ts';
import { createSysFileSystem } from '../../../machine/files/sys.ts';
import type { Namespaces } from '../../../machine/host.ts';
import type { HostFacts } from '../../../machine/system.ts';
import type { GroupId } from '../../../machine/resources/resources.ts';
import { isSystemError } from '../../../machine/errno.ts';
import { conflict, invalidParameter, systemError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { Sandbox } from '../networks/sandbox.ts';
import { rootViewer } from '../root-viewer.ts';
import type { VolumeMount } from '../volumes/mount.ts';
import { cleanPath } from './config.ts';
import type { Container } from './container.ts';
import { folderOf } from './host-files.ts';
import { RuntimeFailure } from './runtime-errors.ts';
import { parseTmpfsOptions } from './tmpfs.ts';

/** What a container runs in. */
export interface Surroundings {
  readonly namespaces: Namespaces;
  readonly memory: readonly MemoryFileSystem[];
  readonly shm: MemoryFileSystem | undefined;
  readonly devpts: DevptsFileSystem;
}

const NO_EXEC = 'nosuid,nodev,noexec,relatime';

/** Makes the namespaces of a container that starts, as runc does, with everything mounted. */
export function createSurroundings(daemon: Daemon, container: Container, sandbox: Sandbox, cgroup: GroupId, console: OpenFile | undefined, pids: Namespaces['pids']): Surroundings {
  return new Preparation(daemon, container, sandbox, cgroup, pids).finish(console);
}

/** The pid namespace of a new container, by `--pid`. */
export function pidNamespaceOf(daemon: Daemon, container: Container): Namespaces['pids'] {
  const mode = container.hostConfig.PidMode;
  if (mode === 'host') return daemon.host.namespaces.pids;
  if (mode.startsWith('container:')) return joined(daemon, mode, 'PID').run!.namespaces.pids;
  return daemon.host.createPidNamespace();
}

function joined(daemon: Daemon, mode: string, kind: 'PID' | 'IPC'): Container {
  const other = daemon.containers.find(mode.slice('container:'.length));
  if (!other.run) throw conflict(`failed to join ${kind} namespace: container ${other.id} is not running`);
  if (kind === 'IPC' && other.hostConfig.IpcMode === 'private') throw invalidParameter(`failed to join IPC namespace: container ${other.id}: non-shareable IPC (hint: use IpcMode:shareable for the donor container)`);
  return other;
}

/** The host's kernel under the host name of a namespace. */
class NamespaceFacts implements HostFacts {
  constructor(
    private readonly host: Daemon['host'],
    private readonly uts: { hostname: string },
  ) {}

  get hostname(): string {
    return this.uts.hostname;
  }

  set hostname(name: string) {
    this.uts.hostname = name;
  }

  get kernelRelease(): string {
    return this.host.facts.kernelRelease;
  }

  get kernelVersion(): string {
    return this.host.facts.kernelVersion;
  }

  get machine(): string {
    return this.host.facts.machine;
  }

  get platform(): string {
    return this.host.platform;
  }

  get bootedAt(): number {
    return this.host.facts.bootedAt;
  }
}

class Preparation {
  readonly #mounts: MountNamespace;
  readonly #files: Files;
  readonly #memory: MemoryFileSystem[] = [];
  readonly #uts: { hostname: string; domainname: string };

  constructor(
    private readonly daemon: Daemon,
    private readonly container: Container,
    private readonly sandbox: Sandbox,
    private readonly cgroup: GroupId,
    private readonly pids: Namespaces['pids'],
  ) {
    this.#mounts = createMountNamespace(container.root, container.hostConfig.ReadonlyRootfs ? { isReadOnly: true } : {});
    this.#files = createMountNamespace(container.root).files(rootViewer(daemon.host.now));
    const { Hostname, Domainname } = container.config;
    this.#uts = container.hostConfig.UTSMode === 'host' ? daemon.host.namespaces.uts : { hostname: Hostname, domainname: Domainname || '(none)' };
  }

  finish(console: OpenFile | undefined): Surroundings {
    const { now, entropy } = this.daemon.host;
    const devpts = createDevptsFileSystem(now);
    this.#proc();
    this.#at(createDevFileSystem({ now, entropy, ...(console ? { console } : {}) }), '/dev', 'nosuid,size=65536k,mode=755');
    this.#mount(devpts, '/dev/pts', 'nosuid,noexec,relatime');
    this.#sys();
    this.#mount(createMemoryFileSystem({ type: 'mqueue', now, mode: 0o1777 }), '/dev/mqueue', NO_EXEC);
    const shm = this.#shm();
    this.#devices();
    this.#volumes();
    this.#ownFiles();
    const namespaces: Namespaces = { mounts: this.#mounts, pids: this.pids, network: this.sandbox.namespace, uts: this.#uts };
    // A copy, for what was filled bit by bit holds room for more.
    return { namespaces, memory: [...this.#memory], shm, devpts };
  }

  #proc(): void {
    const { host } = this.daemon;
    const { hostConfig } = this.container;
    const { sandbox } = this;
    const mounts = this.#mounts;
    const proc = createProcFileSystem({
      view: this.pids.view,
      facts: new NamespaceFacts(host, this.#uts),
      resources: host.resources,
      now: host.now,
      mounts: () => mounts.mounts,
      network: () => sandbox.namespace.stack,
      ...(hostConfig.CgroupnsMode === 'private' ? { cgroupRoot: this.cgroup } : {}),
      ...(hostConfig.Sysctls ? { sysctls: new Map(Object.entries(hostConfig.Sysctls)) } : {}),
      isSysWritable: hostConfig.Privileged,
    });
    this.#at(proc, '/proc', NO_EXEC);
  }

  #sys(): void {
    const { host } = this.daemon;
    const isReadOnly = !this.container.hostConfig.Privileged;
    const { sandbox } = this;
    const sys = createSysFileSystem({ now: host.now, cores: host.resources.cores, network: () => sandbox.namespace.stack });
    this.#folder('/sys');
    this.#mounts.mount(sys, '/sys', { isReadOnly, options: NO_EXEC });
    const group = createCgroupFileSystem({ resources: host.resources, group: this.cgroup, view: this.pids.view, now: host.now });
    this.#mounts.mount(group, '/sys/fs/cgroup', { isReadOnly, options: NO_EXEC });
  }

  #shm(): MemoryFileSystem | undefined {
    const { IpcMode, ShmSize } = this.container.hostConfig;
    if (IpcMode === 'none') return undefined;
    if (IpcMode === 'host') {
      if (!this.daemon.files.exists('/dev/shm')) return undefined;
      const { fileSystem, path } = this.daemon.host.namespaces.mounts.locate('/dev/shm');
      this.#mounts.mount(fileSystem, '/dev/shm', { source: path });
      return undefined;
    }
    if (IpcMode.startsWith('container:')) {
      const shm = joined(this.daemon, IpcMode, 'IPC').run!.shm;
      if (shm) this.#mount(shm, '/dev/shm', NO_EXEC);
      return undefined;
    }
    const shm = this.#newTmpfs(ShmSize, 0o1777, 'shm', `size=${Math.ceil(ShmSize / 1024)}k`);
    this.#mount(shm, '/dev/shm', NO_EXEC);
    return shm;
  }

  #newTmpfs(size: number | undefined, mode: number, device: string, mountOptions: string, uid = 0, gid = 0): MemoryFileSystem {
    const { resources, now } = this.daemon.host;
    const { cgroup } = this;
    const fileSystem = createMemoryFileSystem({
      type: 'tmpfs', now, mode, uid, gid, device, mountOptions,
      ...(size === undefined ? {} : { size }),
      onUse: (bytes) => resources.shared(cgroup, bytes),
    });
    this.#memory.push(fileSystem);
    return fileSystem;
  }

  /** `--device`, and every device of the host for privileged containers. */
  #devices(): void {
    const { Devices, Privileged } = this.container.hostConfig;
    const files = this.#mounts.files(rootViewer(this.daemon.host.now));
    for (const { PathOnHost, PathInContainer } of Devices ?? []) {
      if (!this.daemon.files.exists(PathOnHost)) throw systemError(`error gathering device information while adding custom device ${JSON.stringify(PathOnHost)}: no such file or directory`);
      const stat = this.daemon.files.stat(PathOnHost);
      if (stat.type !== 'character' && stat.type !== 'block') throw systemError(`error gathering device information while adding custom device ${JSON.stringify(PathOnHost)}: not a device node`);
      const target = PathInContainer || PathOnHost;
      if (files.exists(target)) continue;
      files.mkdirAll(target.slice(0, target.lastIndexOf('/')) || '/');
      files.mknod(target, stat.type, stat.mode, stat.rdev);
    }
    if (!Privileged) return;
    for (const { name, type } of this.daemon.files.list('/dev')) {
      if ((type !== 'character' && type !== 'block') || files.exists(`/dev/${name}`)) continue;
      const { mode, rdev } = this.daemon.files.stat(`/dev/${name}`);
      files.mknod(`/dev/${name}`, type, mode, rdev);
    }
  }

  /** /etc/hosts and its like, which lie on the host; unless something is mounted there. */
  #ownFiles(): void {
    const own = this.container.hostConfig.NetworkMode.startsWith('container:') ? this.daemon.containers.find(this.container.hostConfig.NetworkMode.slice(10)) : this.container;
    const folder = folderOf(this.daemon, own);
    for (const name of ['resolv.conf', 'hostname', 'hosts']) {
      const target = `/etc/${name}`;
      if (!this.daemon.files.exists(`${folder}/${name}`) || this.#isCovered(target)) continue;
      this.#file(target);
      this.#bind(`${folder}/${name}`, target, true);
    }
  }

  #isCovered(target: string): boolean {
    return this.container.mounts.some(({ destination }) => destination === target);
  }

  #mountTmpfs(target: string, options: string, isWritable: boolean): void {
    const { size, mode, uid, gid, words } = parseTmpfsOptions(options);
    this.#folder(target);
    const fileSystem = this.#newTmpfs(size, mode, 'tmpfs', words.filter((word) => /^(?:size|mode|uid|gid|nr_inodes)=/.test(word)).join(','), uid, gid);
    this.#mounts.mount(fileSystem, target, { isReadOnly: !isWritable, options: words.filter((word) => !/=/.test(word)).join(',') });
  }

  /** `--tmpfs`, `-v` and `--mount`: those nearer to the root first, so that they nest. */
  #volumes(): void {
    const tmpfs = Object.entries(this.container.hostConfig.Tmpfs ?? {}).map(([path, options]) => ({ destination: cleanPath(path), options }));
    const depth = ({ destination }: { readonly destination: string }) => destination.split('/').length;
    for (const mount of [...tmpfs, ...this.container.mounts].sort((a, b) => depth(a) - depth(b))) {
      if ('options' in mount) this.#mountTmpfs(mount.destination, mount.options, true);
      else this.#volume(mount);
    }
  }

  #volume(mount: VolumeMount): void {
    if (mount.type === 'tmpfs') return this.#mountTmpfs(mount.destination, tmpfsWords(mount), mount.isWritable);
    if (mount.type === 'image') return this.#image(mount);
    const source = this.#sourceOf(mount);
    const isFolder = this.daemon.files.stat(source).type === 'directory';
    if (isFolder) this.#folder(mount.destination);
    else this.#file(mount.destination);
    this.#bind(source, mount.destination, mount.isWritable);
  }

  #image({ source, destination, spec }: VolumeMount): void {
    const image = this.daemon.images.find(source!);
    this.#folder(destination);
    const subpath = spec?.ImageOptions?.Subpath;
    this.#mounts.mount(createOverlay(image.layers.map(({ layer }) => layer)), destination, { isReadOnly: true, ...(subpath ? { source: cleanPath(`/${subpath}`) } : {}) });
  }

  #sourceOf({ volume, source, subpath, isSourceMade }: VolumeMount): string {
    const { files } = this.daemon;
    if (volume) {
      const path = subpath === undefined ? volume.mountpoint : cleanPath(`${volume.mountpoint}/${subpath}`);
      if (!files.exists(path)) throw systemError(`cannot access path ${path}: lstat ${path}: no such file or directory`);
      return path;
    }
    if (files.exists(source!)) return source!;
    if (!isSourceMade) throw invalidParameter(`invalid mount config for type "bind": bind source path does not exist: ${source!}`);
    files.mkdirAll(source!, 0o755);
    return source!;
  }

  #bind(source: string, target: string, isWritable: boolean): void {
    const { fileSystem, path } = this.daemon.host.namespaces.mounts.locate(source);
    try {
      this.#mounts.mount(fileSystem, target, { source: path, isReadOnly: !isWritable, options: 'relatime' });
    } catch (error) {
      if (!isSystemError(error, 'ENOTDIR')) throw error;
      throw new RuntimeFailure(`error mounting ${JSON.stringify(source)} to rootfs at ${JSON.stringify(target)}: mount ${source}:${target} (via /proc/self/fd/6), flags: 0x5000: not a directory`, 126);
    }
  }

  #at(fileSystem: Parameters<MountNamespace['mount']>[0], target: string, options: string): void {
    this.#folder(target);
    this.#mount(fileSystem, target, options);
  }

  #mount(fileSystem: Parameters<MountNamespace['mount']>[0], target: string, options: string): void {
    this.#mounts.mount(fileSystem, target, { options });
  }

  /** runc makes what is missing of a mount's target, in the root or in what is mounted above. */
  #folder(path: string): void {
    this.#make(path, (files) => files.mkdirAll(path, 0o755));
  }

  #file(path: string): void {
    this.#make(path, (files) => {
      files.mkdirAll(path.slice(0, path.lastIndexOf('/')) || '/', 0o755);
      files.write(path, '', 0o755);
    });
  }

  #make(path: string, make: (files: Files) => void): void {
    const inside = this.#mounts.files(rootViewer(this.daemon.host.now));
    if (inside.exists(path)) return;
    try {
      make(inside);
    } catch (error) {
      if (!isSystemError(error, 'EROFS')) throw error;
      make(this.#files);
    }
  }
}

function tmpfsWords({ spec }: VolumeMount): string {
  const options = spec?.TmpfsOptions;
  const words: string[] = [];
  if (options?.SizeBytes) words.push(`size=${options.SizeBytes}`);
  if (options?.Mode) words.push(`mode=${options.Mode.toString(8)}`);
  for (const [name, value] of options?.Options ?? []) words.push(value === undefined ? name! : `${name!}=${value}`);
  return words.join(',');
}
