import type { Cluster } from './cluster.ts';
import type { Relation } from './evaluate.ts';
import type { Table } from './table.ts';
import { BIGINT, TEXT } from './values.ts';
import type { Value } from './values.ts';

/** The few tables of the server's own that are asked for. */
export function systemRelation(name: string, tables: Readonly<Record<string, Table>>, cluster: Cluster): Relation | undefined {
  const relation = (columns: readonly string[], rows: readonly (readonly Value[])[]): Relation => ({ fields: columns.map((each) => ({ table: '', name: each, type: TEXT })), rows });
  const names = Object.keys(tables).sort();
  const owner = cluster.roles[0]!;
  switch (name.replace(/^pg_catalog\./, '')) {
    case 'pg_database': return relation(['datname', 'datdba'], cluster.databases.map((each) => [each, owner]));
    case 'pg_tables': return relation(['schemaname', 'tablename', 'tableowner'], names.map((each) => ['public', each, owner]));
    case 'pg_roles': case 'pg_user': return relation([name === 'pg_user' ? 'usename' : 'rolname'], cluster.roles.map((each) => [each]));
    case 'pg_stat_user_tables': return { fields: [{ table: '', name: 'relname', type: TEXT }, { table: '', name: 'n_live_tup', type: BIGINT }], rows: names.map((each) => [each, tables[each]!.rows.length]) };
    case 'information_schema.tables': return relation(['table_schema', 'table_name', 'table_type'], names.map((each) => ['public', each, 'BASE TABLE']));
    case 'information_schema.columns': return relation(['table_name', 'column_name', 'data_type', 'is_nullable'], names.flatMap((each) => tables[each]!.columns.map((column) => [each, column.name, column.type.name, column.isRequired ? 'NO' : 'YES'])));
    default: return undefined;
  }
}
