import type { Expression, Select, Statement } from './ast.ts';
import { Definitions } from './definitions.ts';
import { EMPTY } from './queries.ts';

/** What changes nothing that can be seen here, and is answered as the server does. */
const ACCEPTED = ['set', 'grant', 'revoke', 'analyze', 'vacuum', 'comment', 'checkpoint', 'reset'];

const NOT_SIMULATED = ['copy', 'explain', 'declare', 'listen', 'notify', 'prepare', 'execute', 'lock', 'merge', 'do', 'call', 'savepoint'];

/** A statement, and where it stands in the text. */
export interface PlacedStatement {
  readonly statement: Statement;
  readonly start: number;
  readonly end: number;
}

/** All statements; those that change rows are read here. */
export class StatementReader extends Definitions {
  statements(): readonly PlacedStatement[] {
    const found: PlacedStatement[] = [];
    for (;;) {
      while (this.take(';'));
      const first = this.token;
      if (first.kind === 'end') return found;
      const start = first.at;
      const statement = this.#statement();
      if (this.token.kind !== 'end' && this.token.text !== ';') throw this.error();
      found.push({ statement, start, end: this.token.at });
    }
  }

  #statement(): Statement {
    if (this.is('select') || this.is('values') || this.is('with') || this.is('(')) return this.select();
    if (this.take('create')) return this.create();
    if (this.take('drop')) return this.drop();
    if (this.take('insert', 'into')) return this.#insert();
    const at = this.following.at;
    if (this.take('update')) return this.#update(at);
    if (this.take('delete', 'from')) return { kind: 'delete', at: this.token.at, table: this.tableName(), ...this.#tail() };
    if (this.take('truncate')) {
      this.take('table');
      const names = this.list(() => this.tableName());
      this.rest();
      return { kind: 'truncate', names, at };
    }
    if (this.take('alter')) return this.alter();
    if (this.take('begin') || this.take('start', 'transaction')) return this.#done('BEGIN');
    if (this.take('commit') || this.take('end')) return this.#done('COMMIT');
    if (this.take('rollback')) return this.#done('ROLLBACK');
    if (this.take('show')) return { kind: 'show', name: this.rest() };
    for (const word of ACCEPTED) {
      if (this.take(word)) {
        this.rest();
        return { kind: 'accepted', tag: word.toUpperCase() };
      }
    }
    for (const word of NOT_SIMULATED) if (this.is(word)) throw this.notSimulated(word.toUpperCase());
    throw this.error();
  }

  #update(at: number): Statement {
    const table = this.tableName();
    if (!this.is('set')) this.name();
    this.need('set');
    const set = this.list(() => {
      const where = this.token.at;
      const name = this.name();
      this.need('=');
      return [name, this.expression(), where] as const;
    });
    return { kind: 'update', table, at, set, ...this.#tail() };
  }

  #done(action: 'BEGIN' | 'COMMIT' | 'ROLLBACK'): Statement {
    this.rest();
    return { kind: 'transaction', action };
  }

  #tail(): { where?: Expression; returning?: Select['fields'] } {
    const where = this.take('where') ? this.expression() : undefined;
    const returning = this.take('returning') ? this.fields() : undefined;
    return { ...(where && { where }), ...(returning && { returning }) };
  }

  #insert(): Statement {
    const at = this.token.at;
    const table = this.tableName();
    const columns = this.is('(') && !this.is('(', 'select') ? this.names() : undefined;
    const source: Select = this.take('default', 'values') ? { ...EMPTY, rows: [[]] } : this.select();
    let onConflict = false;
    if (this.take('on', 'conflict')) {
      if (this.is('(')) this.names();
      this.need('do');
      if (!this.take('nothing')) throw this.notSimulated('ON CONFLICT DO UPDATE');
      onConflict = true;
    }
    const returning = this.take('returning') ? this.fields() : undefined;
    return { kind: 'insert', table, at, source, onConflict, ...(columns && { columns }), ...(returning && { returning }) };
  }
}
