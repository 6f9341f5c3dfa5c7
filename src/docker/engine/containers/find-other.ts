import { invalidParameter, isApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';

/** A container that options refer to. One that is not there is a fault of the request, and no reason to pull anything. */
export function findOther(daemon: Daemon, reference: string): Container {
  try {
    return daemon.containers.find(reference);
  } catch (error) {
    if (isApiError(error, 'notFound')) throw invalidParameter(error.message);
    throw error;
  }
}
