import type { Clock } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import type { NetworkStack } from '../../machine/network/network.ts';
import { createBuilder } from '../builder/serve/serve.ts';
import { catalogue } from '../catalogue/index.ts';
import type { Daemon } from '../engine/daemon.ts';
import { RegistryClient } from '../registry/client.ts';
import { RegistryError } from '../registry/endpoint.ts';
import type { RegistryEndpoint } from '../registry/endpoint.ts';
import { HostedRegistry } from '../registry/hosted.ts';
import type { Policy } from '../registry/hosted.ts';
import { LayerPool, findOnNetwork } from '../registry/network.ts';
import { PublicRegistries } from '../registry/public.ts';
import { EngineBuildBackend } from './build-backend.ts';

/** What the hosts of a world share of registries. Filled when the first engine is asked something. */
export interface RegistryShare {
  readonly clock: Clock;
  /** The transcripts' registries on localhost are there. */
  hasLocal: boolean;
  made?: { readonly registries: PublicRegistries; readonly layers: LayerPool; readonly local: ReadonlyMap<string, RegistryEndpoint> };
}

/** Gives a daemon its way to registries and its builder, before its first request. */
export function* equipEngine(daemon: Daemon, share: RegistryShare, network: () => NetworkStack): Process<void> {
  const { clock } = share;
  const { registries, layers, local } = (share.made ??= {
    registries: new PublicRegistries({ clock, catalogue }), layers: new LayerPool(), local: share.hasLocal ? localRegistries(clock) : new Map(),
  });
  const reach = findOnNetwork(network, clock, layers);
  daemon.registry = new RegistryClient(registries, function* (domain) {
    const found = local.get(domain);
    if (found) return found;
    return yield* reach(domain);
  });
  daemon.builder = createBuilder(new EngineBuildBackend(daemon));
}

/** Port 5000 is open to all, port 5001 to ann (password: secret). */
function localRegistries(clock: Clock): ReadonlyMap<string, RegistryEndpoint> {
  const make = (host: string, policy: Policy, accounts: ReadonlyMap<string, string>) => [host, new HostedRegistry({ host, clock, policy, accounts, repositories: new Map() })] as const;
  return new Map([make('localhost:5000', () => {}, new Map()), make('localhost:5001', onlyKnown, new Map([['ann', 'secret']]))]);
}

/** A registry behind basic authentication (htpasswd). */
const onlyKnown: Policy = ({ isKnown }) => {
  if (isKnown === undefined) throw new RegistryError('UNAUTHORIZED', 'no basic auth credentials');
  if (!isKnown) throw new RegistryError('UNAUTHORIZED', 'authentication required');
};
