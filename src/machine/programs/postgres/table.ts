import type { Field } from './evaluate.ts';
import type { ColumnDefinition } from './syntax/ast.ts';
import { SqlError } from './values.ts';
import type { Value } from './values.ts';

export interface Table {
  columns: readonly ColumnDefinition[];
  keys: readonly { readonly columns: readonly string[]; readonly isPrimary: boolean }[];
  rows: (readonly Value[])[];
  /** The next number of serial columns. */
  next: number;
}

/** A table's columns as expressions find them, by the table's name or its alias. */
export function fieldsOf(name: string, table: Table): readonly Field[] {
  return table.columns.map((column) => ({ table: name, name: column.name, type: column.type }));
}

/** Where a column stands in a row. */
export function columnAt(name: string, table: Table, column: string, at?: number): number {
  const found = table.columns.findIndex((each) => each.name === column);
  if (found < 0) throw new SqlError('42703', `column "${column}" of relation "${name}" does not exist`, at);
  return found;
}
