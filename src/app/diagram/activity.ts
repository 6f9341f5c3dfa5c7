import type { CommandRecord } from '../../tutor/checks/probe.ts';
import type { ApiExchange } from '../../tutor/session/api-record.ts';

/** What passes between client, daemon and registry for the last command. */
export interface Activity {
  readonly line: string | undefined;
  readonly isRunning: boolean;
  /** How many requests it has sent to the daemon. */
  readonly requests: number;
  /** `POST /containers/create`. */
  readonly lastRequest: string | undefined;
  /** The image that is fetched at this moment. */
  readonly pulling: string | undefined;
  readonly isBuilding: boolean;
}

export function activityOf(last: CommandRecord | undefined, exchanges: readonly ApiExchange[]): Activity {
  const isRunning = last !== undefined && last.status === undefined;
  const sent = last === undefined ? [] : exchanges.filter((one) => one.at >= last.at && !one.path.includes('/_ping'));
  const newest = sent.at(-1);
  const path = newest && pathOf(newest.path);
  return {
    line: last?.line,
    isRunning,
    requests: sent.length,
    lastRequest: newest && `${newest.method} ${path}`,
    pulling: isRunning && newest && path === '/images/create' ? imageOf(newest.path) : undefined,
    isBuilding: isRunning && (path === '/build' || path === '/session' || path === '/grpc'),
  };
}

/** Without the version and the query. */
function pathOf(path: string): string {
  return path.replace(/^\/v[\d.]+(?=\/)/, '').replace(/\?.*$/, '').replace(/[0-9a-f]{64}/g, (id) => id.slice(0, 12));
}

/** `nginx:latest` of `/images/create?fromImage=docker.io/library/nginx&tag=latest`. */
function imageOf(path: string): string {
  const query = new URLSearchParams(path.slice(path.indexOf('?') + 1));
  const name = (query.get('fromImage') ?? '').replace(/^docker\.io\/(?:library\/)?/, '');
  const tag = query.get('tag') ?? '';
  return tag === '' ? name : `${name}${tag.startsWith('sha256:') ? '@' : ':'}${tag}`;
}
