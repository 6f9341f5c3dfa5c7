import type { Process } from '../../../core/process.ts';
import { conflict } from '../../api/errors.ts';
import type { DeletedImage } from '../../api/types/images.ts';
import type { Daemon } from '../daemon.ts';
import { logImageEvent } from './event.ts';
import { shortId } from './image.ts';
import type { Image } from './image.ts';
import { familiarName, parseReference, repositoryOf, withDefaultTag } from './reference.ts';
import type { Reference } from './reference.ts';

export interface RemoveImageOptions {
  readonly isForced: boolean;
  /** Parents without a name go too. */
  readonly prunes: boolean;
}

/** Why an image may not be deleted. */
interface Obstacle {
  readonly isHard: boolean;
  readonly why: string;
  /** A container has it. */
  readonly isUsed: boolean;
}

/** DELETE /images/{name}: takes a name away, and with the last one the image (moby's ImageDelete). */
export function* removeImage(daemon: Daemon, text: string, options: RemoveImageOptions): Process<DeletedImage[]> {
  const image = daemon.images.find(text);
  const records: DeletedImage[] = [];
  const names = daemon.images.namesOf(image.id);
  if (!isIdOf(image, text)) {
    removeName(daemon, image, text, options.isForced, names, records);
    if (daemon.images.namesOf(image.id).length === 0) deleteImage(daemon, image, options, true, records);
    return records;
  }
  if (isSingleReference(names)) {
    const obstacle = obstaclesTo(daemon, image).find(({ isHard, why }) => (isHard || !options.isForced) && why !== MANY_NAMES);
    if (obstacle) throw refusal(image, obstacle);
    for (const name of names) untag(daemon, image, name, records);
  }
  deleteImage(daemon, image, options, false, records);
  return records;
}

function isIdOf({ id }: Image, text: string): boolean {
  return /^(?:sha256:)?[0-9a-f]+$/.test(text) && id.startsWith(text.startsWith('sha256:') ? text : `sha256:${text}`);
}

function removeName(daemon: Daemon, image: Image, text: string, isForced: boolean, names: readonly Reference[], records: DeletedImage[]): void {
  const user = daemon.containers.usersOf(image.id)[0];
  if (!isForced && user && isSingleReference(names)) {
    throw conflict(`conflict: unable to remove repository reference ${JSON.stringify(text)} (must force) - container ${shortId(user.id)} is using its referenced image ${shortId(image.id)}`);
  }
  const reference = heldName(daemon, withDefaultTag(parseReference(text)));
  untag(daemon, image, reference, records);
  if (reference.digest !== undefined) return;
  const left = daemon.images.namesOf(image.id).filter((name) => repositoryOf(name) === repositoryOf(reference));
  if (left.some((name) => name.tag !== undefined)) return;
  // With the last tag of a repository its digests go.
  for (const name of left) untag(daemon, image, name, records);
}

/** As the store holds it: with a digest alone when both were given. */
function heldName(daemon: Daemon, reference: Reference): Reference {
  if (reference.digest === undefined || reference.tag === undefined || daemon.images.idOf(reference)) return reference;
  return { domain: reference.domain, path: reference.path, digest: reference.digest };
}

/** At most one tag, and digests of its repository alone. */
function isSingleReference(names: readonly Reference[]): boolean {
  if (names.length <= 1) return true;
  const tags = names.filter((name) => name.tag !== undefined);
  return tags.length <= 1 && new Set(names.map(repositoryOf)).size === 1;
}

function untag(daemon: Daemon, image: Image, name: Reference, records: DeletedImage[]): void {
  daemon.images.untag(name);
  records.push({ Untagged: familiarName(name) });
  logImageEvent(daemon, image, 'untag', image.id);
}

const MANY_NAMES = 'image is referenced in multiple repositories';

function obstaclesTo(daemon: Daemon, image: Image): readonly Obstacle[] {
  const found: Obstacle[] = [];
  if (daemon.images.hasChildren(image.id)) found.push({ isHard: true, isUsed: false, why: 'image has dependent child images' });
  const users = daemon.containers.usersOf(image.id);
  const running = users.find((container) => container.isRunning);
  if (running) found.push({ isHard: true, isUsed: true, why: `image is being used by running container ${shortId(running.id)}` });
  if (daemon.images.namesOf(image.id).length > 0) found.push({ isHard: false, isUsed: false, why: MANY_NAMES });
  const stopped = users.find((container) => !container.isRunning);
  if (stopped) found.push({ isHard: false, isUsed: true, why: `image is being used by stopped container ${shortId(stopped.id)}` });
  return found;
}

function refusal({ id }: Image, { isHard, why }: Obstacle): Error {
  return conflict(`conflict: unable to delete ${shortId(id)} (${isHard ? 'cannot be forced' : 'must be forced'}) - ${why}`);
}

/** Deletes an image and then parents that nobody needs. A quiet one lets be what is in use. */
function deleteImage(daemon: Daemon, image: Image, { isForced, prunes }: RemoveImageOptions, isQuiet: boolean, records: DeletedImage[]): void {
  const obstacle = obstaclesTo(daemon, image).find(({ isHard }) => isHard || !isForced);
  if (obstacle) {
    if (isQuiet && (daemon.images.namesOf(image.id).length > 0 || obstacle.isUsed || obstacle.isHard)) return;
    throw refusal(image, obstacle);
  }
  for (const name of daemon.images.namesOf(image.id)) untag(daemon, image, name, records);
  const { layers } = daemon.images.remove(image);
  logImageEvent(daemon, image, 'delete', image.id);
  records.push({ Deleted: image.id });
  for (const chainId of layers) records.push({ Deleted: chainId });
  const parent = image.parent === undefined ? undefined : daemon.images.get(image.parent);
  if (prunes && parent) deleteImage(daemon, parent, { isForced: false, prunes: true }, true, records);
}

/** For prunes: what a container has keeps its last name, and loses the others. */
export function untagAllButOne(daemon: Daemon, image: Image): DeletedImage[] {
  const records: DeletedImage[] = [];
  const names = () => daemon.images.namesOf(image.id);
  for (const name of [...names()].sort((a, b) => (familiarName(a) < familiarName(b) ? -1 : 1))) {
    if (!isSingleReference(names())) removeName(daemon, image, familiarName(name), false, names(), records);
  }
  return records;
}

/** For prunes: it is known to be unused. Names and all. */
export function deleteUnused(daemon: Daemon, image: Image): { readonly records: DeletedImage[]; readonly freed: number } {
  const records: DeletedImage[] = [];
  const freed = image.layers.reduce((sum, layer) => sum + (layer.users === 1 ? layer.size : 0), 0);
  for (const name of daemon.images.namesOf(image.id)) untag(daemon, image, name, records);
  deleteImage(daemon, image, { isForced: false, prunes: true }, true, records);
  return { records, freed };
}

