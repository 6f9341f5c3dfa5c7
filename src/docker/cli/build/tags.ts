import { CommandError } from '../errors.ts';
import { parseNormalizedReference } from '../../registry/references.ts';

/** Names for what is built. Throws buildx's words. */
export function checkTags(tags: readonly string[]): void {
  for (const tag of tags) {
    try {
      parseNormalizedReference(tag);
    } catch (error) {
      throw new CommandError(`ERROR: failed to build: invalid tag "${tag}": ${(error as Error).message.replace(/^invalid reference format: repository name \(.*\) /, 'repository name ')}`);
    }
  }
}
