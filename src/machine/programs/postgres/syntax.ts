import { Numeric, SqlError, typeNamed } from './values.ts';
import type { Type, Value } from './values.ts';

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

interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
}

const TOKEN = /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|(?<word>[A-Za-z_][\w$]*)|"(?<quoted>(?:[^"]|"")*)"|'(?<string>(?:[^']|'')*)'|\$(?<tag>\w*)\$(?<dollar>[\s\S]*?)\$\k<tag>\$|(?<number>\d+\.?\d*(?:e[+-]?\d+)?|\.\d+)|(?<symbol>::|<>|!=|<=|>=|\|\||[-+*/%=<>(),.;[\]])/iy;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) {
      const rest = text.slice(at);
      throw new SqlError('42601', rest.startsWith("'") ? `unterminated quoted string at or near "${rest}"` : rest.startsWith('"') ? `unterminated quoted identifier at or near "${rest}"` : `syntax error at or near "${rest[0]}"`, at);
    }
    if (groups.word !== undefined) tokens.push({ kind: 'word', text: groups.word.toLowerCase(), at });
    else if (groups.quoted !== undefined) tokens.push({ kind: 'quoted', text: groups.quoted.replaceAll('""', '"'), at });
    else if (groups.string !== undefined) tokens.push({ kind: 'string', text: groups.string.replaceAll("''", "'"), at });
    else if (groups.dollar !== undefined) tokens.push({ kind: 'string', text: groups.dollar, at });
    else if (groups.number !== undefined) tokens.push({ kind: 'number', text: groups.number, at });
    else if (groups.symbol !== undefined) tokens.push({ kind: 'symbol', text: groups.symbol, at });
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}

/** Words that end an expression or a name, so that they are no alias. */
const RESERVED = new Set('select from where group having order limit offset union on using join inner left right full cross and or not as set values returning when then else end in is like ilike between asc desc nulls with into primary references unique check default constraint case null true false table'.split(' '));

/** Reads statements; throws the server's `syntax error at or near`. */
export function parse(text: string): readonly { readonly statement: Statement; readonly start: number; readonly end: number }[] {
  return new Parser(text, tokensOf(text)).statements();
}

class Parser {
  #next = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
  ) {}

  get #token(): Token {
    return this.tokens[this.#next]!;
  }

  statements(): readonly { readonly statement: Statement; readonly start: number; readonly end: number }[] {
    const found = [];
    for (;;) {
      while (this.#take(';'));
      const first = this.#token;
      if (first.kind === 'end') return found;
      const start = first.at;
      const statement = this.#statement();
      if (this.#token.kind !== 'end' && this.#token.text !== ';') throw this.#error();
      found.push({ statement, start, end: this.#token.at });
    }
  }

  #error(token = this.#token): SqlError {
    return new SqlError('42601', token.kind === 'end' ? 'syntax error at end of input' : `syntax error at or near "${this.text.slice(token.at, token.at + (token.kind === 'string' || token.kind === 'quoted' ? token.text.length + 2 : token.text.length))}"`, token.at);
  }

  #is(...words: readonly string[]): boolean {
    return words.every((word, i) => {
      const token = this.tokens[this.#next + i];
      return (token?.kind === 'word' || token?.kind === 'symbol') && token.text === word;
    });
  }

  #take(...words: readonly string[]): boolean {
    if (!this.#is(...words)) return false;
    this.#next += words.length;
    return true;
  }

  #need(...words: readonly string[]): void {
    for (const word of words) if (!this.#take(word)) throw this.#error();
  }

  #name(): string {
    const token = this.#token;
    if (token.kind !== 'quoted' && (token.kind !== 'word' || RESERVED.has(token.text))) throw this.#error();
    this.#next++;
    return token.text;
  }

  /** A table's name; the schema `public` may stand before it. */
  #tableName(): string {
    const first = this.#name();
    if (!this.#take('.')) return first;
    const second = this.#name();
    return first === 'public' ? second : `${first}.${second}`;
  }

  #list<Item>(one: () => Item): Item[] {
    const items = [one()];
    while (this.#take(',')) items.push(one());
    return items;
  }

  #names(): string[] {
    this.#need('(');
    const names = this.#list(() => this.#name());
    this.#need(')');
    return names;
  }

  #rest(): string {
    const start = this.#token.at;
    while (this.#token.kind !== 'end' && this.#token.text !== ';') this.#next++;
    return this.text.slice(start, this.#token.at).trim();
  }

  #statement(): Statement {
    if (this.#is('select') || this.#is('values') || this.#is('with') || this.#is('(')) return this.#select();
    if (this.#take('create')) return this.#create();
    if (this.#take('drop')) return this.#drop();
    if (this.#take('insert', 'into')) return this.#insert();
    const at = this.tokens[this.#next + 1]!.at;
    if (this.#take('update')) {
      const table = this.#tableName();
      if (!this.#is('set')) this.#name();
      this.#need('set');
      const set = this.#list(() => {
        const where = this.#token.at;
        const name = this.#name();
        this.#need('=');
        return [name, this.#expression(), where] as const;
      });
      return { kind: 'update', table, at, set, ...this.#tail() };
    }
    if (this.#take('delete', 'from')) return { kind: 'delete', at: this.#token.at, table: this.#tableName(), ...this.#tail() };
    if (this.#take('truncate')) {
      this.#take('table');
      const names = this.#list(() => this.#tableName());
      this.#rest();
      return { kind: 'truncate', names, at };
    }
    if (this.#take('alter')) return this.#alter();
    if (this.#take('begin') || this.#take('start', 'transaction')) return this.#done('BEGIN');
    if (this.#take('commit') || this.#take('end')) return this.#done('COMMIT');
    if (this.#take('rollback')) return this.#done('ROLLBACK');
    if (this.#take('show')) return { kind: 'show', name: this.#rest() };
    for (const word of ['set', 'grant', 'revoke', 'analyze', 'vacuum', 'comment', 'checkpoint', 'reset']) {
      if (this.#take(word)) {
        this.#rest();
        return { kind: 'accepted', tag: word.toUpperCase() };
      }
    }
    for (const word of ['copy', 'explain', 'declare', 'listen', 'notify', 'prepare', 'execute', 'lock', 'merge', 'do', 'call', 'savepoint']) {
      if (this.#is(word)) throw new SqlError('0A000', `drydock: ${word.toUpperCase()} is not simulated`, this.#token.at);
    }
    throw this.#error();
  }

  #done(action: 'BEGIN' | 'COMMIT' | 'ROLLBACK'): Statement {
    this.#rest();
    return { kind: 'transaction', action };
  }

  #tail(): { where?: Expression; returning?: Select['fields'] } {
    const where = this.#take('where') ? this.#expression() : undefined;
    const returning = this.#take('returning') ? this.#fields() : undefined;
    return { ...(where && { where }), ...(returning && { returning }) };
  }

  #create(): Statement {
    for (const kind of ['temporary', 'temp', 'unlogged']) this.#take(kind);
    if (this.#take('table')) {
      const ifMissing = this.#take('if', 'not', 'exists');
      const name = this.#tableName();
      if (this.#take('as')) return { kind: 'create table', name, ifMissing, columns: [], keys: [], select: this.#select() };
      const columns: ColumnDefinition[] = [];
      const keys: { columns: readonly string[]; isPrimary: boolean }[] = [];
      this.#need('(');
      if (!this.#is(')')) {
        this.#list(() => {
          if (this.#take('constraint')) this.#name();
          if (this.#take('primary', 'key')) keys.push({ columns: this.#names(), isPrimary: true });
          else if (this.#take('unique')) keys.push({ columns: this.#names(), isPrimary: false });
          else if (this.#is('foreign') || this.#is('check')) throw new SqlError('0A000', 'drydock: FOREIGN KEY and CHECK of a table are not simulated', this.#token.at);
          else columns.push(this.#column());
        });
      }
      this.#need(')');
      return { kind: 'create table', name, ifMissing, columns, keys };
    }
    if (this.#take('database')) {
      const name = this.#name();
      this.#rest();
      return { kind: 'database', action: 'create', name, ifExists: false };
    }
    if (this.#is('user') || this.#is('role')) return this.#role('create');
    const what = this.#is('unique') ? 'INDEX' : this.#token.text.toUpperCase();
    if (!['INDEX', 'EXTENSION', 'SCHEMA', 'SEQUENCE'].includes(what)) throw new SqlError('0A000', `drydock: CREATE ${what} is not simulated`, this.#token.at);
    if (what === 'SCHEMA' || what === 'SEQUENCE') throw new SqlError('0A000', `drydock: CREATE ${what} is not simulated`, this.#token.at);
    this.#rest();
    return { kind: 'accepted', tag: `CREATE ${what}` };
  }

  #role(action: 'create' | 'alter' | 'drop'): Statement {
    const word = this.#token.text;
    this.#next++;
    const name = this.#name();
    const password = /password\s+'((?:[^']|'')*)'/i.exec(this.#rest())?.[1]?.replaceAll("''", "'");
    return { kind: 'role', action, name, word, ...(password !== undefined && { password }) };
  }

  #drop(): Statement {
    const what = this.#token.text;
    if (what === 'user' || what === 'role') return this.#role('drop');
    this.#next++;
    if (!['table', 'database', 'index'].includes(what)) throw new SqlError('0A000', `drydock: DROP ${what.toUpperCase()} is not simulated`, this.#token.at);
    const ifExists = this.#take('if', 'exists');
    const names = this.#list(() => this.#tableName());
    this.#rest();
    if (what === 'table') return { kind: 'drop table', names, ifExists };
    if (what === 'database') return { kind: 'database', action: 'drop', name: names[0]!, ifExists };
    return { kind: 'accepted', tag: 'DROP INDEX' };
  }

  #alter(): Statement {
    if (this.#is('user') || this.#is('role')) return this.#role('alter');
    if (!this.#take('table')) {
      throw new SqlError('0A000', `drydock: ALTER ${this.#token.text.toUpperCase()} is not simulated`, this.#token.at);
    }
    const at = this.#token.at;
    const table = this.#tableName();
    if (this.#take('add')) {
      this.#take('column');
      return { kind: 'add column', table, at, column: this.#column() };
    }
    if (this.#take('drop')) {
      this.#take('column');
      return { kind: 'drop column', table, at, column: this.#name() };
    }
    if (this.#take('rename')) {
      if (this.#take('to')) return { kind: 'rename', table, at, to: this.#name() };
      this.#take('column');
      const column = this.#name();
      this.#need('to');
      return { kind: 'rename', table, at, column, to: this.#name() };
    }
    throw new SqlError('0A000', 'drydock: this ALTER TABLE is not simulated', this.#token.at);
  }

  #column(): ColumnDefinition {
    const name = this.#name();
    const isSerial = this.#is('serial') || this.#is('bigserial');
    const type = this.#type();
    let isRequired = isSerial;
    let isUnique = false;
    let isPrimary = false;
    let isGenerated = isSerial;
    let initial: Expression | undefined;
    let references: [string, string?] | undefined;
    for (;;) {
      if (this.#take('not', 'null')) isRequired = true;
      else if (this.#take('null')) continue;
      else if (this.#take('primary', 'key')) [isPrimary, isRequired] = [true, true];
      else if (this.#take('unique')) isUnique = true;
      else if (this.#take('default')) initial = this.#sum();
      else if (this.#take('generated')) {
        if (!this.#take('always')) this.#need('by', 'default');
        this.#need('as', 'identity');
        isGenerated = true;
      } else if (this.#take('references')) references = [this.#tableName(), ...(this.#is('(') ? this.#names() : [])] as [string, string?];
      else if (this.#is('check')) throw new SqlError('0A000', 'drydock: CHECK is not simulated', this.#token.at);
      else return { name, type, isSerial: isGenerated, isRequired, isUnique, isPrimary, ...(initial && { initial }), ...(references && { references }) };
    }
  }

  #type(): Type {
    const at = this.#token.at;
    let name = this.#name();
    if (name === 'double') this.#need('precision');
    if (name === 'double') name = 'double precision';
    if (name === 'character' && this.#take('varying')) name = 'character varying';
    let size: number | undefined;
    let scale: number | undefined;
    if (this.#take('(')) {
      [size, scale] = this.#list(() => Number(this.tokens[this.#next++]!.text));
      this.#need(')');
    }
    if (name === 'timestamp' && this.#take('with', 'time', 'zone')) name = 'timestamptz';
    else if (name === 'timestamp') this.#take('without', 'time', 'zone');
    const known = typeNamed(name);
    if (!known) throw new SqlError('42704', `type "${name}" does not exist`, at);
    return { name: known, ...(size !== undefined && !known.startsWith('timestamp') && { size }), ...(scale !== undefined ? { scale } : known === 'numeric' && size !== undefined ? { scale: 0 } : {}) };
  }

  #insert(): Statement {
    const at = this.#token.at;
    const table = this.#tableName();
    const columns = this.#is('(') && !this.#is('(', 'select') ? this.#names() : undefined;
    const source: Select = this.#take('default', 'values') ? { ...EMPTY, rows: [[]] } : this.#select();
    let onConflict = false;
    if (this.#take('on', 'conflict')) {
      if (this.#is('(')) this.#names();
      this.#need('do');
      if (!this.#take('nothing')) throw new SqlError('0A000', 'drydock: ON CONFLICT DO UPDATE is not simulated', this.#token.at);
      onConflict = true;
    }
    const returning = this.#take('returning') ? this.#fields() : undefined;
    return { kind: 'insert', table, at, source, onConflict, ...(columns && { columns }), ...(returning && { returning }) };
  }

  #fields(): Select['fields'] {
    return this.#list(() => {
      const value = this.#is('*') ? { kind: 'star' as const, at: this.tokens[this.#next++]!.at } : this.#expression();
      if (this.#take('as')) return { value, as: this.tokens[this.#next++]!.text };
      const token = this.#token;
      if (token.kind === 'quoted' || (token.kind === 'word' && !RESERVED.has(token.text))) return { value, as: this.#name() };
      return { value };
    });
  }

  #select(): Select {
    const named: { name: string; select: Select }[] = [];
    if (this.#take('with')) {
      named.push(...this.#list(() => {
        const name = this.#name();
        this.#need('as', '(');
        const select = this.#select();
        this.#need(')');
        return { name, select };
      }));
    }
    let select = this.#simple();
    if (this.#take('union')) select = { ...select, union: { isAll: this.#take('all'), select: this.#simple() } };
    const order = this.#take('order', 'by') ? this.#list(() => {
      const value = this.#expression();
      const isDescending = this.#take('desc') || (this.#take('asc'), false);
      const nullsFirst = this.#take('nulls', 'first') ? true : this.#take('nulls', 'last') ? false : undefined;
      return { value, isDescending, ...(nullsFirst !== undefined && { nullsFirst }) };
    }) : [];
    let limit: Expression | undefined;
    let offset: Expression | undefined;
    for (;;) {
      if (this.#take('limit')) limit = this.#expression();
      else if (this.#take('offset')) offset = this.#expression();
      else return { ...select, order: order.length > 0 ? order : select.order, with: named, ...(limit && { limit }), ...(offset && { offset }) };
    }
  }

  #simple(): Select {
    if (this.#take('(')) {
      const select = this.#select();
      this.#need(')');
      return select;
    }
    if (this.#take('values')) {
      return { ...EMPTY, rows: this.#list(() => {
        this.#need('(');
        const row = this.#list(() => (this.#is('default') ? { kind: 'column' as const, name: '*default', at: this.tokens[this.#next++]!.at } : this.#expression()));
        this.#need(')');
        return row;
      }) };
    }
    this.#need('select');
    const isDistinct = this.#take('distinct');
    this.#take('all');
    const fields = this.#is('from') ? [] : this.#fields();
    const from = this.#take('from') ? this.#sources() : [];
    const where = this.#take('where') ? this.#expression() : undefined;
    const group = this.#take('group', 'by') ? this.#list(() => this.#expression()) : [];
    const having = this.#take('having') ? this.#expression() : undefined;
    return { ...EMPTY, isDistinct, fields, from, group, ...(where && { where }), ...(having && { having }) };
  }

  #sources(): Source[] {
    const sources = [this.#source('cross')];
    for (;;) {
      if (this.#take(',') || this.#take('cross', 'join')) sources.push(this.#source('cross'));
      else if (this.#take('left', 'outer', 'join') || this.#take('left', 'join')) sources.push(this.#source('left'));
      else if (this.#take('inner', 'join') || this.#take('join')) sources.push(this.#source('inner'));
      else if (this.#is('right') || this.#is('full')) throw new SqlError('0A000', `drydock: ${this.#token.text.toUpperCase()} JOIN is not simulated`, this.#token.at);
      else return sources;
    }
  }

  #source(join: Source['join']): Source {
    const at = this.#token.at;
    let source: { name?: string; select?: Select; series?: readonly Expression[] };
    if (this.#take('(')) {
      source = { select: this.#select() };
      this.#need(')');
    } else {
      const name = this.#tableName();
      if (name === 'generate_series' && this.#take('(')) {
        source = { name, series: this.#list(() => this.#expression()) };
        this.#need(')');
      } else source = { name };
    }
    const token = this.#token;
    const alias = this.#take('as') || token.kind === 'quoted' || (token.kind === 'word' && !RESERVED.has(token.text)) ? this.#name() : (source.name?.replace(/^.*\./, '') ?? '');
    const on = join !== 'cross' && this.#take('on') ? this.#expression() : undefined;
    const using = join !== 'cross' && this.#take('using') ? this.#names() : undefined;
    if (join !== 'cross' && !on && !using) throw this.#error();
    return { ...source, alias, join, at, ...(on && { on }), ...(using && { using }) };
  }

  #expression(): Expression {
    return this.#chain(['or'], () => this.#chain(['and'], () => this.#not()));
  }

  #chain(operators: readonly string[], part: () => Expression): Expression {
    let left = part();
    for (;;) {
      const { at } = this.#token;
      const operator = operators.find((each) => this.#take(each));
      if (operator === undefined) return left;
      left = { kind: 'binary', operator, left, right: part(), at };
    }
  }

  #not(): Expression {
    const { at } = this.#token;
    return this.#take('not') ? { kind: 'unary', operator: 'not', value: this.#not(), at } : this.#comparison();
  }

  #comparison(): Expression {
    let value = this.#sum();
    for (;;) {
      const { at } = this.#token;
      if (this.#take('is')) {
        const isNot = this.#take('not');
        const word = this.#token.text;
        if (!['null', 'true', 'false'].includes(word)) throw this.#error();
        this.#next++;
        value = { kind: 'unary', operator: `is ${word}`, value, at };
        if (isNot) value = { kind: 'unary', operator: 'not', value, at };
        continue;
      }
      const isNot = this.#is('not') && ['in', 'like', 'ilike', 'between'].includes(this.tokens[this.#next + 1]!.text) && this.#take('not');
      if (this.#take('in')) {
        this.#need('(');
        const list = this.#is('select') || this.#is('with') ? this.#select() : this.#list(() => this.#expression());
        this.#need(')');
        value = { kind: 'in', value, list, isNot, at };
      } else if (this.#take('between')) {
        const low = this.#sum();
        this.#need('and');
        value = { kind: 'between', value, low, high: this.#sum(), isNot, at };
      } else if (this.#is('like') || this.#is('ilike')) {
        const operator = this.tokens[this.#next++]!.text;
        value = { kind: 'binary', operator, left: value, right: this.#sum(), at };
        if (isNot) value = { kind: 'unary', operator: 'not', value, at };
      } else {
        const operator = ['=', '<>', '!=', '<=', '>=', '<', '>'].find((each) => this.#take(each));
        if (operator === undefined) return value;
        value = { kind: 'binary', operator: operator === '!=' ? '<>' : operator, left: value, right: this.#sum(), at };
      }
    }
  }

  #sum(): Expression {
    return this.#chain(['||'], () => this.#chain(['+', '-'], () => this.#chain(['*', '/', '%'], () => this.#cast())));
  }

  #cast(): Expression {
    const { at } = this.#token;
    if (this.#take('-')) return { kind: 'unary', operator: '-', value: this.#cast(), at };
    if (this.#take('+')) return this.#cast();
    let value = this.#primary();
    while (this.#take('::')) value = { kind: 'cast', value, type: this.#type(), at };
    return value;
  }

  #primary(): Expression {
    const token = this.#token;
    const { at } = token;
    if (token.kind === 'string') {
      this.#next++;
      return { kind: 'literal', value: token.text, at };
    }
    if (token.kind === 'number') {
      this.#next++;
      return { kind: 'literal', value: /^\d{1,15}$/.test(token.text) ? Number(token.text) : Numeric.parse(token.text)!, at };
    }
    if (this.#take('(')) {
      const value: Expression = this.#is('select') || this.#is('with') || this.#is('values') ? { kind: 'query', select: this.#select(), isExists: false, at } : this.#expression();
      this.#need(')');
      return value;
    }
    if (this.#take('null')) return { kind: 'literal', value: null, at };
    if (this.#take('true')) return { kind: 'literal', value: true, at };
    if (this.#take('false')) return { kind: 'literal', value: false, at };
    if (this.#take('case')) return this.#case(at);
    if (this.#take('exists', '(')) {
      const select = this.#select();
      this.#need(')');
      return { kind: 'query', select, isExists: true, at };
    }
    if (this.#take('cast', '(')) {
      const value = this.#expression();
      this.#need('as');
      const type = this.#type();
      this.#need(')');
      return { kind: 'cast', value, type, at };
    }
    if (token.kind === 'word' && ['date', 'timestamp', 'timestamptz'].includes(token.text) && this.tokens[this.#next + 1]!.kind === 'string') {
      const type = this.#type();
      return { kind: 'cast', value: this.#primary(), type, at };
    }
    if (this.#is('interval') && this.tokens[this.#next + 1]!.kind === 'string') throw new SqlError('0A000', 'drydock: interval is not simulated', at);
    if (token.kind === 'word' && ['current_date', 'current_timestamp', 'current_user', 'session_user', 'user'].includes(token.text)) {
      this.#next++;
      return { kind: 'call', name: token.text, args: [], isDistinct: false, at };
    }
    return this.#named(at);
  }

  #named(at: number): Expression {
    const name = this.#name();
    if (this.#take('(')) {
      const isDistinct = this.#take('distinct');
      const args = this.#is('*') ? [{ kind: 'star' as const, at: this.tokens[this.#next++]!.at }] : this.#is(')') ? [] : this.#list(() => this.#expression());
      this.#need(')');
      if (this.#is('over')) throw new SqlError('0A000', 'drydock: window functions are not simulated', this.#token.at);
      return { kind: 'call', name, args, isDistinct, at };
    }
    if (!this.#take('.')) return { kind: 'column', name, at };
    if (this.#take('*')) return { kind: 'star', table: name, at };
    const second = this.#name();
    if (this.#is('(')) return this.#namedAgain(second, at);
    return { kind: 'column', table: name, name: second, at };
  }

  #namedAgain(name: string, at: number): Expression {
    this.#need('(');
    const args = this.#is(')') ? [] : this.#list(() => this.#expression());
    this.#need(')');
    return { kind: 'call', name, args, isDistinct: false, at };
  }

  #case(at: number): Expression {
    const subject = this.#is('when') ? undefined : this.#expression();
    const branches: [Expression, Expression][] = [];
    while (this.#take('when')) {
      const test = this.#expression();
      this.#need('then');
      branches.push([subject ? { kind: 'binary', operator: '=', left: subject, right: test, at } : test, this.#expression()]);
    }
    const otherwise = this.#take('else') ? this.#expression() : undefined;
    this.#need('end');
    return { kind: 'case', branches, at, ...(otherwise && { otherwise }) };
  }
}

const EMPTY: Select = { kind: 'select', isDistinct: false, fields: [], from: [], group: [], order: [], with: [] };
