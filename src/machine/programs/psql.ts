import { LineReader } from '../../core/stream.ts';
import type { Process } from '../../core/process.ts';
import { isSystemError } from '../errno.ts';
import type { Program, System } from '../system.ts';
import { installedVersion } from './postgres/installation.ts';
import { Client, ConnectionFailure, connect } from './postgres/wire.ts';
import type { Answer, WireError, WireResult } from './postgres/wire.ts';

interface Asked {
  host: string;
  port: number;
  user: string;
  database: string;
  password: string | undefined;
  readonly todo: { readonly kind: 'command' | 'file'; readonly text: string }[];
  isTuplesOnly: boolean;
  isUnaligned: boolean;
  isQuiet: boolean;
  stopsAtErrors: boolean;
  separator: string;
}

/** The client of PostgreSQL. */
export const program: Program = {
  name: 'psql',
  *main(system) {
    const asked = readArguments(system);
    if (typeof asked === 'string') {
      yield* system.complain(`${asked}\n`);
      return 1;
    }
    if (asked === undefined) {
      yield* system.print(`psql (PostgreSQL) ${installedVersion(system)}\n`);
      return 0;
    }
    try {
      const { connection, where } = yield* connect(system, asked);
      const client = new Client(connection);
      const answer = yield* client.ask({ kind: 'start', user: asked.user, password: asked.password ?? null, database: asked.database });
      if (answer.kind === 'error') {
        const isPassword = asked.password === undefined && answer.message.startsWith('password authentication');
        yield* system.complain(`psql: error: ${where}: ${isPassword ? 'fe_sendauth: no password supplied' : `${answer.severity}:  ${answer.message}`}\n`);
        return 2;
      }
      return yield* new Shell(system, client, asked).run();
    } catch (error) {
      if (!(error instanceof ConnectionFailure)) throw error;
      yield* system.complain(`psql: error: ${error.message}\n`);
      return 2;
    }
  },
};

function readArguments(system: System): Asked | string | undefined {
  const { env } = system;
  const user = env.get('PGUSER') ?? (system.credentials.uid === 0 ? 'root' : 'postgres');
  const asked: Asked = { host: env.get('PGHOST') ?? '', port: Number(env.get('PGPORT') ?? 5432), user, database: env.get('PGDATABASE') ?? '', password: env.get('PGPASSWORD'), todo: [], isTuplesOnly: false, isUnaligned: false, isQuiet: false, stopsAtErrors: false, separator: '|' };
  const plain: string[] = [];
  const args = system.argv.slice(1).flatMap((arg) => (/^--[a-z-]+=/.test(arg) ? [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] : /^-[tAqXwW]{2,}/.test(arg) || /^-[tAqX]+[cf]$/.test(arg) ? [...arg.slice(1)].map((letter) => `-${letter}`) : /^-[hpUdcfvF]./.test(arg) ? [arg.slice(0, 2), arg.slice(2)] : [arg]));
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    const value = (): string => args[++i] ?? '';
    if (arg === '-h' || arg === '--host') asked.host = value();
    else if (arg === '-p' || arg === '--port') asked.port = Number(value());
    else if (arg === '-U' || arg === '--username') asked.user = value();
    else if (arg === '-d' || arg === '--dbname') plain.unshift(value());
    else if (arg === '-c' || arg === '--command') asked.todo.push({ kind: 'command', text: value() });
    else if (arg === '-f' || arg === '--file') asked.todo.push({ kind: 'file', text: value() });
    else if (arg === '-v' || arg === '--set') asked.stopsAtErrors ||= /^ON_ERROR_STOP=(1|on)$/.test(value());
    else if (arg === '-F') asked.separator = value();
    else if (arg === '-t' || arg === '--tuples-only') asked.isTuplesOnly = true;
    else if (arg === '-A' || arg === '--no-align') asked.isUnaligned = true;
    else if (arg === '-q' || arg === '--quiet') asked.isQuiet = true;
    else if (arg === '-V' || arg === '--version') return undefined;
    else if (['-l', '--list'].includes(arg)) asked.todo.push({ kind: 'command', text: '\\l' });
    else if (!['-X', '--no-psqlrc', '-w', '--no-password', '-W', '-1', '--single-transaction'].includes(arg)) {
      if (arg.startsWith('-')) return `psql: unrecognized option '${arg}'\nTry "psql --help" for more information.`;
      plain.push(arg);
    }
  }
  const [database, otherUser] = plain;
  const url = /^postgres(?:ql)?:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^:/]*)(?::(\d+))?(?:\/([^?]*))?/.exec(database ?? '');
  if (url) {
    [asked.user, asked.password, asked.host, asked.port] = [url[1] || asked.user, url[2] ?? asked.password, url[3] ?? '', Number(url[4] ?? asked.port)];
    asked.database = url[5] ?? '';
  } else if (database !== undefined) asked.database = database;
  if (otherUser !== undefined) asked.user = otherUser;
  asked.database ||= asked.user;
  return asked;
}

class Shell {
  #isOver = false;

  constructor(
    private readonly system: System,
    private readonly client: Client,
    private readonly asked: Asked,
  ) {}

  *run(): Process<number> {
    const { asked, system } = this;
    if (asked.todo.length === 0) return yield* this.#interact();
    let status = 0;
    for (const { kind, text } of asked.todo) {
      if (kind === 'command') status = (yield* this.#do(text)) ? 0 : 1;
      else {
        try {
          status = yield* this.#script(system.files.readText(text), `psql:${text}:`);
        } catch (error) {
          if (!isSystemError(error)) throw error;
          yield* system.complain(`psql: error: ${text}: ${error.message}\n`);
          status = 1;
        }
      }
      if (status !== 0 && asked.stopsAtErrors) return status;
    }
    return status;
  }

  *#script(text: string, place: string): Process<number> {
    for (const { sql, line } of split(text)) {
      if (!(yield* this.#do(sql, `${place}${line}: `)) && this.asked.stopsAtErrors) return 3;
      if (this.#isOver) return 0;
    }
    return 0;
  }

  *#interact(): Process<number> {
    const { system, asked } = this;
    const terminal = system.descriptors.get(0)?.terminal;
    const lines = new LineReader(system.stdin);
    if (!terminal) {
      let text = '';
      for (let line = yield* lines.line(); line !== undefined; line = yield* lines.line()) text += `${line}\n`;
      return yield* this.#script(text, '');
    }
    yield* system.print(`psql (${installedVersion(system)})\nType "help" for help.\n\n`);
    let pending = '';
    while (!this.#isOver) {
      yield* system.print(`${asked.database}${pending ? '-' : '='}# `);
      const line = yield* lines.line();
      if (line === undefined) {
        yield* system.print('\\q\n');
        return 0;
      }
      if (!pending && /^\s*(quit|exit)\s*;?\s*$/.test(line)) return 0;
      if (!pending && /^\s*\\/.test(line)) {
        yield* this.#do(line.trim());
        continue;
      }
      pending += `${line}\n`;
      const parts = split(pending);
      if (!/;\s*$/.test(pending)) {
        if (!pending.trim()) pending = '';
        continue;
      }
      pending = '';
      for (const { sql } of parts) yield* this.#do(sql);
    }
    return 0;
  }

  /** One statement or backslash command; false where it failed. */
  *#do(text: string, place = ''): Process<boolean> {
    if (text.trim().startsWith('\\')) return yield* this.#backslash(text.trim());
    const answer = yield* this.client.ask({ kind: 'query', sql: text });
    return yield* this.#show(answer, place);
  }

  *#show(answer: Answer, place: string): Process<boolean> {
    const { system, asked } = this;
    for (const result of answer.kind === 'results' || answer.kind === 'error' ? (answer.results ?? []) : []) {
      if (result.notice !== undefined) yield* system.complain(`${place}${/transaction/.test(result.notice) ? 'WARNING' : 'NOTICE'}:  ${result.notice}\n`);
      if (result.columns) yield* system.print(this.#format(result, undefined));
      if ((!result.columns || !/^(SELECT|SHOW)/.test(result.tag)) && !asked.isQuiet && !(asked.isTuplesOnly && result.columns)) yield* system.print(`${result.tag}\n`);
    }
    if (answer.kind !== 'error') return true;
    yield* system.complain(place + errorText(answer));
    return false;
  }

  #format(result: WireResult, title: string | undefined): string {
    const { isTuplesOnly, isUnaligned, separator } = this.asked;
    const columns = result.columns ?? [];
    const rows = (result.texts ?? []).map((row) => row.map((each) => each ?? ''));
    const footer = `(${rows.length} row${rows.length === 1 ? '' : 's'})\n`;
    if (isUnaligned) return `${isTuplesOnly ? '' : `${columns.join(separator)}\n`}${rows.map((row) => `${row.join(separator)}\n`).join('')}${isTuplesOnly ? '' : footer}`;
    const widths = columns.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
    const centre = (text: string, width: number): string => text.padStart(text.length + Math.floor((width - text.length) / 2)).padEnd(width);
    const total = widths.reduce((sum, width) => sum + width + 3, -1);
    const head = isTuplesOnly ? '' : `${title === undefined ? '' : `${' '.repeat(Math.max(0, Math.floor((total - title.length) / 2)))}${title}\n`}${columns.map((name, i) => ` ${centre(name, widths[i]!)} `).join('|')}\n${widths.map((width) => '-'.repeat(width + 2)).join('+')}\n`;
    const last = columns.length - 1;
    const body = rows.map((row) => ` ${row.map((each, i) => (result.numeric?.[i] ? each.padStart(widths[i]!) : i === last ? each : each.padEnd(widths[i]!))).join(' | ')}\n`).join('');
    return `${head}${body}${isTuplesOnly ? '' : footer}\n`;
  }

  *#list(sql: string, columns: readonly string[], title: string): Process<boolean> {
    const answer = yield* this.client.ask({ kind: 'query', sql });
    if (answer.kind !== 'results') return yield* this.#show(answer, '');
    yield* this.system.print(this.#format({ ...answer.results[0]!, columns }, title));
    return true;
  }

  *#backslash(command: string): Process<boolean> {
    const { system, asked } = this;
    const [word = '', name] = command.replace(/;$/, '').split(/\s+/);
    if (word === '\\q') this.#isOver = true;
    else if (word === '\\l') return yield* this.#list(`select datname, '${asked.user}', 'UTF8', 'en_US.utf8' from pg_database order by 1`, ['Name', 'Owner', 'Encoding', 'Collate'], 'List of databases');
    else if (word === '\\du') return yield* this.#list('select rolname from pg_roles', ['Role name'], 'List of roles');
    else if (word === '\\conninfo') yield* system.print(`You are connected to database "${asked.database}" as user "${asked.user}" ${asked.host ? `on host "${asked.host}"` : 'via socket in "/var/run/postgresql"'} at port "${asked.port}".\n`);
    else if (word === '\\dt' || (word === '\\d' && name === undefined)) {
      const answer = yield* this.client.ask({ kind: 'query', sql: "select schemaname, tablename, 'table', tableowner from pg_tables" });
      if (answer.kind === 'results' && answer.results[0]!.count === 0) yield* system.complain('Did not find any relations.\n');
      else return yield* this.#list("select schemaname, tablename, 'table', tableowner from pg_tables", ['Schema', 'Name', 'Type', 'Owner'], 'List of relations');
    } else if (word === '\\d' && name !== undefined) {
      const answer = yield* this.client.ask({ kind: 'describe', name });
      if (answer.kind !== 'described' || !answer.columns) {
        yield* system.complain(`Did not find any relation named "${name}".\n`);
        return false;
      }
      const table = this.#format({ tag: '', count: 0, columns: ['Column', 'Type', 'Collation', 'Nullable', 'Default'], texts: answer.columns }, `Table "public.${name}"`);
      yield* system.print(`${table.replace(/\(\d+ rows?\)\n\n$/, '')}${answer.keys.length > 0 ? `Indexes:\n${answer.keys.map((each) => `    ${each}\n`).join('')}` : ''}\n`);
    } else {
      yield* system.complain(`drydock: psql ${word} is not simulated\n`);
      return false;
    }
    return true;
  }
}

function errorText({ severity, message, at, detail }: WireError): string {
  return `${severity}:  ${message}\n${at === undefined ? '' : `${at}\n`}${detail === undefined ? '' : `DETAIL:  ${detail}\n`}`;
}

/** Statements of a script, each with the line that it ends on; semicolons in text and comments end none. */
function split(text: string): readonly { readonly sql: string; readonly line: number }[] {
  const found: { sql: string; line: number }[] = [];
  let sql = '';
  let line = 1;
  const push = (): void => {
    if (sql.replace(/--[^\n]*/g, '').trim()) found.push({ sql: sql.trim(), line });
    sql = '';
  };
  for (const [part] of text.matchAll(/'(?:[^']|'')*'|"[^"]*"|\$(\w*)\$[^]*?\$\1\$|--[^\n]*|\/\*[^]*?\*\/|\\[^\n]*|;|\n|[^]/g)) {
    if (part.startsWith('\\') && !sql.trim()) {
      sql = part;
      push();
    } else if (part === ';') {
      sql += part;
      push();
    } else if (!part.startsWith('--')) sql += part;
    line += part.split('\n').length - 1;
  }
  push();
  return found;
}
