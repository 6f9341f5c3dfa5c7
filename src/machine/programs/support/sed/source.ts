import type { Process } from '../../../../core/process.ts';
import type { Input } from '../../../../core/stream.ts';
import { SystemError } from '../../../errno.ts';
import { attempt } from '../call.ts';
import type { Call } from '../call.ts';
import { Lines, openInput } from '../inputs.ts';

/** The lines of several files as one stream, with a look ahead for `$` that is made only when it is asked for. */
export class Source {
  line = 0;
  name = '-';
  isTerminated = true;
  #ahead: { readonly text: string; readonly isTerminated: boolean; readonly name: string } | undefined;
  #input: Input | undefined;
  #lines: Lines | undefined;
  #current = '-';
  #next = 0;

  constructor(private readonly call: Call, private readonly names: readonly string[], private readonly separator: number) {}

  *next(): Process<string | undefined> {
    const ahead = this.#ahead ?? (yield* this.#read());
    this.#ahead = undefined;
    if (!ahead) return undefined;
    this.line++;
    this.isTerminated = ahead.isTerminated;
    this.name = ahead.name;
    return ahead.text;
  }

  *isLast(): Process<boolean> {
    this.#ahead ??= yield* this.#read();
    return this.#ahead === undefined;
  }

  *#read(): Process<{ text: string; isTerminated: boolean; name: string } | undefined> {
    for (;;) {
      if (!this.#lines && !(yield* this.#open())) return undefined;
      const line = this.#lines!.ready() ?? (yield* this.#safely());
      if (line !== undefined) return { text: line, isTerminated: this.#lines!.isTerminated || this.#next < this.names.length, name: this.#current };
      this.close();
    }
  }

  *#safely(): Process<string | undefined> {
    try {
      return yield* this.#lines!.next();
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      yield* this.call.fail(this.call.isBusybox ? `${this.#current}: ${error.message}` : `${error.code === 'EISDIR' ? `couldn't read ${this.#current}` : `read error on ${this.#current}`}: ${error.message}`.replace("couldn't read", 'read error on'), this.call.isBusybox ? 1 : 2);
      return undefined;
    }
  }

  *#open(): Process<boolean> {
    while (this.#next < this.names.length) {
      const name = this.names[this.#next++]!;
      const input = attempt(() => openInput(this.call, name));
      if (input instanceof SystemError) {
        yield* this.call.fail(this.call.isBusybox ? `${name}: ${input.message}` : `can't read ${name}: ${input.message}`, this.call.isBusybox ? 1 : 2);
        continue;
      }
      this.#input = input;
      this.#lines = new Lines(this.call, input, this.separator);
      this.#current = name;
      return true;
    }
    return false;
  }

  close(): void {
    this.#input?.close();
    this.#input = undefined;
    this.#lines = undefined;
  }
}
