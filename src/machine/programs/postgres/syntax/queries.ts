import type { Expression, Select, Source } from './ast.ts';
import { Expressions } from './expressions.ts';
import { RESERVED } from './lex.ts';

/** A SELECT that asks for nothing, to be completed. */
export const EMPTY: Select = { kind: 'select', isDistinct: false, fields: [], from: [], group: [], order: [], with: [] };

/** SELECT and VALUES. */
export abstract class Queries extends Expressions {
  protected select(): Select {
    const named: { name: string; select: Select }[] = [];
    if (this.take('with')) {
      named.push(...this.list(() => {
        const name = this.name();
        this.need('as', '(');
        const select = this.select();
        this.need(')');
        return { name, select };
      }));
    }
    let select = this.#simple();
    if (this.take('union')) select = { ...select, union: { isAll: this.take('all'), select: this.#simple() } };
    const order = this.take('order', 'by') ? this.list(() => {
      const value = this.expression();
      const isDescending = this.take('desc') || (this.take('asc'), false);
      const nullsFirst = this.take('nulls', 'first') ? true : this.take('nulls', 'last') ? false : undefined;
      return { value, isDescending, ...(nullsFirst !== undefined && { nullsFirst }) };
    }) : [];
    let limit: Expression | undefined;
    let offset: Expression | undefined;
    for (;;) {
      if (this.take('limit')) limit = this.expression();
      else if (this.take('offset')) offset = this.expression();
      else return { ...select, order: order.length > 0 ? order : select.order, with: named, ...(limit && { limit }), ...(offset && { offset }) };
    }
  }

  #simple(): Select {
    if (this.take('(')) {
      const select = this.select();
      this.need(')');
      return select;
    }
    if (this.take('values')) {
      return { ...EMPTY, rows: this.list(() => {
        this.need('(');
        const row = this.list(() => (this.is('default') ? { kind: 'column' as const, name: '*default', at: this.advance().at } : this.expression()));
        this.need(')');
        return row;
      }) };
    }
    this.need('select');
    const isDistinct = this.take('distinct');
    this.take('all');
    const fields = this.is('from') ? [] : this.fields();
    const from = this.take('from') ? this.#sources() : [];
    const where = this.take('where') ? this.expression() : undefined;
    const group = this.take('group', 'by') ? this.list(() => this.expression()) : [];
    const having = this.take('having') ? this.expression() : undefined;
    return { ...EMPTY, isDistinct, fields, from, group, ...(where && { where }), ...(having && { having }) };
  }

  #sources(): Source[] {
    const sources = [this.#source('cross')];
    for (;;) {
      if (this.take(',') || this.take('cross', 'join')) sources.push(this.#source('cross'));
      else if (this.take('left', 'outer', 'join') || this.take('left', 'join')) sources.push(this.#source('left'));
      else if (this.take('inner', 'join') || this.take('join')) sources.push(this.#source('inner'));
      else if (this.is('right') || this.is('full')) throw this.notSimulated(`${this.token.text.toUpperCase()} JOIN`);
      else return sources;
    }
  }

  #source(join: Source['join']): Source {
    const at = this.token.at;
    let source: { name?: string; select?: Select; series?: readonly Expression[] };
    if (this.take('(')) {
      source = { select: this.select() };
      this.need(')');
    } else {
      const name = this.tableName();
      if (name === 'generate_series' && this.take('(')) {
        source = { name, series: this.list(() => this.expression()) };
        this.need(')');
      } else source = { name };
    }
    const token = this.token;
    const alias = this.take('as') || token.kind === 'quoted' || (token.kind === 'word' && !RESERVED.has(token.text)) ? this.name() : (source.name?.replace(/^.*\./, '') ?? '');
    const on = join !== 'cross' && this.take('on') ? this.expression() : undefined;
    const using = join !== 'cross' && this.take('using') ? this.names() : undefined;
    if (join !== 'cross' && !on && !using) throw this.error();
    return { ...source, alias, join, at, ...(on && { on }), ...(using && { using }) };
  }

  protected fields(): Select['fields'] {
    return this.list(() => {
      const value = this.is('*') ? { kind: 'star' as const, at: this.advance().at } : this.expression();
      if (this.take('as')) return { value, as: this.advance().text };
      const token = this.token;
      if (token.kind === 'quoted' || (token.kind === 'word' && !RESERVED.has(token.text))) return { value, as: this.name() };
      return { value };
    });
  }
}
