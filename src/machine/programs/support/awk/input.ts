import type { Process } from '../../../../core/process.ts';
import type { Input } from '../../../../core/stream.ts';
import { Lines, readRest } from '../inputs.ts';
import type { Call } from '../call.ts';
import type { RegexCache } from '../regex/cache.ts';
import { decodeText } from '../text.ts';

/** Records of an input, as RS parts them: by a character, by blank lines when it is empty, or by a pattern. */
export class Records {
  #lines: Lines | undefined;
  #separator = 10;
  #rest: string | undefined;

  constructor(private readonly call: Call, private readonly input: Input, private readonly regexes: RegexCache) {}

  *next(rs: string): Process<string | undefined> {
    if (this.#rest !== undefined) return this.#slice(rs);
    if (rs === '' ) return yield* this.#paragraph();
    if (rs.length > 1 || rs.charCodeAt(0) > 127) {
      this.#rest = decodeText(yield* readRest(this.call, this.input));
      return this.#slice(rs);
    }
    return yield* this.#line(rs.charCodeAt(0));
  }

  *#line(separator: number): Process<string | undefined> {
    if (!this.#lines || this.#separator !== separator) {
      this.#lines = new Lines(this.call, this.input, separator);
      this.#separator = separator;
    }
    return this.#lines.ready() ?? (yield* this.#lines.next());
  }

  *#paragraph(): Process<string | undefined> {
    let line = yield* this.#line(10);
    while (line === '') line = yield* this.#line(10);
    if (line === undefined) return undefined;
    const lines = [line];
    for (line = yield* this.#line(10); line !== undefined && line !== ''; line = yield* this.#line(10)) lines.push(line);
    return lines.join('\n');
  }

  /** Of an input that was read whole, for patterns. */
  #slice(rs: string): string | undefined {
    const text = this.#rest!;
    if (text === '') return undefined;
    const match = this.regexes.get(rs).exec(text);
    if (!match || match.end === match.start) {
      this.#rest = '';
      return text.replace(/\n$/, '');
    }
    this.#rest = text.slice(match.end);
    return text.slice(0, match.start);
  }

  close(): void {
    this.input.close();
  }
}
