import { JqError } from './ast.ts';
import type { Filter, Json } from './ast.ts';
import { callBuiltin } from './builtins.ts';
import { formatValue } from './formats.ts';
import { deletePath, getIndex, getSlice, iterate, keysOf, updatePath } from './paths.ts';
import { arithmetic, compare, isArray, isObject, isTrue } from './values.ts';

/** Variables and functions in force. */
export interface Scope {
  readonly variables: ReadonlyMap<string, Json>;
  readonly functions: ReadonlyMap<string, Closure>;
}

export interface Closure {
  readonly parameters: readonly string[];
  readonly body: Filter;
  /** Undefined for a function that sees itself: where it was defined. */
  scope: Scope;
}

const DEPTH = 400;
const STEPS = 5_000_000;

/** Runs filters; counts steps, so that a filter without end is given up with an error. */
export class Jq {
  #depth = 0;
  #steps = 0;

  /** Steps since this was last asked: for the CPU time they take. */
  takeSteps(): number {
    const steps = this.#steps;
    this.#steps = 0;
    return steps;
  }

  *run(filter: Filter, input: Json, scope: Scope): Generator<Json, void> {
    if (++this.#steps > STEPS) throw new JqError('too many steps');
    switch (filter.kind) {
      case 'identity': return yield input;
      case 'descend': return yield* this.#descend(input);
      case 'literal': return yield filter.value;
      case 'variable': return yield this.#variable(filter.name, scope);
      case 'text': return yield* this.#text(filter.parts, filter.format, input, scope);
      case 'index':
        for (const of of this.run(filter.of, input, scope)) for (const key of this.run(filter.key, input, scope)) yield getIndex(of, key);
        return;
      case 'slice':
        for (const of of this.run(filter.of, input, scope)) {
          for (const to of filter.to ? this.run(filter.to, input, scope) : [null]) for (const from of filter.from ? this.run(filter.from, input, scope) : [null]) yield getSlice(of, from, to);
        }
        return;
      case 'iterate':
        for (const of of this.run(filter.of, input, scope)) yield* iterate(of);
        return;
      case 'pipe':
        for (const value of this.run(filter.left, input, scope)) yield* this.run(filter.right, value, scope);
        return;
      case 'comma':
        yield* this.run(filter.left, input, scope);
        return yield* this.run(filter.right, input, scope);
      case 'alternative': return yield* this.#alternative(filter.left, filter.right, input, scope);
      case 'binary': return yield* this.#binary(filter, input, scope);
      case 'update': return yield* this.#update(filter, input, scope);
      case 'negate':
        for (const value of this.run(filter.body, input, scope)) {
          if (typeof value !== 'number') throw new JqError(`${JSON.stringify(value)} cannot be negated`);
          yield -value;
        }
        return;
      case 'array': return yield filter.body ? [...this.run(filter.body, input, scope)] : [];
      case 'object': return yield* this.#object(filter.entries, 0, {}, input, scope);
      case 'if':
        for (const test of this.run(filter.test, input, scope)) {
          if (isTrue(test)) yield* this.run(filter.yes, input, scope);
          else if (filter.no) yield* this.run(filter.no, input, scope);
          else yield input;
        }
        return;
      case 'try': return yield* this.#try(filter.body, filter.handler, input, scope);
      case 'reduce': {
        let [state] = [...this.run(filter.start, input, scope)];
        for (const item of this.run(filter.source, input, scope)) {
          state = [...this.run(filter.step, state ?? null, withVariable(scope, filter.name, item))].at(-1);
        }
        if (state !== undefined) yield state;
        return;
      }
      case 'bind':
        for (const value of this.run(filter.source, input, scope)) yield* this.run(filter.body, input, withVariable(scope, filter.name, value));
        return;
      case 'define': return yield* this.run(filter.rest, input, defined(filter, scope));
      case 'call': return yield* this.#call(filter.name, filter.args, input, scope);
    }
  }

  #variable(name: string, scope: Scope): Json {
    const value = scope.variables.get(name);
    if (value === undefined) throw new JqError(`$${name} is not defined`);
    return value;
  }

  *#descend(value: Json): Generator<Json, void> {
    yield value;
    if (isArray(value) || isObject(value)) for (const child of iterate(value)) yield* this.#descend(child);
  }

  *#text(parts: readonly (string | Filter)[], format: string | undefined, input: Json, scope: Scope, at = 0, done = ''): Generator<Json, void> {
    if (at === parts.length) return yield done;
    const part = parts[at]!;
    if (typeof part === 'string') return yield* this.#text(parts, format, input, scope, at + 1, done + part);
    for (const value of this.run(part, input, scope)) yield* this.#text(parts, format, input, scope, at + 1, done + formatValue(format ?? '@text', value));
  }

  *#alternative(left: Filter, right: Filter, input: Json, scope: Scope): Generator<Json, void> {
    let hasAny = false;
    try {
      for (const value of this.run(left, input, scope)) {
        if (!isTrue(value)) continue;
        hasAny = true;
        yield value;
      }
    } catch (error) {
      if (!(error instanceof JqError)) throw error;
    }
    if (!hasAny) yield* this.run(right, input, scope);
  }

  *#binary(filter: Extract<Filter, { kind: 'binary' }>, input: Json, scope: Scope): Generator<Json, void> {
    const { operator } = filter;
    if (operator === 'and' || operator === 'or') {
      for (const left of this.run(filter.left, input, scope)) {
        if (isTrue(left) === (operator === 'or')) yield operator === 'or';
        else for (const right of this.run(filter.right, input, scope)) yield isTrue(right);
      }
      return;
    }
    for (const right of this.run(filter.right, input, scope)) {
      for (const left of this.run(filter.left, input, scope)) yield operate(operator, left, right);
    }
  }

  *#update({ operator, target, value }: Extract<Filter, { kind: 'update' }>, input: Json, scope: Scope): Generator<Json, void> {
    const paths = [...this.paths(target, input, scope)];
    if (operator === '|=') {
      let result = input;
      const gone: (readonly Json[])[] = [];
      for (const path of paths) {
        let isEmpty = false;
        result = updatePath(result, path, (old) => {
          const first = this.run(value, old, scope).next();
          isEmpty = first.done === true;
          return first.done ? old : first.value;
        });
        if (isEmpty) gone.push(path);
      }
      return yield gone.reverse().reduce(deletePath, result);
    }
    for (const given of this.run(value, input, scope)) {
      let result = input;
      for (const path of paths) result = updatePath(result, path, (old) => (operator === '=' ? given : operator === '//=' ? (isTrue(old) ? old : given) : arithmetic(operator.slice(0, -1), old, given)));
      yield result;
    }
  }

  /** The paths that a filter leads to. */
  *paths(filter: Filter, input: Json, scope: Scope): Generator<readonly Json[], void> {
    for (const [path] of this.#pathsWithValues(filter, input, scope)) yield path;
  }

  *#pathsWithValues(filter: Filter, input: Json, scope: Scope): Generator<readonly [readonly Json[], Json], void> {
    switch (filter.kind) {
      case 'identity': return yield [[], input];
      case 'index':
        for (const [path, of] of this.#pathsWithValues(filter.of, input, scope)) for (const key of this.run(filter.key, input, scope)) yield [[...path, key], getIndex(of, key)];
        return;
      case 'slice':
        for (const [path, of] of this.#pathsWithValues(filter.of, input, scope)) {
          for (const to of filter.to ? this.run(filter.to, input, scope) : [null]) for (const from of filter.from ? this.run(filter.from, input, scope) : [null]) yield [[...path, { start: from, end: to }], getSlice(of, from, to)];
        }
        return;
      case 'iterate':
        for (const [path, of] of this.#pathsWithValues(filter.of, input, scope)) for (const key of keysOf(of)) yield [[...path, key], getIndex(of, key)];
        return;
      case 'pipe':
        for (const [path, value] of this.#pathsWithValues(filter.left, input, scope)) for (const [rest, end] of this.#pathsWithValues(filter.right, value, scope)) yield [[...path, ...rest], end];
        return;
      case 'comma':
        yield* this.#pathsWithValues(filter.left, input, scope);
        return yield* this.#pathsWithValues(filter.right, input, scope);
      case 'descend': return yield* this.#descendPaths([], input);
      case 'if':
        for (const test of this.run(filter.test, input, scope)) yield* this.#pathsWithValues(isTrue(test) ? filter.yes : (filter.no ?? { kind: 'identity' }), input, scope);
        return;
      case 'try':
        try {
          yield* this.#pathsWithValues(filter.body, input, scope);
        } catch (error) {
          if (!(error instanceof JqError)) throw error;
        }
        return;
      case 'alternative': {
        const found = [...this.#pathsWithValues(filter.left, input, scope)].filter(([, value]) => isTrue(value));
        return yield* found.length > 0 ? found : this.#pathsWithValues(filter.right, input, scope);
      }
      case 'call': {
        if (filter.name === 'select' && filter.args.length === 1) {
          for (const test of this.run(filter.args[0]!, input, scope)) if (isTrue(test)) yield [[], input];
          return;
        }
        if (filter.name === 'recurse' && filter.args.length === 0) return yield* this.#descendPaths([], input);
        if (filter.name === 'empty') return;
        if (filter.name === 'first' && filter.args.length === 0) return yield [[0], getIndex(input, 0)];
        if (filter.name === 'last' && filter.args.length === 0) return yield [[-1], getIndex(input, -1)];
        const own = scope.functions.get(`${filter.name}/${filter.args.length}`);
        if (own) return yield* this.#pathsWithValues(own.body, input, bound(own, filter.args, scope));
        throw new JqError(`Invalid path expression with result of ${filter.name}`);
      }
      default: {
        const [value] = [...this.run(filter, input, scope)];
        throw new JqError(`Invalid path expression with result ${JSON.stringify(value ?? null)}`);
      }
    }
  }

  *#descendPaths(path: readonly Json[], value: Json): Generator<readonly [readonly Json[], Json], void> {
    yield [path, value];
    if (isArray(value) || isObject(value)) for (const key of keysOf(value)) yield* this.#descendPaths([...path, key], getIndex(value, key));
  }

  *#object(entries: readonly { readonly key: Filter; readonly value: Filter }[], at: number, done: { readonly [key: string]: Json }, input: Json, scope: Scope): Generator<Json, void> {
    const entry = entries[at];
    if (!entry) return yield done;
    for (const key of this.run(entry.key, input, scope)) {
      if (typeof key !== 'string') throw new JqError(`Object keys must be strings`);
      for (const value of this.run(entry.value, input, scope)) yield* this.#object(entries, at + 1, { ...done, [key]: value }, input, scope);
    }
  }

  *#try(body: Filter, handler: Filter | undefined, input: Json, scope: Scope): Generator<Json, void> {
    try {
      yield* this.run(body, input, scope);
    } catch (error) {
      if (!(error instanceof JqError)) throw error;
      if (handler) yield* this.run(handler, error.value, scope);
    }
  }

  *#call(name: string, args: readonly Filter[], input: Json, scope: Scope): Generator<Json, void> {
    if (++this.#depth > DEPTH) throw new JqError('recursion is too deep');
    try {
      const own = scope.functions.get(`${name}/${args.length}`);
      if (own) yield* this.run(own.body, input, bound(own, args, scope, this, input));
      else yield* callBuiltin(this, name, args, input, scope);
    } finally {
      this.#depth--;
    }
  }
}

export function operate(operator: string, left: Json, right: Json): Json {
  switch (operator) {
    case '==': return compare(left, right) === 0;
    case '!=': return compare(left, right) !== 0;
    case '<': return compare(left, right) < 0;
    case '<=': return compare(left, right) <= 0;
    case '>': return compare(left, right) > 0;
    case '>=': return compare(left, right) >= 0;
    default: return arithmetic(operator, left, right);
  }
}

export function withVariable(scope: Scope, name: string, value: Json): Scope {
  return { ...scope, variables: new Map([...scope.variables, [name, value]]) };
}

function defined(filter: Extract<Filter, { kind: 'define' }>, scope: Scope): Scope {
  const closure: Closure = { parameters: filter.parameters, body: filter.body, scope };
  const inner: Scope = { ...scope, functions: new Map([...scope.functions, [`${filter.name}/${filter.parameters.length}`, closure]]) };
  closure.scope = inner;
  return inner;
}

/** A function's scope with its arguments: filters, or for `$name` values as well. */
function bound(closure: Closure, args: readonly Filter[], caller: Scope, jq?: Jq, input?: Json): Scope {
  const functions = new Map(closure.scope.functions);
  const variables = new Map(closure.scope.variables);
  closure.parameters.forEach((parameter, i) => {
    const name = parameter.replace(/^\$/, '');
    functions.set(`${name}/0`, { parameters: [], body: args[i]!, scope: caller });
    if (parameter.startsWith('$') && jq) variables.set(name, [...jq.run(args[i]!, input ?? null, caller)][0] ?? null);
  });
  return { variables, functions };
}
