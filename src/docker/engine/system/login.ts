import type { Process } from '../../../core/process.ts';
import type { AuthConfig } from '../../api/types/system.ts';
import type { Daemon } from '../daemon.ts';
import { fromRegistry, requireRegistry } from '../images/registry-errors.ts';

/** POST /auth: asks the registry whether the credentials are right. */
export function* login(daemon: Daemon, { serveraddress = '', username = '', password = '' }: AuthConfig): Process<{ readonly Status: string; readonly IdentityToken: string }> {
  try {
    yield* requireRegistry(daemon).login(serveraddress, { username, password });
  } catch (error) {
    throw fromRegistry(error);
  }
  return { Status: 'Login Succeeded', IdentityToken: '' };
}
