import type { Reference } from '../../options/reference.ts';
import { familiarReference } from '../../options/reference.ts';
import { CommandError } from '../../errors.ts';

/** A new image's name for the API: the repository as people write it, and its tag. Throws CommandError for a digest. */
export function repositoryAndTag(name: string, parse: (text: string) => Reference): { readonly repository: string; readonly tag: string } {
  const reference = parse(name);
  if (reference.digest !== undefined) throw new CommandError('refusing to create a tag with a digest reference');
  return { repository: familiarReference({ domain: reference.domain, path: reference.path }), tag: reference.tag ?? '' };
}
