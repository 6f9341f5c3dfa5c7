import { InvalidReference, familiarReference, parseNormalizedReference } from '../../registry/references.ts';
import { CommandError } from '../errors.ts';

export { familiarReference, formatReference, withDefaultTag } from '../../registry/references.ts';
export type { Reference } from '../../registry/references.ts';

/** What somebody typed as an image. Throws CommandError. */
export function parseImageName(text: string): ReturnType<typeof parseNormalizedReference> {
  try {
    return parseNormalizedReference(text);
  } catch (error) {
    if (error instanceof InvalidReference) throw new CommandError(error.message);
    throw error;
  }
}

/** `busybox:1` for what a container was made from, without a digest; undefined when it is no name. */
export function familiarName(text: string): string | undefined {
  try {
    const { domain, path, tag } = parseNormalizedReference(text);
    return familiarReference({ domain, path, ...(tag === undefined ? {} : { tag }) });
  } catch (error) {
    if (error instanceof InvalidReference) return undefined;
    throw error;
  }
}
