import * as v from 'valibot';
import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { LessonError } from './lesson.ts';

/** YAML that remembers its places, so that a fault in its meaning can be told with a line. */
export class Yaml {
  readonly value: unknown;
  readonly #document: Document;
  readonly #lines = new LineCounter();

  /** `firstLine` is the line of the file that the text begins in. Throws LessonError for what is not YAML. */
  constructor(
    text: string,
    private readonly file: string,
    private readonly firstLine: number,
  ) {
    // Aliases could be used to make a small file huge; lessons have no need of them.
    this.#document = parseDocument(text, { lineCounter: this.#lines, maxAliasCount: 0 } as object);
    const fault = this.#document.errors[0];
    if (fault) throw new LessonError(file, firstLine + this.#lines.linePos(fault.pos[0]).line - 1, fault.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, ''));
    try {
      this.value = this.#document.toJS({ maxAliasCount: 0 });
    } catch (error) {
      throw new LessonError(file, firstLine, error instanceof Error ? error.message : String(error));
    }
  }

  /** The line of the file where the value at a path stands, or what is nearest above it. */
  lineOf(path: readonly (string | number)[]): number {
    for (let length = path.length; length > 0; length--) {
      const node = this.#document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return this.firstLine + this.#lines.linePos(node.range[0]).line - 1;
    }
    return this.firstLine;
  }

  fail(path: readonly (string | number)[], problem: string): never {
    throw new LessonError(this.file, this.lineOf(path), path.length > 0 ? `${path.join('.')}: ${problem}` : problem);
  }

  /** The value in a shape, or a LessonError that names the key and the line. */
  as<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown = this.value, at: readonly (string | number)[] = []): Output {
    const result = v.safeParse(schema, value);
    if (result.success) return result.output;
    const issue = result.issues[0];
    const path = [...at, ...(issue.path ?? []).map((item) => item.key as string | number)];
    const isUnknownKey = issue.type === 'strict_object' && issue.expected === 'never';
    this.fail(path, isUnknownKey ? 'unknown key' : issue.received === 'undefined' ? 'is missing' : issue.message);
  }
}
