import { NotSimulated } from '../../../core/errors.ts';
import { ApiError } from '../../api/errors.ts';
import type { ErrorKind } from '../../api/errors.ts';
import type { AuthConfig } from '../../api/types/system.ts';
import type { Daemon } from '../daemon.ts';
import type { RegistryCredentials, RegistryPort } from './registry-port.ts';

const KINDS: Readonly<Record<number, ErrorKind>> = { 400: 'invalidParameter', 401: 'unauthorized', 403: 'forbidden', 404: 'notFound', 429: 'system', 500: 'system', 503: 'unavailable' };

/** What a registry refused, as an answer of the API; anything else as it is. */
export function fromRegistry(error: unknown): unknown {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return error;
  return new ApiError(KINDS[error.status] ?? 'system', error.message);
}

export function requireRegistry({ registry }: Daemon): RegistryPort {
  if (!registry) throw new NotSimulated('a registry');
  return registry;
}

export function credentialsOf(auth: AuthConfig | undefined): RegistryCredentials | undefined {
  if (!auth?.username) return undefined;
  return { username: auth.username, password: auth.password ?? auth.identitytoken ?? '' };
}
