import { columnAt } from './table.ts';
import type { Table } from './table.ts';
import { SqlError, compareValues, valueText } from './values.ts';
import type { Value } from './values.ts';

/**
 * Throws where the row breaks a rule of its table; false for one that is among `others` already and may be left out
 * (`ON CONFLICT DO NOTHING`).
 */
export function isWanted(name: string, table: Table, row: readonly Value[], others: readonly (readonly Value[])[], mayBeThere: boolean, tableNamed: (name: string) => Table): boolean {
  const required = new Set(table.keys.filter(({ isPrimary }) => isPrimary).flatMap(({ columns }) => columns));
  for (const [i, column] of table.columns.entries()) {
    if (row[i] === null && (column.isRequired || required.has(column.name))) {
      throw new SqlError('23502', `null value in column "${column.name}" of relation "${name}" violates not-null constraint`, undefined, `Failing row contains (${row.map((each) => valueText(each) ?? 'null').join(', ')}).`);
    }
    if (column.references && row[i] !== null) checkReference(name, column.name, column.references, row[i]!, tableNamed);
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

function checkReference(name: string, column: string, [target, key]: readonly [string, string?], value: Value, tableNamed: (name: string) => Table): void {
  const other = tableNamed(target);
  const at = columnAt(target, other, key ?? other.keys.find(({ isPrimary }) => isPrimary)?.columns[0] ?? other.columns[0]!.name);
  if (other.rows.some((each) => each[at] !== null && compareValues(each[at]!, value) === 0)) return;
  throw new SqlError('23503', `insert or update on table "${name}" violates foreign key constraint "${name}_${column}_fkey"`, undefined, `Key (${column})=(${valueText(value)}) is not present in table "${target}".`);
}
