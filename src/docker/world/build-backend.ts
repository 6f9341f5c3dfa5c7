import { NO_BYTES } from '../../core/bytes.ts';
import { digestOf } from '../../core/digest.ts';
import type { Digest } from '../../core/digest.ts';
import type { Process } from '../../core/process.ts';
import { isSystemError } from '../../machine/errno.ts';
import { createDevFileSystem, createDevptsFileSystem } from '../../machine/files/dev.ts';
import type { Files } from '../../machine/files/files.ts';
import { layerFromEntries } from '../../machine/files/layer.ts';
import type { Layer } from '../../machine/files/layer.ts';
import { createMemoryFileSystem } from '../../machine/files/memory.ts';
import type { FileSystem, MountNamespace } from '../../machine/files/mounts.ts';
import { createMountNamespace } from '../../machine/files/namespace.ts';
import { createOverlay } from '../../machine/files/overlay.ts';
import { createProcFileSystem } from '../../machine/files/proc/proc.ts';
import { createSysFileSystem } from '../../machine/files/sys.ts';
import type { OpenFile } from '../../machine/files/open-file.ts';
import type { RunningProcess, Namespaces } from '../../machine/host.ts';
import type { NetworkNamespace } from '../../machine/network/fabric.ts';
import { SIGNALS } from '../../machine/signals.ts';
import type { ExitStatus } from '../../machine/system.ts';
import { failureOf } from '../api/status.ts';
import { CommandNotStarted, ImageNotFound } from '../builder/backend.ts';
import type { BaseImage, BuildBackend, BuildCommand, BuildRoot, FetchedFile, LayerProgress, ResolveOptions } from '../builder/backend.ts';
import { BuildCache } from '../builder/solve/cache.ts';
import { capabilitiesOf } from '../engine/containers/capabilities.ts';
import { RuntimeFailure, lookPath } from '../engine/containers/runtime-errors.ts';
import { findUser } from '../engine/containers/user.ts';
import type { Daemon } from '../engine/daemon.ts';
import { toAddress } from '../engine/networks/addresses.ts';
import { chainIdOf } from '../engine/images/image.ts';
import { nameImage } from '../engine/images/tag.ts';
import { parseReference } from '../engine/images/reference.ts';
import type { RemoteImage } from '../engine/images/registry-port.ts';
import type { ImageDocument } from '../registry/oci.ts';
import { rootViewer } from '../engine/root-viewer.ts';
import { OutputFile } from './streams.ts';

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const SHM_SIZE = 64 << 20;
const GROUP_PARENT = '/system.slice';

/** The engine's half of a build: base images, roots, RUN, and where images are kept. */
export class EngineBuildBackend implements BuildBackend {
  readonly cache = new BuildCache();
  readonly #cacheMounts = new Map<string, BuildRoot>();
  #runs = 0;

  constructor(private readonly daemon: Daemon) {}

  get scheduler() {
    return this.daemon.host.scheduler;
  }

  get platform(): string {
    return this.daemon.host.platform;
  }

  *resolveImage(reference: string, { platform = this.platform, pull }: ResolveOptions): Process<BaseImage> {
    const { images, registry } = this.daemon;
    const local = images.lookUp(reference);
    const isFitting = local !== undefined && `${local.document.os}/${local.document.architecture}` === platform.split('/').slice(0, 2).join('/');
    if (local && isFitting && !pull) {
      const digest = images.digestsOf(local.id)[0]?.split('@')[1] as Digest | undefined;
      return { document: local.document as ImageDocument, layers: local.layers.map(({ layer }) => layer), ...(digest ? { digest } : {}) };
    }
    if (!registry) throw new ImageNotFound('there is no registry');
    try {
      const remote = yield* registry.resolve(parseReference(reference), { platform });
      return { digest: remote.digest, document: remote.document as ImageDocument, layers: [], fetch: (onProgress) => this.#fetchLayers(remote, onProgress) };
    } catch (error) {
      const failure = failureOf(error) ?? (error instanceof Error && 'status' in error ? error : undefined);
      if (!failure) throw error;
      throw new ImageNotFound(failure.message);
    }
  }

  *#fetchLayers(remote: RemoteImage, onProgress: (layers: readonly LayerProgress[]) => void): Process<readonly Layer[]> {
    const { images, registry } = this.daemon;
    const progress: LayerProgress[] = remote.layers.map(({ digest, size }) => ({ digest, current: 0, total: size, status: 'waiting' }));
    const layers: Layer[] = [];
    let chain: Digest | undefined;
    for (const [i, layer] of remote.layers.entries()) {
      chain = chainIdOf(chain, layer.diffId);
      const here = images.layer(chain)?.layer;
      const tell = (change: Partial<LayerProgress>) => {
        progress[i] = { ...progress[i]!, ...change };
        onProgress([...progress]);
      };
      layers.push(here ?? (yield* registry!.fetchLayer(remote, layer, undefined, (current, total) => tell({ current, total, status: 'downloading' }))));
      tell({ current: layer.size, status: 'done' });
    }
    return layers;
  }

  createRoot(layers: readonly Layer[]): BuildRoot {
    const { host, diskSpace } = this.daemon;
    const fileSystem = createOverlay(layers, diskSpace ? { space: diskSpace } : {});
    const files = createMountNamespace(fileSystem).files(rootViewer(host.now));
    return { fileSystem, files, layer: () => layerFromEntries(fileSystem.upperEntries()) };
  }

  cacheMount(id: string): BuildRoot {
    const known = this.#cacheMounts.get(id);
    if (known) return known;
    const root = this.createRoot([]);
    this.#cacheMounts.set(id, root);
    return root;
  }

  *run(root: BuildRoot, command: BuildCommand): Process<ExitStatus> {
    const { host } = this.daemon;
    const { resources } = host;
    const name = `buildkit-${++this.#runs}`;
    if (!resources.hasGroup(GROUP_PARENT)) resources.createGroup('/', GROUP_PARENT.slice(1), {});
    const cgroup = resources.createGroup(GROUP_PARENT, name, {});
    const network = this.#openNetwork(command, name);
    const scaffold = new Scaffold(root);
    let started: RunningProcess | undefined;
    try {
      const namespaces = this.#namespaces(root, command, network.namespace, scaffold);
      const files = namespaces.mounts.files(rootViewer(host.now));
      if (!files.exists(command.cwd)) files.mkdirAll(command.cwd, 0o755);
      const user = this.#user(files, command);
      const env = new Map(command.env);
      if (!env.has('PATH')) env.set('PATH', DEFAULT_PATH);
      if (!env.has('HOME')) env.set('HOME', user.home);
      this.#requireProgram(namespaces.mounts, command, user, env);
      const outputs = (['stdout', 'stderr'] as const).map((stream) => new OutputFile({ *write(bytes) { command.onOutput(stream, bytes); }, close() {} }));
      const descriptors = new Map<number, OpenFile>([[0, files.open('/dev/null', { read: true })], [1, outputs[0]!], [2, outputs[1]!]]);
      started = host.start({
        argv: command.argv, env, cwd: command.cwd, credentials: user, namespaces, cgroup, descriptors,
        capabilities: capabilitiesOf({ Privileged: command.isPrivileged ?? false, CapAdd: null, CapDrop: null }),
        ...(command.ulimits ? { limits: command.ulimits } : {}),
      });
      return yield* started.wait();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new CommandNotStarted(`runc run failed: unable to start container process: exec ${command.argv[0]}: ${error.message.toLowerCase()}`, 1);
    } finally {
      // A build that is broken off takes its commands along.
      if (started && !started.status) started.signal(SIGNALS.SIGKILL);
      scaffold.takeDown();
      network.close();
      resources.removeGroup(cgroup);
    }
  }

  *storeImage(document: ImageDocument, layers: readonly Layer[], tags: readonly string[], parent?: Digest): Process<Digest> {
    const image = this.daemon.images.add(JSON.stringify(document), document, layers, parent);
    for (const tag of tags) nameImage(this.daemon, image, parseReference(tag));
    return image.id;
  }

  idOf(document: ImageDocument): Digest {
    return digestOf(JSON.stringify(document));
  }

  isLayerUsed(digest: Digest): boolean {
    for (const stored of this.daemon.images.layers()) if (stored.diffId === digest) return true;
    return false;
  }

  #user(files: Files, { user }: BuildCommand) {
    try {
      return findUser(files, user);
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      throw new CommandNotStarted(failure.message, 1);
    }
  }

  #requireProgram(mounts: MountNamespace, { argv, cwd }: BuildCommand, user: ReturnType<typeof findUser>, env: ReadonlyMap<string, string>): void {
    try {
      lookPath(mounts.files({ ...rootViewer(this.daemon.host.now), credentials: () => user, cwd: () => cwd }), argv[0] ?? '', env.get('PATH') ?? '');
    } catch (error) {
      if (!(error instanceof RuntimeFailure)) throw error;
      throw new CommandNotStarted(`runc run failed: unable to start container process: error during container init: ${error.message}`, error.exitCode);
    }
  }

  /** An address on docker0 for the time of the run, as BuildKit's bridge gives one. */
  #openNetwork({ network }: BuildCommand, name: string): { readonly namespace: NetworkNamespace; close(): void } {
    const { host, networks } = this.daemon;
    if (network === 'host') return { namespace: host.namespaces.network, close() {} };
    const namespace = host.fabric.createNamespace(name);
    const docker0 = networks.byName('bridge');
    const number = network === 'none' ? undefined : docker0?.pool?.takeLowest();
    if (!docker0?.bridge || number === undefined) return { namespace, close: () => host.fabric.removeNamespace(namespace) };
    const endpoint = host.fabric.attach(namespace, docker0.bridge, { interface: 'eth0', address: `${toAddress(number)}/${docker0.pool!.subnet.prefixLength}`, isDefaultRoute: true });
    return {
      namespace,
      close() {
        host.fabric.detach(endpoint);
        host.fabric.removeNamespace(namespace);
        docker0.pool!.release(number);
      },
    };
  }

  #namespaces(root: BuildRoot, command: BuildCommand, network: NetworkNamespace, scaffold: Scaffold): Namespaces {
    const { host } = this.daemon;
    const { now } = host;
    const mounts = createMountNamespace(root.fileSystem);
    const pids = host.createPidNamespace();
    const uts = { hostname: command.hostname ?? 'buildkitsandbox', domainname: '(none)' };
    const at = (fileSystem: FileSystem, target: string, options: { readonly isReadOnly?: boolean; readonly source?: string } = {}) => {
      scaffold.folder(target);
      mounts.mount(fileSystem, target, options);
    };
    at(createProcFileSystem({ view: pids.view, facts: { ...host.facts, ...uts }, resources: host.resources, now, mounts: () => mounts.mounts, network: () => network.stack, isSysWritable: false }), '/proc');
    at(createDevFileSystem({ now, entropy: host.entropy }), '/dev');
    mounts.mount(createDevptsFileSystem(now), '/dev/pts');
    mounts.mount(createMemoryFileSystem({ type: 'tmpfs', now, mode: 0o1777, size: command.shmSize ?? SHM_SIZE }), '/dev/shm');
    at(createSysFileSystem({ now, cores: host.resources.cores, network: () => network.stack }), '/sys', { isReadOnly: true });
    this.#ownFiles(mounts, command, uts.hostname, scaffold);
    for (const mount of command.mounts) {
      if (mount.type === 'tmpfs') at(createMemoryFileSystem({ type: 'tmpfs', now, mode: 0o1777, ...(mount.size ? { size: mount.size } : {}) }), mount.target);
      else if (mount.type === 'file') this.#bindFile(mounts, mount.target, mount.content, scaffold, mount);
      else if (mount.root.files.stat(mount.source).type === 'directory') at(mount.root.fileSystem, mount.target, { source: mount.source, isReadOnly: mount.isReadOnly });
      else {
        scaffold.file(mount.target);
        mounts.mount(mount.root.fileSystem, mount.target, { source: mount.source, isReadOnly: mount.isReadOnly });
      }
    }
    network.setFiles((path) => {
      const files = mounts.files(rootViewer(now));
      return files.exists(path) ? files.readText(path) : undefined;
    });
    return { mounts, pids, network, uts };
  }

  #ownFiles(mounts: MountNamespace, { extraHosts }: BuildCommand, hostname: string, scaffold: Scaffold): void {
    const { files } = this.daemon;
    const hosts = ['127.0.0.1\tlocalhost', `127.0.0.1\t${hostname}`, '::1\tlocalhost ip6-localhost ip6-loopback', ...extraHosts.map(([name, address]) => `${address}\t${name}`)];
    this.#bindFile(mounts, '/etc/hosts', new TextEncoder().encode(`${hosts.join('\n')}\n`), scaffold);
    this.#bindFile(mounts, '/etc/resolv.conf', files.exists('/etc/resolv.conf') ? files.read('/etc/resolv.conf') : NO_BYTES, scaffold);
  }

  #bindFile(mounts: MountNamespace, target: string, content: Uint8Array, scaffold: Scaffold, facts: { readonly mode: number; readonly uid: number; readonly gid: number } = { mode: 0o644, uid: 0, gid: 0 }): void {
    const { now } = this.daemon.host;
    const holder = createMemoryFileSystem({ type: 'tmpfs', now });
    const inside = createMountNamespace(holder).files(rootViewer(now));
    inside.write('/file', content, facts.mode);
    inside.chmod('/file', facts.mode);
    inside.chown('/file', facts.uid, facts.gid);
    scaffold.file(target);
    mounts.mount(holder, target, { source: '/file' });
  }

  *fetch(url: string): Process<FetchedFile> {
    throw new Error(`Get "${url}": dial tcp: lookup ${/^\w+:\/\/([^/:]+)/.exec(url)?.[1] ?? url}: no such host`);
  }
}

/** What is made of a root only so that something can be mounted there: gone again after the run. */
class Scaffold {
  readonly #made: { readonly path: string; readonly isFile: boolean }[] = [];

  constructor(private readonly root: BuildRoot) {}

  folder(path: string): void {
    if (path === '/' || this.root.files.exists(path)) return;
    this.folder(path.slice(0, path.lastIndexOf('/')) || '/');
    this.root.files.mkdir(path, 0o755);
    this.#made.push({ path, isFile: false });
  }

  file(path: string): void {
    if (this.root.files.exists(path)) return;
    this.folder(path.slice(0, path.lastIndexOf('/')) || '/');
    this.root.files.write(path, NO_BYTES, 0o644);
    this.#made.push({ path, isFile: true });
  }

  takeDown(): void {
    const { files } = this.root;
    for (const { path, isFile } of this.#made.toReversed()) {
      try {
        if (isFile) files.unlink(path);
        else files.rmdir(path);
      } catch (error) {
        // The command has put something there, or taken it away.
        if (!isSystemError(error)) throw error;
      }
    }
  }
}
