import type { Process } from '../../../core/process.ts';
import { createDevFileSystem, createDevptsFileSystem } from '../../../machine/files/dev.ts';
import type { Files } from '../../../machine/files/files.ts';
import { createMemoryFileSystem } from '../../../machine/files/memory.ts';
import type { FileSystem, MountNamespace, MountOptions } from '../../../machine/files/mounts.ts';
import { createMountNamespace } from '../../../machine/files/namespace.ts';
import type { OpenFile } from '../../../machine/files/open-file.ts';
import { createProcFileSystem } from '../../../machine/files/proc/proc.ts';
import { createSysFileSystem } from '../../../machine/files/sys.ts';
import { createCgroupFileSystem } from '../../../machine/files/cgroup.ts';
import { isSystemError } from '../../../machine/errno.ts';
import type { NetworkNamespace } from '../../../machine/network/fabric.ts';
import { ALL_CAPABILITIES, DEFAULT_CAPABILITIES } from '../../../machine/processes/capabilities.ts';
import type { ExitStatus } from '../../../machine/system.ts';
import { isApiError } from '../../api/errors.ts';
import { goErrno } from '../../api/status.ts';
import { OutputFile } from '../containers/output.ts';
import { RuntimeFailure, lookPath } from '../containers/runtime-errors.ts';
import { findUser } from '../containers/user.ts';
import type { Daemon } from '../daemon.ts';
import { toAddress, toNumber } from '../networks/addresses.ts';
import { rootViewer } from '../root-viewer.ts';
import type { BuildRoot } from './build-backend.ts';

export interface BuildCommand {
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly user: string;
  readonly network: 'default' | 'none' | 'host';
  readonly mounts: readonly CommandMount[];
  readonly extraHosts: readonly (readonly [name: string, address: string])[];
  readonly hostname?: string;
  readonly shmSize?: number;
  readonly ulimits?: ReadonlyMap<string, { readonly soft: number; readonly hard: number }>;
  readonly isPrivileged?: boolean;
  onOutput(stream: 'stdout' | 'stderr', bytes: Uint8Array): void;
}

type CommandMount =
  | { readonly type: 'bind'; readonly target: string; readonly root: BuildRoot; readonly source: string; readonly isReadOnly: boolean }
  | { readonly type: 'tmpfs'; readonly target: string; readonly size?: number }
  | { readonly type: 'file'; readonly target: string; readonly content: Uint8Array; readonly mode: number; readonly uid: number; readonly gid: number };

const HOSTNAME = 'buildkitsandbox';
const SHM_SIZE = 64 * 1024 * 1024;

/** Runs one RUN in a sandbox of its own: what is made to mount on is taken away again, so that no layer holds it. */
export function* runBuildCommand(daemon: Daemon, root: BuildRoot, command: BuildCommand, notStarted: (message: string, exitCode: number) => Error): Process<ExitStatus> {
  const sandbox = new BuildSandbox(daemon, root, command);
  try {
    return yield* sandbox.run();
  } catch (error) {
    if (error instanceof RuntimeFailure) throw notStarted(`runc run failed: unable to start container process: ${error.message}`, error.exitCode);
    if (isApiError(error)) throw notStarted(error.message, 126);
    if (isSystemError(error)) throw notStarted(`runc run failed: unable to start container process: exec ${command.argv[0]!}: ${goErrno(error.message)}`, 126);
    throw error;
  } finally {
    sandbox.close();
  }
}

class BuildSandbox {
  readonly #mounts: MountNamespace;
  readonly #stubs: { readonly path: string; readonly isFolder: boolean; readonly folder: string; readonly modified: number }[] = [];
  readonly #network: NetworkNamespace;
  readonly #cgroup: string;
  #release = () => {};

  constructor(
    private readonly daemon: Daemon,
    private readonly root: BuildRoot,
    private readonly command: BuildCommand,
  ) {
    const { host } = daemon;
    this.#mounts = createMountNamespace(root.fileSystem);
    this.#network = command.network === 'host' ? host.namespaces.network : host.fabric.createNamespace('build');
    if (!host.resources.hasGroup('/system.slice')) host.resources.createGroup('/', 'system.slice', {});
    this.#cgroup = host.resources.createGroup('/system.slice', `docker-build-${daemon.nextInode()}.scope`, {});
  }

  *run(): Process<ExitStatus> {
    const { daemon, command, root } = this;
    const { host } = daemon;
    const pids = host.createPidNamespace();
    const uts = { hostname: command.hostname ?? HOSTNAME, domainname: '(none)' };
    if (command.network === 'default') this.#plugIn();
    root.files.mkdirAll(command.cwd, 0o755);
    this.#mountAll(pids, uts);
    const files = this.#mounts.files(rootViewer(host.now));
    const user = findUser(files, command.user);
    if (command.network !== 'host') this.#network.setFiles((path) => (files.exists(path) ? files.readText(path) : undefined));
    lookPath(this.#mounts.files({ ...rootViewer(host.now), credentials: () => user, cwd: () => command.cwd }), command.argv[0]!, command.env.get('PATH') ?? '');
    const env = new Map(command.env);
    if (!env.has('HOME')) env.set('HOME', user.home);
    const output = (stream: 'stdout' | 'stderr') => {
      // eslint-disable-next-line require-yield -- handed on, not waited for
      return new OutputFile(daemon.nextInode(), function* (bytes) {
        command.onOutput(stream, bytes);
      }, () => {});
    };
    const process = host.start({
      argv: command.argv, env, cwd: command.cwd, credentials: user, cgroup: this.#cgroup,
      namespaces: { mounts: this.#mounts, pids, network: this.#network, uts },
      descriptors: new Map<number, OpenFile>([[0, files.open('/dev/null', { read: true })], [1, output('stdout')], [2, output('stderr')]]),
      capabilities: command.isPrivileged ? ALL_CAPABILITIES : DEFAULT_CAPABILITIES,
      ...(command.ulimits ? { limits: command.ulimits } : {}),
    });
    return yield* process.wait();
  }

  /** An address on the default bridge for as long as the command runs. */
  #plugIn(): void {
    const { fabric, namespaces } = this.daemon.host;
    const network = this.daemon.networks.byName('bridge')!;
    const number = network.pool!.takeLowest()!;
    const address = toAddress(number);
    const endpoint = fabric.attach(this.#network, network.bridge!, { interface: 'eth0', address: `${address}/${network.pool!.subnet.prefixLength}`, isDefaultRoute: true });
    this.#network.setResolver(function* (name) {
      const found = yield* namespaces.network.stack.resolve(name);
      return found.length > 0 ? found : undefined;
    });
    this.#release = () => {
      fabric.detach(endpoint);
      network.pool!.release(toNumber(address));
    };
  }

  #mountAll(pids: Parameters<Daemon['host']['start']>[0]['namespaces']['pids'], uts: { hostname: string }): void {
    const { host, entropy } = this.daemon;
    const { now, resources, facts } = host;
    const shown = { ...facts, get hostname() { return uts.hostname; }, set hostname(name: string) { uts.hostname = name; } };
    this.#mount(createProcFileSystem({ view: pids.view, facts: shown, resources, now, mounts: () => this.#mounts.mounts, network: () => this.#network.stack, cgroupRoot: this.#cgroup }), '/proc');
    this.#mount(createDevFileSystem({ now, entropy }), '/dev');
    this.#mounts.mount(createDevptsFileSystem(now), '/dev/pts');
    this.#mount(createSysFileSystem({ now, cores: resources.cores, network: () => this.#network.stack }), '/sys', { isReadOnly: true });
    this.#mounts.mount(createCgroupFileSystem({ resources, group: this.#cgroup, view: pids.view, now }), '/sys/fs/cgroup', { isReadOnly: true });
    this.#mounts.mount(this.#tmpfs(this.command.shmSize ?? SHM_SIZE), '/dev/shm');
    this.#ownFile('/etc/hosts', this.#hosts());
    this.#ownFile('/etc/resolv.conf', this.daemon.files.exists('/etc/resolv.conf') ? this.daemon.files.readText('/etc/resolv.conf') : '');
    for (const mount of this.command.mounts) this.#add(mount);
  }

  #tmpfs(size: number | undefined): FileSystem {
    return createMemoryFileSystem({ type: 'tmpfs', now: this.daemon.host.now, mode: 0o1777, ...(size === undefined ? {} : { size }) });
  }

  #hosts(): string {
    const own = ['127.0.0.1\tlocalhost', `::1\tlocalhost ip6-localhost ip6-loopback`, `127.0.0.1\t${this.command.hostname ?? HOSTNAME}`];
    return [...own, ...this.command.extraHosts.map(([name, address]) => `${address}\t${name}`)].join('\n') + '\n';
  }

  #ownFile(target: string, text: string): void {
    this.#fileMount(target, new TextEncoder().encode(text), 0o644, 0, 0);
  }

  #fileMount(target: string, content: Uint8Array, mode: number, uid: number, gid: number): void {
    const holder = createMemoryFileSystem({ type: 'tmpfs', now: this.daemon.host.now });
    const files = createMountNamespace(holder).files(rootViewer(this.daemon.host.now));
    files.write('/file', content, mode);
    files.chmod('/file', mode);
    files.chown('/file', uid, gid);
    this.#stub(target, false);
    this.#mounts.mount(holder, target, { source: '/file' });
  }

  #add(mount: CommandMount): void {
    switch (mount.type) {
      case 'file':
        return this.#fileMount(mount.target, mount.content, mount.mode, mount.uid, mount.gid);
      case 'tmpfs':
        return this.#mount(this.#tmpfs(mount.size), mount.target);
      case 'bind': {
        const isFolder = mount.root.files.stat(mount.source).type === 'directory';
        this.#stub(mount.target, isFolder);
        this.#mounts.mount(mount.root.fileSystem, mount.target, { source: mount.source, isReadOnly: mount.isReadOnly });
      }
    }
  }

  #mount(fileSystem: FileSystem, target: string, options: MountOptions = {}): void {
    this.#stub(target, true);
    this.#mounts.mount(fileSystem, target, options);
  }

  /** Makes what is missing of a target, and notes it. */
  #stub(target: string, isFolder: boolean): void {
    const files: Files = this.#mounts.files(rootViewer(this.daemon.host.now));
    if (files.exists(target)) return;
    const folder = target.slice(0, target.lastIndexOf('/')) || '/';
    this.#stub(folder, true);
    this.#stubs.push({ path: target, isFolder, folder, modified: files.stat(folder).modified });
    if (isFolder) files.mkdir(target, 0o755);
    else files.write(target, '', 0o755);
  }

  /** Takes stubs away that nobody put anything into. */
  close(): void {
    for (const { path, isFolder, folder, modified } of this.#stubs.reverse()) this.#removeStub(path, isFolder, folder, modified);
    this.#release();
    const { resources, fabric } = this.daemon.host;
    if (resources.usage(this.#cgroup).pids === 0) resources.removeGroup(this.#cgroup);
    if (this.command.network !== 'host') fabric.removeNamespace(this.#network);
  }

  #removeStub(path: string, isFolder: boolean, folder: string, modified: number): void {
    const { files } = this.root;
    try {
      const stat = files.lstat(path);
      if (isFolder) files.rmdir(path);
      else if (stat.type === 'file' && stat.size === 0) files.unlink(path);
      else return;
      files.utimes(folder, modified, modified);
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
  }
}
