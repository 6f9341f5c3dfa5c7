import type { Process } from '../../../core/process.ts';
import { pushImage } from '../../client/images.ts';
import { CommandError } from '../errors.ts';
import { outputTarget, showProgress } from '../progress.ts';
import { familiarName, formatReference, parseNormalizedReference, withDefaultTag } from '../../registry/references.ts';
import type { Session } from '../session.ts';

/** `--push`: sends every tag to its registry. */
export function* pushTags(session: Session): Process<void> {
  const tags = session.flags.texts('tag');
  if (tags.length === 0) throw new CommandError('ERROR: failed to build: tag is needed when pushing to registry');
  for (const tag of tags) {
    const reference = withDefaultTag(parseNormalizedReference(tag));
    yield* session.complain(`pushing ${formatReference(reference)}\n`);
    const stream = yield* pushImage(session.client, familiarName(reference), reference.tag ?? '', '');
    yield* showProgress(stream, { ...outputTarget(session, 2), columns: undefined, write: (text) => session.complain(text) });
  }
}
