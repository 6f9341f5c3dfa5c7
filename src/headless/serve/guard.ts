import type { Guard } from '../../docker/api/wire.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|docker|)(:\d+)?$/i;

/**
 * Keeps browsers out: a page of another site may send requests to loopback, but it can't hide where it comes from
 * (Origin, Sec-Fetch-Site), nor, after DNS rebinding, the name that it asked for (Host).
 */
export const loopbackGuard: Guard = ({ headers }) => {
  const host = headers.get('host') ?? '';
  // Clients on a unix socket send all sorts of names: an escaped path, `docker`, `api.moby.localhost`.
  const isName = LOOPBACK.test(host) || /\.localhost(:\d+)?$/i.test(host) || host.includes('%2F');
  if (!isName) return { status: 403, message: `drydock: refused: this daemon is not called ${host}` };
  if (headers.has('origin') || headers.get('sec-fetch-site') !== undefined) return { status: 403, message: 'drydock: refused: requests of web pages are not answered' };
  return undefined;
};
