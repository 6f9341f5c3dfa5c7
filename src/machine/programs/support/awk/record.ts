import type { RegexCache } from '../regex/cache.ts';
import { fromOutside } from './values.ts';
import type { Value } from './values.ts';

/** $0 and its fields, each made from the other when it is needed. */
export class Record {
  #text = '';
  #fields: Value[] | undefined = [];
  #isTextStale = false;

  constructor(private readonly regexes: RegexCache, private readonly separators: () => { readonly fs: string; readonly ofs: string; readonly isParagraph: boolean }, private readonly toText: (value: Value) => string) {}

  set(text: string): void {
    this.#text = text;
    this.#fields = undefined;
    this.#isTextStale = false;
  }

  get count(): number {
    return this.#split().length;
  }

  set count(count: number) {
    const fields = this.#split();
    while (fields.length < count) fields.push('');
    fields.length = count;
    this.#isTextStale = true;
  }

  get(index: number): Value {
    if (index === 0) {
      if (this.#isTextStale) {
        const { ofs } = this.separators();
        this.#text = this.#fields!.map((field) => this.toText(field)).join(ofs);
        this.#isTextStale = false;
      }
      return fromOutside(this.#text);
    }
    return this.#split()[index - 1];
  }

  setField(index: number, value: Value): void {
    if (index === 0) return this.set(this.toText(value));
    const fields = this.#split();
    while (fields.length < index) fields.push('');
    fields[index - 1] = value;
    this.#isTextStale = true;
  }

  #split(): Value[] {
    if (!this.#fields) {
      const { fs, isParagraph } = this.separators();
      this.#fields = splitFields(this.#text, fs, this.regexes, isParagraph).map(fromOutside);
    }
    return this.#fields;
  }
}

/** As FS parts a record: blanks for `' '`, a character, or a pattern. */
export function splitFields(text: string, fs: string, regexes: RegexCache, newlinesToo = false): string[] {
  if (text === '') return [];
  if (fs === ' ') return text.match(/[^ \t\n]+/g) ?? [];
  if (newlinesToo) return text.split('\n').flatMap((line) => (line === '' ? [''] : splitFields(line, fs, regexes)));
  if (fs === '') return [...text];
  if (fs.length === 1 && fs !== '\\') return text.split(fs);
  const regex = regexes.get(fs);
  const fields: string[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; ) {
    const match = regex.exec(text, at);
    if (!match) break;
    if (match.end === match.start) {
      at = match.end + 1;
      continue;
    }
    fields.push(text.slice(start, match.start));
    start = match.end;
    at = match.end;
  }
  fields.push(text.slice(start));
  return fields;
}
