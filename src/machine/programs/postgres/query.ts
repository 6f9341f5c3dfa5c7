import type { Cluster } from './cluster.ts';
import { evaluate, findColumn, hasAggregate, typeOf } from './evaluate.ts';
import type { Facts, Field, Relation, Scope } from './evaluate.ts';
import { checkGrouped, expand } from './output-columns.ts';
import type { OutputColumn } from './output-columns.ts';
import type { Expression, Select, Source } from './syntax/ast.ts';
import { systemRelation } from './system-tables.ts';
import { fieldsOf } from './table.ts';
import type { Table } from './table.ts';
import { SqlError, compareValues, valueText } from './values.ts';
import type { Value } from './values.ts';

type Row = readonly Value[];

/** A row of the result, and what its ORDER BY is reckoned with. */
interface Found {
  readonly row: Row;
  readonly scope: Scope;
}

export interface SessionFacts {
  readonly user: string;
  readonly database: string;
  readonly version: string;
  now(): number;
  random(): number;
}

/** Makes a scope for a row, or for a group by its first row. */
type ScopeOf = (fields: readonly Field[], row: Row, group?: readonly Row[]) => Scope;

/** Answers SELECT from the tables of one database. */
export class Query {
  constructor(
    private readonly cluster: Cluster,
    private readonly facts: SessionFacts,
  ) {}

  get tables(): Record<string, Table> {
    return this.cluster.tables(this.facts.database);
  }

  table(name: string, at?: number): Table {
    const table = this.tables[name];
    if (!table) throw new SqlError('42P01', `relation "${name}" does not exist`, at);
    return table;
  }

  /** What an expression outside of a SELECT is reckoned with. */
  scope(fields: readonly Field[], row: Row): Scope {
    return { fields, row, facts: this.#facts(new Map()) };
  }

  /** RETURNING: the listed columns of rows that were changed. */
  project(list: Select['fields'], relation: Relation): Relation {
    const columns = expand(list, relation.fields);
    return {
      fields: columns.map(({ value, name }) => ({ table: '', name, type: typeOf(value, this.scope(relation.fields, [])) })),
      rows: relation.rows.map((row) => columns.map(({ value }) => evaluate(value, this.scope(relation.fields, row)))),
    };
  }

  /** `named` are the relations of WITH, `outer` the row of the query around this one. */
  select(select: Select, named: ReadonlyMap<string, Relation> = new Map(), outer?: Scope): Relation {
    const known = new Map(named);
    for (const each of select.with) known.set(each.name, this.select(each.select, known, outer));
    const facts = this.#facts(known);
    const scopeOf: ScopeOf = (fields, row, group) => ({ fields, row, facts, ...(group && { group }), ...(outer && { outer }) });
    if (select.rows) return rowsGiven(select.rows, scopeOf([], []));
    const input = this.#input(select, known, scopeOf);
    const columns = expand(select.fields, input.fields);
    const sample = scopeOf(input.fields, [], []);
    const fields = columns.map(({ value, name }) => ({ table: '', name, type: typeOf(value, sample) }));
    let found: readonly Found[] = scopesOf(select, columns, input, scopeOf).map((scope) => ({ scope, row: columns.map(({ value }) => evaluate(value, scope)) }));
    if (found.length === 0) for (const { value } of columns) if (value.kind === 'column') findColumn(input.fields, value.name, value.table, value.at);
    if (select.isDistinct) found = withoutRepeats(found);
    if (select.union) {
      const more = this.select(select.union.select, known, outer).rows;
      found = [...found.map(({ row }) => row), ...more].map((row) => ({ row, scope: scopeOf(fields, row) }));
      if (!select.union.isAll) found = withoutRepeats(found);
    }
    const order = select.order.map((each) => ({ ...each, value: select.union ? each.value : meant(each.value, columns) }));
    if (order.length > 0) found = sorted(found, order);
    const from = select.offset ? Number(valueText(evaluate(select.offset, scopeOf([], [])))) : 0;
    const limit = select.limit ? evaluate(select.limit, scopeOf([], [])) : null;
    return { fields, rows: found.slice(from, limit === null ? undefined : from + Number(limit)).map(({ row }) => row) };
  }

  #facts(named: ReadonlyMap<string, Relation>): Facts {
    const { user, database, version, now, random } = this.facts;
    return { now: now(), user, database, version, random, select: (select, outer) => this.select(select, named, outer) };
  }

  /** FROM and WHERE. */
  #input(select: Select, known: ReadonlyMap<string, Relation>, scopeOf: ScopeOf): Relation {
    let input: Relation = { fields: [], rows: [[]] };
    for (const source of select.from) input = this.#join(input, source, known, scopeOf);
    const { where } = select;
    if (!where) return input;
    if (hasAggregate(where)) throw new SqlError('42803', 'aggregate functions are not allowed in WHERE', where.at);
    return { fields: input.fields, rows: input.rows.filter((row) => evaluate(where, scopeOf(input.fields, row)) === true) };
  }

  #join(left: Relation, source: Source, known: ReadonlyMap<string, Relation>, scopeOf: ScopeOf): Relation {
    const right = this.#source(source, known, scopeOf([], []));
    const fields = [...left.fields, ...right.fields];
    const nothing = right.fields.map(() => null);
    const matches = (row: Row): boolean => {
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
    if (source.select) return named(this.select(source.select, known));
    if (source.series) {
      const [first = 0, last = 0, step = 1] = source.series.map((each) => Number(valueText(evaluate(each, scope))));
      const rows: Value[][] = [];
      for (let i = first; step > 0 ? i <= last : i >= last; i += step) rows.push([i]);
      return named({ fields: [{ table: '', name: source.alias, type: typeOf(source.series[0]!, scope) }], rows });
    }
    const name = source.name!;
    const found = known.get(name);
    if (found) return named(found);
    const system = systemRelation(name, this.tables, this.cluster);
    if (system) return named(system);
    const table = this.table(name, source.at);
    return { fields: fieldsOf(source.alias, table), rows: table.rows };
  }
}

/** VALUES. */
function rowsGiven(rows: readonly (readonly Expression[])[], scope: Scope): Relation {
  return {
    fields: (rows[0] ?? []).map((each, i) => ({ table: '', name: `column${i + 1}`, type: typeOf(each, scope) })),
    rows: rows.map((row) => row.map((each) => evaluate(each, scope))),
  };
}

/** What GROUP BY and ORDER BY mean by a number or a name: a column of the result. */
function meant(expression: Expression, columns: readonly OutputColumn[]): Expression {
  if (expression.kind === 'literal' && typeof expression.value === 'number') return columns[expression.value - 1]?.value ?? expression;
  if (expression.kind !== 'column' || expression.table !== undefined) return expression;
  return columns.find(({ name, isNamed }) => isNamed && name === expression.name)?.value ?? expression;
}

/** A scope for each row of the result: the rows of the input, or their groups. */
function scopesOf(select: Select, columns: readonly OutputColumn[], input: Relation, scopeOf: ScopeOf): readonly Scope[] {
  const { having } = select;
  const group = select.group.map((each) => meant(each, columns));
  if (group.length === 0 && !having && !columns.some(({ value }) => hasAggregate(value))) return input.rows.map((row) => scopeOf(input.fields, row));
  for (const { value } of columns) checkGrouped(value, group, input.fields);
  const groups = new Map<string, Row[]>();
  for (const row of input.rows) {
    const key = JSON.stringify(group.map((each) => valueText(evaluate(each, scopeOf(input.fields, row)))));
    const members = groups.get(key);
    if (members) members.push(row);
    else groups.set(key, [row]);
  }
  // Without GROUP BY all rows are one group, even none.
  if (group.length === 0 && groups.size === 0) groups.set('', []);
  const scopes = [...groups.values()].map((rows) => scopeOf(input.fields, rows[0] ?? input.fields.map(() => null), rows));
  return having ? scopes.filter((scope) => evaluate(having, scope) === true) : scopes;
}

function withoutRepeats(found: readonly Found[]): readonly Found[] {
  const seen = new Set<string>();
  return found.filter(({ row }) => {
    const key = JSON.stringify(row.map(valueText));
    return !seen.has(key) && seen.add(key);
  });
}

function sorted(found: readonly Found[], order: Select['order']): readonly Found[] {
  const keyed = found.map((each) => ({ ...each, keys: order.map(({ value }) => evaluate(value, each.scope)) }));
  return keyed.sort((a, b) => {
    for (const [i, { isDescending, nullsFirst = isDescending }] of order.entries()) {
      const [x, y] = [a.keys[i]!, b.keys[i]!];
      if (x === null && y === null) continue;
      if (x === null || y === null) return (x === null) === nullsFirst ? -1 : 1;
      const difference = compareValues(x, y);
      if (difference !== 0) return isDescending ? -difference : difference;
    }
    return 0;
  });
}
