import type { Type, Value } from '../values.ts';

export type Expression =
  | { readonly kind: 'literal'; readonly value: Value; readonly at: number }
  | { readonly kind: 'column'; readonly table?: string; readonly name: string; readonly at: number }
  | { readonly kind: 'star'; readonly table?: string; readonly at: number }
  | { readonly kind: 'unary'; readonly operator: string; readonly value: Expression; readonly at: number }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression; readonly at: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly isDistinct: boolean; readonly at: number }
  | { readonly kind: 'cast'; readonly value: Expression; readonly type: Type; readonly at: number }
  | { readonly kind: 'in'; readonly value: Expression; readonly list: readonly Expression[] | Select; readonly isNot: boolean; readonly at: number }
  | { readonly kind: 'between'; readonly value: Expression; readonly low: Expression; readonly high: Expression; readonly isNot: boolean; readonly at: number }
  | { readonly kind: 'case'; readonly branches: readonly (readonly [Expression, Expression])[]; readonly otherwise?: Expression; readonly at: number }
  | { readonly kind: 'query'; readonly select: Select; readonly isExists: boolean; readonly at: number };

export interface Source {
  readonly name?: string;
  readonly select?: Select;
  readonly series?: readonly Expression[];
  readonly alias: string;
  readonly join: 'inner' | 'left' | 'cross';
  readonly on?: Expression;
  readonly using?: readonly string[];
  readonly at: number;
}

export interface Select {
  readonly kind: 'select';
  readonly isDistinct: boolean;
  readonly fields: readonly { readonly value: Expression; readonly as?: string }[];
  readonly from: readonly Source[];
  readonly where?: Expression;
  readonly group: readonly Expression[];
  readonly having?: Expression;
  readonly order: readonly { readonly value: Expression; readonly isDescending: boolean; readonly nullsFirst?: boolean }[];
  readonly limit?: Expression;
  readonly offset?: Expression;
  readonly rows?: readonly (readonly Expression[])[];
  readonly union?: { readonly select: Select; readonly isAll: boolean };
  readonly with: readonly { readonly name: string; readonly select: Select }[];
}

export interface ColumnDefinition {
  readonly name: string;
  readonly type: Type;
  readonly isSerial: boolean;
  readonly isRequired: boolean;
  readonly isUnique: boolean;
  readonly isPrimary: boolean;
  readonly initial?: Expression;
  readonly references?: readonly [string, string?];
}

export type Statement =
  | Select
  | { readonly kind: 'create table'; readonly name: string; readonly ifMissing: boolean; readonly columns: readonly ColumnDefinition[]; readonly keys: readonly { readonly columns: readonly string[]; readonly isPrimary: boolean }[]; readonly select?: Select }
  | { readonly kind: 'drop table'; readonly names: readonly string[]; readonly ifExists: boolean }
  | { readonly kind: 'insert'; readonly table: string; readonly at: number; readonly columns?: readonly string[]; readonly source: Select; readonly onConflict: boolean; readonly returning?: Select['fields'] }
  | { readonly kind: 'update'; readonly table: string; readonly at: number; readonly set: readonly (readonly [string, Expression, number])[]; readonly where?: Expression; readonly returning?: Select['fields'] }
  | { readonly kind: 'delete'; readonly table: string; readonly at: number; readonly where?: Expression; readonly returning?: Select['fields'] }
  | { readonly kind: 'truncate'; readonly names: readonly string[]; readonly at: number }
  | { readonly kind: 'add column'; readonly table: string; readonly at: number; readonly column: ColumnDefinition }
  | { readonly kind: 'drop column'; readonly table: string; readonly at: number; readonly column: string }
  | { readonly kind: 'rename'; readonly table: string; readonly at: number; readonly column?: string; readonly to: string }
  | { readonly kind: 'database'; readonly name: string; readonly action: 'create' | 'drop'; readonly ifExists: boolean }
  | { readonly kind: 'role'; readonly name: string; readonly action: 'create' | 'alter' | 'drop'; readonly password?: string; readonly word: string }
  | { readonly kind: 'show'; readonly name: string }
  | { readonly kind: 'transaction'; readonly action: 'BEGIN' | 'COMMIT' | 'ROLLBACK' }
  | { readonly kind: 'accepted'; readonly tag: string };
