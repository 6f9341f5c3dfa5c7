import type { Cluster } from './cluster.ts';
import { isWanted } from './constraints.ts';
import { evaluate } from './evaluate.ts';
import type { Field, Relation } from './evaluate.ts';
import { Query } from './query.ts';
import type { SessionFacts } from './query.ts';
import { parse } from './syntax/index.ts';
import type { ColumnDefinition, Expression, Select, Statement } from './syntax/ast.ts';
import { columnAt, fieldsOf } from './table.ts';
import type { Table } from './table.ts';
import { SqlError, TEXT, convert, typeText, valueText } from './values.ts';
import type { Value } from './values.ts';

export interface Result {
  /** `SELECT 3`, `INSERT 0 1`. */
  readonly tag: string;
  readonly relation?: Relation;
  readonly count: number;
  readonly notice?: string;
}

/** What SHOW tells. */
const SETTINGS: Readonly<Record<string, string>> = {
  data_directory: '/var/lib/postgresql/data',
  max_connections: '100',
  timezone: 'Etc/UTC',
  server_encoding: 'UTF8',
  shared_buffers: '128MB',
};

/** One connection's say in the cluster: its statements and its transaction. */
export class Session {
  readonly #query: Query;
  /** The cluster before the transaction that is open. */
  #before: string | undefined;
  #isFailed = false;

  constructor(
    private readonly cluster: Cluster,
    private readonly facts: SessionFacts,
  ) {
    this.#query = new Query(cluster, facts);
  }

  get isInTransaction(): boolean {
    return this.#before !== undefined;
  }

  /** Runs statements one after the other; what several do in one text is undone together when one fails. */
  run(text: string, onResult: (result: Result) => void): void {
    const statements = parse(text);
    const isImplicit = this.#before === undefined && statements.length > 1;
    const before = isImplicit ? this.cluster.remember() : undefined;
    for (const { statement } of statements) {
      try {
        if (this.#isFailed && statement.kind !== 'transaction') throw new SqlError('25P02', 'current transaction is aborted, commands ignored until end of transaction block');
        onResult(this.#execute(statement));
      } catch (error) {
        if (this.#before !== undefined) this.#isFailed = true;
        else if (before !== undefined) this.cluster.restore(before);
        if (this.#before === undefined) this.cluster.save();
        throw error;
      }
    }
    if (this.#before === undefined && statements.some(({ statement }) => statement.kind !== 'select')) this.cluster.save();
  }

  /** The connection is gone: what was not committed is undone. */
  close(): void {
    if (this.#before !== undefined) this.cluster.restore(this.#before);
    this.#before = undefined;
  }

  #execute(statement: Statement): Result {
    switch (statement.kind) {
      case 'select': {
        const relation = this.#query.select(statement);
        return { tag: `SELECT ${relation.rows.length}`, relation, count: relation.rows.length };
      }
      case 'create table': return this.#createTable(statement);
      case 'drop table': return this.#dropTable(statement);
      case 'insert': return this.#insert(statement);
      case 'update': return this.#update(statement);
      case 'delete': return this.#delete(statement);
      case 'truncate':
        for (const name of statement.names) this.#query.table(name, statement.at).rows = [];
        return { tag: 'TRUNCATE TABLE', count: 0 };
      case 'add column': return this.#addColumn(statement);
      case 'drop column': return this.#dropColumn(statement);
      case 'rename': return this.#rename(statement);
      case 'database':
        if (statement.action === 'create') this.cluster.createDatabase(statement.name);
        else this.cluster.dropDatabase(statement.name, statement.ifExists);
        return { tag: `${statement.action.toUpperCase()} DATABASE`, count: 0 };
      case 'role':
        this.cluster.setRole(statement.name, statement.action, statement.password);
        return { tag: `${statement.action.toUpperCase()} ROLE`, count: 0 };
      case 'show': return this.#show(statement);
      case 'transaction': return this.#transact(statement.action);
      case 'accepted': return { tag: statement.tag, count: 0 };
    }
  }

  #transact(action: 'BEGIN' | 'COMMIT' | 'ROLLBACK'): Result {
    if (action === 'BEGIN') {
      if (this.#before !== undefined) return { tag: 'BEGIN', count: 0, notice: 'there is already a transaction in progress' };
      this.#before = this.cluster.remember();
      return { tag: 'BEGIN', count: 0 };
    }
    if (this.#before === undefined) return { tag: action, count: 0, notice: 'there is no transaction in progress' };
    const isUndone = action === 'ROLLBACK' || this.#isFailed;
    if (isUndone) this.cluster.restore(this.#before);
    this.#before = undefined;
    this.#isFailed = false;
    return { tag: isUndone ? 'ROLLBACK' : 'COMMIT', count: 0 };
  }

  #createTable(statement: Statement & { kind: 'create table' }): Result {
    if (this.#query.tables[statement.name]) {
      if (!statement.ifMissing) throw new SqlError('42P07', `relation "${statement.name}" already exists`);
      return { tag: 'CREATE TABLE', count: 0, notice: `relation "${statement.name}" already exists, skipping` };
    }
    if (statement.select) {
      const { fields, rows } = this.#query.select(statement.select);
      const columns = fields.map(({ name, type }) => ({ name, type, isSerial: false, isRequired: false, isUnique: false, isPrimary: false }));
      this.#query.tables[statement.name] = { columns, keys: [], rows: [...rows], next: 1 };
      return { tag: `SELECT ${rows.length}`, count: rows.length };
    }
    const own = statement.columns.flatMap(({ name, isPrimary, isUnique }) => (isPrimary || isUnique ? [{ columns: [name], isPrimary }] : []));
    for (const { references } of statement.columns) if (references && !this.#query.tables[references[0]]) throw new SqlError('42P01', `relation "${references[0]}" does not exist`);
    this.#query.tables[statement.name] = { columns: statement.columns, keys: [...own, ...statement.keys], rows: [], next: 1 };
    return { tag: 'CREATE TABLE', count: 0 };
  }

  #dropTable(statement: Statement & { kind: 'drop table' }): Result {
    for (const name of statement.names) {
      if (!this.#query.tables[name] && !statement.ifExists) throw new SqlError('42P01', `table "${name}" does not exist`);
      if (!this.#query.tables[name]) return { tag: 'DROP TABLE', count: 0, notice: `table "${name}" does not exist, skipping` };
      delete this.#query.tables[name];
    }
    return { tag: 'DROP TABLE', count: 0 };
  }

  #delete(statement: Statement & { kind: 'delete' }): Result {
    const table = this.#query.table(statement.table, statement.at);
    const fields = fieldsOf(statement.table, table);
    const gone = table.rows.filter((row) => !statement.where || evaluate(statement.where, this.#query.scope(fields, row)) === true);
    const lost = new Set(gone);
    table.rows = table.rows.filter((row) => !lost.has(row));
    return this.#changed('DELETE', fields, gone, statement.returning);
  }

  #addColumn(statement: Statement & { kind: 'add column' }): Result {
    const table = this.#query.table(statement.table, statement.at);
    if (table.columns.some(({ name }) => name === statement.column.name)) throw new SqlError('42701', `column "${statement.column.name}" of relation "${statement.table}" already exists`);
    table.columns = [...table.columns, statement.column];
    table.rows = table.rows.map((row) => [...row, this.#initial(table, statement.column)]);
    return { tag: 'ALTER TABLE', count: 0 };
  }

  #dropColumn(statement: Statement & { kind: 'drop column' }): Result {
    const table = this.#query.table(statement.table, statement.at);
    const at = columnAt(statement.table, table, statement.column);
    table.columns = table.columns.filter((_, i) => i !== at);
    table.rows = table.rows.map((row) => row.filter((_, i) => i !== at));
    return { tag: 'ALTER TABLE', count: 0 };
  }

  #rename(statement: Statement & { kind: 'rename' }): Result {
    const table = this.#query.table(statement.table, statement.at);
    if (statement.column !== undefined) {
      const at = columnAt(statement.table, table, statement.column);
      table.columns = table.columns.map((column, i) => (i === at ? { ...column, name: statement.to } : column));
    } else {
      this.#query.tables[statement.to] = table;
      delete this.#query.tables[statement.table];
    }
    return { tag: 'ALTER TABLE', count: 0 };
  }

  #show(statement: Statement & { kind: 'show' }): Result {
    const value = statement.name === 'server_version' ? this.facts.version : SETTINGS[statement.name];
    if (value === undefined) throw new SqlError('42704', `unrecognized configuration parameter "${statement.name}"`);
    return { tag: 'SHOW', count: 1, relation: { fields: [{ table: '', name: statement.name, type: TEXT }], rows: [[value]] } };
  }

  #initial(table: Table, column: ColumnDefinition): Value {
    if (column.isSerial) return table.next++;
    return column.initial ? convert(evaluate(column.initial, this.#query.scope([], [])), column.type) : null;
  }

  #insert(statement: Statement & { kind: 'insert' }): Result {
    const table = this.#query.table(statement.table, statement.at);
    const names = statement.columns ?? table.columns.map(({ name }) => name);
    const places = names.map((name) => columnAt(statement.table, table, name));
    const given: readonly (readonly (Value | Expression)[])[] = statement.source.rows
      ? statement.source.rows.map((row) => row.map((each) => (each.kind === 'column' && each.name === '*default' ? each : evaluate(each, this.#query.scope([], [])))))
      : this.#query.select(statement.source).rows;
    const added: (readonly Value[])[] = [];
    for (const values of given) {
      if (values.length > names.length) throw new SqlError('42601', 'INSERT has more expressions than target columns');
      if (statement.columns && values.length < names.length) throw new SqlError('42601', 'INSERT has more target columns than expressions');
      const row = table.columns.map((column, i) => {
        const at = places.indexOf(i);
        const value = at >= 0 && at < values.length ? values[at]! : undefined;
        return value === undefined || (typeof value === 'object' && value !== null && 'kind' in value) ? this.#initial(table, column) : convert(value, column.type);
      });
      if (!isWanted(statement.table, table, row, table.rows, statement.onConflict, (name) => this.#query.table(name))) continue;
      table.rows.push(row);
      added.push(row);
    }
    return this.#changed('INSERT 0', fieldsOf(statement.table, table), added, statement.returning);
  }

  #update(statement: Statement & { kind: 'update' }): Result {
    const table = this.#query.table(statement.table, statement.at);
    const fields = fieldsOf(statement.table, table);
    const places = statement.set.map(([name, , at]) => columnAt(statement.table, table, name, at));
    const done: (readonly Value[])[] = [];
    const rows = table.rows.map((row) => {
      const scope = this.#query.scope(fields, row);
      if (statement.where && evaluate(statement.where, scope) !== true) return row;
      const changed = [...row];
      statement.set.forEach(([, value], i) => (changed[places[i]!] = convert(evaluate(value, scope), table.columns[places[i]!]!.type)));
      done.push(changed);
      return changed;
    });
    for (const row of done) isWanted(statement.table, table, row, rows.filter((each) => each !== row), false, (name) => this.#query.table(name));
    table.rows = rows;
    return this.#changed('UPDATE', fields, done, statement.returning);
  }

  #changed(tag: string, fields: readonly Field[], rows: readonly (readonly Value[])[], returning: Select['fields'] | undefined): Result {
    const result = { tag: `${tag} ${rows.length}`, count: rows.length };
    return returning ? { ...result, relation: this.#query.project(returning, { fields, rows }) } : result;
  }

  /** For `\d TABLE`: columns as psql shows them, and keys; undefined where there is none. */
  describe(name: string): { readonly columns: readonly (readonly string[])[]; readonly keys: readonly string[] } | undefined {
    const table = this.#query.tables[name];
    return table && {
      columns: table.columns.map((column) => [column.name, typeText(column.type), '', column.isRequired || column.isPrimary ? 'not null' : '', column.isSerial ? `nextval('${name}_${column.name}_seq'::regclass)` : column.initial?.kind === 'literal' ? (valueText(column.initial.value) ?? '') : '']),
      keys: table.keys.map(({ columns, isPrimary }) => `"${name}_${isPrimary ? 'pkey' : `${columns.join('_')}_key`}" ${isPrimary ? 'PRIMARY KEY' : 'UNIQUE CONSTRAINT'}, btree (${columns.join(', ')})`),
    };
  }
}
