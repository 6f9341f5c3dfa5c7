import { OK } from './resp.ts';
import type { Reply } from './resp.ts';

type Kind = 'string' | 'list' | 'hash' | 'set';

interface Entry {
  kind: Kind;
  text: string;
  items: string[];
  fields: Record<string, string>;
  /** Microseconds since 1970. */
  expires?: number;
}

const WRONG_TYPE: Reply = { error: 'WRONGTYPE Operation against a key holding the wrong kind of value' };
const NO_INTEGER: Reply = { error: 'ERR value is not an integer or out of range' };
const bulk = (text: string): Reply => ({ bulk: text });

/** Least number of words after the command's name; negative: exactly. */
const COUNTS: Readonly<Record<string, number>> = {
  get: -1, set: 2, setnx: -2, getset: -2, getdel: -1, append: -2, strlen: -1, incr: -1, decr: -1, incrby: -2, decrby: -2, mget: 1, mset: 2, del: 1, unlink: 1, exists: 1,
  type: -1, keys: -1, expire: 2, pexpire: 2, ttl: -1, pttl: -1, persist: -1, rename: -2, lpush: 2, rpush: 2, lpop: 1, rpop: 1, llen: -1, lrange: -3, lindex: -2,
  hset: 3, hget: -2, hdel: 2, hgetall: -1, hkeys: -1, hvals: -1, hlen: -1, hexists: -2, hincrby: -3, sadd: 2, srem: 2, smembers: -1, sismember: -2, scard: -1, dbsize: -0, flushall: 0, flushdb: 0, setex: -3,
};

/** Commands that change something: for the append-only file. */
export const WRITES = new Set('set setnx getset getdel append incr decr incrby decrby mset del unlink expire pexpire persist rename lpush rpush lpop rpop hset hdel hincrby sadd srem flushall flushdb setex'.split(' '));

/** The keys, and the commands on them. */
export class Keyspace {
  #entries = new Map<string, Entry>();
  changes = 0;

  constructor(private readonly now: () => number) {}

  get size(): number {
    for (const key of [...this.#entries.keys()]) this.#get(key);
    return this.#entries.size;
  }

  get expiring(): number {
    return [...this.#entries.values()].filter(({ expires }) => expires !== undefined).length;
  }

  save(): string {
    return JSON.stringify([...this.#entries]);
  }

  load(text: string): void {
    this.#entries = new Map(JSON.parse(text) as [string, Entry][]);
  }

  /** Undefined for a command that is none of these. */
  run(words: readonly string[]): Reply | undefined {
    const name = words[0]!.toLowerCase();
    const count = COUNTS[name];
    if (count === undefined) return undefined;
    const args = words.slice(1);
    if (count < 0 ? args.length !== -count : args.length < count) return { error: `ERR wrong number of arguments for '${name}' command` };
    const reply = this.#run(name, args);
    if (WRITES.has(name) && !(reply !== null && typeof reply === 'object' && 'error' in reply)) this.changes++;
    return reply;
  }

  #get(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry?.expires === undefined || entry.expires > this.now()) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  #run(name: string, args: readonly string[]): Reply {
    const [key = '', second = '', third = ''] = args;
    switch (name) {
      case 'mget': return args.map((each) => this.#text(each));
      case 'mset':
        for (let i = 0; i + 1 < args.length; i += 2) this.#put(args[i]!, 'string').text = args[i + 1]!;
        return OK;
      case 'del': case 'unlink': return args.filter((each) => this.#get(each) && this.#entries.delete(each)).length;
      case 'exists': return args.filter((each) => this.#get(each)).length;
      case 'type': return { text: this.#get(key)?.kind ?? 'none' };
      case 'keys': {
        const pattern = new RegExp(`^${key.replace(/[.+^${}()|\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`);
        return [...this.#entries.keys()].filter((each) => this.#get(each) && pattern.test(each)).map(bulk);
      }
      case 'dbsize': return this.size;
      case 'flushall': case 'flushdb':
        this.#entries.clear();
        return OK;
      case 'expire': case 'pexpire': {
        if (!/^-?\d+$/.test(second)) return NO_INTEGER;
        const entry = this.#get(key);
        if (entry) entry.expires = this.now() + Number(second) * (name === 'expire' ? 1_000_000 : 1000);
        return entry ? 1 : 0;
      }
      case 'ttl': case 'pttl': {
        const entry = this.#get(key);
        if (!entry) return -2;
        return entry.expires === undefined ? -1 : Math.round((entry.expires - this.now()) / (name === 'ttl' ? 1_000_000 : 1000));
      }
      case 'persist': {
        const entry = this.#get(key);
        if (entry?.expires === undefined) return 0;
        delete entry.expires;
        return 1;
      }
      case 'rename': {
        const entry = this.#get(key);
        if (!entry) return { error: 'ERR no such key' };
        this.#entries.delete(key);
        this.#entries.set(second, entry);
        return OK;
      }
      default:
    }
    const kind: Kind = /^h/.test(name) ? 'hash' : /^(lpush|rpush|lpop|rpop|llen|lrange|lindex)$/.test(name) ? 'list' : /^s(add|rem|members|ismember|card)$/.test(name) ? 'set' : 'string';
    const entry = this.#get(key);
    if (entry && entry.kind !== kind && name !== 'set' && name !== 'setex') return WRONG_TYPE;
    if (kind === 'string') return this.#string(name, key, entry, second, third, args);
    return kind === 'hash' ? this.#hash(name, key, entry, args) : this.#items(name, key, entry, args);
  }

  #text(key: string): Reply {
    const entry = this.#get(key);
    return entry?.kind === 'string' ? bulk(entry.text) : null;
  }

  #put(key: string, kind: Kind): Entry {
    const entry: Entry = { kind, text: '', items: [], fields: {} };
    this.#entries.set(key, entry);
    return entry;
  }

  #string(name: string, key: string, entry: Entry | undefined, second: string, third: string, args: readonly string[]): Reply {
    switch (name) {
      case 'get': return entry ? bulk(entry.text) : null;
      case 'set': {
        const options = args.slice(2).map((each) => each.toUpperCase());
        const seconds = options.indexOf('EX');
        const milliseconds = options.indexOf('PX');
        if (options.some((each, i) => !['EX', 'PX', 'NX', 'XX'].includes(each) && i !== seconds + 1 && i !== milliseconds + 1)) return { error: 'ERR syntax error' };
        if ((options.includes('NX') && entry) || (options.includes('XX') && !entry)) return null;
        const made = this.#put(key, 'string');
        made.text = second;
        if (seconds >= 0) made.expires = this.now() + Number(options[seconds + 1]) * 1_000_000;
        if (milliseconds >= 0) made.expires = this.now() + Number(options[milliseconds + 1]) * 1000;
        return OK;
      }
      case 'setex': {
        const made = this.#put(key, 'string');
        made.text = third;
        made.expires = this.now() + Number(second) * 1_000_000;
        return OK;
      }
      case 'setnx':
        if (entry) return 0;
        this.#put(key, 'string').text = second;
        return 1;
      case 'getset': case 'getdel':
        if (name === 'getset') this.#put(key, 'string').text = second;
        else this.#entries.delete(key);
        return entry ? bulk(entry.text) : null;
      case 'strlen': return entry?.text.length ?? 0;
      case 'append': {
        const made = entry ?? this.#put(key, 'string');
        made.text += second;
        return made.text.length;
      }
      default: {
        const by = name.endsWith('by') ? second : '1';
        const before = entry?.text ?? '0';
        if (!/^-?\d+$/.test(by) || !/^-?\d+$/.test(before)) return NO_INTEGER;
        const made = entry ?? this.#put(key, 'string');
        made.text = String(Number(before) + Number(by) * (name.startsWith('decr') ? -1 : 1));
        return Number(made.text);
      }
    }
  }

  #hash(name: string, key: string, entry: Entry | undefined, args: readonly string[]): Reply {
    const [, field = '', value = ''] = args;
    const fields = entry?.fields ?? {};
    switch (name) {
      case 'hget': return fields[field] === undefined ? null : bulk(fields[field]);
      case 'hgetall': return Object.entries(fields).flat().map(bulk);
      case 'hkeys': return Object.keys(fields).map(bulk);
      case 'hvals': return Object.values(fields).map(bulk);
      case 'hlen': return Object.keys(fields).length;
      case 'hexists': return field in fields ? 1 : 0;
      case 'hdel': {
        const gone = args.slice(1).filter((each) => each in fields);
        for (const each of gone) delete fields[each];
        if (entry && Object.keys(fields).length === 0) this.#entries.delete(key);
        return gone.length;
      }
      default: {
        const made = (entry ?? this.#put(key, 'hash')).fields;
        if (name === 'hincrby') return Number((made[field] = String(Number(made[field] ?? 0) + Number(value))));
        let added = 0;
        for (let i = 1; i + 1 < args.length; i += 2) {
          if (!(args[i]! in made)) added++;
          made[args[i]!] = args[i + 1]!;
        }
        return added;
      }
    }
  }

  #items(name: string, key: string, entry: Entry | undefined, args: readonly string[]): Reply {
    const given = args.slice(1);
    const items = entry?.items ?? [];
    switch (name) {
      case 'llen': case 'scard': return items.length;
      case 'smembers': return items.map(bulk);
      case 'sismember': return items.includes(given[0]!) ? 1 : 0;
      case 'lindex': return items.at(Number(given[0])) === undefined ? null : bulk(items.at(Number(given[0]))!);
      case 'lrange': {
        if (!given.every((each) => /^-?\d+$/.test(each))) return NO_INTEGER;
        const end = Number(given[1]);
        return items.slice(Number(given[0]), end === -1 ? undefined : end + 1).map(bulk);
      }
      case 'lpush': case 'rpush': {
        const made = (entry ?? this.#put(key, 'list')).items;
        for (const each of given) made[name === 'lpush' ? 'unshift' : 'push'](each);
        return made.length;
      }
      case 'lpop': case 'rpop': {
        if (!entry) return null;
        const one = name === 'lpop' ? items.shift()! : items.pop()!;
        if (items.length === 0) this.#entries.delete(key);
        return bulk(one);
      }
      case 'sadd': {
        const made = (entry ?? this.#put(key, 'set')).items;
        const fresh = [...new Set(given)].filter((each) => !made.includes(each));
        made.push(...fresh);
        return fresh.length;
      }
      default: {
        const gone = given.filter((each) => items.includes(each));
        if (entry) entry.items = items.filter((each) => !gone.includes(each));
        if (entry?.items.length === 0) this.#entries.delete(key);
        return gone.length;
      }
    }
  }
}
