import type { Process } from '../../../core/process.ts';
import type { Digest } from '../../../core/digest.ts';
import type { DistributionInspect } from '../../api/types/images.ts';
import type { AuthConfig } from '../../api/types/system.ts';
import type { Daemon } from '../daemon.ts';
import { parseReference, withDefaultTag } from './reference.ts';
import { credentialsOf, fromRegistry, requireRegistry } from './registry-errors.ts';

/** GET /distribution/{name}/json: what the registry says of a name. */
export function* inspectDistribution(daemon: Daemon, name: string, auth: AuthConfig | undefined): Process<DistributionInspect> {
  const registry = requireRegistry(daemon);
  const reference = withDefaultTag(parseReference(name));
  try {
    const remote = yield* registry.resolve(reference, { platform: daemon.host.platform, credentials: credentialsOf(auth) });
    const { architecture, os, variant } = remote.document;
    const size = JSON.stringify(remote.manifest, undefined, 3).length;
    return {
      Descriptor: { mediaType: remote.manifest.mediaType, digest: remote.digest satisfies Digest, size },
      Platforms: [{ architecture, os, ...(variant ? { variant } : {}) }],
    };
  } catch (error) {
    throw fromRegistry(error);
  }
}
