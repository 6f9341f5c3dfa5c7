import { Condition } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import { invalidParameter } from '../../api/errors.ts';
import { failureOf } from '../../api/status.ts';
import type { AuthConfig } from '../../api/types/system.ts';
import type { Daemon } from '../daemon.ts';
import type { Image, StoredLayer } from './image.ts';
import { ProgressLines } from './progress.ts';
import { familiarName, familiarRepository, parseReference, repositoryOf } from './reference.ts';
import type { Reference } from './reference.ts';
import { credentialsOf, fromRegistry, requireRegistry } from './registry-errors.ts';
import type { RegistryCredentials } from './registry-port.ts';

export interface PushOptions {
  readonly name: string;
  /** '' for all tags. */
  readonly tag: string;
  readonly auth: AuthConfig | undefined;
}

/** dockerd's max-concurrent-uploads. */
const AT_ONCE = 5;

/** POST /images/{name}/push: the answer begins at once, and what goes wrong comes as its last line. */
export function* pushImage(daemon: Daemon, { name, tag, auth }: PushOptions): Process<Input> {
  requireRegistry(daemon);
  const reference = parseReference(name);
  if (tag !== '' && !/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(tag)) throw invalidParameter('invalid tag format');
  const lines = new ProgressLines();
  const target: Reference = tag === '' ? reference : { domain: reference.domain, path: reference.path, tag };
  daemon.spawn(push(daemon, target, credentialsOf(auth), lines));
  return lines.body(daemon);
}

function* push(daemon: Daemon, target: Reference, credentials: RegistryCredentials | undefined, lines: ProgressLines): Process<void> {
  lines.say(`The push refers to repository [${repositoryOf(target)}]`);
  try {
    for (const { reference, image } of imagesToPush(daemon, target)) yield* pushOne(daemon, reference, image, credentials, lines);
  } catch (error) {
    const failure = failureOf(fromRegistry(error));
    if (!failure) throw error;
    lines.fail(failure.message);
  } finally {
    lines.end();
  }
}

function imagesToPush(daemon: Daemon, target: Reference): readonly { readonly reference: Reference; readonly image: Image }[] {
  const found = daemon.images.inRepository(repositoryOf(target)).filter(({ reference }) => reference.tag !== undefined && (target.tag === undefined || reference.tag === target.tag));
  if (found.length === 0) {
    throw invalidParameter(`An image does not exist locally with the tag: ${familiarRepository(target)}`);
  }
  return found.sort((a, b) => (a.reference.tag! < b.reference.tag! ? -1 : 1)).map(({ reference, id }) => ({ reference, image: daemon.images.get(id)! }));
}

function* pushOne(daemon: Daemon, reference: Reference, image: Image, credentials: RegistryCredentials | undefined, lines: ProgressLines): Process<void> {
  const registry = requireRegistry(daemon);
  const topFirst = image.layers.toReversed();
  for (const { diffId } of topFirst) lines.layer(shortId(diffId), 'Preparing');
  for (const { diffId } of topFirst.slice(AT_ONCE)) lines.layer(shortId(diffId), 'Waiting');
  yield* pushLayers(daemon, topFirst, (stored) => pushLayer(daemon, reference, stored, credentials, lines));
  const { digest, size } = yield* registry.pushManifest(reference, image.text, image.layers.map(({ layer }) => layer), credentials);
  lines.say(`${reference.tag!}: digest: ${digest} size: ${size}`);
  lines.push({ progressDetail: {}, aux: { Tag: reference.tag!, Digest: digest, Size: size } });
  daemon.images.tag({ domain: reference.domain, path: reference.path, digest }, image.id);
  daemon.events.log('image', 'push', familiarName(reference), { ...image.document.config?.Labels, name: familiarRepository(reference) });
}

/** Several at once; what fails first is thrown when all under way have ended. */
function* pushLayers(daemon: Daemon, layers: readonly StoredLayer[], pushOne: (layer: StoredLayer) => Process<void>): Process<void> {
  const done = new Condition('push');
  let [next, running] = [0, 0];
  let failure: { readonly error: unknown } | undefined;
  function* worker(): Process<void> {
    try {
      while (next < layers.length && !failure) yield* pushOne(layers[next++]!);
    } catch (error) {
      failure ??= { error };
    }
    running--;
    done.notify();
  }
  for (; running < Math.min(AT_ONCE, layers.length); running++) daemon.spawn(worker());
  while (running > 0) yield* done.wait();
  if (failure) throw failure.error;
}

function shortId(diffId: string): string {
  return diffId.slice(7, 19);
}

function* pushLayer(daemon: Daemon, reference: Reference, { diffId, layer, size }: StoredLayer, credentials: RegistryCredentials | undefined, lines: ProgressLines): Process<void> {
  const id = shortId(diffId);
  const outcome = yield* requireRegistry(daemon).pushLayer(reference, layer, credentials, (current, total) => lines.bar(id, 'Pushing', Math.round((current / total) * size), size));
  lines.layer(id, outcome === 'exists' ? 'Layer already exists' : outcome === 'pushed' ? 'Pushed' : `Mounted from ${outcome.mountedFrom}`);
}
