import { findColumn, hasAggregate } from './evaluate.ts';
import type { Field } from './evaluate.ts';
import type { Expression, Select } from './syntax/ast.ts';
import { SqlError } from './values.ts';

/** A column of a result: what is selected, under which name. */
export interface OutputColumn {
  readonly value: Expression;
  readonly name: string;
  readonly isNamed: boolean;
}

/** Stars become columns, and each has its name. */
export function expand(list: Select['fields'], fields: readonly Field[]): readonly OutputColumn[] {
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

/** Refuses what is neither grouped by nor counted in groups. */
export function checkGrouped(expression: Expression, group: readonly Expression[], fields: readonly Field[]): void {
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
