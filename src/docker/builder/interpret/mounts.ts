import { parseBool, quote } from '../parse/go-strings.ts';
import { DockerfileError } from '../parse/node.ts';
import { didYouMean } from './suggest.ts';

export type MountType = 'bind' | 'cache' | 'tmpfs' | 'secret' | 'ssh';

/** `RUN --mount=…`. */
export interface Mount {
  readonly type: MountType;
  readonly from: string;
  readonly source: string;
  readonly target: string;
  readonly isReadOnly: boolean;
  /** Bytes of a tmpfs; 0 is no limit. */
  readonly size: number;
  readonly id: string;
  readonly sharing: '' | 'shared' | 'private' | 'locked';
  readonly isRequired: boolean;
  readonly mode: number | undefined;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** `env=NAME` of a secret: it is put in a variable, not in a file. */
  readonly env: string | undefined;
}

const TYPES: readonly string[] = ['bind', 'cache', 'secret', 'ssh', 'tmpfs'];
const SHARINGS: readonly string[] = ['locked', 'private', 'shared'];
const KEYS = ['type', 'from', 'source', 'target', 'readonly', 'id', 'sharing', 'required', 'size', 'mode', 'uid', 'gid', 'src', 'dst', 'destination', 'ro', 'rw', 'readwrite', 'env'];

/** The stage or image that a mount comes from; '' for none. It is wanted before variables are known, so it can't hold any. */
export function mountSource(text: string): string {
  let from = '';
  for (const field of splitFields(text)) {
    const [key, value] = pair(field);
    if (key !== 'from' || value === undefined) continue;
    if (/\$./.test(value)) throw new DockerfileError(`'${key}' doesn't support variable expansion, define alias stage instead`);
    from = value;
  }
  return from;
}

/** Reads a mount, its values filled in by `expand`. Throws BuildKit's words. */
export function parseMount(text: string, expand: (value: string) => string): Mount {
  const reader = new MountReader();
  for (const field of splitFields(text)) {
    const [key, value] = pair(field);
    if (value === undefined) reader.word(key, field);
    else reader.set(key, expand(value), field);
  }
  return reader.finish();
}

function pair(field: string): readonly [key: string, value: string | undefined] {
  const equals = field.indexOf('=');
  return equals < 0 ? [field.toLowerCase(), undefined] : [field.slice(0, equals).toLowerCase(), field.slice(equals + 1)];
}

class MountReader {
  #type: MountType = 'bind';
  #from = '';
  #source = '';
  #target = '';
  #isReadOnly: boolean | undefined;
  #size = 0;
  #id = '';
  #sharing: Mount['sharing'] = '';
  #isRequired = false;
  #mode: number | undefined;
  #uid: number | undefined;
  #gid: number | undefined;
  #env: string | undefined;

  word(key: string, field: string): void {
    if (key === 'readonly' || key === 'ro') this.#isReadOnly = true;
    else if (key === 'readwrite' || key === 'rw') this.#isReadOnly = false;
    else if (key === 'required') this.#setRequired(true, key);
    else if (key === 'env' && this.#type === 'secret') this.#env = '';
    else throw new DockerfileError(`invalid field '${field}' must be a key=value pair`);
  }

  set(key: string, value: string, field: string): void {
    switch (key) {
      case 'type':
        this.#type = oneOf(value, TYPES, 'mount type') as MountType;
        return;
      case 'from':
        this.#from = value;
        return;
      case 'source': case 'src':
        this.#source = value;
        return;
      case 'target': case 'dst': case 'destination':
        this.#target = value;
        return;
      case 'readonly': case 'ro':
        this.#isReadOnly = truth(key, value);
        return;
      case 'readwrite': case 'rw':
        this.#isReadOnly = !truth(key, value);
        return;
      case 'required':
        this.#setRequired(truth(key, value), key);
        return;
      case 'size':
        if (this.#type !== 'tmpfs') throw this.#unexpected(key);
        this.#size = bytes(value);
        return;
      case 'id':
        this.#id = value;
        return;
      case 'sharing':
        this.#sharing = oneOf(value, SHARINGS, 'sharing value') as Mount['sharing'];
        return;
      case 'mode':
        this.#mode = digits(key, value, 8);
        return;
      case 'uid':
        this.#uid = digits(key, value, 10);
        return;
      case 'gid':
        this.#gid = digits(key, value, 10);
        return;
      case 'env':
        this.#env = value;
        return;
      default:
        throw new DockerfileError(`unexpected key '${key}' in '${field}'${didYouMean(key, KEYS)}`);
    }
  }

  finish(): Mount {
    this.#check();
    return {
      type: this.#type, from: this.#from, source: this.#source, target: this.#target,
      isReadOnly: this.#isReadOnly ?? !(this.#type === 'cache' || this.#type === 'tmpfs'),
      size: this.#size, id: this.#id, sharing: this.#sharing, isRequired: this.#isRequired,
      mode: this.#mode, uid: this.#uid, gid: this.#gid, env: this.#env,
    };
  }

  #check(): void {
    if (this.#type === 'bind' || this.#type === 'tmpfs') {
      for (const [name, value] of [['mode', this.#mode], ['uid', this.#uid], ['gid', this.#gid]] as const) {
        if (value !== undefined) throw new DockerfileError(`${name} not allowed for "${this.#type}" type mounts`);
      }
    }
    if (this.#type === 'secret') {
      if (this.#from !== '') throw new DockerfileError('secret mount should not have a from');
      if (this.#sharing !== '') throw new DockerfileError('secret mount should not define sharing');
      if (this.#source === '' && this.#target === '' && this.#id === '') throw new DockerfileError('invalid secret mount. one of source, target required');
      if (this.#source !== '' && this.#id !== '') throw new DockerfileError("both source and id can't be set");
    }
    if (this.#sharing !== '' && this.#type !== 'cache') throw new DockerfileError(`invalid cache sharing set for ${this.#type} mount`);
  }

  #setRequired(value: boolean, key: string): void {
    if (this.#type !== 'secret' && this.#type !== 'ssh') throw this.#unexpected(key);
    this.#isRequired = value;
  }

  #unexpected(key: string): DockerfileError {
    return new DockerfileError(`unexpected key '${key}' for mount type '${this.#type}'`);
  }
}

function oneOf(value: string, allowed: readonly string[], what: string): string {
  const lower = value.toLowerCase();
  if (allowed.includes(lower)) return lower;
  throw new DockerfileError(`unsupported ${what} ${quote(value)}${didYouMean(value, allowed)}`);
}

function truth(key: string, value: string): boolean {
  const result = parseBool(value);
  if (result === undefined) throw new DockerfileError(`invalid value for ${key}: ${value}`);
  return result;
}

function digits(key: string, value: string, base: 8 | 10): number {
  const number = (base === 8 ? /^[0-7]+$/ : /^\d+$/).test(value) ? parseInt(value, base) : NaN;
  if (!(number <= 0xffff_ffff)) throw new DockerfileError(`invalid value ${value} for ${key}`);
  return number;
}

const SIZE = /^(\d+(?:\.\d+)?) ?([kmgtpKMGTP]?)(?:[iI]?[bB])?$/;

function bytes(value: string): number {
  const match = SIZE.exec(value);
  if (!match) throw new DockerfileError(`invalid value for size: ${value}`);
  return Math.trunc(Number(match[1]) * 1024 ** ' kmgtp'.indexOf(match[2]!.toLowerCase() || ' '));
}

/** One line of comma-separated values, where a value may be in double quotes (RFC 4180). */
function splitFields(text: string): string[] {
  const fields: string[] = [];
  let i = 0;
  const fail = (what: string) => new DockerfileError(`failed to parse csv mounts: parse error on line 1, column ${i + 1}: ${what}`);
  if (text === '') throw new DockerfileError('failed to parse csv mounts: EOF');
  for (;;) {
    if (text[i] !== '"') {
      const comma = text.indexOf(',', i);
      const field = text.slice(i, comma < 0 ? text.length : comma);
      if (field.includes('"')) {
        i += field.indexOf('"');
        throw fail('bare " in non-quoted-field');
      }
      fields.push(field);
      if (comma < 0) return fields;
      i = comma + 1;
      continue;
    }
    let field = '';
    for (i++; ; i++) {
      if (i >= text.length) throw fail('extraneous or missing " in quoted-field');
      if (text[i] !== '"') field += text[i];
      else if (text[i + 1] === '"') field += text[i++];
      else break;
    }
    fields.push(field);
    i++;
    if (i >= text.length) return fields;
    if (text[i] !== ',') throw fail('extraneous or missing " in quoted-field');
    i++;
  }
}
