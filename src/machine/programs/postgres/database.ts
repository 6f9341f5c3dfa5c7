import type { Files } from '../../files/files.ts';
import { evaluate, findColumn, hasAggregate, typeOf } from './evaluate.ts';
import type { Facts, Field, Relation, Scope } from './evaluate.ts';
import { parse } from './syntax/index.ts';
import type { ColumnDefinition, Expression, Select, Source, Statement } from './syntax/ast.ts';
import { BIGINT, Numeric, SqlError, TEXT, compareValues, convert, typeText, valueText } from './values.ts';
import type { Value } from './values.ts';

interface Table {
  columns: readonly ColumnDefinition[];
  keys: readonly { readonly columns: readonly string[]; readonly isPrimary: boolean }[];
  rows: (readonly Value[])[];
  /** The next number of serial columns. */
  next: number;
}

/** The cluster as its files in PGDATA hold it. */
interface Kept {
  databases: Record<string, Record<string, Table>>;
  roles: Record<string, string>;
}

export interface Result {
  /** `SELECT 3`, `INSERT 0 1`. */
  readonly tag: string;
  readonly relation?: Relation;
  readonly count: number;
  readonly notice?: string;
}

/** All databases of a server, kept in one folder. */
export class Cluster {
  #kept: Kept;

  constructor(
    private readonly files: Files,
    private readonly folder: string,
  ) {
    this.#kept = JSON.parse(files.readText(`${folder}/global/1262`), revive) as Kept;
  }

  /** What `initdb` leaves. */
  static create(files: Files, folder: string, user: string, password: string): void {
    write(files, folder, { databases: { postgres: {}, template0: {}, template1: {} }, roles: { [user]: password } });
  }

  get databases(): readonly string[] {
    return Object.keys(this.#kept.databases);
  }

  password(role: string): string | undefined {
    return this.#kept.roles[role];
  }

  get roles(): readonly string[] {
    return Object.keys(this.#kept.roles);
  }

  tables(database: string): Record<string, Table> {
    return this.#kept.databases[database]!;
  }

  createDatabase(name: string): void {
    if (this.#kept.databases[name]) throw new SqlError('42P04', `database "${name}" already exists`);
    this.#kept.databases[name] = {};
  }

  dropDatabase(name: string, ifExists: boolean): void {
    if (!this.#kept.databases[name] && !ifExists) throw new SqlError('3D000', `database "${name}" does not exist`);
    delete this.#kept.databases[name];
  }

  setRole(name: string, action: 'create' | 'alter' | 'drop', password: string | undefined): void {
    const exists = name in this.#kept.roles;
    if (action === 'create' && exists) throw new SqlError('42710', `role "${name}" already exists`);
    if (action !== 'create' && !exists) throw new SqlError('42704', `role "${name}" does not exist`);
    if (action === 'drop') delete this.#kept.roles[name];
    else if (action === 'create' || password !== undefined) this.#kept.roles[name] = password ?? '';
  }

  /** Writes everything to disk. */
  save(): void {
    write(this.files, this.folder, this.#kept);
  }

  /** A copy to go back to. */
  remember(): string {
    return JSON.stringify(this.#kept, keep);
  }

  restore(text: string): void {
    this.#kept = JSON.parse(text, revive) as Kept;
  }
}

function write(files: Files, folder: string, kept: Kept): void {
  files.write(`${folder}/global/1262`, JSON.stringify(kept, keep), 0o600);
}

function keep(_: string, value: unknown): unknown {
  if (value instanceof Numeric) return { numeric: value.toString() };
  return typeof value === 'bigint' ? String(value) : value;
}

function revive(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'numeric' in value && typeof value.numeric === 'string' ? Numeric.parse(value.numeric) : value;
}

export interface SessionFacts {
  readonly user: string;
  readonly database: string;
  readonly version: string;
  now(): number;
  random(): number;
}

/** One connection's say in the cluster. */
export class Session {
  #before: string | undefined;
  #isFailed = false;

  constructor(
    private readonly cluster: Cluster,
    private readonly facts: SessionFacts,
  ) {}

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

  get #tables(): Record<string, Table> {
    return this.cluster.tables(this.facts.database);
  }

  #table(name: string, at?: number): Table {
    const table = this.#tables[name];
    if (!table) throw new SqlError('42P01', `relation "${name}" does not exist`, at);
    return table;
  }

  #facts(named: ReadonlyMap<string, Relation> = new Map()): Facts {
    const { user, database, version, now, random } = this.facts;
    return { now: now(), user, database, version, random, select: (select, outer) => this.#select(select, named, outer) };
  }

  #scope(fields: readonly Field[], row: readonly Value[], outer?: Scope): Scope {
    return { fields, row, facts: outer?.facts ?? this.#facts(), ...(outer && { outer }) };
  }

  #execute(statement: Statement): Result {
    switch (statement.kind) {
      case 'select': {
        const relation = this.#select(statement, new Map());
        return { tag: `SELECT ${relation.rows.length}`, relation, count: relation.rows.length };
      }
      case 'create table': return this.#createTable(statement);
      case 'drop table': {
        for (const name of statement.names) {
          if (!this.#tables[name] && !statement.ifExists) throw new SqlError('42P01', `table "${name}" does not exist`);
          if (!this.#tables[name]) return { tag: 'DROP TABLE', count: 0, notice: `table "${name}" does not exist, skipping` };
          delete this.#tables[name];
        }
        return { tag: 'DROP TABLE', count: 0 };
      }
      case 'insert': return this.#insert(statement);
      case 'update': return this.#update(statement);
      case 'delete': {
        const table = this.#table(statement.table, statement.at);
        const fields = fieldsOf(statement.table, table);
        const gone = table.rows.filter((row) => !statement.where || evaluate(statement.where, this.#scope(fields, row)) === true);
        const lost = new Set(gone);
        table.rows = table.rows.filter((row) => !lost.has(row));
        return this.#changed('DELETE', fields, gone, statement.returning);
      }
      case 'truncate':
        for (const name of statement.names) this.#table(name, statement.at).rows = [];
        return { tag: 'TRUNCATE TABLE', count: 0 };
      case 'add column': {
        const table = this.#table(statement.table, statement.at);
        if (table.columns.some(({ name }) => name === statement.column.name)) throw new SqlError('42701', `column "${statement.column.name}" of relation "${statement.table}" already exists`);
        table.columns = [...table.columns, statement.column];
        table.rows = table.rows.map((row) => [...row, this.#initial(table, statement.column)]);
        return { tag: 'ALTER TABLE', count: 0 };
      }
      case 'drop column': {
        const table = this.#table(statement.table, statement.at);
        const at = columnAt(statement.table, table, statement.column);
        table.columns = table.columns.filter((_, i) => i !== at);
        table.rows = table.rows.map((row) => row.filter((_, i) => i !== at));
        return { tag: 'ALTER TABLE', count: 0 };
      }
      case 'rename': {
        const table = this.#table(statement.table, statement.at);
        if (statement.column !== undefined) {
          const at = columnAt(statement.table, table, statement.column);
          table.columns = table.columns.map((column, i) => (i === at ? { ...column, name: statement.to } : column));
        } else {
          this.#tables[statement.to] = table;
          delete this.#tables[statement.table];
        }
        return { tag: 'ALTER TABLE', count: 0 };
      }
      case 'database':
        if (statement.action === 'create') this.cluster.createDatabase(statement.name);
        else this.cluster.dropDatabase(statement.name, statement.ifExists);
        return { tag: `${statement.action.toUpperCase()} DATABASE`, count: 0 };
      case 'role':
        this.cluster.setRole(statement.name, statement.action, statement.password);
        return { tag: `${statement.action.toUpperCase()} ROLE`, count: 0 };
      case 'show': {
        const value = { server_version: this.facts.version, data_directory: '/var/lib/postgresql/data', max_connections: '100', timezone: 'Etc/UTC', server_encoding: 'UTF8', shared_buffers: '128MB' }[statement.name];
        if (value === undefined) throw new SqlError('42704', `unrecognized configuration parameter "${statement.name}"`);
        return { tag: 'SHOW', count: 1, relation: { fields: [{ table: '', name: statement.name, type: TEXT }], rows: [[value]] } };
      }
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
    if (this.#tables[statement.name]) {
      if (!statement.ifMissing) throw new SqlError('42P07', `relation "${statement.name}" already exists`);
      return { tag: 'CREATE TABLE', count: 0, notice: `relation "${statement.name}" already exists, skipping` };
    }
    if (statement.select) {
      const { fields, rows } = this.#select(statement.select, new Map());
      const columns = fields.map(({ name, type }) => ({ name, type, isSerial: false, isRequired: false, isUnique: false, isPrimary: false }));
      this.#tables[statement.name] = { columns, keys: [], rows: [...rows], next: 1 };
      return { tag: `SELECT ${rows.length}`, count: rows.length };
    }
    const own = statement.columns.flatMap(({ name, isPrimary, isUnique }) => (isPrimary || isUnique ? [{ columns: [name], isPrimary }] : []));
    for (const { references } of statement.columns) if (references && !this.#tables[references[0]]) throw new SqlError('42P01', `relation "${references[0]}" does not exist`);
    this.#tables[statement.name] = { columns: statement.columns, keys: [...own, ...statement.keys], rows: [], next: 1 };
    return { tag: 'CREATE TABLE', count: 0 };
  }

  #initial(table: Table, column: ColumnDefinition): Value {
    if (column.isSerial) return table.next++;
    return column.initial ? convert(evaluate(column.initial, this.#scope([], [])), column.type) : null;
  }

  #insert(statement: Statement & { kind: 'insert' }): Result {
    const table = this.#table(statement.table, statement.at);
    const names = statement.columns ?? table.columns.map(({ name }) => name);
    const places = names.map((name) => columnAt(statement.table, table, name));
    const given: readonly (readonly (Value | Expression)[])[] = statement.source.rows
      ? statement.source.rows.map((row) => row.map((each) => (each.kind === 'column' && each.name === '*default' ? each : evaluate(each, this.#scope([], [])))))
      : this.#select(statement.source, new Map()).rows;
    const added: (readonly Value[])[] = [];
    for (const values of given) {
      if (values.length > names.length) throw new SqlError('42601', 'INSERT has more expressions than target columns');
      if (statement.columns && values.length < names.length) throw new SqlError('42601', 'INSERT has more target columns than expressions');
      const row = table.columns.map((column, i) => {
        const at = places.indexOf(i);
        const value = at >= 0 && at < values.length ? values[at]! : undefined;
        return value === undefined || (typeof value === 'object' && value !== null && 'kind' in value) ? this.#initial(table, column) : convert(value, column.type);
      });
      if (!this.#check(statement.table, table, row, table.rows, statement.onConflict)) continue;
      table.rows.push(row);
      added.push(row);
    }
    return this.#changed('INSERT 0', fieldsOf(statement.table, table), added, statement.returning);
  }

  /** Throws where the row breaks a rule of its table; false for one that is there and may be left out. */
  #check(name: string, table: Table, row: readonly Value[], others: readonly (readonly Value[])[], mayBeThere: boolean): boolean {
    const required = new Set(table.keys.filter(({ isPrimary }) => isPrimary).flatMap(({ columns }) => columns));
    for (const [i, column] of table.columns.entries()) {
      if (row[i] === null && (column.isRequired || required.has(column.name))) {
        throw new SqlError('23502', `null value in column "${column.name}" of relation "${name}" violates not-null constraint`, undefined, `Failing row contains (${row.map((each) => valueText(each) ?? 'null').join(', ')}).`);
      }
      if (column.references && row[i] !== null) {
        const other = this.#table(column.references[0]);
        const at = columnAt(column.references[0], other, column.references[1] ?? other.keys.find(({ isPrimary }) => isPrimary)?.columns[0] ?? other.columns[0]!.name);
        if (!other.rows.some((each) => each[at] !== null && compareValues(each[at]!, row[i]!) === 0)) {
          throw new SqlError('23503', `insert or update on table "${name}" violates foreign key constraint "${name}_${column.name}_fkey"`, undefined, `Key (${column.name})=(${valueText(row[i]!)}) is not present in table "${column.references[0]}".`);
        }
      }
    }
    for (const { columns, isPrimary } of table.keys) {
      const places = columns.map((each) => columnAt(name, table, each));
      if (places.some((at) => row[at] === null)) continue;
      if (!others.some((other) => places.every((at) => other[at] !== null && compareValues(other[at]!, row[at]!) === 0))) continue;
      if (mayBeThere) return false;
      throw new SqlError('23505', `duplicate key value violates unique constraint "${name}_${isPrimary ? 'pkey' : `${columns.join('_')}_key`}"`, undefined, `Key (${columns.join(', ')})=(${places.map((at) => valueText(row[at]!)).join(', ')}) already exists.`);
    }
    return true;
  }

  #update(statement: Statement & { kind: 'update' }): Result {
    const table = this.#table(statement.table, statement.at);
    const fields = fieldsOf(statement.table, table);
    const places = statement.set.map(([name, , at]) => columnAt(statement.table, table, name, at));
    const done: (readonly Value[])[] = [];
    const rows = table.rows.map((row) => {
      const scope = this.#scope(fields, row);
      if (statement.where && evaluate(statement.where, scope) !== true) return row;
      const changed = [...row];
      statement.set.forEach(([, value], i) => (changed[places[i]!] = convert(evaluate(value, scope), table.columns[places[i]!]!.type)));
      done.push(changed);
      return changed;
    });
    for (const row of done) this.#check(statement.table, table, row, rows.filter((each) => each !== row), false);
    table.rows = rows;
    return this.#changed('UPDATE', fields, done, statement.returning);
  }

  #changed(tag: string, fields: readonly Field[], rows: readonly (readonly Value[])[], returning: Select['fields'] | undefined): Result {
    const result = { tag: `${tag} ${rows.length}`, count: rows.length };
    return returning ? { ...result, relation: this.#project(returning, { fields, rows }) } : result;
  }

  #project(list: Select['fields'], relation: Relation): Relation {
    const columns = expand(list, relation.fields);
    return { fields: columns.map(({ value, name }) => ({ table: '', name, type: typeOf(value, this.#scope(relation.fields, [])) })), rows: relation.rows.map((row) => columns.map(({ value }) => evaluate(value, this.#scope(relation.fields, row)))) };
  }

  #select(select: Select, named: ReadonlyMap<string, Relation>, outer?: Scope): Relation {
    const known = new Map(named);
    for (const each of select.with) known.set(each.name, this.#select(each.select, known, outer));
    const facts = this.#facts(known);
    const scopeOf = (fields: readonly Field[], row: readonly Value[], group?: readonly (readonly Value[])[]): Scope => ({ fields, row, facts, ...(group && { group }), ...(outer && { outer }) });
    if (select.rows) {
      const rows = select.rows.map((row) => row.map((each) => evaluate(each, scopeOf([], []))));
      return { fields: (select.rows[0] ?? []).map((each, i) => ({ table: '', name: `column${i + 1}`, type: typeOf(each, scopeOf([], [])) })), rows };
    }
    let input: Relation = { fields: [], rows: [[]] };
    for (const source of select.from) input = this.#join(input, source, known, scopeOf);
    if (select.where) {
      if (hasAggregate(select.where)) throw new SqlError('42803', 'aggregate functions are not allowed in WHERE', select.where.at);
      input = { fields: input.fields, rows: input.rows.filter((row) => evaluate(select.where!, scopeOf(input.fields, row)) === true) };
    }
    const columns = expand(select.fields, input.fields);
    const byName = (expression: Expression): Expression => {
      if (expression.kind === 'literal' && typeof expression.value === 'number') return columns[expression.value - 1]?.value ?? expression;
      if (expression.kind !== 'column' || expression.table !== undefined) return expression;
      return columns.find(({ name, isNamed }) => isNamed && name === expression.name)?.value ?? expression;
    };
    const group = select.group.map(byName);
    const isGrouped = group.length > 0 || columns.some(({ value }) => hasAggregate(value)) || (select.having !== undefined);
    let scopes: Scope[];
    if (isGrouped) {
      for (const { value } of columns) checkGrouped(value, group, input.fields);
      const groups = new Map<string, (readonly Value[])[]>();
      for (const row of input.rows) {
        const key = JSON.stringify(group.map((each) => valueText(evaluate(each, scopeOf(input.fields, row)))));
        const members = groups.get(key);
        if (members) members.push(row);
        else groups.set(key, [row]);
      }
      if (group.length === 0 && groups.size === 0) groups.set('', []);
      scopes = [...groups.values()].map((rows) => scopeOf(input.fields, rows[0] ?? input.fields.map(() => null), rows));
      if (select.having) scopes = scopes.filter((scope) => evaluate(select.having!, scope) === true);
    } else scopes = input.rows.map((row) => scopeOf(input.fields, row));
    const sample = scopeOf(input.fields, [], []);
    const fields = columns.map(({ value, name }) => ({ table: '', name, type: typeOf(value, sample) }));
    let rows = scopes.map((scope) => ({ scope, row: columns.map(({ value }) => evaluate(value, scope)) }));
    if (rows.length === 0) for (const { value } of columns) if (value.kind === 'column') findColumn(input.fields, value.name, value.table, value.at);
    if (select.isDistinct) rows = [...new Map(rows.map((each) => [JSON.stringify(each.row.map(valueText)), each] as const).reverse()).values()].reverse();
    if (select.union) {
      const more = this.#select(select.union.select, known, outer).rows.map((row) => ({ scope: scopeOf(fields, row), row: [...row] }));
      rows = [...rows.map(({ row }) => ({ row, scope: scopeOf(fields, row) })), ...more];
      if (!select.union.isAll) rows = [...new Map(rows.map((each) => [JSON.stringify(each.row.map(valueText)), each] as const)).values()];
    }
    const order = select.order.map((each) => ({ ...each, value: select.union ? each.value : byName(each.value) }));
    if (order.length > 0) {
      const keyed = rows.map((each) => ({ ...each, keys: order.map(({ value }) => evaluate(value, each.scope)) }));
      keyed.sort((a, b) => {
        for (const [i, { isDescending, nullsFirst = isDescending }] of order.entries()) {
          const [x, y] = [a.keys[i]!, b.keys[i]!];
          if (x === null && y === null) continue;
          if (x === null || y === null) return (x === null) === nullsFirst ? -1 : 1;
          const difference = compareValues(x, y);
          if (difference !== 0) return isDescending ? -difference : difference;
        }
        return 0;
      });
      rows = keyed;
    }
    const from = select.offset ? Number(valueText(evaluate(select.offset, scopeOf([], [])))) : 0;
    const limit = select.limit ? evaluate(select.limit, scopeOf([], [])) : null;
    return { fields, rows: rows.slice(from, limit === null ? undefined : from + Number(limit)).map(({ row }) => row) };
  }

  #join(left: Relation, source: Source, known: ReadonlyMap<string, Relation>, scopeOf: (fields: readonly Field[], row: readonly Value[]) => Scope): Relation {
    const right = this.#source(source, known, scopeOf([], []));
    const fields = [...left.fields, ...right.fields];
    const nothing = right.fields.map(() => null);
    const matches = (row: readonly Value[]): boolean => {
      if (source.on) return evaluate(source.on, scopeOf(fields, row)) === true;
      return (source.using ?? []).every((name) => {
        const [a, b] = [row[findColumn(left.fields, name, undefined, source.at)]!, row[left.fields.length + findColumn(right.fields, name, undefined, source.at)]!];
        return a !== null && b !== null && compareValues(a, b) === 0;
      });
    };
    const rows = left.rows.flatMap((row) => {
      const pairs = right.rows.map((other) => [...row, ...other]).filter(matches);
      return pairs.length === 0 && source.join === 'left' ? [[...row, ...nothing]] : pairs;
    });
    return { fields, rows };
  }

  #source(source: Source, known: ReadonlyMap<string, Relation>, scope: Scope): Relation {
    const named = ({ fields, rows }: Relation): Relation => ({ fields: fields.map((field) => ({ ...field, table: source.alias })), rows });
    if (source.select) return named(this.#select(source.select, known));
    if (source.series) {
      const [first = 0, last = 0, step = 1] = source.series.map((each) => Number(valueText(evaluate(each, scope))));
      const rows: Value[][] = [];
      for (let i = first; step > 0 ? i <= last : i >= last; i += step) rows.push([i]);
      return named({ fields: [{ table: '', name: source.alias, type: typeOf(source.series[0]!, scope) }], rows });
    }
    const name = source.name!;
    const found = known.get(name);
    if (found) return named(found);
    const system = this.#system(name);
    if (system) return named(system);
    const table = this.#table(name, source.at);
    return { fields: fieldsOf(source.alias, table), rows: table.rows };
  }

  /** The few tables of the server's own that are asked for. */
  #system(name: string): Relation | undefined {
    const relation = (columns: readonly string[], rows: readonly (readonly Value[])[]): Relation => ({ fields: columns.map((each) => ({ table: '', name: each, type: TEXT })), rows });
    const tables = Object.keys(this.#tables).sort();
    const owner = this.cluster.roles[0]!;
    switch (name.replace(/^pg_catalog\./, '')) {
      case 'pg_database': return relation(['datname', 'datdba'], this.cluster.databases.map((each) => [each, owner]));
      case 'pg_tables': return relation(['schemaname', 'tablename', 'tableowner'], tables.map((each) => ['public', each, owner]));
      case 'pg_roles': case 'pg_user': return relation([name === 'pg_user' ? 'usename' : 'rolname'], this.cluster.roles.map((each) => [each]));
      case 'pg_stat_user_tables': return { fields: [{ table: '', name: 'relname', type: TEXT }, { table: '', name: 'n_live_tup', type: BIGINT }], rows: tables.map((each) => [each, this.#tables[each]!.rows.length]) };
      case 'information_schema.tables': return relation(['table_schema', 'table_name', 'table_type'], tables.map((each) => ['public', each, 'BASE TABLE']));
      case 'information_schema.columns': return relation(['table_name', 'column_name', 'data_type', 'is_nullable'], tables.flatMap((each) => this.#tables[each]!.columns.map((column) => [each, column.name, column.type.name, column.isRequired ? 'NO' : 'YES'])));
      default: return undefined;
    }
  }

  /** For `\d TABLE`: columns as psql shows them, and keys; undefined where there is none. */
  describe(name: string): { readonly columns: readonly (readonly string[])[]; readonly keys: readonly string[] } | undefined {
    const table = this.#tables[name];
    return table && {
      columns: table.columns.map((column) => [column.name, typeText(column.type), '', column.isRequired || column.isPrimary ? 'not null' : '', column.isSerial ? `nextval('${name}_${column.name}_seq'::regclass)` : column.initial?.kind === 'literal' ? (valueText(column.initial.value) ?? '') : '']),
      keys: table.keys.map(({ columns, isPrimary }) => `"${name}_${isPrimary ? 'pkey' : `${columns.join('_')}_key`}" ${isPrimary ? 'PRIMARY KEY' : 'UNIQUE CONSTRAINT'}, btree (${columns.join(', ')})`),
    };
  }
}

function fieldsOf(name: string, table: Table): readonly Field[] {
  return table.columns.map((column) => ({ table: name, name: column.name, type: column.type }));
}

function columnAt(name: string, table: Table, column: string, at?: number): number {
  const found = table.columns.findIndex((each) => each.name === column);
  if (found < 0) throw new SqlError('42703', `column "${column}" of relation "${name}" does not exist`, at);
  return found;
}

interface OutputColumn {
  readonly value: Expression;
  readonly name: string;
  readonly isNamed: boolean;
}

/** Stars become columns, and each has its name. */
function expand(list: Select['fields'], fields: readonly Field[]): readonly OutputColumn[] {
  return list.flatMap(({ value, as }) => {
    if (value.kind !== 'star') return [{ value, name: as ?? nameOf(value), isNamed: as !== undefined }];
    if (fields.length === 0) throw new SqlError('42601', 'SELECT * with no tables specified is not valid', value.at);
    return fields.filter(({ table }) => value.table === undefined || table === value.table)
      .map(({ table, name }) => ({ value: { kind: 'column' as const, table, name, at: value.at }, name, isNamed: false }));
  });
}

function nameOf(expression: Expression): string {
  if (expression.kind === 'column' || expression.kind === 'call') return expression.name;
  if (expression.kind === 'case') return 'case';
  if (expression.kind === 'cast') return expression.value.kind === 'literal' ? expression.type.name.split(' ')[0]!.replace('integer', 'int4').replace('boolean', 'bool') : nameOf(expression.value);
  if (expression.kind === 'query') return expression.isExists ? 'exists' : (expression.select.fields[0] ? (expression.select.fields[0].as ?? nameOf(expression.select.fields[0].value)) : '?column?');
  return '?column?';
}

function checkGrouped(expression: Expression, group: readonly Expression[], fields: readonly Field[]): void {
  const same = (a: Expression, b: Expression): boolean => JSON.stringify(a, withoutPlace) === JSON.stringify(b, withoutPlace);
  if (group.some((each) => same(each, expression))) return;
  if (expression.kind === 'column') {
    const at = findColumn(fields, expression.name, expression.table, expression.at);
    if (group.some((each) => each.kind === 'column' && findColumn(fields, each.name, each.table, each.at) === at)) return;
    throw new SqlError('42803', `column "${fields[at]!.table}.${expression.name}" must appear in the GROUP BY clause or be used in an aggregate function`, expression.at);
  }
  if (expression.kind === 'call' && hasAggregate({ ...expression, args: [] })) return;
  if (expression.kind === 'binary') for (const each of [expression.left, expression.right]) checkGrouped(each, group, fields);
  else if (expression.kind === 'unary' || expression.kind === 'cast') checkGrouped(expression.value, group, fields);
  else if (expression.kind === 'call') for (const each of expression.args) checkGrouped(each, group, fields);
}

function withoutPlace(key: string, value: unknown): unknown {
  return key === 'at' ? undefined : typeof value === 'bigint' ? String(value) : value;
}
