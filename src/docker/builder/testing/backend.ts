import { VirtualClock } from '../../../core/clock.ts';
import { createEntropy } from '../../../core/entropy.ts';
import { digestOf } from '../../../core/digest.ts';
import type { Digest } from '../../../core/digest.ts';
import { Scheduler } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { createHost } from '../../../machine/create-host.ts';
import { createDevFileSystem } from '../../../machine/files/dev.ts';
import { layerFromEntries } from '../../../machine/files/layer.ts';
import type { Layer, LayerEntry } from '../../../machine/files/layer.ts';
import { createMemoryFileSystem } from '../../../machine/files/memory.ts';
import { createMountNamespace } from '../../../machine/files/namespace.ts';
import { createOverlay } from '../../../machine/files/overlay.ts';
import { isSystemError } from '../../../machine/errno.ts';
import type { Host } from '../../../machine/host.ts';
import { createNetworkFabric } from '../../../machine/network/create-fabric.ts';
import { createInternet } from '../../../machine/network/internet.ts';
import { programs } from '../../../machine/programs/index.ts';
import type { ExitStatus } from '../../../machine/system.ts';
import type { SolveStatus } from '../../api/types/build.ts';
import { oracleBusybox } from '../../catalogue/index.ts';
import { materialise } from '../../registry/materialise.ts';
import type { ImageDocument } from '../../registry/oci.ts';
import { CommandNotStarted, ImageNotFound } from '../backend.ts';
import type { BaseImage, BuildBackend, BuildCommand, BuildRoot, FetchedFile } from '../backend.ts';
import { BuildFailed, build } from '../build.ts';
import type { BuildResult } from '../build.ts';
import { plainRequest } from '../request.ts';
import type { BuildRequest } from '../request.ts';
import { fromBase64 } from '../../api/base64.ts';
import { BuildCache } from '../solve/cache.ts';

const EPOCH = 1_748_851_200_000_000;

/** A backend without an engine: busybox, a host to run commands on, and images in a map. */
export class TestBackend implements BuildBackend {
  readonly scheduler = new Scheduler(new VirtualClock(EPOCH));
  readonly platform = 'linux/amd64';
  readonly cache = new BuildCache();
  readonly images = new Map<string, { document: ImageDocument; layers: readonly Layer[] }>();
  readonly pages = new Map<string, FetchedFile>();
  readonly #caches = new Map<string, BuildRoot>();
  readonly host: Host;

  constructor() {
    const now = () => this.scheduler.clock.now();
    const mounts = createMountNamespace(createMemoryFileSystem({ type: 'ext4', now }));
    const fabric = createNetworkFabric({ scheduler: this.scheduler, name: 'test', internet: createInternet(this.scheduler) });
    this.host = createHost({ scheduler: this.scheduler, entropy: createEntropy('test'), hostname: 'test', mounts, fabric, network: fabric.host, programs });
    const image = materialise(oracleBusybox('linux/amd64'), 'linux/amd64', '2025-06-02T07:59:30Z');
    this.images.set('docker.io/library/busybox:latest', { document: image.document, layers: image.layers.map(({ layer }) => layer) });
  }

  *resolveImage(reference: string): Process<BaseImage> {
    const image = this.images.get(reference);
    if (!image) throw new ImageNotFound('pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed');
    return image;
  }

  createRoot(layers: readonly Layer[]): BuildRoot {
    const fileSystem = createOverlay(layers);
    const mounts = createMountNamespace(fileSystem);
    const files = mounts.files({ credentials: () => ({ uid: 0, gid: 0, groups: [0] }), cwd: () => '/', umask: () => 0o022, now: () => this.scheduler.clock.now() });
    return { fileSystem, files, layer: () => layerFromEntries(fileSystem.upperEntries()) };
  }

  cacheMount(id: string): BuildRoot {
    const root = this.#caches.get(id) ?? this.createRoot([]);
    this.#caches.set(id, root);
    return root;
  }

  *run(root: BuildRoot, command: BuildCommand): Process<ExitStatus> {
    const host = this.host;
    const mounts = createMountNamespace(root.fileSystem);
    for (const folder of ['/proc', '/dev']) if (!root.files.exists(folder)) root.files.mkdirAll(folder);
    mounts.mount(createDevFileSystem({ now: () => this.scheduler.clock.now(), entropy: createEntropy('dev') }), '/dev');
    const namespaces = { mounts, pids: host.createPidNamespace(), network: host.fabric.createNamespace('build'), uts: { hostname: 'buildkitsandbox', domainname: '' } };
    const [input] = host.pipe();
    const [out, stdout] = host.pipe();
    const [err, stderr] = host.pipe();
    const collect = (file: typeof out, stream: 'stdout' | 'stderr') => this.scheduler.start((function* () {
      for (let part = yield* file.read(); part.length > 0; part = yield* file.read()) command.onOutput(stream, part);
    })());
    collect(out, 'stdout');
    collect(err, 'stderr');
    const descriptors = new Map([[0, input], [1, stdout], [2, stderr]]);
    const [uid = '0', gid = uid] = command.user.split(':');
    const credentials = { uid: Number(uid || 0), gid: Number(gid || 0), groups: [Number(gid || 0)] };
    try {
      const process = host.start({ argv: command.argv, env: command.env, cwd: command.cwd, credentials, namespaces, cgroup: '/', descriptors });
      for (const file of [stdout, stderr]) file.release();
      return yield* process.wait();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new CommandNotStarted(`runc run failed: unable to start container process: exec: "${command.argv[0]}": executable file not found in $PATH`, 1);
    }
  }

  *storeImage(document: ImageDocument, layers: readonly Layer[], tags: readonly string[]): Process<Digest> {
    const id = digestOf(JSON.stringify(document));
    for (const tag of [id, ...tags]) this.images.set(tag, { document, layers });
    return id;
  }

  *fetch(url: string): Process<FetchedFile> {
    const page = this.pages.get(url);
    if (!page) throw new Error(`Get "${url}": dial tcp: lookup failed`);
    return page;
  }
}

export interface TestBuild {
  readonly result?: BuildResult;
  readonly error?: BuildFailed;
  readonly statuses: readonly SolveStatus[];
  /** Names of steps in the order in which they ended, cached ones with `CACHED` before them, failed ones with `ERROR`. */
  readonly steps: readonly string[];
  readonly log: string;
}

export function buildText(backend: TestBackend, text: string, files: Readonly<Record<string, string>> = {}, more: Partial<BuildRequest> = {}): TestBuild {
  const context = Object.entries(files).map(([path, content]): LayerEntry => ({
    path, type: 'file', mode: 0o644, uid: 0, gid: 0, modified: 1_700_000_000, content: new TextEncoder().encode(content),
  }));
  return runBuild(backend, plainRequest(text, context, more));
}

export function runBuild(backend: TestBackend, request: BuildRequest): TestBuild {
  const statuses: SolveStatus[] = [];
  let outcome: { result?: BuildResult; error?: BuildFailed } | undefined;
  backend.scheduler.start(build(request, backend, { emit: (status) => statuses.push(status) }), (ended) => {
    if (ended.kind === 'returned') outcome = { result: ended.value };
    else if (ended.kind === 'threw' && ended.error instanceof BuildFailed) outcome = { error: ended.error };
    else if (ended.kind === 'threw') throw ended.error;
  });
  backend.scheduler.run({ isOver: () => outcome !== undefined });
  const ended = statuses.flatMap(({ vertexes = [] }) => vertexes).filter(({ completed }) => completed);
  const steps = ended.map(({ name, cached, error }) => `${cached ? 'CACHED ' : ''}${error ? 'ERROR ' : ''}${name}`);
  const log = statuses.flatMap(({ logs = [] }) => logs).map(({ data }) => fromBase64(data)!).join('');
  return { ...outcome, statuses, steps, log };
}
