/** The kinds of failure that the daemon tells apart; status.ts maps them to HTTP. */
export type ErrorKind =
  | 'invalidParameter'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'notModified'
  | 'unavailable'
  | 'notImplemented'
  | 'system';

/** A request that is refused or fails, in the daemon's words: becomes `{"message": …}` with the status of its kind. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly kind: ErrorKind,
    message: string,
    readonly headers?: ReadonlyMap<string, string>,
  ) {
    super(message);
  }
}

export const invalidParameter = (message: string) => new ApiError('invalidParameter', message);
export const unauthorized = (message: string) => new ApiError('unauthorized', message);
export const forbidden = (message: string) => new ApiError('forbidden', message);
export const notFound = (message: string) => new ApiError('notFound', message);
export const conflict = (message: string) => new ApiError('conflict', message);
export const notModified = () => new ApiError('notModified', '');
export const unavailable = (message: string) => new ApiError('unavailable', message);
export const notImplemented = (message: string) => new ApiError('notImplemented', message);
export const systemError = (message: string) => new ApiError('system', message);

export function isApiError(error: unknown, kind?: ErrorKind): error is ApiError {
  return error instanceof ApiError && (kind === undefined || error.kind === kind);
}
