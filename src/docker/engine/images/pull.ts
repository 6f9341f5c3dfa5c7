import { SECOND } from '../../../core/clock.ts';
import type { Digest } from '../../../core/digest.ts';
import { Condition, until } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import type { Layer } from '../../../machine/files/layer.ts';
import { invalidParameter } from '../../api/errors.ts';
import { failureOf } from '../../api/status.ts';
import type { AuthConfig } from '../../api/types/system.ts';
import type { Daemon } from '../daemon.ts';
import { chainIdOf } from './image.ts';
import type { Image } from './image.ts';
import { ProgressLines } from './progress.ts';
import { familiarName, familiarRepository, parseReference } from './reference.ts';
import type { Reference } from './reference.ts';
import { credentialsOf, fromRegistry, requireRegistry } from './registry-errors.ts';
import type { RegistryCredentials, RegistryPort, RemoteImage, RemoteLayer } from './registry-port.ts';

export interface PullOptions {
  readonly image: string;
  /** A tag, a digest, or '' for all tags unless the image's name has one. */
  readonly tag: string;
  readonly platform: string;
  readonly auth: AuthConfig | undefined;
}

/** dockerd's max-concurrent-downloads. */
const AT_ONCE = 3;
/** Bytes a second that a layer is unpacked at. */
const UNPACKING_SPEED = 180_000_000;

/** POST /images/create?fromImage=…: what fails before anything was found is an error of the request. */
export function* pullImage(daemon: Daemon, options: PullOptions): Process<Input> {
  const registry = requireRegistry(daemon);
  const credentials = credentialsOf(options.auth);
  const reference = referenceOf(options);
  const platform = options.platform || daemon.host.platform;
  const lines = new ProgressLines();
  try {
    const wanted = reference.tag === undefined && reference.digest === undefined ? yield* allTags(registry, reference, credentials) : [reference];
    const first = yield* registry.resolve(wanted[0]!, { platform, credentials });
    daemon.spawn(pullAll(daemon, { asked: reference, wanted, first }, { platform, credentials, lines }));
  } catch (error) {
    throw fromRegistry(error);
  }
  return lines.body(daemon);
}

function referenceOf({ image, tag }: PullOptions): Reference {
  const reference = parseReference(image.replace(/:$/, ''));
  if (tag === '') return reference;
  if (/^sha\d+:/.test(tag)) return parseReference(`${familiarRepository(reference)}@${tag}`);
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(tag)) throw invalidParameter('invalid tag format');
  return { domain: reference.domain, path: reference.path, tag };
}

function* allTags(registry: RegistryPort, reference: Reference, credentials: RegistryCredentials | undefined): Process<Reference[]> {
  const tags = yield* registry.tags(reference, credentials);
  return tags.map((tag) => ({ ...reference, tag }));
}

interface PullContext {
  readonly platform: string;
  readonly credentials: RegistryCredentials | undefined;
  readonly lines: ProgressLines;
}

/** What was asked for may have no tag: then all are wanted, and what became of them is said once. */
function* pullAll(daemon: Daemon, { asked, wanted, first }: { readonly asked: Reference; readonly wanted: readonly Reference[]; readonly first: RemoteImage }, context: PullContext): Process<void> {
  const { lines, platform, credentials } = context;
  try {
    let remote = first;
    let isNewer = false;
    for (const [index, reference] of wanted.entries()) {
      if (index > 0) remote = yield* requireRegistry(daemon).resolve(reference, { platform, credentials });
      isNewer = (yield* pullOne(daemon, reference, remote, context)) || isNewer;
    }
    lines.say(`Status: ${isNewer ? 'Downloaded newer image' : 'Image is up to date'} for ${familiarName(asked)}`);
  } catch (error) {
    const failure = failureOf(fromRegistry(error));
    if (!failure) throw error;
    lines.fail(failure.message);
  } finally {
    lines.end();
  }
}

/** Whether the name means another image than before. */
function* pullOne(daemon: Daemon, reference: Reference, remote: RemoteImage, { lines, credentials }: PullContext): Process<boolean> {
  lines.say(`Pulling from ${reference.path}`, reference.digest ?? reference.tag!);
  const before = daemon.images.idOf(reference);
  const image = yield* fetchImage(daemon, remote, { credentials, lines });
  keepNames(daemon, image, reference, remote.digest);
  lines.say(`Digest: ${remote.digest}`);
  daemon.events.log('image', 'pull', familiarName(reference), { ...image.document.config?.Labels, name: familiarRepository(reference) });
  return before !== image.id;
}

function keepNames(daemon: Daemon, image: Image, reference: Reference, digest: Digest): void {
  if (reference.tag !== undefined) daemon.images.tag({ domain: reference.domain, path: reference.path, tag: reference.tag }, image.id);
  daemon.images.tag({ domain: reference.domain, path: reference.path, digest }, image.id);
}

interface FetchOptions {
  readonly credentials: RegistryCredentials | undefined;
  readonly lines: ProgressLines;
}

/** Downloads what is missing of an image, three layers at a time, unpacks them in order, and keeps it. */
export function* fetchImage(daemon: Daemon, remote: RemoteImage, { credentials, lines }: FetchOptions): Process<Image> {
  const existing = daemon.images.get(digestOfConfig(remote));
  if (existing) return existing;
  const download = new Download(daemon, remote, credentials, lines);
  return yield* download.finish();
}

function digestOfConfig(remote: RemoteImage): Digest {
  return (remote.manifest as { readonly config?: { readonly digest: Digest } }).config?.digest ?? ('sha256:' as Digest);
}

function shortDigest(digest: string): string {
  return digest.slice(7, 19);
}

class Download {
  readonly #layers: (Layer | undefined)[];
  readonly #changed = new Condition('download');
  #failure: { readonly error: unknown } | undefined;
  #running = 0;
  #next = 0;
  readonly #missing: readonly number[];

  constructor(
    private readonly daemon: Daemon,
    private readonly remote: RemoteImage,
    private readonly credentials: RegistryCredentials | undefined,
    private readonly lines: ProgressLines,
  ) {
    const chains = chainsOf(remote.layers);
    this.#layers = remote.layers.map((_, i) => daemon.images.layer(chains[i]!)?.layer);
    this.#missing = remote.layers.flatMap((_, i) => (this.#layers[i] ? [] : [i]));
    for (const [i, { digest }] of remote.layers.entries()) lines.layer(shortDigest(digest), this.#layers[i] ? 'Already exists' : 'Pulling fs layer');
    for (const i of this.#missing.slice(AT_ONCE)) lines.layer(shortDigest(remote.layers[i]!.digest), 'Waiting');
  }

  *finish(): Process<Image> {
    this.#startMore();
    for (const i of this.#missing) {
      while (!this.#layers[i] && !this.#failure) yield* this.#changed.wait();
      if (this.#failure) throw this.#failure.error;
      yield* this.#unpack(this.remote.layers[i]!, this.#layers[i]!);
    }
    return this.daemon.images.add(this.remote.configText, this.remote.document, this.#layers as Layer[]);
  }

  #startMore(): void {
    while (this.#running < AT_ONCE && this.#next < this.#missing.length) {
      this.#running++;
      this.daemon.spawn(this.#fetch(this.#missing[this.#next++]!));
    }
  }

  *#fetch(index: number): Process<void> {
    const layer = this.remote.layers[index]!;
    const id = shortDigest(layer.digest);
    try {
      const made = yield* requireRegistry(this.daemon).fetchLayer(this.remote, layer, this.credentials, (current, total) => this.lines.bar(id, 'Downloading', current, total));
      this.lines.layer(id, 'Verifying Checksum');
      this.lines.layer(id, 'Download complete');
      this.#layers[index] = made;
    } catch (error) {
      this.#failure = { error };
    }
    this.#running--;
    this.#startMore();
    this.#changed.notify();
  }

  *#unpack({ digest, size }: RemoteLayer, layer: Layer): Process<void> {
    const id = shortDigest(digest);
    const { host } = this.daemon;
    const steps = Math.min(8, Math.max(1, Math.ceil(size / 4_000_000)));
    for (let step = 1; step <= steps; step++) {
      this.lines.bar(id, 'Extracting', Math.round((size * step) / steps), size);
      yield until(host.scheduler.clock, host.now() + Math.ceil(((layer.size / UNPACKING_SPEED) * SECOND) / steps));
    }
    this.lines.layer(id, 'Pull complete');
  }
}

function chainsOf(layers: readonly RemoteLayer[]): readonly Digest[] {
  let chainId: Digest | undefined;
  return layers.map(({ diffId }) => (chainId = chainIdOf(chainId, diffId)));
}
