import { toBytes } from '../../../core/bytes.ts';
import { MILLISECOND } from '../../../core/clock.ts';
import { Condition } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { BrokenPipe, LineReader, connectionPair } from '../../../core/stream.ts';
import type { Connection } from '../../../core/stream.ts';
import { isSystemError } from '../../errno.ts';
import { SIGNALS } from '../../signals.ts';
import type { System } from '../../system.ts';
import { formatMoment, momentOf } from '../support/calendar.ts';
import { Cluster } from './cluster.ts';
import { Session } from './session.ts';
import type { Result } from './session.ts';
import { Numeric, SqlError, isNumber, valueText } from './values.ts';
import { SOCKET_FOLDER } from './wire.ts';
import type { Answer, Question, WireResult } from './wire.ts';

export interface ServerOptions {
  readonly folder: string;
  readonly port: number;
  /** Empty listens on the socket only. */
  readonly addresses: string;
  readonly version: string;
}

/** The server: takes connections until a signal tells it to stop. */
export class Server {
  readonly #cluster: Cluster;
  readonly #stopping = new Condition('signal');
  readonly #sessions = new Set<Connection>();
  #mode: 'smart' | 'fast' | 'immediate' | undefined;

  constructor(
    private readonly system: System,
    private readonly options: ServerOptions,
  ) {
    this.#cluster = new Cluster(system.files, options.folder);
  }

  *run(): Process<number> {
    const { system, options } = this;
    const { files } = system;
    for (const [signal, mode] of [[SIGNALS.SIGTERM, 'smart'], [SIGNALS.SIGINT, 'fast'], [SIGNALS.SIGQUIT, 'immediate']] as const) {
      system.onSignal(signal, () => {
        this.#mode = mode;
        this.#stopping.notify();
      });
    }
    const wasKilled = files.exists(`${options.folder}/postmaster.pid`);
    const control = `${options.folder}/global/pg_control`;
    const known = `${formatMoment('%Y-%m-%d %H:%M:%S', momentOf(files.stat(files.exists(control) ? control : `${options.folder}/PG_VERSION`).modified))} UTC`;
    files.write(control, { kind: 'filler', name: 'pg_control', size: 8192 }, 0o600);
    files.write(`${options.folder}/postmaster.pid`, `${system.pid}\n${options.folder}\n${Math.floor(system.now() / 1_000_000)}\n${options.port}\n${SOCKET_FOLDER}\n`, 0o600);
    yield* this.#log(`starting PostgreSQL ${options.version} on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) 12.2.0, 64-bit`);
    if (options.addresses !== '') {
      const listener = system.network.listen({ host: '0.0.0.0', port: options.port });
      yield* this.#log(`listening on IPv4 address "0.0.0.0", port ${options.port}`);
      system.startThread(this.#accept(() => listener.accept()));
    }
    const socket = `${SOCKET_FOLDER}/.s.PGSQL.${options.port}`;
    if (files.exists(socket)) files.unlink(socket);
    yield* this.#log(`listening on Unix socket "${socket}"`);
    yield* system.sleep(40 * MILLISECOND);
    yield* this.#log(wasKilled ? `database system was interrupted; last known up at ${known}` : `database system was shut down at ${known}`, system.pid + 3);
    if (wasKilled) yield* this.#log('database system was not properly shut down; automatic recovery in progress', system.pid + 3);
    files.bindSocket(socket, { connect: () => this.#connectLocally() }, 0o777);
    yield* this.#log('database system is ready to accept connections');
    while (this.#mode === undefined || (this.#mode === 'smart' && this.#sessions.size > 0)) yield this.#stopping;
    yield* this.#log(`received ${this.#mode} shutdown request`);
    if (this.#mode === 'fast') yield* this.#log('aborting any active transactions');
    for (const each of this.#sessions) each.close();
    if (this.#mode !== 'immediate') {
      yield* this.#log('shutting down', system.pid + 2);
      yield* system.sleep(30 * MILLISECOND);
      files.write(control, { kind: 'filler', name: 'pg_control', size: 8192 }, 0o600);
      files.unlink(`${options.folder}/postmaster.pid`);
    }
    files.unlink(socket);
    yield* this.#log('database system is shut down');
    return 0;
  }

  *#log(text: string, pid = this.system.pid): Process<void> {
    const now = this.system.now();
    const milliseconds = String(Math.floor(now / MILLISECOND) % 1000).padStart(3, '0');
    yield* this.system.complain(`${formatMoment('%Y-%m-%d %H:%M:%S', momentOf(now))}.${milliseconds} UTC [${pid}] ${/^(FATAL|ERROR|STATEMENT|DETAIL):/.test(text) ? text : `LOG:  ${text}`}\n`);
  }

  *#accept(next: () => Process<Connection>): Process<void> {
    for (;;) this.system.startThread(this.#serve(yield* next(), false));
  }

  #connectLocally(): Connection {
    const [ours, theirs] = connectionPair();
    this.system.startThread(this.#serve(theirs, true));
    return ours;
  }

  *#serve(connection: Connection, isLocal: boolean): Process<void> {
    this.#sessions.add(connection);
    const lines = new LineReader(connection.input);
    let session: Session | undefined;
    try {
      for (let line = yield* lines.line(); line !== undefined; line = yield* lines.line()) {
        let question: Question;
        try {
          question = JSON.parse(line) as Question;
        } catch {
          return;
        }
        let answer: Answer;
        if (question.kind === 'start') {
          const denied = this.#refusal(question, isLocal);
          if (denied) yield* this.#log(`FATAL:  ${denied}`);
          if (!denied) session = this.#session(question.user, question.database);
          answer = denied ? { kind: 'error', severity: 'FATAL', code: '28P01', message: denied } : { kind: 'ready', version: this.options.version, isSuperuser: question.user === this.#cluster.roles[0] };
        } else if (!session) return;
        else if (question.kind === 'describe') {
          const found = session.describe(question.name);
          answer = { kind: 'described', columns: found?.columns ?? null, keys: found?.keys ?? [] };
        } else answer = yield* this.#query(session, question.sql);
        yield* connection.output.write(toBytes(`${JSON.stringify(answer)}\n`));
        if (answer.kind === 'error' && answer.severity === 'FATAL') return;
      }
    } catch (error) {
      if (!(error instanceof BrokenPipe) && !isSystemError(error)) throw error;
    } finally {
      session?.close();
      this.#sessions.delete(connection);
      connection.close();
      this.#stopping.notify();
    }
  }

  #refusal({ user, password, database }: Question & { kind: 'start' }, isLocal: boolean): string | undefined {
    const isTrusted = isLocal || /^host all all all trust$/m.test(this.system.files.readText(`${this.options.folder}/pg_hba.conf`));
    const expected = this.#cluster.password(user);
    if (!isTrusted && (expected === undefined || expected === '' || password !== expected)) return `password authentication failed for user "${user}"`;
    if (expected === undefined) return `role "${user}" does not exist`;
    return this.#cluster.databases.includes(database) ? undefined : `database "${database}" does not exist`;
  }

  #session(user: string, database: string): Session {
    const { system } = this;
    return new Session(this.#cluster, { user, database, version: this.options.version, now: () => system.now(), random: () => system.entropy.number() });
  }

  *#query(session: Session, sql: string): Process<Answer> {
    yield* this.system.compute(300 + sql.length);
    const results: WireResult[] = [];
    try {
      session.run(sql, (result) => results.push(toWire(result)));
      return { kind: 'results', results, isInTransaction: session.isInTransaction };
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      yield* this.#log(`ERROR:  ${error.message}${error.position === undefined ? '' : ` at character ${error.position + 1}`}`);
      if (error.detail !== undefined) yield* this.#log(`DETAIL:  ${error.detail}`);
      yield* this.#log(`STATEMENT:  ${sql.trim()}`);
      return { kind: 'error', severity: 'ERROR', code: error.code, message: error.message, results, ...(error.position !== undefined && { at: pointer(sql, error.position) }), ...(error.detail !== undefined && { detail: error.detail }) };
    }
  }
}

/** The line of the statement, and a caret below the place. */
function pointer(sql: string, position: number): string {
  const start = sql.lastIndexOf('\n', position - 1) + 1;
  const end = sql.indexOf('\n', position);
  const head = `LINE ${sql.slice(0, position).split('\n').length}: `;
  return `${head}${sql.slice(start, end < 0 ? undefined : end)}\n${' '.repeat(head.length + position - start)}^`;
}

function toWire({ tag, count, relation, notice }: Result): WireResult {
  const head = { tag, count, ...(notice !== undefined && { notice }) };
  if (!relation) return { ...head, columns: null };
  return {
    ...head,
    columns: relation.fields.map(({ name }) => name),
    numeric: relation.fields.map(({ type }) => isNumber(type)),
    values: relation.rows.map((row) => row.map((value) => (value instanceof Numeric ? Number(value.toString()) : value))),
    texts: relation.rows.map((row) => row.map(valueText)),
  };
}
