import { JqError } from './ast.ts';
import type { Json } from './ast.ts';

/** The JSON values of a text, one after the other. Throws `JqError` with the place, as jq words it. */
export function parseJsonValues(text: string): Json[] {
  return new Reader(text).all();
}

const DEPTH = 1000;

class Reader {
  #at = 0;

  constructor(private readonly text: string) {}

  all(): Json[] {
    const values: Json[] = [];
    for (this.#blank(); this.#at < this.text.length; this.#blank()) values.push(this.#value(0));
    return values;
  }

  #blank(): void {
    while (/[\s\ufeff]/.test(this.text[this.#at] ?? 'x')) this.#at++;
  }

  #fail(message: string, at = this.#at): JqError {
    const before = this.text.slice(0, at).split('\n');
    return new JqError(`${message} at line ${before.length}, column ${before.at(-1)!.length}`);
  }

  #value(depth: number): Json {
    if (depth > DEPTH) throw this.#fail('Exceeds depth limit for parsing');
    this.#blank();
    const character = this.text[this.#at];
    if (character === '{') return this.#object(depth);
    if (character === '[') return this.#array(depth);
    if (character === '"') return this.#string();
    const word = /^[^\s{}[\]:,"]+/.exec(this.text.slice(this.#at, this.#at + 400))?.[0];
    if (word === undefined) {
      if (character === undefined) throw this.#fail('Unfinished JSON term at EOF');
      throw this.#fail(`Expected value before '${character}'`, this.#at + 1);
    }
    this.#at += word.length;
    if (word === 'null') return null;
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'nan' || word === 'NaN') return Number.NaN;
    if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(word)) return Number(word);
    throw this.#fail(/^[-\d]/.test(word) ? 'Invalid numeric literal' : 'Invalid numeric literal', this.#at + (this.text[this.#at] === '\n' ? 1 : this.#at < this.text.length ? 1 : 0));
  }

  #string(): string {
    const match = /"(?:[^"\\]|\\[^])*"/y;
    match.lastIndex = this.#at;
    const found = match.exec(this.text);
    if (!found) throw this.#fail('Unfinished string', this.text.length);
    this.#at += found[0].length;
    try {
      return JSON.parse(found[0].replace(/[\n\t\r]/g, (character) => ({ '\n': '\\n', '\t': '\\t', '\r': '\\r' })[character]!)) as string;
    } catch {
      throw this.#fail('Invalid escape');
    }
  }

  #array(depth: number): Json {
    const items: Json[] = [];
    this.#at++;
    this.#blank();
    if (this.text[this.#at] === ']') return this.#at++, items;
    for (;;) {
      items.push(this.#value(depth + 1));
      this.#blank();
      const next = this.text[this.#at++];
      if (next === ']') return items;
      if (next === undefined) throw this.#fail('Unfinished JSON term at EOF', this.text.length);
      if (next !== ',') throw this.#fail(next === ':' ? "':' not as part of an object" : 'Expected separator between values');
    }
  }

  #object(depth: number): Json {
    const result: Record<string, Json> = {};
    this.#at++;
    this.#blank();
    if (this.text[this.#at] === '}') return this.#at++, result;
    for (;;) {
      this.#blank();
      if (this.text[this.#at] === undefined) throw this.#fail('Unfinished JSON term at EOF', this.text.length);
      const key = this.#value(depth + 1);
      if (typeof key !== 'string') throw this.#fail('Object keys must be strings');
      this.#blank();
      if (this.text[this.#at] === undefined) throw this.#fail('Unfinished JSON term at EOF', this.text.length);
      if (this.text[this.#at++] !== ':') throw this.#fail('Objects must consist of key:value pairs');
      const value = this.#value(depth + 1);
      Object.defineProperty(result, key, { value, enumerable: true, writable: true, configurable: true });
      this.#blank();
      const next = this.text[this.#at++];
      if (next === '}') return result;
      if (next === undefined) throw this.#fail('Unfinished JSON term at EOF', this.text.length);
      if (next !== ',') throw this.#fail('Expected separator between values');
    }
  }
}
