import type { NetworksBackend } from '../../api/routes/networks.ts';
import type { Daemon } from '../daemon.ts';
import { connectNetwork } from './connect.ts';
import { createNetwork } from './create.ts';
import { disconnectNetwork } from './disconnect.ts';
import { inspectNetwork, listNetworks } from './inspect.ts';
import { pruneNetworks, removeNetwork } from './rm.ts';

/** The verbs of networks, for the routes. */
export function networksBackend(daemon: Daemon): NetworksBackend {
  return {
    list: (filters) => listNetworks(daemon, filters),
    create: (request) => createNetwork(daemon, request),
    inspect: (reference) => inspectNetwork(daemon, reference),
    remove: (reference) => removeNetwork(daemon, reference),
    connect: (reference, request) => connectNetwork(daemon, reference, request),
    disconnect: (reference, request) => disconnectNetwork(daemon, reference, request),
    prune: (filters) => pruneNetworks(daemon, filters),
  };
}
