import { Numeric, typeNamed, SqlError } from '../values.ts';
import type { Type } from '../values.ts';
import type { Expression, Select } from './ast.ts';
import { TokenReader } from './tokens.ts';

/** Expressions and types: each method reads what binds at least as strongly as its name says. */
export abstract class Expressions extends TokenReader {
  protected abstract select(): Select;

  protected expression(): Expression {
    return this.#chain(['or'], () => this.#chain(['and'], () => this.#not()));
  }

  #chain(operators: readonly string[], part: () => Expression): Expression {
    let left = part();
    for (;;) {
      const { at } = this.token;
      const operator = operators.find((each) => this.take(each));
      if (operator === undefined) return left;
      left = { kind: 'binary', operator, left, right: part(), at };
    }
  }

  #not(): Expression {
    const { at } = this.token;
    return this.take('not') ? { kind: 'unary', operator: 'not', value: this.#not(), at } : this.#comparison();
  }

  #comparison(): Expression {
    let value = this.sum();
    for (;;) {
      const { at } = this.token;
      if (this.take('is')) {
        const isNot = this.take('not');
        const word = this.token.text;
        if (!['null', 'true', 'false'].includes(word)) throw this.error();
        this.advance();
        value = { kind: 'unary', operator: `is ${word}`, value, at };
        if (isNot) value = { kind: 'unary', operator: 'not', value, at };
        continue;
      }
      const isNot = this.is('not') && ['in', 'like', 'ilike', 'between'].includes(this.following.text) && this.take('not');
      if (this.take('in')) {
        this.need('(');
        const list = this.is('select') || this.is('with') ? this.select() : this.list(() => this.expression());
        this.need(')');
        value = { kind: 'in', value, list, isNot, at };
      } else if (this.take('between')) {
        const low = this.sum();
        this.need('and');
        value = { kind: 'between', value, low, high: this.sum(), isNot, at };
      } else if (this.is('like') || this.is('ilike')) {
        const operator = this.advance().text;
        value = { kind: 'binary', operator, left: value, right: this.sum(), at };
        if (isNot) value = { kind: 'unary', operator: 'not', value, at };
      } else {
        const operator = ['=', '<>', '!=', '<=', '>=', '<', '>'].find((each) => this.take(each));
        if (operator === undefined) return value;
        value = { kind: 'binary', operator: operator === '!=' ? '<>' : operator, left: value, right: this.sum(), at };
      }
    }
  }

  protected sum(): Expression {
    return this.#chain(['||'], () => this.#chain(['+', '-'], () => this.#chain(['*', '/', '%'], () => this.#cast())));
  }

  #cast(): Expression {
    const { at } = this.token;
    if (this.take('-')) return { kind: 'unary', operator: '-', value: this.#cast(), at };
    if (this.take('+')) return this.#cast();
    let value = this.#primary();
    while (this.take('::')) value = { kind: 'cast', value, type: this.type(), at };
    return value;
  }

  #primary(): Expression {
    const token = this.token;
    const { at } = token;
    if (token.kind === 'string') {
      this.advance();
      return { kind: 'literal', value: token.text, at };
    }
    if (token.kind === 'number') {
      this.advance();
      return { kind: 'literal', value: /^\d{1,15}$/.test(token.text) ? Number(token.text) : Numeric.parse(token.text)!, at };
    }
    if (this.take('(')) {
      const value: Expression = this.is('select') || this.is('with') || this.is('values') ? { kind: 'query', select: this.select(), isExists: false, at } : this.expression();
      this.need(')');
      return value;
    }
    if (this.take('null')) return { kind: 'literal', value: null, at };
    if (this.take('true')) return { kind: 'literal', value: true, at };
    if (this.take('false')) return { kind: 'literal', value: false, at };
    if (this.take('case')) return this.#case(at);
    if (this.take('exists', '(')) {
      const select = this.select();
      this.need(')');
      return { kind: 'query', select, isExists: true, at };
    }
    if (this.take('cast', '(')) {
      const value = this.expression();
      this.need('as');
      const type = this.type();
      this.need(')');
      return { kind: 'cast', value, type, at };
    }
    if (token.kind === 'word' && ['date', 'timestamp', 'timestamptz'].includes(token.text) && this.following.kind === 'string') {
      const type = this.type();
      return { kind: 'cast', value: this.#primary(), type, at };
    }
    if (this.is('interval') && this.following.kind === 'string') throw this.notSimulated('interval');
    if (token.kind === 'word' && ['current_date', 'current_timestamp', 'current_user', 'session_user', 'user'].includes(token.text)) {
      this.advance();
      return { kind: 'call', name: token.text, args: [], isDistinct: false, at };
    }
    return this.#named(at);
  }

  #named(at: number): Expression {
    const name = this.name();
    if (this.take('(')) {
      const isDistinct = this.take('distinct');
      const args = this.is('*') ? [{ kind: 'star' as const, at: this.advance().at }] : this.is(')') ? [] : this.list(() => this.expression());
      this.need(')');
      if (this.is('over')) throw this.notSimulated('window functions');
      return { kind: 'call', name, args, isDistinct, at };
    }
    if (!this.take('.')) return { kind: 'column', name, at };
    if (this.take('*')) return { kind: 'star', table: name, at };
    const second = this.name();
    if (this.is('(')) return this.#namedAgain(second, at);
    return { kind: 'column', table: name, name: second, at };
  }

  #namedAgain(name: string, at: number): Expression {
    this.need('(');
    const args = this.is(')') ? [] : this.list(() => this.expression());
    this.need(')');
    return { kind: 'call', name, args, isDistinct: false, at };
  }

  #case(at: number): Expression {
    const subject = this.is('when') ? undefined : this.expression();
    const branches: [Expression, Expression][] = [];
    while (this.take('when')) {
      const test = this.expression();
      this.need('then');
      branches.push([subject ? { kind: 'binary', operator: '=', left: subject, right: test, at } : test, this.expression()]);
    }
    const otherwise = this.take('else') ? this.expression() : undefined;
    this.need('end');
    return { kind: 'case', branches, at, ...(otherwise && { otherwise }) };
  }

  protected type(): Type {
    const at = this.token.at;
    let name = this.name();
    if (name === 'double') this.need('precision');
    if (name === 'double') name = 'double precision';
    if (name === 'character' && this.take('varying')) name = 'character varying';
    let size: number | undefined;
    let scale: number | undefined;
    if (this.take('(')) {
      [size, scale] = this.list(() => Number(this.advance().text));
      this.need(')');
    }
    if (name === 'timestamp' && this.take('with', 'time', 'zone')) name = 'timestamptz';
    else if (name === 'timestamp') this.take('without', 'time', 'zone');
    const known = typeNamed(name);
    if (!known) throw new SqlError('42704', `type "${name}" does not exist`, at);
    return { name: known, ...(size !== undefined && !known.startsWith('timestamp') && { size }), ...(scale !== undefined ? { scale } : known === 'numeric' && size !== undefined ? { scale: 0 } : {}) };
  }
}
