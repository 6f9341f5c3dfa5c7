import type { ColumnDefinition, Expression, Statement } from './ast.ts';
import { Queries } from './queries.ts';

/** CREATE, ALTER and DROP. */
export abstract class Definitions extends Queries {
  protected create(): Statement {
    for (const kind of ['temporary', 'temp', 'unlogged']) this.take(kind);
    if (this.take('table')) return this.#createTable();
    if (this.take('database')) {
      const name = this.name();
      this.rest();
      return { kind: 'database', action: 'create', name, ifExists: false };
    }
    if (this.is('user') || this.is('role')) return this.#role('create');
    const what = this.is('unique') ? 'INDEX' : this.token.text.toUpperCase();
    if (what !== 'INDEX' && what !== 'EXTENSION') throw this.notSimulated(`CREATE ${what}`);
    this.rest();
    return { kind: 'accepted', tag: `CREATE ${what}` };
  }

  #createTable(): Statement {
    const ifMissing = this.take('if', 'not', 'exists');
    const name = this.tableName();
    if (this.take('as')) return { kind: 'create table', name, ifMissing, columns: [], keys: [], select: this.select() };
    const columns: ColumnDefinition[] = [];
    const keys: { columns: readonly string[]; isPrimary: boolean }[] = [];
    this.need('(');
    if (!this.is(')')) {
      this.list(() => {
        if (this.take('constraint')) this.name();
        if (this.take('primary', 'key')) keys.push({ columns: this.names(), isPrimary: true });
        else if (this.take('unique')) keys.push({ columns: this.names(), isPrimary: false });
        else if (this.is('foreign') || this.is('check')) throw this.notSimulated('FOREIGN KEY or CHECK of a table');
        else columns.push(this.#column());
      });
    }
    this.need(')');
    return { kind: 'create table', name, ifMissing, columns, keys };
  }

  #role(action: 'create' | 'alter' | 'drop'): Statement {
    const word = this.token.text;
    this.advance();
    const name = this.name();
    const password = /password\s+'((?:[^']|'')*)'/i.exec(this.rest())?.[1]?.replaceAll("''", "'");
    return { kind: 'role', action, name, word, ...(password !== undefined && { password }) };
  }

  protected drop(): Statement {
    const what = this.token.text;
    if (what === 'user' || what === 'role') return this.#role('drop');
    this.advance();
    if (!['table', 'database', 'index'].includes(what)) throw this.notSimulated(`DROP ${what.toUpperCase()}`);
    const ifExists = this.take('if', 'exists');
    const names = this.list(() => this.tableName());
    this.rest();
    if (what === 'table') return { kind: 'drop table', names, ifExists };
    if (what === 'database') return { kind: 'database', action: 'drop', name: names[0]!, ifExists };
    return { kind: 'accepted', tag: 'DROP INDEX' };
  }

  protected alter(): Statement {
    if (this.is('user') || this.is('role')) return this.#role('alter');
    if (!this.take('table')) {
      throw this.notSimulated(`ALTER ${this.token.text.toUpperCase()}`);
    }
    const at = this.token.at;
    const table = this.tableName();
    if (this.take('add')) {
      this.take('column');
      return { kind: 'add column', table, at, column: this.#column() };
    }
    if (this.take('drop')) {
      this.take('column');
      return { kind: 'drop column', table, at, column: this.name() };
    }
    if (this.take('rename')) {
      if (this.take('to')) return { kind: 'rename', table, at, to: this.name() };
      this.take('column');
      const column = this.name();
      this.need('to');
      return { kind: 'rename', table, at, column, to: this.name() };
    }
    throw this.notSimulated('this ALTER TABLE');
  }

  #column(): ColumnDefinition {
    const name = this.name();
    const isSerial = this.is('serial') || this.is('bigserial');
    const type = this.type();
    let isRequired = isSerial;
    let isUnique = false;
    let isPrimary = false;
    let isGenerated = isSerial;
    let initial: Expression | undefined;
    let references: [string, string?] | undefined;
    for (;;) {
      if (this.take('not', 'null')) isRequired = true;
      else if (this.take('null')) continue;
      else if (this.take('primary', 'key')) [isPrimary, isRequired] = [true, true];
      else if (this.take('unique')) isUnique = true;
      else if (this.take('default')) initial = this.sum();
      else if (this.take('generated')) {
        if (!this.take('always')) this.need('by', 'default');
        this.need('as', 'identity');
        isGenerated = true;
      } else if (this.take('references')) references = [this.tableName(), ...(this.is('(') ? this.names() : [])] as [string, string?];
      else if (this.is('check')) throw this.notSimulated('CHECK');
      else return { name, type, isSerial: isGenerated, isRequired, isUnique, isPrimary, ...(initial && { initial }), ...(references && { references }) };
    }
  }
}
