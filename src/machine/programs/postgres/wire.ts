import { toBytes } from '../../../core/bytes.ts';
import type { Process } from '../../../core/process.ts';
import { BrokenPipe, LineReader } from '../../../core/stream.ts';
import type { Connection } from '../../../core/stream.ts';
import { isSystemError } from '../../errno.ts';
import type { System } from '../../system.ts';

/** What clients and the server say to each other here: a line of JSON each. Not PostgreSQL's own protocol. */
export type Question =
  | { readonly kind: 'start'; readonly user: string; readonly password?: string | null; readonly database: string }
  | { readonly kind: 'query'; readonly sql: string }
  | { readonly kind: 'describe'; readonly name: string };

export interface WireResult {
  readonly tag: string;
  readonly count: number;
  readonly columns: readonly string[] | null;
  /** Whether each column is of numbers, which clients show at the right. */
  readonly numeric?: readonly boolean[];
  readonly values?: readonly (readonly (string | number | boolean | null)[])[];
  readonly texts?: readonly (readonly (string | null)[])[];
  readonly notice?: string;
}

export interface WireError {
  readonly kind: 'error';
  readonly severity: 'ERROR' | 'FATAL';
  readonly code: string;
  readonly message: string;
  /** `LINE 1: …` and the caret below. */
  readonly at?: string;
  readonly detail?: string;
  readonly results?: readonly WireResult[];
}

export type Answer =
  | { readonly kind: 'ready'; readonly version: string; readonly isSuperuser: boolean }
  | { readonly kind: 'results'; readonly results: readonly WireResult[]; readonly isInTransaction: boolean }
  | { readonly kind: 'described'; readonly columns: readonly (readonly string[])[] | null; readonly keys: readonly string[] }
  | WireError;

export class ConnectionFailure extends Error {}

/** A client's connection. */
export class Client {
  readonly #lines: LineReader;

  constructor(private readonly connection: Connection) {
    this.#lines = new LineReader(connection.input);
  }

  *ask(question: Question): Process<Answer> {
    try {
      yield* this.connection.output.write(toBytes(`${JSON.stringify(question)}\n`));
      const line = yield* this.#lines.line();
      if (line !== undefined) return JSON.parse(line) as Answer;
    } catch (error) {
      if (!(error instanceof BrokenPipe) && !isSystemError(error) && !(error instanceof SyntaxError)) throw error;
    }
    throw new ConnectionFailure('server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.');
  }

  close(): void {
    this.connection.close();
  }
}

export const SOCKET_FOLDER = '/var/run/postgresql';

export interface Target {
  /** A name, an address, or nothing for the socket. */
  readonly host: string;
  readonly port: number;
}

/** Connects; throws a ConnectionFailure with libpq's words. */
export function* connect(system: System, { host, port }: Target): Process<{ readonly connection: Connection; readonly where: string }> {
  if (host === '' || host.startsWith('/')) {
    const path = `${host || SOCKET_FOLDER}/.s.PGSQL.${port}`;
    const where = `connection to server on socket "${path}" failed`;
    try {
      const service = system.files.connectSocket(path);
      if ('connect' in service && typeof service.connect === 'function') return { connection: (service as { connect(): Connection }).connect(), where };
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new ConnectionFailure(`${where}: ${error.message}\n\tIs the server running locally and accepting connections on that socket?`);
    }
    throw new ConnectionFailure(`${where}: Connection refused\n\tIs the server running locally and accepting connections on that socket?`);
  }
  let addresses: readonly string[] = [];
  try {
    addresses = /^[\d.]+$/.test(host) ? [host] : yield* system.network.resolve(host);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new ConnectionFailure(`could not translate host name "${host}" to address: Temporary failure in name resolution`);
  }
  const address = addresses.find((each) => each.includes('.'));
  if (address === undefined) throw new ConnectionFailure(`could not translate host name "${host}" to address: Name or service not known`);
  const where = `connection to server at "${host}"${address === host ? '' : ` (${address})`}, port ${port} failed`;
  try {
    return { connection: yield* system.network.connect({ host: address, port }), where };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new ConnectionFailure(`${where}: ${error.message}\n\tIs the server running on that host and accepting TCP/IP connections?`);
  }
}
