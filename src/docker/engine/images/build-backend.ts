import type { Digest } from '../../../core/digest.ts';
import { digestOf } from '../../../core/digest.ts';
import { Condition } from '../../../core/process.ts';
import type { Process, Scheduler } from '../../../core/process.ts';
import type { Files } from '../../../machine/files/files.ts';
import { layerFromEntries } from '../../../machine/files/layer.ts';
import type { Layer } from '../../../machine/files/layer.ts';
import type { OverlayFileSystem } from '../../../machine/files/mounts.ts';
import { createMountNamespace } from '../../../machine/files/namespace.ts';
import { createOverlay } from '../../../machine/files/overlay.ts';
import { fetchHttp } from '../../../machine/network/http.ts';
import { HeaderList, hostHeader, parseUrl } from '../../../machine/network/http-message.ts';
import type { ExitStatus } from '../../../machine/system.ts';
import type { Daemon } from '../daemon.ts';
import { rootViewer } from '../root-viewer.ts';
import { runBuildCommand } from './build-run.ts';
import type { BuildCommand } from './build-run.ts';
import { chainIdOf } from './image.ts';
import type { Image, ImageDocument } from './image.ts';
import { parseReference, repositoryOf, withDefaultTag } from './reference.ts';
import type { Reference } from './reference.ts';
import { requireRegistry } from './registry-errors.ts';
import type { RemoteImage } from './registry-port.ts';
import { nameImage } from './tag.ts';

/** The errors that the builder knows, made for it. */
export interface BuildErrors {
  imageNotFound(message: string): Error;
  commandNotStarted(message: string, exitCode: number): Error;
}

export interface BuildRoot {
  readonly fileSystem: OverlayFileSystem;
  readonly files: Files;
  layer(): Layer;
}

interface LayerProgress {
  readonly digest: Digest;
  readonly current: number;
  readonly total: number;
  readonly status: 'waiting' | 'downloading' | 'extracting' | 'done';
}

interface BaseImage {
  readonly digest?: Digest;
  readonly document: ImageDocument;
  readonly layers: readonly Layer[];
  readonly fetch?: (onProgress: (layers: readonly LayerProgress[]) => void) => Process<readonly Layer[]>;
}

/** What a builder needs of this engine; `Cache` is the builder's own and kept for it. */
export class EngineBuildBackend<Cache> {
  readonly scheduler: Scheduler;
  readonly platform: string;
  readonly #cacheMounts = new Map<string, BuildRoot>();

  constructor(
    private readonly daemon: Daemon,
    readonly cache: Cache,
    private readonly errors: BuildErrors,
  ) {
    this.scheduler = daemon.host.scheduler;
    this.platform = daemon.host.platform;
  }

  *resolveImage(text: string, { platform = this.platform, pull }: { readonly platform?: string; readonly pull: boolean }): Process<BaseImage> {
    const reference = withDefaultTag(parseReference(text));
    const local = pull ? undefined : this.daemon.images.lookUp(text);
    if (local && isFor(local.document, platform)) return this.#localImage(local, reference);
    try {
      const remote = yield* requireRegistry(this.daemon).resolve(reference, { platform });
      return { digest: remote.digest, document: remote.document, layers: [], fetch: (onProgress) => fetchLayers(this.daemon, remote, onProgress) };
    } catch (error) {
      if (error instanceof Error && 'status' in error) throw this.errors.imageNotFound(error.message);
      throw error;
    }
  }

  #localImage(image: Image, reference: Reference): BaseImage {
    const repository = repositoryOf(reference);
    const pinned = this.daemon.images.namesOf(image.id).find((name) => name.digest !== undefined && repositoryOf(name) === repository);
    return { ...(pinned ? { digest: pinned.digest as Digest } : {}), document: image.document, layers: image.layers.map(({ layer }) => layer) };
  }

  createRoot(layers: readonly Layer[]): BuildRoot {
    const { diskSpace, host } = this.daemon;
    const fileSystem = createOverlay(layers, diskSpace ? { space: diskSpace } : {});
    const files = createMountNamespace(fileSystem).files(rootViewer(host.now));
    return { fileSystem, files, layer: () => layerFromEntries(fileSystem.upperEntries()) };
  }

  cacheMount(id: string): BuildRoot {
    let root = this.#cacheMounts.get(id);
    if (!root) this.#cacheMounts.set(id, (root = this.createRoot([])));
    return root;
  }

  run(root: BuildRoot, command: BuildCommand): Process<ExitStatus> {
    return runBuildCommand(this.daemon, root, command, (message, exitCode) => this.errors.commandNotStarted(message, exitCode));
  }

  // eslint-disable-next-line require-yield -- the builder's interface lets it wait
  *storeImage(document: ImageDocument, layers: readonly Layer[], tags: readonly string[], parent?: Digest): Process<Digest> {
    const image = this.daemon.images.add(JSON.stringify(document), document, layers, parent);
    for (const tag of tags) nameImage(this.daemon, image, withDefaultTag(parseReference(tag)));
    return image.id;
  }

  idOf(document: ImageDocument): Digest {
    for (const image of this.daemon.images.all()) if (image.document === document) return image.id;
    return digestOf(JSON.stringify(document));
  }

  isLayerUsed(digest: Digest): boolean {
    for (const { diffId } of this.daemon.images.layers()) if (diffId === digest) return true;
    return false;
  }

  /** ADD of a URL: asks from the host's network. */
  *fetch(url: string): Process<{ readonly content: Uint8Array; readonly modified?: number }> {
    const parsed = parseUrl(url);
    const { stack } = this.daemon.host.namespaces.network;
    if (!parsed) throw new Error(`Get ${JSON.stringify(url)}: unsupported protocol scheme`);
    const [address] = yield* stack.resolve(parsed.host);
    if (address === undefined) throw new Error(`Get ${JSON.stringify(url)}: dial tcp: lookup ${parsed.host}: no such host`);
    const socket = yield* stack.connect({ host: address, port: parsed.port });
    try {
      const answer = yield* fetchHttp(socket, { target: parsed.target, headers: new HeaderList([['Host', hostHeader(parsed)], ['User-Agent', 'buildkit/v0.22']]) });
      if (answer.status >= 400) throw new Error(`invalid response status ${answer.status}`);
      return { content: answer.body };
    } finally {
      socket.close();
    }
  }
}

function isFor({ os, architecture }: ImageDocument, platform: string): boolean {
  return platform === `${os}/${architecture}` || platform.startsWith(`${os}/${architecture}/`);
}

/** Downloads what the store does not have, side by side. BuildKit's bases get no name in `docker images`. */
function* fetchLayers(daemon: Daemon, remote: RemoteImage, onProgress: (layers: readonly LayerProgress[]) => void): Process<readonly Layer[]> {
  const changed = new Condition('layers');
  const states: LayerProgress[] = remote.layers.map(({ digest, size }) => ({ digest, current: 0, total: size, status: 'waiting' }));
  const layers: (Layer | undefined)[] = storedLayers(daemon, remote);
  let failure: { readonly error: unknown } | undefined;
  const set = (i: number, current: number, status: LayerProgress['status']) => {
    states[i] = { ...states[i]!, current, status };
    onProgress([...states]);
  };
  for (const [i, layer] of remote.layers.entries()) {
    if (layers[i]) {
      set(i, layer.size, 'done');
      continue;
    }
    daemon.host.scheduler.start(
      (function* () {
        layers[i] = yield* requireRegistry(daemon).fetchLayer(remote, layer, undefined, (current) => set(i, current, 'downloading'));
        set(i, layer.size, 'done');
      })(),
      (outcome) => {
        if (outcome.kind === 'threw') failure = { error: outcome.error };
        changed.notify();
      },
    );
  }
  while (!failure && layers.includes(undefined)) yield* changed.wait();
  if (failure) throw failure.error;
  return layers as Layer[];
}

function storedLayers(daemon: Daemon, remote: RemoteImage): (Layer | undefined)[] {
  let chainId: Digest | undefined;
  return remote.layers.map(({ diffId }) => daemon.images.layer((chainId = chainIdOf(chainId, diffId)))?.layer);
}
