import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import type { System } from '../../system.ts';

/** Why a server of the internet can't be reached: no name server, no such name, no way there. */
export type Unreachable = 'unresolved' | 'unknown' | 'unreachable';

/** Connects to a package index and hangs up: what is there is known, but not that there is a way. */
export function* reach(system: System, host: string, port: number): Process<Unreachable | undefined> {
  let addresses: readonly string[];
  try {
    addresses = yield* system.network.resolve(host);
  } catch (error) {
    if (isSystemError(error)) return 'unresolved';
    throw error;
  }
  if (addresses.length === 0) return system.network.routes.some(({ destination }) => destination === 'default') ? 'unknown' : 'unresolved';
  try {
    const socket = yield* system.network.connect({ host: addresses[0]!, port });
    socket.close();
    return undefined;
  } catch (error) {
    if (isSystemError(error)) return 'unreachable';
    throw error;
  }
}
