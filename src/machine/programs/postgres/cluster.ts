import type { Files } from '../../files/files.ts';
import type { Table } from './table.ts';
import { Numeric, SqlError } from './values.ts';

/** The cluster as its files in PGDATA hold it. */
interface Kept {
  databases: Record<string, Record<string, Table>>;
  roles: Record<string, string>;
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
