import { execute } from './exec.ts';
import type { ExecuteOptions } from './exec.ts';
import { BUILTINS } from './functions.ts';
import { parse } from './parse.ts';
import type { Tree } from './parse.ts';
import type { TemplateFunction, Value } from './values.ts';

/** A template that was read, ready to be executed any number of times. */
export class Template {
  readonly #functions: ReadonlyMap<string, TemplateFunction>;
  readonly trees: ReadonlyMap<string, Tree>;

  /** Throws TemplateError. */
  constructor(
    text: string,
    functions: ReadonlyMap<string, TemplateFunction> = new Map(),
    readonly name = '',
  ) {
    this.#functions = new Map([...BUILTINS, ...functions]);
    this.trees = parse(name, text, new Set(this.#functions.keys()));
  }

  /** Gives what it prints. `functions` go before those that it was read with. Throws TemplateError. */
  execute(data: Value, options: ExecuteOptions & { readonly functions?: ReadonlyMap<string, TemplateFunction> } = {}): string {
    const functions = options.functions ? new Map([...this.#functions, ...options.functions]) : this.#functions;
    return execute(this.name, this.trees, functions, data, options);
  }
}
