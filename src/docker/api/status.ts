import { NotSimulated } from '../../core/errors.ts';
import { isSystemError } from '../../machine/errno.ts';
import { ApiError } from './errors.ts';
import type { ErrorKind } from './errors.ts';

/** Moby's api/server/httpstatus: one status for each kind of error. */
export const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalidParameter: 400,
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  notModified: 304,
  unavailable: 503,
  notImplemented: 501,
  system: 500,
};

/** The status and message of whatever a handler threw; undefined for a defect of ours. */
export function failureOf(error: unknown): { readonly status: number; readonly message: string } | undefined {
  if (error instanceof ApiError) return { status: STATUS[error.kind], message: error.message };
  if (error instanceof NotSimulated) return { status: 501, message: error.message };
  if (isSystemError(error)) return { status: 500, message: error.path === undefined ? goErrno(error.message) : `${error.path}: ${goErrno(error.message)}` };
  return undefined;
}

/** Go prints strerror's texts in lower case. */
export function goErrno(message: string): string {
  return message.slice(0, 1).toLowerCase() + message.slice(1);
}
