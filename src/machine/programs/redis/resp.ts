import { concat, toBytes, toText } from '../../../core/bytes.ts';
import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';

/** What the server answers with. */
export type Reply = null | number | { readonly text: string } | { readonly bulk: string } | { readonly error: string } | readonly Reply[];

export const OK: Reply = { text: 'OK' };

export function encode(reply: Reply): string {
  if (reply === null) return '$-1\r\n';
  if (typeof reply === 'number') return `:${reply}\r\n`;
  if ('text' in reply) return `+${reply.text}\r\n`;
  if ('error' in reply) return `-${reply.error}\r\n`;
  if ('bulk' in reply) return `$${toBytes(reply.bulk).length}\r\n${reply.bulk}\r\n`;
  return `*${reply.length}\r\n${reply.map(encode).join('')}`;
}

export function encodeCommand(words: readonly string[]): string {
  return encode(words.map((bulk) => ({ bulk })));
}

/** Reads RESP (https://redis.io/docs/latest/develop/reference/protocol-spec/), and commands typed as plain lines. */
export class RespReader {
  #rest: Uint8Array = new Uint8Array(0);

  constructor(private readonly input: Input) {}

  /** A command, or undefined at the end. */
  *command(): Process<readonly string[] | undefined> {
    const line = yield* this.#line();
    if (line === undefined) return undefined;
    if (!line.startsWith('*')) return line.trim().split(/\s+/).filter(Boolean);
    const words: string[] = [];
    for (let left = Number(line.slice(1)); left > 0; left--) {
      const head = yield* this.#line();
      if (head === undefined) return undefined;
      words.push((yield* this.#bytes(Number(head.slice(1)))) ?? '');
    }
    return words;
  }

  /** A reply; undefined when the connection has ended. */
  *reply(): Process<Reply | undefined> {
    const line = yield* this.#line();
    if (line === undefined) return undefined;
    const rest = line.slice(1);
    switch (line[0]) {
      case '+': return { text: rest };
      case '-': return { error: rest };
      case ':': return Number(rest);
      case '$': return rest === '-1' ? null : { bulk: (yield* this.#bytes(Number(rest))) ?? '' };
      case '*': {
        const items: Reply[] = [];
        for (let left = Number(rest); left > 0; left--) items.push((yield* this.reply()) ?? null);
        return items;
      }
      default: return { error: `ERR Protocol error, got "${line[0] ?? ''}" as reply type byte` };
    }
  }

  *#line(): Process<string | undefined> {
    for (;;) {
      const end = this.#rest.indexOf(10);
      if (end >= 0) {
        const line = toText(this.#rest.subarray(0, end)).replace(/\r$/, '');
        this.#rest = this.#rest.subarray(end + 1);
        return line;
      }
      if (!(yield* this.#more())) return undefined;
    }
  }

  *#bytes(size: number): Process<string | undefined> {
    while (this.#rest.length < size + 2) if (!(yield* this.#more())) return undefined;
    const text = toText(this.#rest.subarray(0, size));
    this.#rest = this.#rest.subarray(size + 2);
    return text;
  }

  *#more(): Process<boolean> {
    const bytes = yield* this.input.read();
    if (bytes.length > 0) this.#rest = concat([this.#rest, bytes]);
    return bytes.length > 0;
  }
}
