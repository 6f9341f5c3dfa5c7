import { NotSimulated } from '../../../../core/errors.ts';
import { DAY, MINUTE } from '../../../../core/clock.ts';
import type { Micros } from '../../../../core/clock.ts';
import type { FileType } from '../../../files/files.ts';
import { SystemError } from '../../../errno.ts';
import { attempt } from '../call.ts';
import type { Call } from '../call.ts';
import { zoneOf } from '../calendar.ts';
import { parseDate } from '../dates.ts';
import { globToRegExp } from '../glob.ts';
import { applyMode } from '../modes.ts';
import { Owners } from '../owners.ts';
import { quoted } from '../quoting.ts';
import { Regex } from '../regex/regex.ts';
import { baseName } from '../tool.ts';
import type { Visit } from './visit.ts';

export type Expression =
  | { readonly kind: 'and' | 'or' | 'list'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly body: Expression }
  | { readonly kind: 'test'; readonly holds: (visit: Visit) => boolean }
  | { readonly kind: 'print'; readonly end: string }
  | { readonly kind: 'printf'; readonly format: string }
  | { readonly kind: 'ls' | 'delete' | 'prune' | 'quit' }
  | { readonly kind: 'exec'; readonly argv: readonly string[]; readonly isBatch: boolean; readonly isInDirectory: boolean; readonly asks: boolean; readonly batch: string[] };

export interface FindRules {
  least: number;
  most: number;
  isDepthFirst: boolean;
  staysOnDevice: boolean;
  follows: 'never' | 'operands' | 'always';
}

const TYPES: Readonly<Record<string, FileType>> = { f: 'file', d: 'directory', l: 'symlink', p: 'fifo', s: 'socket', c: 'character', b: 'block' };

/** Parses what follows find's starting points. */
export class FindParser {
  #at = 0;
  #hasAction = false;
  readonly rules: FindRules = { least: 0, most: Infinity, isDepthFirst: false, staysOnDevice: false, follows: 'never' };
  readonly batches: Extract<Expression, { kind: 'exec' }>[] = [];
  readonly #owners: Owners;

  constructor(private readonly call: Call, private readonly words: readonly string[]) {
    this.#owners = new Owners(call.files);
  }

  parse(): Expression {
    const print: Expression = { kind: 'print', end: '\n' };
    if (this.words.length === 0) return print;
    const expression = this.#list();
    if (this.#at < this.words.length) {
      throw this.call.refusal(this.words[this.#at] === ')' ? "you have too many ')'" : `paths must precede expression: ${gnuQuoted(this.words[this.#at]!)}`);
    }
    return this.#hasAction ? expression : { kind: 'and', left: expression, right: print };
  }

  #list(): Expression {
    let left = this.#or();
    while (this.words[this.#at] === ',') {
      this.#at++;
      left = { kind: 'list', left, right: this.#or() };
    }
    return left;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.words[this.#at] === '-o' || this.words[this.#at] === '-or') {
      this.#at++;
      left = { kind: 'or', left, right: this.#and() };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    for (;;) {
      const word = this.words[this.#at];
      if (word === undefined || word === '-o' || word === '-or' || word === ')' || word === ',') return left;
      if (word === '-a' || word === '-and') this.#at++;
      left = { kind: 'and', left, right: this.#not() };
    }
  }

  #not(): Expression {
    const word = this.words[this.#at];
    if (word === '!' || word === '-not') {
      this.#at++;
      return { kind: 'not', body: this.#not() };
    }
    if (word === '(') {
      this.#at++;
      const body = this.#list();
      if (this.words[this.#at++] !== ')') throw this.call.refusal(this.call.isBusybox ? "unpaired '('" : "invalid expression; I was expecting to find a ')' somewhere but did not see one.");
      return body;
    }
    return this.#primary();
  }

  #value(name: string): string {
    const value = this.words[this.#at++];
    if (value === undefined) throw this.call.refusal(this.call.isBusybox ? `${name} requires an argument` : `missing argument to \`${name}'`);
    return value;
  }

  #primary(): Expression {
    const name = this.words[this.#at++];
    if (name === undefined) throw this.call.refusal('invalid expression; you have used a binary operator with nothing before it.');
    if (!name.startsWith('-')) throw this.call.refusal(this.call.isBusybox ? `unrecognized: ${name}` : `paths must precede expression: ${gnuQuoted(name)}`);
    return this.#option(name) ?? this.#action(name) ?? { kind: 'test', holds: this.#test(name) };
  }

  #option(name: string): Expression | undefined {
    const always: Expression = { kind: 'test', holds: () => true };
    switch (name) {
      case '-maxdepth':
      case '-mindepth': {
        const text = this.#value(name);
        if (!/^\d+$/.test(text)) throw this.call.refusal(this.call.isBusybox ? `invalid number '${text}'` : `Expected a positive decimal integer argument to ${name}, but got ${gnuQuoted(text)}`);
        this.rules[name === '-maxdepth' ? 'most' : 'least'] = Number(text);
        return always;
      }
      case '-depth':
      case '-d':
        this.rules.isDepthFirst = true;
        return always;
      case '-xdev':
      case '-mount':
        this.rules.staysOnDevice = true;
        return always;
      case '-follow':
        this.rules.follows = 'always';
        return always;
      case '-regextype':
        if (!/^posix-(extended|egrep|basic)|egrep|emacs|findutils-default$/.test(this.#value(name))) throw new NotSimulated(`find -regextype ${this.words[this.#at - 1]}`);
        this.#isExtended = /extended|egrep/.test(this.words[this.#at - 1]!);
        return always;
      case '-warn':
      case '-nowarn':
      case '-noleaf':
      case '-daystart':
      case '-ignore_readdir_race':
        return always;
      default:
        return undefined;
    }
  }

  #isExtended = false;

  #action(name: string): Expression | undefined {
    const done = (expression: Expression) => {
      this.#hasAction = true;
      return expression;
    };
    switch (name) {
      case '-print': return done({ kind: 'print', end: '\n' });
      case '-print0': return done({ kind: 'print', end: '\0' });
      case '-printf': return done({ kind: 'printf', format: this.#value(name) });
      case '-ls': return done({ kind: 'ls' });
      case '-delete':
        this.rules.isDepthFirst = true;
        return done({ kind: 'delete' });
      case '-prune': return { kind: 'prune' };
      case '-quit': return { kind: 'quit' };
      case '-exec':
      case '-execdir':
      case '-ok':
      case '-okdir': return done(this.#exec(name));
      case '-fprint':
      case '-fprintf':
      case '-fls':
      case '-fprint0':
        throw new NotSimulated(`find ${name}`);
      default: return undefined;
    }
  }

  #exec(name: string): Expression {
    const start = this.#at;
    let end = start;
    while (end < this.words.length && this.words[end] !== ';' && !(this.words[end] === '+' && this.words[end - 1] === '{}')) end++;
    if (end >= this.words.length || end === start) throw this.call.refusal(this.call.isBusybox ? `requires argument -- '${name.slice(1)}'` : `missing argument to \`${name}'`);
    this.#at = end + 1;
    const isBatch = this.words[end] === '+';
    const exec = {
      kind: 'exec', argv: this.words.slice(start, isBatch ? end - 1 : end), isBatch, isInDirectory: name.endsWith('dir'), asks: name.startsWith('-ok'), batch: [],
    } as const satisfies Expression;
    if (isBatch) this.batches.push(exec);
    return exec;
  }

  #test(name: string): (visit: Visit) => boolean {
    const { call } = this;
    const now = call.now();
    switch (name) {
      case '-true': return () => true;
      case '-false': return () => false;
      case '-name':
      case '-iname': {
        const glob = globToRegExp(this.#value(name), { ignoresCase: name === '-iname' });
        return ({ path }) => glob.test(baseName(path));
      }
      case '-path':
      case '-wholename':
      case '-ipath':
      case '-iwholename': {
        const glob = globToRegExp(this.#value(name), { ignoresCase: name.startsWith('-i') });
        return ({ path }) => glob.test(path);
      }
      case '-regex':
      case '-iregex': {
        const regex = new Regex(`^\\(${this.#value(name)}\\)$`.replace(/^\^\\\(|\\\)\$$/g, (part) => (this.#isExtended ? part.replace('\\', '') : part)), { syntax: this.#isExtended ? 'extended' : 'basic', ignoresCase: name === '-iregex' });
        return ({ path }) => regex.test(path);
      }
      case '-lname': {
        const glob = globToRegExp(this.#value(name));
        return ({ path, stat }) => stat.type === 'symlink' && glob.test(call.files.readlink(path));
      }
      case '-type':
      case '-xtype': return this.#type(name);
      case '-empty': return ({ path, stat }) => (stat.type === 'directory' ? call.files.list(path).length === 0 : stat.type === 'file' && stat.size === 0);
      case '-size': return this.#size();
      case '-links': return this.#number(name, ({ stat }) => stat.links);
      case '-inum': return this.#number(name, ({ stat }) => stat.inode);
      case '-uid': return this.#number(name, ({ stat }) => stat.uid);
      case '-gid': return this.#number(name, ({ stat }) => stat.gid);
      case '-mtime': return this.#number(name, ({ stat }) => Math.floor((now - stat.modified) / DAY));
      case '-atime': return this.#number(name, ({ stat }) => Math.floor((now - stat.accessed) / DAY));
      case '-ctime': return this.#number(name, ({ stat }) => Math.floor((now - stat.changed) / DAY));
      case '-mmin': return this.#number(name, ({ stat }) => Math.ceil((now - stat.modified) / MINUTE));
      case '-amin': return this.#number(name, ({ stat }) => Math.ceil((now - stat.accessed) / MINUTE));
      case '-cmin': return this.#number(name, ({ stat }) => Math.ceil((now - stat.changed) / MINUTE));
      case '-newer':
      case '-newermt': return this.#newer(name, now);
      case '-samefile': {
        const other = this.#stat(this.#value(name));
        return ({ stat }) => stat.inode === other.inode && stat.device === other.device;
      }
      case '-user':
      case '-group': return this.#owner(name);
      case '-nouser': return ({ stat }) => this.#owners.userName(stat.uid) === undefined;
      case '-nogroup': return ({ stat }) => this.#owners.groupName(stat.gid) === undefined;
      case '-perm': return this.#permissions();
      case '-readable': return ({ path }) => call.files.may(path, 'r');
      case '-writable': return ({ path }) => call.files.may(path, 'w');
      case '-executable': return ({ path }) => call.files.may(path, 'x');
      default:
        if (call.isBusybox) throw call.misuse(`unrecognized: ${name}`);
        throw call.refusal(`unknown predicate \`${name}'`);
    }
  }

  #type(name: string): (visit: Visit) => boolean {
    const text = this.#value(name);
    const types = text.split(',').map((letter) => TYPES[letter]);
    if (types.includes(undefined)) throw this.call.refusal(this.call.isBusybox ? `unrecognized: ${text}` : `Unknown argument to ${name}: ${text}`);
    return ({ path, stat }) => {
      if (name === '-type') return types.includes(stat.type);
      const there = attempt(() => this.call.files.stat(path));
      return types.includes(there instanceof SystemError ? 'symlink' : there.type);
    };
  }

  #number(name: string, of: (visit: Visit) => number): (visit: Visit) => boolean {
    const text = this.#value(name);
    const match = /^([-+]?)(\d+)$/.exec(text);
    if (!match) throw this.call.refusal(this.call.isBusybox ? `invalid number '${text}'` : `invalid argument \`${text}' to \`${name}'`);
    return comparison(match[1]!, Number(match[2]), of);
  }

  #size(): (visit: Visit) => boolean {
    const text = this.#value('-size');
    const match = /^([-+]?)(\d+)([bcwkMG]?)$/.exec(text);
    if (!match) throw this.call.refusal(`Invalid argument \`${text}' to -size`);
    const unit = { b: 512, c: 1, w: 2, k: 1024, M: 1024 ** 2, G: 1024 ** 3 }[(match[3] || 'b') as 'b'];
    return comparison(match[1]!, Number(match[2]), ({ stat }) => (this.call.isBusybox ? Math.floor(stat.size / unit) : Math.ceil(stat.size / unit)));
  }

  #stat(path: string): { inode: number; device: number; modified: Micros } {
    const stat = attempt(() => this.call.files.stat(path));
    if (stat instanceof SystemError) throw this.call.refusal(this.call.isBusybox ? `${path}: ${stat.message}` : `${gnuQuoted(path)}: ${stat.message}`);
    return stat;
  }

  #newer(name: string, now: Micros): (visit: Visit) => boolean {
    const text = this.#value(name);
    const time = name === '-newermt' ? parseDate(text, now, zoneOf(this.call.env('TZ'))) : this.#stat(text).modified;
    if (time === undefined) throw this.call.refusal(`I cannot figure out how to interpret ${gnuQuoted(text)} as a date or time`);
    return ({ stat }) => stat.modified > time;
  }

  #owner(name: string): (visit: Visit) => boolean {
    const text = this.#value(name);
    const id = name === '-user' ? this.#owners.user(text)?.uid : this.#owners.group(text)?.gid;
    const wanted = id ?? (/^\d+$/.test(text) ? Number(text) : undefined);
    if (wanted === undefined) {
      if (this.call.isBusybox) throw this.call.refusal(`unknown ${name === '-user' ? 'user' : 'group'} ${text}`);
      throw this.call.refusal(name === '-user' ? `${gnuQuoted(text)} is not the name of a known user` : `${gnuQuoted(text)} is not the name of an existing group`);
    }
    return ({ stat }) => (name === '-user' ? stat.uid : stat.gid) === wanted;
  }

  #permissions(): (visit: Visit) => boolean {
    const text = this.#value('-perm');
    const match = /^([-/]?)(.*)$/.exec(text)!;
    const mode = applyMode(match[2]!, 0, false, 0);
    if (mode === undefined) throw this.call.refusal(this.call.isBusybox ? `invalid mode '${match[2]}'` : `invalid mode ${gnuQuoted(text)}`);
    if (match[1] === '-') return ({ stat }) => (stat.mode & mode) === mode;
    if (match[1] === '/') return ({ stat }) => mode === 0 || (stat.mode & mode) !== 0;
    return ({ stat }) => stat.mode === mode;
  }
}

function comparison(sign: string, number: number, of: (visit: Visit) => number): (visit: Visit) => boolean {
  if (sign === '+') return (visit) => of(visit) > number;
  if (sign === '-') return (visit) => of(visit) < number;
  return (visit) => of(visit) === number;
}

function gnuQuoted(text: string): string {
  return `${quoted(text)}`;
}
