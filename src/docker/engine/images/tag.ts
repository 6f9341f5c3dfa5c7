import { invalidParameter } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import { logImageEvent } from './event.ts';
import type { Image } from './image.ts';
import { familiarName, parseReference, withDefaultTag } from './reference.ts';
import type { Reference } from './reference.ts';

/** POST /images/{name}/tag. */
export function tagImage(daemon: Daemon, name: string, repository: string, tag: string): void {
  const reference = repositoryAndTag(repository, tag)!;
  if (!reference) throw invalidParameter('repository name must have at least one component');
  nameImage(daemon, daemon.images.find(name), reference);
}

/** Gives an image a name, which it takes over from the image that had it. */
export function nameImage(daemon: Daemon, image: Image, reference: Reference): void {
  daemon.images.tag(reference, image.id);
  logImageEvent(daemon, image, 'tag', familiarName(reference));
}

/** `repo` and `tag` of a request as one name; undefined when there is none. Throws for what is no name. */
export function repositoryAndTag(repository: string, tag: string): Reference | undefined {
  if (repository === '') return undefined;
  const reference = parseReference(repository);
  if (reference.domain === 'docker.io' && reference.path === 'library/sha256') throw invalidParameter('refusing to create an ambiguous tag using digest algorithm as name');
  if (reference.digest !== undefined) throw invalidParameter('refusing to create a tag with a digest reference');
  if (tag === '') return withDefaultTag(reference);
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(tag)) throw invalidParameter('invalid tag format');
  return { domain: reference.domain, path: reference.path, tag };
}
