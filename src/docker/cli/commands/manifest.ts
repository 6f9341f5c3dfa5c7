import { inspectDistribution } from '../../client/images.ts';
import { between } from '../command.ts';
import type { Command } from '../command.ts';
import { bool } from '../flags/kinds.ts';
import { parseImageName, withDefaultTag } from '../options/reference.ts';
import { familiarReference } from '../options/reference.ts';
import { NotSimulated } from '../../../core/errors.ts';
import { authFor } from './image/pull-image.ts';

export const manifestInspect: Command = {
  path: 'docker manifest inspect', usage: '[OPTIONS] [MANIFEST_LIST] MANIFEST', about: 'Show the manifest of an image', arguments: between(1, 2),
  isExperimental: true, completes: 'images',
  flags: [bool('insecure', 'Registries without TLS may be used'), bool('v,verbose', 'Layers and platform as well', { isRefused: true })],
  *run(session) {
    if (session.args.length > 1) throw new NotSimulated('docker manifest inspect of a local manifest list');
    const reference = withDefaultTag(parseImageName(session.args[0]!));
    const { Descriptor: descriptor, Platforms: platforms } = yield* inspectDistribution(session.client, familiarReference(reference), authFor(session.config, reference.domain));
    const shown = {
      schemaVersion: 2, mediaType: descriptor.mediaType, digest: descriptor.digest, size: descriptor.size,
      platforms: (platforms ?? []).map(({ architecture, os, variant }) => ({ architecture, os, ...(variant ? { variant } : {}) })),
    };
    yield* session.print(`${JSON.stringify(shown, null, '\t')}\n`);
    return 0;
  },
};
