import { momentOf, formatMoment } from '../support/calendar.ts';
import type { Expression, Select } from './syntax/ast.ts';
import { BIGINT, BOOLEAN, DOUBLE, INTEGER, NUMERIC, Numeric, SqlError, TEXT, compareValues, convert, isNumber, isWhole, valueText } from './values.ts';
import type { Type, Value } from './values.ts';

/** What a column of a row in hand is called, and its type. */
export interface Field {
  readonly table: string;
  readonly name: string;
  readonly type: Type;
}

export interface Relation {
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly Value[])[];
}

/** What an expression is reckoned with. */
export interface Scope {
  readonly fields: readonly Field[];
  readonly row: readonly Value[];
  /** The rows of the group, where there is grouping. */
  readonly group?: readonly (readonly Value[])[];
  readonly outer?: Scope;
  readonly facts: Facts;
}

export interface Facts {
  readonly now: number;
  readonly user: string;
  readonly database: string;
  readonly version: string;
  random(): number;
  select(select: Select, outer: Scope): Relation;
}

const AGGREGATES = new Set(['count', 'sum', 'avg', 'min', 'max', 'string_agg', 'array_agg', 'bool_and', 'bool_or']);

export function hasAggregate(expression: Expression): boolean {
  if (expression.kind === 'call' && AGGREGATES.has(expression.name)) return true;
  return partsOf(expression).some(hasAggregate);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'unary': case 'cast': return [expression.value];
    case 'binary': return [expression.left, expression.right];
    case 'call': return expression.args;
    case 'in': return [expression.value, ...('kind' in expression.list ? [] : expression.list)];
    case 'between': return [expression.value, expression.low, expression.high];
    case 'case': return [...expression.branches.flat(), ...(expression.otherwise ? [expression.otherwise] : [])];
    default: return [];
  }
}

/** Where a column stands in the row; throws the server's words for one that is not there. */
export function findColumn(fields: readonly Field[], name: string, table: string | undefined, at: number): number {
  const found = fields.flatMap((field, i) => (field.name === name && (table === undefined || field.table === table) ? [i] : []));
  if (found.length > 1) throw new SqlError('42702', `column reference "${name}" is ambiguous`, at);
  if (found.length === 1) return found[0]!;
  if (table !== undefined && !fields.some((field) => field.table === table)) throw new SqlError('42P01', `missing FROM-clause entry for table "${table}"`, at);
  throw new SqlError('42703', `column ${table === undefined ? `"${name}"` : `${table}.${name}`} does not exist`, at);
}

/** The type of an expression, as far as output and arithmetic ask for it. */
export function typeOf(expression: Expression, scope: Scope): Type {
  switch (expression.kind) {
    case 'literal': return typeof expression.value === 'number' ? (Math.abs(expression.value) > 2_147_483_647 ? BIGINT : INTEGER) : expression.value instanceof Numeric ? NUMERIC : typeof expression.value === 'boolean' ? BOOLEAN : TEXT;
    case 'column': {
      try {
        return scope.fields[findColumn(scope.fields, expression.name, expression.table, expression.at)]!.type;
      } catch (error) {
        if (!(error instanceof SqlError) || !scope.outer) throw error;
        return typeOf(expression, scope.outer);
      }
    }
    case 'unary': return expression.operator === '-' ? typeOf(expression.value, scope) : BOOLEAN;
    case 'binary':
      if (expression.operator === '||') return TEXT;
      if ('+-*/%'.includes(expression.operator)) return widest(typeOf(expression.left, scope), typeOf(expression.right, scope));
      return BOOLEAN;
    case 'cast': return expression.type;
    case 'case': return typeOf(expression.branches[0]![1], scope);
    case 'query': return expression.isExists ? BOOLEAN : scope.facts.select(expression.select, scope).fields[0]!.type;
    case 'call': return typeOfCall(expression, scope);
    default: return BOOLEAN;
  }
}

function typeOfCall({ name, args }: Expression & { kind: 'call' }, scope: Scope): Type {
  if (name === 'count') return BIGINT;
  if (['length', 'char_length', 'strpos'].includes(name)) return INTEGER;
  if (['pg_database_size', 'pg_total_relation_size', 'pg_relation_size'].includes(name)) return BIGINT;
  if (name === 'random') return DOUBLE;
  if (['now', 'current_timestamp', 'clock_timestamp', 'pg_postmaster_start_time'].includes(name)) return { name: 'timestamp with time zone' };
  if (name === 'current_date') return { name: 'date' };
  if (name === 'date_trunc') return { name: 'timestamp without time zone' };
  if (['bool_and', 'bool_or', 'pg_is_in_recovery'].includes(name)) return BOOLEAN;
  const first = args[0] ? typeOf(args[0], scope) : TEXT;
  if (name === 'sum') return isWhole(first) ? (first.name === 'bigint' ? NUMERIC : BIGINT) : first.name === 'numeric' ? NUMERIC : first;
  if (name === 'avg') return first.name === 'double precision' || first.name === 'real' ? DOUBLE : NUMERIC;
  if (['round', 'ceil', 'floor', 'trunc', 'sqrt', 'power'].includes(name)) return isWhole(first) ? (args.length > 1 ? NUMERIC : DOUBLE) : first;
  if (name === 'extract' || name === 'date_part') return NUMERIC;
  if (['min', 'max', 'coalesce', 'nullif', 'greatest', 'least', 'abs', 'mod'].includes(name)) return first;
  return TEXT;
}

function widest(a: Type, b: Type): Type {
  for (const name of ['double precision', 'real', 'numeric', 'bigint', 'integer', 'smallint'] as const) if (a.name === name || b.name === name) return { name };
  return a;
}

export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal': return expression.value;
    case 'column': {
      try {
        return scope.row[findColumn(scope.fields, expression.name, expression.table, expression.at)] ?? null;
      } catch (error) {
        if (!(error instanceof SqlError) || !scope.outer) throw error;
        return evaluate(expression, scope.outer);
      }
    }
    case 'star': throw new SqlError('42601', 'syntax error at or near "*"', expression.at);
    case 'cast': return convert(evaluate(expression.value, scope), expression.type, expression.at);
    case 'unary': return unary(expression, scope);
    case 'binary': return binary(expression, scope);
    case 'between': {
      const value = evaluate(expression.value, scope);
      const low = evaluate(expression.low, scope);
      const high = evaluate(expression.high, scope);
      if (value === null || low === null || high === null) return null;
      return (compareValues(value, low) >= 0 && compareValues(value, high) <= 0) !== expression.isNot;
    }
    case 'in': {
      const value = evaluate(expression.value, scope);
      if (value === null) return null;
      const list = 'kind' in expression.list ? scope.facts.select(expression.list, scope).rows.map((row) => row[0] ?? null) : expression.list.map((each) => evaluate(each, scope));
      if (list.some((each) => each !== null && compareValues(value, each) === 0)) return !expression.isNot;
      return list.includes(null) ? null : expression.isNot;
    }
    case 'case': {
      const branch = expression.branches.find(([test]) => evaluate(test, scope) === true);
      return branch ? evaluate(branch[1], scope) : expression.otherwise ? evaluate(expression.otherwise, scope) : null;
    }
    case 'query': {
      const { rows } = scope.facts.select(expression.select, scope);
      if (expression.isExists) return rows.length > 0;
      if (rows.length > 1) throw new SqlError('21000', 'more than one row returned by a subquery used as an expression');
      return rows[0]?.[0] ?? null;
    }
    case 'call': return AGGREGATES.has(expression.name) ? aggregate(expression, scope) : call(expression, scope);
  }
}

function unary({ operator, value, at }: Expression & { kind: 'unary' }, scope: Scope): Value {
  const given = evaluate(value, scope);
  if (operator === 'is null') return given === null;
  if (operator === 'is true') return given === true;
  if (operator === 'is false') return given === false;
  if (given === null) return null;
  if (operator === 'not') {
    if (typeof given !== 'boolean') throw new SqlError('42804', `argument of NOT must be type boolean, not type ${typeOf(value, scope).name}`, at);
    return !given;
  }
  return given instanceof Numeric ? new Numeric(-given.digits, given.scale) : -Number(given);
}

function binary({ operator, left, right, at }: Expression & { kind: 'binary' }, scope: Scope): Value {
  const a = evaluate(left, scope);
  if (operator === 'and' && a === false) return false;
  if (operator === 'or' && a === true) return true;
  const b = evaluate(right, scope);
  if (operator === 'and') return b === false ? false : a === null || b === null ? null : true;
  if (operator === 'or') return b === true ? true : a === null || b === null ? null : false;
  if (a === null || b === null) return null;
  if (operator === '||') return valueText(a)! + valueText(b)!;
  if (operator === 'like' || operator === 'ilike') return pattern(String(b), operator === 'ilike').test(String(a));
  const [leftType, rightType] = [typeOf(left, scope), typeOf(right, scope)];
  if ('+-*/%'.includes(operator)) return arithmetic(operator, a, b, leftType, rightType, at);
  // A text literal takes the type of what it is compared with.
  const isText = (type: Type): boolean => !isNumber(type) && type.name !== 'boolean';
  const [x, y] = [left.kind === 'literal' && isText(leftType) ? convert(a, rightType, left.at) : a, right.kind === 'literal' && isText(rightType) ? convert(b, leftType, right.at) : b];
  if (isNumber(leftType) !== isNumber(rightType) && left.kind !== 'literal' && right.kind !== 'literal') throw new SqlError('42883', `operator does not exist: ${leftType.name} ${operator} ${rightType.name}`, at);
  if (isNumber(rightType) && right.kind === 'literal' && !isNumber(leftType)) throw new SqlError('42883', `operator does not exist: ${leftType.name} ${operator} ${rightType.name}`, at);
  const order = compareValues(x, y);
  return { '=': order === 0, '<>': order !== 0, '<': order < 0, '>': order > 0, '<=': order <= 0, '>=': order >= 0 }[operator]!;
}

function pattern(like: string, ignoresCase: boolean): RegExp {
  return new RegExp(`^${like.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '[^]*').replaceAll('_', '[^]')}$`, ignoresCase ? 'i' : '');
}

function arithmetic(operator: string, a: Value, b: Value, leftType: Type, rightType: Type, at: number): Value {
  if (!isNumber(leftType) && !isNumber(rightType)) throw new SqlError('42883', `operator does not exist: ${leftType.name} ${operator} ${rightType.name}`, at);
  const type = widest(leftType, rightType);
  const isZero = (operator === '/' || operator === '%') && Number(valueText(b)) === 0;
  if (isZero) throw new SqlError('22012', 'division by zero');
  if (type.name === 'numeric') {
    const [x, y] = [Numeric.of(a), Numeric.of(b)];
    if (operator === '+') return x.add(y);
    if (operator === '-') return x.add(y, -1n);
    if (operator === '*') return x.multiply(y);
    if (operator === '/') return x.divide(y);
    const scale = Math.max(x.scale, y.scale);
    return new Numeric(x.round(scale).digits % y.round(scale).digits, scale);
  }
  const [x, y] = [Number(convert(a, type)), Number(convert(b, type))];
  const result = operator === '+' ? x + y : operator === '-' ? x - y : operator === '*' ? x * y : operator === '/' ? x / y : x % y;
  return isWhole(type) ? convert(Math.trunc(result), type) : result;
}

function aggregate({ name, args, isDistinct, at }: Expression & { kind: 'call' }, scope: Scope): Value {
  const { group } = scope;
  if (!group) throw new SqlError('42803', `aggregate functions are not allowed in WHERE`, at);
  if (args[0]?.kind === 'star') return group.length;
  if (!args[0]) throw new SqlError('42883', `function ${name}() does not exist`, at);
  let values = group.map((row) => evaluate(args[0]!, { ...scope, row, ...{ group: undefined as never } })).filter((each) => each !== null);
  if (isDistinct) values = [...new Map(values.map((each) => [valueText(each), each])).values()];
  if (name === 'count') return values.length;
  if (values.length === 0) return null;
  const type = typeOf(args[0], scope);
  if (name === 'min' || name === 'max') return values.reduce((best, each) => (compareValues(each, best) < 0 === (name === 'min') && compareValues(each, best) !== 0 ? each : best));
  if (name === 'string_agg') return values.map(valueText).join(args[1] ? valueText(evaluate(args[1], scope))! : '');
  if (name === 'array_agg') return `{${values.map(valueText).join(',')}}`;
  if (name === 'bool_and') return values.every((each) => each === true);
  if (name === 'bool_or') return values.some((each) => each === true);
  if (!isNumber(type)) throw new SqlError('42883', `function ${name}(${type.name}) does not exist`, at);
  if (type.name === 'double precision' || type.name === 'real') {
    const sum = values.reduce<number>((total, each) => total + Number(each), 0);
    return name === 'sum' ? sum : sum / values.length;
  }
  const sum = values.reduce<Numeric>((total, each) => total.add(Numeric.of(each)), new Numeric(0n, 0));
  if (name === 'avg') return sum.divide(new Numeric(BigInt(values.length), 0));
  return isWhole(type) ? Number(sum.digits) : sum;
}

function call({ name, args: given, at }: Expression & { kind: 'call' }, scope: Scope): Value {
  const { facts } = scope;
  const moment = (): string => formatMoment('%Y-%m-%d %H:%M:%S', momentOf(facts.now));
  const args = given.map((each) => evaluate(each, scope));
  const [first = null, second = null, third = null] = args;
  switch (name) {
    case 'coalesce': return args.find((each) => each !== null) ?? null;
    case 'nullif': return first !== null && second !== null && compareValues(first, second) === 0 ? null : first;
    case 'now': case 'current_timestamp': case 'clock_timestamp': return `${moment()}.${String(facts.now % 1_000_000).padStart(6, '0').replace(/0+$/, '') || '0'}+00`;
    case 'current_date': return moment().slice(0, 10);
    case 'current_user': case 'session_user': case 'user': return facts.user;
    case 'current_database': return facts.database;
    case 'version': return `PostgreSQL ${facts.version} on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) 12.2.0, 64-bit`;
    case 'random': return facts.random();
    case 'pg_is_in_recovery': return false;
    case 'concat': return args.map((each) => valueText(each) ?? '').join('');
    case 'greatest': case 'least': return args.filter((each) => each !== null).reduce<Value>((best, each) => (best === null || compareValues(each, best) > 0 === (name === 'greatest') ? each : best), null);
    default:
  }
  if (!FUNCTIONS.has(name)) {
    const types = given.map((each) => (each.kind === 'literal' && typeof each.value === 'string' ? 'unknown' : typeOf(each, scope).name)).join(', ');
    throw new SqlError('42883', `function ${name}(${types}) does not exist`, at);
  }
  if (first === null) return null;
  const text = valueText(first)!;
  switch (name) {
    case 'upper': return text.toUpperCase();
    case 'lower': return text.toLowerCase();
    case 'length': case 'char_length': return [...text].length;
    case 'trim': case 'btrim': return text.trim();
    case 'strpos': return text.indexOf(valueText(second) ?? '') + 1;
    case 'replace': return text.replaceAll(valueText(second) ?? '', valueText(third) ?? '');
    case 'left': return text.slice(0, Number(second));
    case 'right': return text.slice(-Number(second));
    case 'substr': case 'substring': return text.slice(Number(second) - 1, third === null ? undefined : Number(second) - 1 + Number(third));
    case 'repeat': return text.repeat(Number(second));
    case 'md5': throw new SqlError('0A000', 'drydock: md5() is not simulated', at);
    case 'abs': return first instanceof Numeric ? new Numeric(first.digits < 0n ? -first.digits : first.digits, first.scale) : Math.abs(Number(first));
    case 'mod': return arithmetic('%', first, second, typeOf(given[0]!, scope), typeOf(given[1]!, scope), at);
    case 'round': return first instanceof Numeric || second !== null ? Numeric.of(first).round(Number(second ?? 0)) : Math.round(Number(first));
    case 'floor': return first instanceof Numeric ? Numeric.of(Math.floor(Number(text))) : Math.floor(Number(first));
    case 'ceil': return first instanceof Numeric ? Numeric.of(Math.ceil(Number(text))) : Math.ceil(Number(first));
    case 'sqrt': return Math.sqrt(Number(text));
    case 'power': return Number(text) ** Number(valueText(second));
    case 'to_char': throw new SqlError('0A000', 'drydock: to_char() is not simulated', at);
    case 'date_trunc': {
      const length = { year: 4, month: 7, day: 10, hour: 13, minute: 16 }[text] ?? 19;
      return (valueText(second) ?? '').slice(0, length) + '0000-01-01 00:00:00'.slice(length);
    }
    case 'date_part': {
      const digits = (valueText(second) ?? '').match(/\d+/g) ?? [];
      return Number(digits[['year', 'month', 'day', 'hour', 'minute', 'second'].indexOf(text)] ?? 0);
    }
    case 'pg_size_pretty': return `${Math.round(Number(text) / 1024)} kB`;
    case 'pg_database_size': case 'pg_total_relation_size': case 'pg_relation_size': return 7_602_703;
    default: return text;
  }
}

const FUNCTIONS = new Set('upper lower length char_length trim btrim strpos replace left right substr substring repeat md5 abs mod round floor ceil sqrt power to_char date_trunc date_part pg_size_pretty pg_database_size pg_total_relation_size pg_relation_size'.split(' '));
