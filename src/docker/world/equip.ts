import type { Clock } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import type { NetworkStack } from '../../machine/network/network.ts';
import { createBuilder } from '../builder/serve/serve.ts';
import { catalogue } from '../catalogue/index.ts';
import type { Daemon } from '../engine/daemon.ts';
import { RegistryClient } from '../registry/client.ts';
import { blobDigest } from '../registry/layer.ts';
import { LayerPool, findOnNetwork } from '../registry/network.ts';
import { PublicRegistries } from '../registry/public.ts';
import { EngineBuildBackend } from './build-backend.ts';

/** What the hosts of a world share of registries. Filled when the first engine is asked something. */
export interface RegistryShare {
  readonly clock: Clock;
  made?: { readonly registries: PublicRegistries; readonly layers: LayerPool };
}

/** Gives a daemon its way to registries and its builder, before its first request. */
export function* equipEngine(daemon: Daemon, share: RegistryShare, network: () => NetworkStack): Process<void> {
  const { clock } = share;
  const { registries, layers } = (share.made ??= { registries: new PublicRegistries({ clock, catalogue }), layers: new LayerPool() });
  const client = new RegistryClient(registries, findOnNetwork(network, clock, layers));
  rememberSources(client, daemon);
  daemon.registry = client;
  daemon.builder = createBuilder(new EngineBuildBackend(daemon));
}

/** Images that were there from the start came from somewhere too: their layers can be taken from there. */
function rememberSources(client: RegistryClient, { images }: Daemon): void {
  for (const image of images.all()) {
    for (const reference of images.namesOf(image.id)) {
      const { domain, path } = reference;
      if (reference.digest !== undefined) for (const { diffId } of image.layers) client.remember({ domain, path }, blobDigest(diffId));
    }
  }
}
