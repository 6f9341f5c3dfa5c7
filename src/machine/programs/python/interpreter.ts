import { toBytes } from '../../../core/bytes.ts';
import { createEntropy } from '../../../core/entropy.ts';
import { NotSimulated } from '../../../core/errors.ts';
import { Condition, anyOf } from '../../../core/process.ts';
import type { Wait } from '../../../core/process.ts';
import type { System } from '../../system.ts';
import { BUILTIN, EXCEPTIONS, OBJECT, TYPE, classOf, exception, isInstance, raise } from './classes.ts';
import { COMPARISONS, METHODS, REFLECTED, binary, compare, contains, equal, sliceIndices, truth, unsupported } from './operators.ts';
import { asInt, floatText } from './numbers.ts';
import { formatValue, percentFormat, stringRepr } from './format.ts';
import { Handed, PyBuiltin, PyBytes, PyClass, PyDict, PyFunction, PyGenerator, PyInstance, PyIterator, PyList, PyMethod, PyModule, PyProperty, PyRaise, PyRange, PySet, PySlice, PyStaticMethod, PyTuple, PyEllipsis, ELLIPSIS, Scope, Unhashable, idOf, isRun, keyOf } from './values.ts';
import type { CallArguments, Key, Run, TraceEntry, Value } from './values.ts';
import { lineOf } from './ast.ts';
import type { Argument, Expr, FunctionNode, Module, Params, Pattern, Replacement, Source, Stmt } from './ast.ts';
import type { Importer } from './importer.ts';

/** What a statement did to the flow. */
type Flow = undefined | 'break' | 'continue' | { readonly returned: Value };

export interface Frame {
  readonly scope: Scope;
  readonly source: Source;
  readonly name: string;
  readonly func: PyFunction | undefined;
  readonly back: Frame | undefined;
  /** What is being evaluated, for tracebacks. */
  current: { readonly from: number; readonly to: number };
  handling: PyInstance | undefined;
}

const NO_NAMES: ReadonlyMap<string, Value> = new Map();
/** What a statement costs, µs: on the slow side, so that a busy loop can be simulated faster than it would run. */
const STATEMENT_COST = 0.6;
const CALL_COST = 0.4;
const RECURSION_LIMIT = 1000;

export function args(...positional: readonly Value[]): CallArguments {
  return { positional, named: NO_NAMES };
}

/** Marks the class that a method was defined in, for `super()`. */
const homes = new WeakMap<PyFunction, PyClass>();

export class Interpreter {
  readonly builtins = new Map<string, Value>();
  readonly modules = new Map<string, PyModule>();
  importer!: Importer;
  frame: Frame | undefined;
  #depth = 0;
  /** Handlers of signals that wait to be called between statements. */
  readonly pending: (() => Run<void>)[] = [];
  /** A signal came. */
  readonly woken = new Condition('signal');
  /** Text that print() has not handed on yet. */
  #buffer = '';
  isUnbuffered = false;
  /** What `import io` finds. */
  readonly ioNames = new Map<string, Value>();
  /** random.seed(): the same for every world. */
  readonly seeded = createEntropy;

  constructor(
    readonly system: System,
    /** `3.12.10`. */
    readonly version: string,
  ) {}

  // -- running --------------------------------------------------------------------------------------------------

  *runModule(module: Module, globals: Map<string, Value>, name = '<module>'): Run<void> {
    const scope = new Scope('module', undefined, undefined, globals);
    yield* this.#inFrame({ scope, source: module.source, name, func: undefined, back: this.frame, current: module, handling: undefined } as never, (frame) => this.exec(module.body, frame));
  }

  *#inFrame<Result>(frame: Frame, body: (frame: Frame) => Run<Result>): Run<Result> {
    if (this.#depth >= RECURSION_LIMIT) raise('RecursionError', 'maximum recursion depth exceeded');
    const before = this.frame;
    this.frame = frame;
    this.#depth++;
    try {
      return yield* body(frame);
    } catch (error) {
      throw this.#traced(error, frame);
    } finally {
      this.#depth--;
      this.frame = before;
    }
  }

  /** A Python exception, with this frame noted in its traceback. */
  #traced(error: unknown, frame: Frame): unknown {
    const raised = this.toRaise(error);
    if (!raised) return error;
    this.note(raised.value, frame);
    return raised;
  }

  note(value: PyInstance, frame: Frame): void {
    const trace = (value.trace ??= []);
    const last = trace.at(-1) as (TraceEntry & { frame?: Frame }) | undefined;
    if (last?.frame === frame) return;
    const { from, to } = frame.current;
    trace.push({ source: frame.source, name: frame.name, line: lineOf(frame.source, from), from, to, node: frame.current as Expr, frame } as TraceEntry);
  }

  /** What went wrong as a Python exception; undefined for what is none of Python's. */
  toRaise(error: unknown): PyRaise | undefined {
    if (error instanceof PyRaise) return error;
    if (error instanceof Unhashable) return new PyRaise(exception('TypeError', `unhashable type: '${classOf(error.value).name}'`));
    if (error instanceof RangeError && error.message.includes('call stack')) return new PyRaise(exception('RecursionError', 'maximum recursion depth exceeded'));
    if (error instanceof RangeError && /BigInt|length/i.test(error.message)) return new PyRaise(exception('MemoryError'));
    return undefined;
  }

  *exec(statements: readonly Stmt[], frame: Frame): Run<Flow> {
    for (const statement of statements) {
      const flow = yield* this.execOne(statement, frame);
      if (flow !== undefined) return flow;
    }
    return undefined;
  }

  *tick(cost: number = STATEMENT_COST): Run<void> {
    if (this.system.charge(cost)) yield* this.system.pay();
    while (this.pending.length > 0) yield* this.pending.shift()!();
  }

  /** Waits until a moment, or until a signal's handler is to run. */
  *interruptible(due: number): Run<void> {
    if (this.pending.length === 0) yield anyOf(this.system.timer(due - this.system.now()), this.woken.asWait());
  }

  /** The same for anything that is waited for. */
  *interruptibly(wait: Wait, due = Infinity): Run<void> {
    if (this.pending.length > 0) return;
    yield due === Infinity ? anyOf(wait, this.woken.asWait()) : anyOf(wait, this.woken.asWait(), this.system.timer(due - this.system.now()));
  }

  *execOne(s: Stmt, f: Frame): Run<Flow> {
    f.current = s;
    if (this.system.charge(STATEMENT_COST)) yield* this.system.pay();
    if (this.pending.length > 0) yield* this.tick(0);
    switch (s.k) {
      case 'expr': {
        if (this.quick(s.value, f) === undefined) yield* this.eval(s.value, f);
        return undefined;
      }
      case 'assign': {
        const value = yield* this.eval(s.value, f);
        for (const target of s.targets) yield* this.assign(target, value, f);
        return undefined;
      }
      case 'annotate': return yield* this.#annotate(s, f);
      case 'update': return yield* this.#update(s, f);
      case 'delete': {
        for (const target of s.targets) yield* this.#delete(target, f);
        return undefined;
      }
      case 'pass': return undefined;
      case 'break': return 'break';
      case 'continue': return 'continue';
      case 'return': return { returned: s.value ? yield* this.eval(s.value, f) : null };
      case 'raise': return yield* this.#raise(s, f);
      case 'import': {
        for (const { name, as } of s.names) {
          const module = yield* this.importer.load(name, f);
          if (as !== undefined) this.store(as, module, f);
          else this.store(name.split('.')[0]!, this.modules.get(name.split('.')[0]!)!, f);
        }
        return undefined;
      }
      case 'from': return yield* this.#importFrom(s, f);
      case 'scope': return undefined;
      case 'assert': {
        if (!(yield* this.truth(yield* this.eval(s.test, f)))) throw new PyRaise(s.message ? exception('AssertionError', yield* this.eval(s.message, f)) : exception('AssertionError'));
        return undefined;
      }
      case 'if': {
        for (const { test, body } of s.branches) if (yield* this.test(test, f)) return yield* this.exec(body, f);
        return yield* this.exec(s.orElse, f);
      }
      case 'while': {
        while (yield* this.test(s.test, f)) {
          const flow = yield* this.exec(s.body, f);
          if (flow === 'break') return undefined;
          if (typeof flow === 'object') return flow;
          f.current = s;
          if (this.system.charge(STATEMENT_COST)) yield* this.system.pay();
          if (this.pending.length > 0) yield* this.tick(0);
        }
        return yield* this.exec(s.orElse, f);
      }
      case 'for': return yield* this.#for(s, f);
      case 'try': return yield* this.#try(s, f);
      case 'with': return yield* this.#with(s.items, 0, s.body, f);
      case 'def': {
        let value: Value = yield* this.makeFunction(s.function, f);
        for (const decorator of s.decorators.toReversed()) value = yield* this.call(yield* this.eval(decorator, f), args(value));
        this.store(s.function.name, value, f);
        return undefined;
      }
      case 'class': {
        let value: Value = yield* this.#class(s, f);
        for (const decorator of s.decorators.toReversed()) value = yield* this.call(yield* this.eval(decorator, f), args(value));
        this.store(s.name, value, f);
        return undefined;
      }
      case 'match': {
        const subject = yield* this.eval(s.subject, f);
        for (const { pattern, guard, body } of s.cases) {
          if (!(yield* this.#matches(pattern, subject, f))) continue;
          if (guard && !(yield* this.test(guard, f))) continue;
          return yield* this.exec(body, f);
        }
        return undefined;
      }
    }
  }

  *#annotate(s: Stmt & { k: 'annotate' }, f: Frame): Run<Flow> {
    if (s.value) yield* this.assign(s.target, yield* this.eval(s.value, f), f);
    if (f.scope.kind === 'class' && s.target.k === 'name') {
      let notes = f.scope.vars.get('__annotations__');
      if (!(notes instanceof PyDict)) f.scope.vars.set('__annotations__', (notes = new PyDict()));
      notes.set(s.target.id, f.source.text.slice(s.annotation.from, s.annotation.to));
    }
    return undefined;
  }

  *#update(s: Stmt & { k: 'update' }, f: Frame): Run<Flow> {
    const before = yield* this.eval(s.target, f);
    const value = yield* this.eval(s.value, f);
    f.current = s;
    let after: Value | undefined;
    if (s.op === '+' && before instanceof PyList) {
      before.items.push(...(yield* this.list(value)));
      after = before;
    } else if (before instanceof PyInstance) {
      const method = before.cls.find(`__i${METHODS[s.op]}__`);
      if (method !== undefined) after = yield* this.call(new PyMethod(before, method), args(value));
    } else if (s.op === '|' && before instanceof PyDict && value instanceof PyDict) {
      for (const [key, each] of value.entries.values()) before.set(key, each);
      after = before;
    }
    after ??= yield* this.operate(s.op, before, value, true);
    yield* this.assign(s.target, after, f);
    return undefined;
  }

  *#raise(s: Stmt & { k: 'raise' }, f: Frame): Run<never> {
    if (!s.value) {
      const handling = this.#handling(f);
      if (!handling) raise('RuntimeError', 'No active exception to reraise');
      throw new PyRaise(handling);
    }
    let value = yield* this.eval(s.value, f);
    f.current = s;
    if (value instanceof PyClass) value = yield* this.call(value, args());
    if (!(value instanceof PyInstance) || !isInstance(value, EXCEPTIONS.get('BaseException')!)) raise('TypeError', 'exceptions must derive from BaseException');
    if (s.cause) {
      const cause = yield* this.eval(s.cause, f);
      value.cause = cause instanceof PyClass ? ((yield* this.call(cause, args())) as PyInstance) : (cause as PyInstance | null);
    }
    const context = this.#handling(f);
    if (context && context !== value) value.context ??= context;
    throw new PyRaise(value);
  }

  #handling(f: Frame | undefined): PyInstance | undefined {
    for (let frame = f; frame; frame = frame.back) if (frame.handling) return frame.handling;
    return undefined;
  }

  get handled(): PyInstance | undefined {
    return this.#handling(this.frame);
  }

  *#importFrom(s: Stmt & { k: 'from' }, f: Frame): Run<Flow> {
    const module = yield* this.importer.loadFrom(s.module, s.level, f);
    if (s.names === '*') {
      const all = module.attrs.get('__all__');
      const names = all instanceof PyList || all instanceof PyTuple ? all.items.map(String) : [...module.attrs.keys()].filter((name) => !name.startsWith('_'));
      for (const name of names) this.store(name, module.attrs.get(name) ?? null, f);
      return undefined;
    }
    for (const { name, as } of s.names) {
      let value = module.attrs.get(name);
      if (value === undefined) value = yield* this.importer.submodule(module, name, f);
      if (value === undefined) {
        const place = module.attrs.get('__file__');
        throw new PyRaise(exception('ImportError', `cannot import name '${name}' from '${module.name}' (${typeof place === 'string' ? place : 'unknown location'})`));
      }
      this.store(as ?? name, value, f);
    }
    return undefined;
  }

  *#for(s: Stmt & { k: 'for' }, f: Frame): Run<Flow> {
    const iterator = yield* this.iterate(yield* this.eval(s.iterable, f));
    for (;;) {
      f.current = s.iterable;
      const step = iterator.next();
      const value = isRun(step) ? yield* step : step;
      if (value === undefined) break;
      yield* this.assign(s.target, value, f);
      const flow = yield* this.exec(s.body, f);
      if (flow === 'break') return undefined;
      if (typeof flow === 'object') return flow;
      if (this.system.charge(STATEMENT_COST)) yield* this.system.pay();
    }
    return yield* this.exec(s.orElse, f);
  }

  *#try(s: Stmt & { k: 'try' }, f: Frame): Run<Flow> {
    let flow: Flow;
    let isUnwinding = true;
    try {
      flow = yield* this.#guarded(s, f);
      isUnwinding = false;
    } catch (error) {
      isUnwinding = false;
      if (s.last.length === 0 || !this.toRaise(error)) throw error;
      const before = f.current;
      const last = yield* this.exec(s.last, f);
      if (last !== undefined) return last;
      f.current = before;
      throw error;
    } finally {
      // A process that is killed runs no Python any more.
      if (isUnwinding) flow = undefined;
    }
    const last = yield* this.exec(s.last, f);
    return last === undefined ? flow : last;
  }

  *#guarded(s: Stmt & { k: 'try' }, f: Frame): Run<Flow> {
    if (s.handlers.length === 0) {
      const flow = yield* this.exec(s.body, f);
      return flow === undefined ? yield* this.exec(s.orElse, f) : flow;
    }
    try {
      const flow = yield* this.exec(s.body, f);
      if (flow !== undefined) return flow;
    } catch (error) {
      const raised = this.toRaise(error);
      if (!raised) throw error;
      const { value } = raised;
      this.note(value, f);
      for (const { type, name, body } of s.handlers) {
        if (type && !(yield* this.#catches(yield* this.eval(type, f), value))) continue;
        if (name !== undefined) this.store(name, value, f);
        const outer = f.handling;
        f.handling = value;
        try {
          return yield* this.exec(body, f);
        } catch (inner) {
          const next = this.toRaise(inner);
          if (next && next.value !== value) next.value.context ??= value;
          throw next ?? inner;
        } finally {
          f.handling = outer;
          if (name !== undefined) this.#forget(name, f);
        }
      }
      throw raised;
    }
    return yield* this.exec(s.orElse, f);
  }

  *#catches(type: Value, value: PyInstance): Run<boolean> {
    if (type instanceof PyTuple) {
      for (const each of type.items) if (yield* this.#catches(each, value)) return true;
      return false;
    }
    if (!(type instanceof PyClass)) raise('TypeError', 'catching classes that do not inherit from BaseException is not allowed');
    return value.cls.isSubclass(type);
  }

  *#with(items: readonly { readonly context: Expr; readonly as: Expr | undefined }[], at: number, body: readonly Stmt[], f: Frame): Run<Flow> {
    const item = items[at];
    if (!item) return yield* this.exec(body, f);
    const manager = yield* this.eval(item.context, f);
    f.current = item.context;
    const enter = yield* this.lookup(manager, '__enter__');
    const exit = yield* this.lookup(manager, '__exit__');
    if (enter === undefined || exit === undefined) raise('TypeError', `'${classOf(manager).name}' object does not support the context manager protocol`);
    const value = yield* this.call(enter, args());
    if (item.as) yield* this.assign(item.as, value, f);
    let flow: Flow;
    try {
      flow = yield* this.#with(items, at + 1, body, f);
    } catch (error) {
      const raised = this.toRaise(error);
      if (!raised) throw error;
      this.note(raised.value, f);
      if (yield* this.truth(yield* this.call(exit, args(raised.value.cls, raised.value, null)))) return undefined;
      throw raised;
    }
    yield* this.call(exit, args(null, null, null));
    return flow;
  }

  *makeFunction(node: FunctionNode, f: Frame): Run<PyFunction> {
    if (node.isAsync) throw new NotSimulated('async functions in Python');
    const outer = f.scope.kind === 'class' ? `${String(f.scope.vars.get('__qualname__') ?? '')}.` : f.scope.kind === 'function' ? `${f.func?.qualname ?? f.name}.<locals>.` : '';
    const made = new PyFunction(node.name, node.params, yield* this.#defaults(node.params, f), node, f.scope, f.source, `${outer}${node.name}`);
    made.doc = node.doc;
    return made;
  }

  *#defaults(params: Params, f: Frame): Run<ReadonlyMap<string, Value>> {
    const defaults = new Map<string, Value>();
    for (const param of params) if (param.default) defaults.set(param.name, yield* this.eval(param.default, f));
    return defaults;
  }

  *#class(s: Stmt & { k: 'class' }, f: Frame): Run<PyClass> {
    const bases: PyClass[] = [];
    const named = new Map<string, Value>();
    for (const arg of s.args) {
      const value = yield* this.eval(arg.value, f);
      if (arg.kind === 'keyword') named.set(arg.name, value);
      else if (value instanceof PyClass) bases.push(value);
      else if (value !== null) raise('TypeError', 'bases must be types');
    }
    const cls = new PyClass(s.name, bases.length > 0 ? bases : [OBJECT]);
    const scope = new Scope('class', f.scope, undefined, f.scope.globals);
    const prefix = f.scope.kind === 'class' ? `${String(f.scope.vars.get('__qualname__') ?? '')}.` : f.scope.kind === 'function' ? `${f.func?.qualname ?? f.name}.<locals>.` : '';
    cls.qualname = `${prefix}${s.name}`;
    scope.vars.set('__qualname__', cls.qualname);
    yield* this.#inFrame({ scope, source: f.source, name: s.name, func: undefined, back: f, current: s, handling: undefined }, (frame) => this.exec(s.body, frame));
    const module = f.scope.globals.get('__name__');
    cls.module = typeof module === 'string' ? module : '__main__';
    const first = s.body[0];
    if (first?.k === 'expr' && first.value.k === 'const' && typeof first.value.value === 'string') cls.attrs.set('__doc__', first.value.value);
    for (const [name, value] of scope.vars) {
      if (name !== '__qualname__') cls.attrs.set(name, value);
      for (const each of [value, value instanceof PyProperty ? value.getter : null, value instanceof PyProperty ? value.setter : null, value instanceof PyStaticMethod ? value.func : null]) if (each instanceof PyFunction && !homes.has(each)) homes.set(each, cls);
    }
    const inherited = cls.mro.find(({ construct }) => construct);
    if (inherited?.construct) cls.construct = inherited.construct;
    const meta = (named.get('metaclass') as PyClass | undefined) ?? bases.find((base) => base.meta)?.meta;
    if (meta instanceof PyClass && meta !== TYPE) {
      cls.meta = meta;
      const finish = meta.find('__drydock_finish__');
      if (finish !== undefined) yield* this.call(finish, args(cls));
    }
    for (const [name, value] of cls.attrs) {
      const set = value instanceof PyInstance ? value.cls.find('__set_name__') : undefined;
      if (set !== undefined) yield* this.call(new PyMethod(value, set), args(cls, name));
    }
    for (const base of cls.mro.slice(1)) {
      const hook = base.attrs.get('__init_subclass__');
      if (hook === undefined) continue;
      named.delete('metaclass');
      yield* this.call(hook instanceof PyStaticMethod ? hook.func : hook, { positional: [cls], named });
      break;
    }
    return cls;
  }

  *#matches(pattern: Pattern, subject: Value, f: Frame): Run<boolean> {
    switch (pattern.k) {
      case 'capture':
        if (pattern.name !== undefined) this.store(pattern.name, subject, f);
        return true;
      case 'value': return yield* this.equals(subject, yield* this.eval(pattern.value, f));
      case 'or':
        for (const option of pattern.options) if (yield* this.#matches(option, subject, f)) return true;
        return false;
      case 'as': {
        const isMatch = yield* this.#matches(pattern.pattern, subject, f);
        if (isMatch) this.store(pattern.name, subject, f);
        return isMatch;
      }
      case 'sequence': {
        if (!(subject instanceof PyList || subject instanceof PyTuple)) return false;
        const star = pattern.items.findIndex(({ k }) => k === 'star');
        const { items } = subject;
        if (star < 0 ? items.length !== pattern.items.length : items.length < pattern.items.length - 1) return false;
        const after = star < 0 ? 0 : pattern.items.length - star - 1;
        for (const [i, each] of pattern.items.entries()) {
          if (each.k === 'star') {
            if (each.name !== undefined) this.store(each.name, new PyList(items.slice(i, items.length - after)), f);
          } else if (!(yield* this.#matches(each, items[star >= 0 && i > star ? items.length - (pattern.items.length - i) : i]!, f))) return false;
        }
        return true;
      }
      case 'star': return true;
      case 'mapping': {
        if (!(subject instanceof PyDict)) return false;
        for (const [key, each] of pattern.entries) {
          const value = subject.get(yield* this.eval(key, f));
          if (value === undefined || !(yield* this.#matches(each, value, f))) return false;
        }
        return true;
      }
      case 'class': {
        const type = yield* this.eval(pattern.type, f);
        if (!(type instanceof PyClass) || !isInstance(subject, type)) return false;
        const names = type.find('__match_args__');
        for (const [i, each] of pattern.items.entries()) {
          if (!(names instanceof PyTuple)) return yield* this.#matches(each, subject, f);
          const value = yield* this.lookup(subject, String(names.items[i]));
          if (value === undefined || !(yield* this.#matches(each, value, f))) return false;
        }
        for (const [name, each] of pattern.named) {
          const value = yield* this.lookup(subject, name);
          if (value === undefined || !(yield* this.#matches(each, value, f))) return false;
        }
        return true;
      }
    }
  }

  // -- names ----------------------------------------------------------------------------------------------------

  load(id: string, f: Frame): Value | undefined {
    for (let scope: Scope | undefined = f.scope; scope && scope.kind !== 'module'; scope = scope.parent) {
      if (scope.kind === 'class' && scope !== f.scope) continue;
      const value = scope.vars.get(id);
      if (value !== undefined) return value;
      if (scope.locals?.has(id)) return undefined;
    }
    // None is null here: a name that is bound to it is not missing.
    const value = f.scope.globals.get(id);
    return value === undefined ? this.builtins.get(id) : value;
  }

  store(id: string, value: Value, f: Frame): void {
    const { scope } = f;
    if (scope.kind === 'module') scope.globals.set(id, value);
    else if (scope.kind === 'class' || scope.locals!.has(id)) scope.vars.set(id, value);
    else {
      for (let outer = scope.parent; outer; outer = outer.parent) {
        if (outer.kind === 'function' && outer.vars.has(id)) {
          outer.vars.set(id, value);
          return;
        }
      }
      scope.globals.set(id, value);
    }
  }

  #forget(id: string, f: Frame): void {
    (f.scope.kind === 'module' ? f.scope.globals : f.scope.vars).delete(id);
  }

  #missing(id: string, f: Frame): never {
    for (let scope: Scope | undefined = f.scope; scope; scope = scope.parent) {
      if (scope === f.scope && scope.kind === 'function' && scope.locals?.has(id)) raise('UnboundLocalError', `cannot access local variable '${id}' where it is not associated with a value`);
    }
    const hint = this.importer.isStandard(id) ? `. Did you forget to import '${id}'?` : suggestion(id, [...f.scope.vars.keys(), ...f.scope.globals.keys(), ...this.builtins.keys()]);
    const error = exception('NameError', `name '${id}' is not defined`);
    error.attrs.set('hint', hint);
    throw new PyRaise(error);
  }

  *assign(target: Expr, value: Value, f: Frame): Run<void> {
    switch (target.k) {
      case 'name': return this.store(target.id, value, f);
      case 'attr': {
        const object = yield* this.eval(target.object, f);
        f.current = target;
        return yield* this.setAttr(object, target.name, value);
      }
      case 'sub': {
        const object = yield* this.eval(target.object, f);
        const index = yield* this.eval(target.index, f);
        f.current = target;
        return yield* this.setItem(object, index, value);
      }
      case 'tuple': case 'list': return yield* this.#unpack(target.items, value, f);
      default: raise('SyntaxError', 'cannot assign here');
    }
  }

  *#unpack(targets: readonly Expr[], value: Value, f: Frame): Run<void> {
    const star = targets.findIndex(({ k }) => k === 'star');
    if (!(value instanceof PyList || value instanceof PyTuple || typeof value === 'string') && !this.isIterable(value)) raise('TypeError', `cannot unpack non-iterable ${classOf(value).name} object`);
    const items = yield* this.list(value);
    if (star < 0) {
      if (items.length > targets.length) raise('ValueError', `too many values to unpack (expected ${targets.length})`);
      if (items.length < targets.length) raise('ValueError', `not enough values to unpack (expected ${targets.length}, got ${items.length})`);
      for (const [i, target] of targets.entries()) yield* this.assign(target, items[i]!, f);
      return;
    }
    const after = targets.length - star - 1;
    if (items.length < targets.length - 1) raise('ValueError', `not enough values to unpack (expected at least ${targets.length - 1}, got ${items.length})`);
    for (const [i, target] of targets.entries()) {
      if (target.k === 'star') yield* this.assign(target.value, new PyList(items.slice(star, items.length - after)), f);
      else yield* this.assign(target, items[i < star ? i : items.length - (targets.length - i)]!, f);
    }
  }

  *#delete(target: Expr, f: Frame): Run<void> {
    if (target.k === 'name') {
      if (this.load(target.id, f) === undefined) this.#missing(target.id, f);
      return this.#forget(target.id, f);
    }
    if (target.k === 'attr') {
      const object = yield* this.eval(target.object, f);
      if (object instanceof PyInstance || object instanceof PyClass) {
        const hook = object instanceof PyInstance ? object.cls.find('__delattr__') : undefined;
        if (hook instanceof PyFunction) {
          yield* this.call(new PyMethod(object, hook), args(target.name));
          return;
        }
        if (!object.attrs.delete(target.name)) raise('AttributeError', `'${classOf(object).name}' object has no attribute '${target.name}'`);
      }
      return;
    }
    if (target.k === 'tuple' || target.k === 'list') {
      for (const each of target.items) yield* this.#delete(each, f);
      return;
    }
    if (target.k !== 'sub') raise('SyntaxError', 'cannot delete here');
    const object = yield* this.eval(target.object, f);
    const index = yield* this.eval(target.index, f);
    f.current = target;
    if (object instanceof PyDict) {
      if (!object.entries.delete(yield* this.key(index))) throw new PyRaise(exception('KeyError', index));
    } else if (object instanceof PyList && index instanceof PySlice) {
      const gone = new Set(sliceIndices(index.low, index.high, index.step, object.items.length));
      object.items = object.items.filter((_, i) => !gone.has(i));
    } else if (object instanceof PyList) object.items.splice(this.#position(index, object.items.length, 'list assignment'), 1);
    else {
      const method = yield* this.lookup(object, '__delitem__');
      if (method === undefined) raise('TypeError', `'${classOf(object).name}' object doesn't support item deletion`);
      yield* this.call(method, args(index));
    }
  }

  // -- expressions ----------------------------------------------------------------------------------------------

  /** The value of what needs no waiting and has no effects; undefined for all else. */
  quick(e: Expr, f: Frame): Value | undefined {
    switch (e.k) {
      case 'const': return e.isEllipsis ? ELLIPSIS : e.value instanceof Uint8Array ? new PyBytes(e.value) : (e.value as Value);
      case 'name': return this.load(e.id, f);
      case 'binary': {
        const left = this.quick(e.left, f);
        if (left === undefined || (typeof left === 'object' && left !== null)) return undefined;
        const right = this.quick(e.right, f);
        if (right === undefined || (typeof right === 'object' && right !== null)) return undefined;
        if (typeof left === 'string' && (typeof right !== 'string' || e.op !== '+')) return undefined;
        if ((right === 0n || right === 0) && e.op !== '+' && e.op !== '-' && e.op !== '*') return undefined;
        return typeof left === typeof right || (typeof left !== 'string' && typeof right !== 'string') ? binary(e.op, left, right) : undefined;
      }
      case 'compare': {
        if (e.rights.length !== 1 || COMPARISONS[e.ops[0]!] === undefined) return undefined;
        const left = this.quick(e.left, f);
        const right = left === undefined ? undefined : this.quick(e.rights[0]!, f);
        if (left === undefined || right === undefined || typeof left === 'object' || typeof right === 'object') return undefined;
        return compare(e.ops[0]!, left, right);
      }
      case 'sub': {
        const object = this.quick(e.object, f);
        if (!(object instanceof PyList || object instanceof PyTuple || (object instanceof PyDict && !object.cls))) return undefined;
        const index = this.quick(e.index, f);
        if (index === undefined || index instanceof PyInstance || index instanceof PySlice) return undefined;
        if (object instanceof PyDict) return typeof index === 'object' ? undefined : object.entries.get(keyOf(index))?.[1];
        return typeof index === 'bigint' ? object.items.at(Number(index)) : undefined;
      }
      case 'attr': {
        const object = this.quick(e.object, f);
        if (object instanceof PyModule) return object.attrs.get(e.name);
        if (!(object instanceof PyInstance) || object.cls.find('__getattribute__')) return undefined;
        const value = object.attrs.get(e.name);
        return value !== undefined && !(object.cls.find(e.name) instanceof PyProperty) ? value : undefined;
      }
      default: return undefined;
    }
  }

  *test(e: Expr, f: Frame): Run<boolean> {
    const value = this.quick(e, f) ?? (yield* this.eval(e, f));
    return truth(value) ?? (yield* this.truth(value));
  }

  *eval(e: Expr, f: Frame): Run<Value> {
    switch (e.k) {
      case 'const': return this.quick(e, f)!;
      case 'name': {
        const value = this.load(e.id, f);
        if (value !== undefined) return value;
        f.current = e;
        return this.#missing(e.id, f);
      }
      case 'binary': {
        const left = this.quick(e.left, f) ?? (yield* this.eval(e.left, f));
        const right = this.quick(e.right, f) ?? (yield* this.eval(e.right, f));
        f.current = e;
        return yield* this.operate(e.op, left, right);
      }
      case 'unary': return yield* this.#unary(e.op, yield* this.eval(e.operand, f), e, f);
      case 'bool': {
        const left = yield* this.eval(e.left, f);
        return (yield* this.truth(left)) === (e.op === 'or') ? left : yield* this.eval(e.right, f);
      }
      case 'compare': return yield* this.#compare(e, f);
      case 'if': return yield* this.eval((yield* this.test(e.test, f)) ? e.body : e.orElse, f);
      case 'lambda': return new PyFunction('<lambda>', e.params, yield* this.#defaults(e.params, f), { expression: e.body }, f.scope, f.source, '<lambda>');
      case 'call': return yield* this.#callExpr(e, f);
      case 'attr': {
        const object = this.quick(e.object, f) ?? (yield* this.eval(e.object, f));
        f.current = e;
        return yield* this.getAttr(object, e.name);
      }
      case 'sub': {
        const object = this.quick(e.object, f) ?? (yield* this.eval(e.object, f));
        const index = yield* this.eval(e.index, f);
        f.current = e;
        return yield* this.getItem(object, index);
      }
      case 'slice': return new PySlice(e.low ? yield* this.eval(e.low, f) : null, e.high ? yield* this.eval(e.high, f) : null, e.step ? yield* this.eval(e.step, f) : null);
      case 'list': return new PyList(yield* this.#display(e.items, f));
      case 'tuple': return new PyTuple(yield* this.#display(e.items, f));
      case 'set': return yield* this.setOf(yield* this.#display(e.items, f));
      case 'dict': {
        const dict = new PyDict();
        for (const [key, value] of e.entries) {
          if (key) {
            const k = yield* this.eval(key, f);
            yield* this.setKey(dict, k, yield* this.eval(value, f));
          } else {
            const other = yield* this.eval(value, f);
            if (!(other instanceof PyDict)) raise('TypeError', `'${classOf(other).name}' object is not a mapping`);
            for (const [k, v] of other.entries) dict.entries.set(k, [v[0], v[1]]);
          }
        }
        return dict;
      }
      case 'comp': return yield* this.#comprehension(e, f);
      case 'fstring': return yield* this.#fstring(e.parts, f);
      case 'yield': {
        const value = e.value ? yield* this.eval(e.value, f) : null;
        return yield* this.#hand(value);
      }
      case 'yieldFrom': return yield* this.#yieldFrom(yield* this.eval(e.value, f));
      case 'named': {
        const value = yield* this.eval(e.value, f);
        yield* this.assign(e.target, value, f);
        return value;
      }
      case 'star': raise('SyntaxError', "can't use starred expression here");
    }
  }

  /** Hands a value out of a generator function and takes what is sent in. */
  *#hand(value: Value): Run<Value> {
    const frame = this.frame;
    const depth = this.#depth;
    yield new Handed(value) as unknown as Wait;
    this.frame = frame;
    this.#depth = depth;
    const generator = this.running!;
    const { thrown } = generator;
    if (thrown) {
      generator.thrown = undefined;
      throw new PyRaise(thrown);
    }
    const { sent } = generator;
    generator.sent = null;
    return sent;
  }

  /** The generator whose body runs now. */
  running: PyGenerator | undefined;

  *#yieldFrom(value: Value): Run<Value> {
    const iterator = yield* this.iterate(value);
    for (;;) {
      const step = iterator.next();
      const item = isRun(step) ? yield* step : step;
      if (item === undefined) return value instanceof PyGenerator ? (value.sent ?? null) : null;
      yield* this.#hand(item);
    }
  }

  *#display(items: readonly Expr[], f: Frame): Run<Value[]> {
    const values: Value[] = [];
    for (const item of items) {
      if (item.k === 'star') values.push(...(yield* this.list(yield* this.eval(item.value, f))));
      else values.push(this.quick(item, f) ?? (yield* this.eval(item, f)));
    }
    return values;
  }

  *#unary(op: string, value: Value, e: Expr, f: Frame): Run<Value> {
    if (op === 'not') return !(yield* this.truth(value));
    f.current = e;
    if (typeof value === 'number') return op === '-' ? -value : op === '+' ? value : raise('TypeError', "bad operand type for unary ~: 'float'");
    const int = asInt(value);
    if (int !== undefined) return op === '-' ? -int : op === '+' ? int : -int - 1n;
    const method = yield* this.lookup(value, op === '-' ? '__neg__' : op === '+' ? '__pos__' : '__invert__');
    if (method === undefined) raise('TypeError', `bad operand type for unary ${op}: '${classOf(value).name}'`);
    return yield* this.call(method, args());
  }

  *#compare(e: Expr & { k: 'compare' }, f: Frame): Run<Value> {
    let left = this.quick(e.left, f) ?? (yield* this.eval(e.left, f));
    let result: Value = true;
    for (const [i, op] of e.ops.entries()) {
      const right = this.quick(e.rights[i]!, f) ?? (yield* this.eval(e.rights[i]!, f));
      f.current = e;
      result = yield* this.compareWith(op, left, right);
      if (i < e.ops.length - 1 && !(yield* this.truth(result))) return result;
      left = right;
    }
    return result;
  }

  *compareWith(op: string, a: Value, b: Value): Run<Value> {
    if (op === 'is') return same(a, b);
    if (op === 'is not') return !same(a, b);
    if (op === 'in' || op === 'not in') return (yield* this.contains(b, a)) === (op === 'in');
    const quick = compare(op, a, b);
    if (quick !== undefined) return quick;
    for (const [x, y, method] of [[a, b, COMPARISONS[op]!], [b, a, COMPARISONS[REFLECTED[op]!]!]] as const) {
      const found = x instanceof PyInstance || x instanceof PyClass ? classOf(x).find(`__${method}__`) : undefined;
      if (found === undefined) continue;
      const result = yield* this.call(new PyMethod(x, found), args(y));
      if (result !== this.builtins.get('NotImplemented')) return result;
    }
    if (op === '!=') return !(yield* this.truth(yield* this.compareWith('==', a, b)));
    if (op === '==') {
      if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) {
        if (a.items.length !== b.items.length) return false;
        for (const [i, item] of a.items.entries()) if (!(yield* this.equals(item, b.items[i]!))) return false;
        return true;
      }
      if (a instanceof PyDict && b instanceof PyDict) {
        if (a.size !== b.size) return false;
        for (const [key, [, value]] of a.entries) {
          const other = b.entries.get(key);
          if (!other || !(yield* this.equals(value, other[1]))) return false;
        }
        return true;
      }
      return same(a, b);
    }
    if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) {
      for (const [i, item] of a.items.entries()) {
        if (i >= b.items.length) break;
        if (!(yield* this.equals(item, b.items[i]!))) return yield* this.compareWith(op, item, b.items[i]!);
      }
      return compare(op, BigInt(a.items.length), BigInt(b.items.length))!;
    }
    return raise('TypeError', `'${op}' not supported between instances of '${classOf(a).name}' and '${classOf(b).name}'`);
  }

  *equals(a: Value, b: Value): Run<boolean> {
    return equal(a, b) ?? (yield* this.truth(yield* this.compareWith('==', a, b)));
  }

  *contains(container: Value, item: Value): Run<boolean> {
    const quick = contains(container, item);
    if (quick !== undefined) return quick;
    if (container instanceof PyDict || container instanceof PySet) return container.entries.has(yield* this.key(item));
    const method = container instanceof PyInstance || container instanceof PyClass ? yield* this.lookup(container, '__contains__') : undefined;
    if (method !== undefined) return yield* this.truth(yield* this.call(method, args(item)));
    if (!this.isIterable(container)) raise('TypeError', `argument of type '${classOf(container).name}' is not iterable`);
    const iterator = yield* this.iterate(container);
    for (;;) {
      const step = iterator.next();
      const value = isRun(step) ? yield* step : step;
      if (value === undefined) return false;
      if (yield* this.equals(value, item)) return true;
    }
  }

  *operate(op: string, a: Value, b: Value, isInPlace = false): Run<Value> {
    if (op === '%' && typeof a === 'string') return yield* percentFormat(this, a, b);
    const quick = binary(op, a, b);
    if (quick !== undefined) return quick;
    const method = METHODS[op]!;
    const notImplemented = this.builtins.get('NotImplemented');
    const rightFirst = a instanceof PyInstance && b instanceof PyInstance && b.cls !== a.cls && b.cls.isSubclass(a.cls);
    for (const side of rightFirst ? ['right', 'left'] : ['left', 'right']) {
      const [x, y, name] = side === 'left' ? [a, b, `__${method}__`] : [b, a, `__r${method}__`];
      const found = x instanceof PyInstance || (x instanceof PyDict && x.cls) || (x instanceof PyTuple && x.cls) || x instanceof PyClass ? classOf(x).find(name) : undefined;
      if (found === undefined || (found instanceof PyBuiltin && !found.isMethod)) continue;
      const result = yield* this.call(new PyMethod(x, found), args(y));
      if (result !== notImplemented) return result;
    }
    return unsupported(isInPlace ? `${op}=` : op, a, b);
  }

  *#comprehension(e: Expr & { k: 'comp' }, f: Frame): Run<Value> {
    const scope = new Scope('function', f.scope, e.locals, f.scope.globals);
    const inner: Frame = { scope, source: f.source, name: e.kind === 'generator' ? '<genexpr>' : f.name, func: f.func, back: f, current: e, handling: undefined };
    const first = e.clauses[0]!;
    const start = first.kind === 'for' ? yield* this.eval(first.iterable, f) : null;
    if (e.kind === 'generator') {
      const body = (function* (self: Interpreter): Run<Value> {
        yield* self.#loop(e.clauses, 0, start, inner, function* () {
          yield* self.#hand(yield* self.eval(e.element, inner));
        });
        return null;
      })(this);
      return new PyGenerator('<genexpr>', body);
    }
    const items: Value[] = [];
    const dict = new PyDict();
    const self = this;
    yield* this.#loop(e.clauses, 0, start, inner, function* () {
      if (e.kind === 'dict') yield* self.setKey(dict, yield* self.eval(e.key!, inner), yield* self.eval(e.element, inner));
      else items.push(self.quick(e.element, inner) ?? (yield* self.eval(e.element, inner)));
    });
    f.current = e;
    return e.kind === 'dict' ? dict : e.kind === 'set' ? yield* this.setOf(items) : new PyList(items);
  }

  *#loop(clauses: (Expr & { k: 'comp' })['clauses'], at: number, start: Value | undefined, f: Frame, each: () => Run<void>): Run<void> {
    const clause = clauses[at];
    if (!clause) return yield* each();
    if (clause.kind === 'if') {
      if (yield* this.test(clause.test, f)) yield* this.#loop(clauses, at + 1, undefined, f, each);
      return;
    }
    const iterator = yield* this.iterate(start ?? (yield* this.eval(clause.iterable, f)));
    for (;;) {
      const step = iterator.next();
      const value = isRun(step) ? yield* step : step;
      if (value === undefined) return;
      if (this.system.charge(CALL_COST)) yield* this.system.pay();
      yield* this.assign(clause.target, value, f);
      yield* this.#loop(clauses, at + 1, undefined, f, each);
    }
  }

  *#fstring(parts: readonly (string | Replacement)[], f: Frame): Run<string> {
    let text = '';
    for (const part of parts) {
      if (typeof part === 'string') {
        text += part;
        continue;
      }
      const value = yield* this.eval(part.value, f);
      const spec = part.spec ? yield* this.#fstring(part.spec, f) : '';
      text += part.label ?? '';
      const conversion = part.conversion ?? (part.label !== undefined && spec === '' ? 'r' : undefined);
      f.current = part.value;
      if (conversion === 'r' || conversion === 'a') text += yield* formatValue(this, yield* this.repr(value), spec);
      else if (conversion === 's') text += yield* formatValue(this, yield* this.str(value), spec);
      else text += yield* formatValue(this, value, spec);
    }
    return text;
  }

  // -- calls ----------------------------------------------------------------------------------------------------

  *#callExpr(e: Expr & { k: 'call' }, f: Frame): Run<Value> {
    // A method of an object is looked up with its object at hand, without making a bound method first.
    let func: Value;
    if (e.func.k === 'attr') {
      const object = this.quick(e.func.object, f) ?? (yield* this.eval(e.func.object, f));
      f.current = e.func;
      func = yield* this.getAttr(object, e.func.name);
    } else func = this.quick(e.func, f) ?? (yield* this.eval(e.func, f));
    const given = yield* this.#arguments(e.args, f);
    f.current = e;
    if (func === this.builtins.get('super') && given.positional.length === 0) return this.#super(f);
    if (this.system.charge(CALL_COST)) yield* this.system.pay();
    return yield* this.call(func, given);
  }

  *#arguments(list: readonly Argument[], f: Frame): Run<CallArguments> {
    const positional: Value[] = [];
    let named: Map<string, Value> | undefined;
    for (const arg of list) {
      const value = this.quick(arg.value, f) ?? (yield* this.eval(arg.value, f));
      if (arg.kind === 'positional') positional.push(value);
      else if (arg.kind === 'star') positional.push(...(yield* this.list(value)));
      else if (arg.kind === 'keyword') (named ??= new Map()).set(arg.name, value);
      else {
        if (!(value instanceof PyDict)) raise('TypeError', `argument after ** must be a mapping, not ${classOf(value).name}`);
        for (const [key, each] of value.entries.values()) (named ??= new Map()).set(String(key), each);
      }
    }
    return { positional, named: named ?? NO_NAMES };
  }

  #super(f: Frame): Value {
    let frame: Frame | undefined = f;
    while (frame && !(frame.func && homes.has(frame.func))) frame = frame.back;
    const home = frame?.func && homes.get(frame.func);
    const first = frame?.func?.params[0];
    if (!home || !first) raise('RuntimeError', 'super(): no arguments');
    return this.superOf(home, frame!.scope.vars.get(first.name) ?? null);
  }

  superOf(home: PyClass, self: Value): Value {
    const proxy = new PyInstance(this.builtins.get('super') instanceof PyClass ? (this.builtins.get('super') as PyClass) : OBJECT);
    proxy.payload = { home, self };
    return proxy;
  }

  *call(func: Value, given: CallArguments): Run<Value> {
    if (func instanceof PyFunction) return yield* this.#callFunction(func, given);
    if (func instanceof PyBuiltin) {
      const result = func.call(given);
      return isRun(result) ? yield* result : result;
    }
    if (func instanceof PyMethod) return yield* this.call(func.func, { positional: [func.self, ...given.positional], named: given.named });
    if (func instanceof PyClass) return yield* this.instantiate(func, given);
    if (func instanceof PyStaticMethod) return yield* this.call(func.func, given);
    const method = func instanceof PyInstance ? func.cls.find('__call__') : undefined;
    if (method === undefined) raise('TypeError', `'${classOf(func).name}' object is not callable`);
    return yield* this.call(new PyMethod(func, method), given);
  }

  *instantiate(cls: PyClass, given: CallArguments): Run<Value> {
    const called = cls.meta?.find('__call__');
    if (called !== undefined) return yield* this.call(new PyMethod(cls, called), given);
    const make = cls.find('__new__');
    let instance: Value;
    if (make !== undefined && !(make instanceof PyBuiltin)) instance = yield* this.call(make instanceof PyStaticMethod ? make.func : make, { positional: [cls, ...given.positional], named: given.named });
    else if (cls.construct) {
      const made = cls.construct(cls, given);
      instance = isRun(made) ? yield* made : made;
    } else {
      const abstract = [...new Set(cls.mro.flatMap(({ attrs }) => [...attrs.keys()]))].filter((name) => {
        const value = cls.find(name);
        return (value instanceof PyFunction && value.attrs.get('__isabstractmethod__') === true) || (value instanceof PyProperty && value.getter instanceof PyFunction && value.getter.attrs.get('__isabstractmethod__') === true);
      });
      if (abstract.length > 0) raise('TypeError', `Can't instantiate abstract class ${cls.name} without an implementation for abstract method${abstract.length > 1 ? 's' : ''} ${abstract.map((name) => `'${name}'`).join(', ')}`);
      instance = new PyInstance(cls);
      if (cls.isSubclass(EXCEPTIONS.get('BaseException')!)) instance.attrs.set('args', new PyTuple(given.positional));
      if (cls.isSubclass(EXCEPTIONS.get('OSError')!) && given.positional.length >= 2) {
        instance.attrs.set('errno', given.positional[0]!);
        instance.attrs.set('strerror', given.positional[1]!);
        instance.attrs.set('filename', given.positional[2] ?? null);
      }
      if (cls.isSubclass(EXCEPTIONS.get('SystemExit')!)) instance.attrs.set('code', given.positional[0] ?? null);
      if (cls.isSubclass(EXCEPTIONS.get('StopIteration')!)) instance.attrs.set('value', given.positional[0] ?? null);
    }
    const init = isInstance(instance, cls) ? classOf(instance).find('__init__') : undefined;
    if (init !== undefined) yield* this.call(new PyMethod(instance, init), given);
    else if (!cls.construct && make === undefined && (given.positional.length > 0 || given.named.size > 0) && !cls.isSubclass(EXCEPTIONS.get('BaseException')!)) raise('TypeError', `${cls.name}() takes no arguments`);
    return instance;
  }

  *#callFunction(func: PyFunction, given: CallArguments): Run<Value> {
    const { body } = func;
    const isLambda = 'expression' in body;
    const scope = new Scope('function', func.closure, isLambda ? new Set(func.params.map(({ name }) => name)) : body.locals, func.closure.globals);
    this.#bind(func, given, scope.vars);
    const frame: Frame = { scope, source: func.source, name: func.name, func, back: this.frame, current: isLambda ? body.expression : body, handling: undefined };
    if (!isLambda && body.isGenerator) {
      const self = this;
      const run = (function* (): Run<Value> {
        const flow = yield* self.#inFrame(frame, (f) => self.exec(body.body, f));
        return typeof flow === 'object' ? flow.returned : null;
      })();
      return new PyGenerator(func.qualname, run);
    }
    if (isLambda) return yield* this.#inFrame(frame, (f) => this.eval(body.expression, f));
    const flow = yield* this.#inFrame(frame, (f) => this.exec(body.body, f));
    return typeof flow === 'object' ? flow.returned : null;
  }

  #bind(func: PyFunction, { positional, named }: CallArguments, vars: Map<string, Value>): void {
    const { params } = func;
    const label = `${func.qualname}()`;
    const plain = params.filter(({ kind }) => kind === 'plain' || kind === 'positionalOnly');
    const star = params.find(({ kind }) => kind === 'star');
    const rest = params.find(({ kind }) => kind === 'doubleStar');
    for (const [i, param] of plain.entries()) if (i < positional.length) vars.set(param.name, positional[i]!);
    if (star) vars.set(star.name, new PyTuple(positional.slice(plain.length)));
    else if (positional.length > plain.length) {
      const needed = plain.filter(({ name }) => !func.defaults.has(name)).length;
      const takes = needed === plain.length ? `${plain.length} positional argument${plain.length === 1 ? '' : 's'}` : `from ${needed} to ${plain.length} positional arguments`;
      raise('TypeError', `${label} takes ${takes} but ${positional.length} ${positional.length === 1 ? 'was' : 'were'} given`);
    }
    const extra = new PyDict();
    for (const [name, value] of named) {
      const param = params.find((each) => each.name === name && (each.kind === 'plain' || each.kind === 'keywordOnly'));
      if (!param) {
        if (!rest) raise('TypeError', `${label} got an unexpected keyword argument '${name}'`);
        extra.set(name, value);
      } else if (vars.has(name)) raise('TypeError', `${label} got multiple values for argument '${name}'`);
      else vars.set(name, value);
    }
    if (rest) vars.set(rest.name, extra);
    const missing: string[] = [];
    const missingNamed: string[] = [];
    for (const param of params) {
      if (vars.has(param.name)) continue;
      const value = func.defaults.get(param.name);
      if (value !== undefined) vars.set(param.name, value);
      else (param.kind === 'keywordOnly' ? missingNamed : missing).push(`'${param.name}'`);
    }
    for (const [list, kind] of [[missing, 'positional'], [missingNamed, 'keyword-only']] as const) {
      if (list.length === 0) continue;
      const names = list.length === 1 ? list[0] : list.length === 2 ? list.join(' and ') : `${list.slice(0, -1).join(', ')}, and ${list.at(-1)}`;
      raise('TypeError', `${label} missing ${list.length} required ${kind} argument${list.length === 1 ? '' : 's'}: ${names}`);
    }
  }

  // -- attributes and items --------------------------------------------------------------------------------------

  *getAttr(object: Value, name: string): Run<Value> {
    const value = yield* this.lookup(object, name);
    if (value !== undefined) return value;
    const hint = suggestion(name, this.attributesOf(object));
    const error = exception('AttributeError', object instanceof PyModule ? `module '${object.name}' has no attribute '${name}'` : object instanceof PyClass ? `type object '${object.name}' has no attribute '${name}'` : `'${classOf(object).name}' object has no attribute '${name}'`);
    error.attrs.set('hint', hint);
    throw new PyRaise(error);
  }

  attributesOf(object: Value): readonly string[] {
    const own = object instanceof PyInstance || object instanceof PyModule || object instanceof PyClass || object instanceof PyFunction ? [...object.attrs.keys()] : [];
    const classes = object instanceof PyClass ? object.mro : classOf(object).mro;
    return [...new Set([...own, ...classes.flatMap(({ attrs }) => [...attrs.keys()])])];
  }

  /** An attribute, bound to its object; undefined when there is none. */
  *lookup(object: Value, name: string): Run<Value | undefined> {
    if (object instanceof PyModule) return object.attrs.has(name) ? object.attrs.get(name)! : (name === '__name__' ? object.name : name === '__dict__' ? PyDict.of(object.attrs) : yield* this.importer.submodule(object, name, this.frame, true));
    if (object instanceof PyClass) return yield* this.#classAttr(object, name);
    if (object instanceof PyInstance && object.payload !== undefined && object.cls === this.builtins.get('super')) return yield* this.#superAttr(object, name);
    const cls = classOf(object);
    const found = cls.find(name);
    if (found instanceof PyProperty) {
      if (found.isCached && object instanceof PyInstance && object.attrs.has(name)) return object.attrs.get(name);
      const value = yield* this.call(found.getter, args(object));
      if (found.isCached && object instanceof PyInstance) object.attrs.set(name, value);
      return value;
    }
    const descriptor = found instanceof PyInstance ? found.cls.find('__get__') : undefined;
    if (descriptor !== undefined) return yield* this.call(new PyMethod(found!, descriptor), args(object, cls));
    if (object instanceof PyInstance || object instanceof PyFunction || object instanceof PyBuiltin) {
      const own = object.attrs.get(name);
      if (own !== undefined) return own;
    }
    if (found !== undefined) return this.#bound(found, object, cls);
    const special = this.#special(object, name, cls);
    if (special !== undefined) return special;
    const fallback = object instanceof PyInstance ? cls.find('__getattr__') : undefined;
    return fallback === undefined ? undefined : yield* this.call(new PyMethod(object, fallback), args(name));
  }

  #bound(found: Value, object: Value, cls: PyClass): Value {
    if (found instanceof PyFunction || (found instanceof PyBuiltin && found.isMethod)) return new PyMethod(object, found);
    if (found instanceof PyStaticMethod) return found.isClassMethod ? new PyMethod(cls, found.func) : found.func;
    return found;
  }

  #special(object: Value, name: string, cls: PyClass): Value | undefined {
    switch (name) {
      case '__class__': return cls;
      case '__dict__': return object instanceof PyInstance || object instanceof PyFunction ? PyDict.of(object.attrs) : undefined;
      case '__doc__': return object instanceof PyFunction ? (object.doc ?? null) : (cls.find('__doc__') ?? null);
      case '__module__': return object instanceof PyFunction ? (object.closure.globals.get('__name__') ?? null) : cls.module;
      case '__name__': return object instanceof PyFunction || object instanceof PyBuiltin ? object.name : object instanceof PyMethod ? this.#special(object.func, name, cls) : undefined;
      case '__qualname__': return object instanceof PyFunction ? object.qualname : object instanceof PyBuiltin ? object.name : undefined;
      case '__self__': return object instanceof PyMethod ? object.self : undefined;
      case '__func__': return object instanceof PyMethod ? object.func : undefined;
      case '__cause__': return object instanceof PyInstance ? (object.cause ?? null) : undefined;
      case '__context__': return object instanceof PyInstance ? (object.context ?? null) : undefined;
      case '__traceback__': return object instanceof PyInstance ? null : undefined;
      case 'setter': return object instanceof PyProperty ? new PyBuiltin('setter', ({ positional }) => new PyProperty(object.getter, positional[0]!)) : undefined;
      case 'start': case 'stop': case 'step': return object instanceof PyRange ? object[name] : object instanceof PySlice ? { start: object.low, stop: object.high, step: object.step }[name] : undefined;
      case '__iter__': return this.isIterable(object) ? new PyBuiltin('__iter__', () => this.#iterAttr(object)) : undefined;
      case '__next__': return object instanceof PyGenerator || object instanceof PyIterator ? new PyBuiltin('__next__', () => this.nextOf(object)) : undefined;
      default: return undefined;
    }
  }

  *#iterAttr(object: Value): Run<Value> {
    return yield* this.iterator(object);
  }

  *#classAttr(cls: PyClass, name: string): Run<Value | undefined> {
    const found = cls.find(name);
    if (found instanceof PyStaticMethod) return found.isClassMethod ? new PyMethod(cls, found.func) : found.func;
    if (found !== undefined) return found;
    switch (name) {
      case '__name__': return cls.name;
      case '__qualname__': return cls.qualname;
      case '__module__': return cls.module;
      case '__mro__': return new PyTuple(cls.mro);
      case '__bases__': return new PyTuple(cls.bases);
      case '__dict__': return PyDict.of(cls.attrs);
      case '__doc__': return null;
      case '__class__': return cls.meta ?? TYPE;
      case '__annotations__': return new PyDict();
      case '__subclasses__': return undefined;
      default:
    }
    const inMeta = cls.meta?.find(name);
    return inMeta === undefined ? undefined : this.#bound(inMeta, cls, cls.meta!);
  }

  *#superAttr(proxy: PyInstance, name: string): Run<Value | undefined> {
    const { home, self } = proxy.payload as { home: PyClass; self: Value };
    const cls = self instanceof PyClass ? self : classOf(self);
    const rest = cls.mro.slice(cls.mro.indexOf(home) + 1);
    for (const each of rest) {
      const found = each.attrs.get(name);
      if (found === undefined) continue;
      if (found instanceof PyProperty) return yield* this.call(found.getter, args(self));
      return this.#bound(found, self, cls);
    }
    const isException = cls.isSubclass(EXCEPTIONS.get('BaseException')!);
    if (name === '__init__') return new PyBuiltin('__init__', ({ positional }) => {
      if (isException && self instanceof PyInstance) self.attrs.set('args', new PyTuple(positional));
      return null;
    });
    if (name === '__new__') return new PyBuiltin('__new__', ({ positional }) => new PyInstance(positional[0] as PyClass));
    if (name === '__setattr__') return new PyBuiltin('__setattr__', ({ positional }) => {
      if (self instanceof PyInstance) self.attrs.set(String(positional[0]), positional[1]!);
      return null;
    });
    if (name === '__str__' || name === '__repr__') return new PyBuiltin(name, () => (isException && name === '__str__' ? this.exceptionText(self as PyInstance) : this.defaultRepr(self)));
    if (name === '__init_subclass__') return new PyBuiltin(name, () => null);
    if (name === '__eq__') return new PyBuiltin(name, ({ positional }) => same(self, positional[0]!));
    if (name === '__hash__') return new PyBuiltin(name, () => BigInt(idOf(self)));
    return undefined;
  }

  *setAttr(object: Value, name: string, value: Value): Run<void> {
    if (object instanceof PyInstance) {
      const found = object.cls.find(name);
      if (found instanceof PyProperty && !found.isCached) {
        if (found.setter === null) raise('AttributeError', `property '${name}' of '${object.cls.name}' object has no setter`);
        yield* this.call(found.setter, args(object, value));
        return;
      }
      const descriptor = found instanceof PyInstance ? found.cls.find('__set__') : undefined;
      if (descriptor !== undefined) {
        yield* this.call(new PyMethod(found!, descriptor), args(object, value));
        return;
      }
      const hook = object.cls.find('__setattr__');
      if (hook instanceof PyFunction && this.frame?.func !== hook) {
        yield* this.call(new PyMethod(object, hook), args(name, value));
        return;
      }
      object.attrs.set(name, value);
    } else if (object instanceof PyClass || object instanceof PyModule || object instanceof PyBuiltin) object.attrs.set(name, value);
    else if (object instanceof PyFunction) {
      if (name === '__name__' || name === '__qualname__') object[name === '__name__' ? 'name' : 'qualname'] = String(value);
      else if (name === '__doc__') object.doc = value === null ? undefined : String(value);
      else object.attrs.set(name, value);
    } else raise('AttributeError', `'${classOf(object).name}' object has no attribute '${name}'`);
  }

  /** A key of a dictionary; instances may have a hash of their own. */
  *key(value: Value): Run<Key> {
    if (value instanceof PyInstance) {
      if (value.hash !== undefined) return value.hash;
      const method = value.cls.find('__hash__');
      if (method === null || (method === undefined && value.cls.find('__eq__') instanceof PyFunction)) raise('TypeError', `unhashable type: '${value.cls.name}'`);
      if (method !== undefined) return `h${String(yield* this.call(new PyMethod(value, method), args()))}`;
    }
    if (value instanceof PyTuple && value.items.some((item) => item instanceof PyInstance)) {
      const parts: string[] = [];
      for (const item of value.items) {
        const key = yield* this.key(item);
        parts.push(typeof key === 'object' && key !== null ? `o${idOf(key as Value)}` : `${typeof key}:${String(key)}`);
      }
      return `t${parts.join(',')}`;
    }
    return keyOf(value);
  }

  *setKey(dict: PyDict, key: Value, value: Value): Run<void> {
    const k = yield* this.key(key);
    const entry = dict.entries.get(k);
    if (entry) entry[1] = value;
    else dict.entries.set(k, [key, value]);
  }

  *setOf(items: readonly Value[], isFrozen = false): Run<PySet> {
    const set = new PySet(isFrozen);
    for (const item of items) {
      const key = yield* this.key(item);
      if (!set.entries.has(key)) set.entries.set(key, item);
    }
    return set;
  }

  #position(index: Value, length: number, what: string): number {
    const at = asInt(index);
    if (at === undefined) raise('TypeError', `${what.replace(' assignment', '')} indices must be integers or slices, not ${classOf(index).name}`);
    const position = Number(at) < 0 ? Number(at) + length : Number(at);
    if (position < 0 || position >= length) raise('IndexError', `${what} index out of range`);
    return position;
  }

  *getItem(object: Value, index: Value): Run<Value> {
    if (object instanceof PyDict) {
      const entry = object.entries.get(yield* this.key(index));
      if (entry) return entry[1];
      const missing = object.cls?.find('__missing__');
      if (missing !== undefined) return yield* this.call(new PyMethod(object, missing), args(index));
      if (object.factory !== undefined && object.factory !== null) {
        const value = yield* this.call(object.factory, args());
        yield* this.setKey(object, index, value);
        return value;
      }
      throw new PyRaise(exception('KeyError', index));
    }
    if (index instanceof PySlice) {
      const pick = <T>(items: ArrayLike<T>) => sliceIndices(index.low, index.high, index.step, items.length).map((i) => items[i]!);
      if (typeof object === 'string') return pick([...object]).join('');
      if (object instanceof PyList) return new PyList(pick(object.items));
      if (object instanceof PyTuple) return new PyTuple(pick(object.items));
      if (object instanceof PyBytes) return new PyBytes(Uint8Array.from(pick(object.data)), object.isArray);
      if (object instanceof PyRange) {
        const kept = sliceIndices(index.low, index.high, index.step, object.length);
        return kept.length === 0 ? new PyRange(0n, 0n, 1n) : new PyRange(object.at(kept[0]!), object.at(kept.at(-1)!) + (kept.length > 1 ? object.at(kept[1]!) - object.at(kept[0]!) : object.step), kept.length > 1 ? object.at(kept[1]!) - object.at(kept[0]!) : object.step);
      }
    }
    if (object instanceof PyList) return object.items[this.#position(index, object.items.length, 'list')]!;
    if (object instanceof PyTuple) return object.items[this.#position(index, object.items.length, 'tuple')]!;
    if (typeof object === 'string') {
      const characters = /[\ud800-\udfff]/.test(object) ? [...object] : object;
      return characters[this.#position(index, characters.length, 'string')]!;
    }
    if (object instanceof PyBytes) return BigInt(object.data[this.#position(index, object.data.length, 'index')]!);
    if (object instanceof PyRange) return object.at(this.#position(index, object.length, 'range object'));
    if (object instanceof PyClass) {
      const generic = object.find('__class_getitem__') ?? object.meta?.find('__getitem__');
      if (generic !== undefined) return yield* this.call(new PyMethod(object, generic instanceof PyStaticMethod ? generic.func : generic), args(index));
      return object;
    }
    const method = object instanceof PyInstance ? yield* this.lookup(object, '__getitem__') : undefined;
    if (method === undefined) raise('TypeError', `'${classOf(object).name}' object is not subscriptable`);
    return yield* this.call(method, args(index));
  }

  *setItem(object: Value, index: Value, value: Value): Run<void> {
    if (object instanceof PyDict) {
      const hook = object.cls?.find('__setitem__');
      if (hook instanceof PyFunction) {
        yield* this.call(new PyMethod(object, hook), args(index, value));
        return;
      }
      return yield* this.setKey(object, index, value);
    }
    if (object instanceof PyList) {
      if (index instanceof PySlice) {
        const indices = sliceIndices(index.low, index.high, index.step, object.items.length);
        const start = indices[0] ?? Math.min(Number(asInt(index.low) ?? 0n), object.items.length);
        object.items.splice(start, indices.length, ...(yield* this.list(value)));
      } else object.items[this.#position(index, object.items.length, 'list assignment')] = value;
      return;
    }
    if (object instanceof PyBytes && object.isArray) {
      object.data[this.#position(index, object.data.length, 'bytearray')] = Number(asInt(value) ?? 0n);
      return;
    }
    const method = object instanceof PyInstance ? yield* this.lookup(object, '__setitem__') : undefined;
    if (method === undefined) raise('TypeError', `'${classOf(object).name}' object does not support item assignment`);
    yield* this.call(method, args(index, value));
  }

  // -- iteration ------------------------------------------------------------------------------------------------

  isIterable(value: Value): boolean {
    return typeof value === 'string' || value instanceof PyList || value instanceof PyTuple || value instanceof PyDict || value instanceof PySet || value instanceof PyRange || value instanceof PyBytes || value instanceof PyGenerator || value instanceof PyIterator ||
      (value instanceof PyInstance && (value.cls.find('__iter__') ?? value.cls.find('__getitem__')) !== undefined) || (value instanceof PyClass && value.meta?.find('__iter__') !== undefined);
  }

  /** Steps through a value; `next` gives undefined at the end. */
  *iterate(value: Value): Run<PyIterator> {
    if (value instanceof PyIterator) return value;
    if (value instanceof PyGenerator) return new PyIterator('generator', () => this.advance(value));
    if (value instanceof PyList || value instanceof PyTuple) {
      let i = 0;
      return new PyIterator(value instanceof PyList ? 'list_iterator' : 'tuple_iterator', () => (i < value.items.length ? value.items[i++]! : undefined));
    }
    if (value instanceof PyRange) {
      let i = 0;
      const { length } = value;
      return new PyIterator('range_iterator', () => (i < length ? value.at(i++) : undefined));
    }
    if (typeof value === 'string') return fromIterable('str_iterator', value);
    if (value instanceof PyDict) return this.#sized('dict_keyiterator', value.entries, (entry) => (entry as [Key, [Value, Value]])[1][0], 'dictionary');
    if (value instanceof PySet) return this.#sized('set_iterator', value.entries, (entry) => (entry as [Key, Value])[1], 'Set');
    if (value instanceof PyBytes) return fromIterable('bytes_iterator', [...value.data].map(BigInt));
    const method = value instanceof PyInstance || value instanceof PyClass ? yield* this.lookup(value, '__iter__') : undefined;
    if (method !== undefined) {
      const made = yield* this.call(method, args());
      return made === value || made instanceof PyInstance ? this.#byNext(made as PyInstance) : yield* this.iterate(made);
    }
    const getItem = value instanceof PyInstance ? yield* this.lookup(value, '__getitem__') : undefined;
    if (getItem === undefined) raise('TypeError', `'${classOf(value).name}' object is not iterable`);
    let i = 0n;
    const self = this;
    return new PyIterator('iterator', function* (): Run<Value | undefined> {
      try {
        return yield* self.call(getItem, args(i++));
      } catch (error) {
        if (error instanceof PyRaise && error.value.cls.isSubclass(EXCEPTIONS.get('IndexError')!)) return undefined;
        throw error;
      }
    });
  }

  #sized(kind: string, entries: Map<Key, unknown>, pick: (entry: [Key, unknown]) => Value, what: string): PyIterator {
    const { size } = entries;
    const inner = entries[Symbol.iterator]();
    return new PyIterator(kind, () => {
      if (entries.size !== size) raise('RuntimeError', `${what} changed size during iteration`);
      const step = inner.next();
      return step.done ? undefined : pick(step.value as [Key, unknown]);
    });
  }

  #byNext(instance: PyInstance): PyIterator {
    const self = this;
    return new PyIterator('iterator', function* (): Run<Value | undefined> {
      const method = yield* self.lookup(instance, '__next__');
      if (method === undefined) raise('TypeError', `iter() returned non-iterator of type '${instance.cls.name}'`);
      try {
        return yield* self.call(method, args());
      } catch (error) {
        if (error instanceof PyRaise && error.value.cls.isSubclass(EXCEPTIONS.get('StopIteration')!)) return undefined;
        throw error;
      }
    });
  }

  /** iter(value). */
  *iterator(value: Value): Run<Value> {
    if (value instanceof PyGenerator || value instanceof PyIterator) return value;
    if (value instanceof PyInstance) {
      const method = yield* this.lookup(value, '__iter__');
      if (method !== undefined) return yield* this.call(method, args());
    }
    return yield* this.iterate(value);
  }

  /** next(value): raises StopIteration at the end. */
  *nextOf(value: Value): Run<Value> {
    if (value instanceof PyGenerator) {
      const item = yield* this.advance(value);
      if (item === undefined) throw new PyRaise(exception('StopIteration', ...(value.sent === null ? [] : [value.sent])));
      return item;
    }
    if (value instanceof PyIterator) {
      const step = value.next();
      const item = isRun(step) ? yield* step : step;
      if (item === undefined) throw new PyRaise(exception('StopIteration'));
      return item;
    }
    const method = yield* this.lookup(value, '__next__');
    if (method === undefined) raise('TypeError', `'${classOf(value).name}' object is not an iterator`);
    return yield* this.call(method, args());
  }

  /** Runs a generator to its next value. At its end `sent` holds what it returned. */
  *advance(generator: PyGenerator): Run<Value | undefined> {
    if (generator.isDone) return undefined;
    if (generator.isRunning) raise('ValueError', 'generator already executing');
    const outer = this.running;
    const frame = this.frame;
    const depth = this.#depth;
    this.running = generator;
    generator.isRunning = true;
    try {
      for (;;) {
        const step = generator.body.next();
        if (step.done) {
          generator.isDone = true;
          generator.sent = step.value;
          return undefined;
        }
        if (step.value instanceof Handed) return step.value.value;
        this.running = outer;
        yield step.value;
        this.running = generator;
      }
    } catch (error) {
      generator.isDone = true;
      throw error;
    } finally {
      generator.isRunning = false;
      this.running = outer;
      this.frame = frame;
      this.#depth = depth;
    }
  }

  *list(value: Value): Run<Value[]> {
    if (value instanceof PyList || value instanceof PyTuple) return [...value.items];
    if (typeof value === 'string') return [...value];
    const iterator = yield* this.iterate(value);
    const items: Value[] = [];
    for (;;) {
      const step = iterator.next();
      const item = isRun(step) ? yield* step : step;
      if (item === undefined) return items;
      items.push(item);
      if (this.system.charge(0.05)) yield* this.system.pay();
    }
  }

  // -- text -----------------------------------------------------------------------------------------------------

  *truth(value: Value): Run<boolean> {
    const quick = truth(value);
    if (quick !== undefined) return quick;
    const method = (value as PyInstance).cls.find('__bool__');
    if (method !== undefined) return (yield* this.call(new PyMethod(value, method), args())) === true;
    const length = (value as PyInstance).cls.find('__len__');
    return length === undefined || asInt(yield* this.call(new PyMethod(value, length), args())) !== 0n;
  }

  *str(value: Value): Run<string> {
    if (typeof value === 'string') return value;
    if (value instanceof PyInstance) {
      const method = value.cls.find('__str__');
      if (method !== undefined) return String(yield* this.call(new PyMethod(value, method), args()));
      if (value.cls.isSubclass(EXCEPTIONS.get('BaseException')!)) return yield* this.exceptionText(value);
    }
    return yield* this.repr(value);
  }

  *exceptionText(value: PyInstance): Run<string> {
    const given = value.attrs.get('args');
    const items = given instanceof PyTuple ? given.items : [];
    if (value.cls.isSubclass(EXCEPTIONS.get('OSError')!) && items.length >= 2 && value.attrs.has('errno')) {
      const name = value.attrs.get('filename') ?? null;
      return `[Errno ${String(items[0])}] ${String(items[1])}${name === null ? '' : `: ${yield* this.repr(name)}`}`;
    }
    if (value.cls.isSubclass(EXCEPTIONS.get('KeyError')!) && items.length === 1) return yield* this.repr(items[0]!);
    if (items.length === 0) return '';
    return items.length === 1 ? yield* this.str(items[0]!) : yield* this.repr(given!);
  }

  defaultRepr(value: Value): string {
    const cls = classOf(value);
    return `<${cls.module === 'builtins' ? '' : `${cls.module}.`}${cls.qualname} object at 0x${idOf(value).toString(16).padStart(12, '0')}>`;
  }

  *repr(value: Value, seen: readonly Value[] = []): Run<string> {
    switch (typeof value) {
      case 'string': return stringRepr(value);
      case 'bigint': return value.toString();
      case 'number': return floatText(value);
      case 'boolean': return value ? 'True' : 'False';
      default:
    }
    if (value === null) return 'None';
    if (seen.includes(value)) return value instanceof PyDict ? '{...}' : '[...]';
    const inside = [...seen, value];
    const all = function* (this: Interpreter, items: Iterable<Value>): Run<string> {
      const texts: string[] = [];
      for (const item of items) texts.push(yield* this.repr(item, inside));
      return texts.join(', ');
    }.bind(this);
    if (value instanceof PyInstance || ((value instanceof PyTuple || value instanceof PyDict) && value.cls)) {
      const method = classOf(value).find('__repr__');
      if (method !== undefined && !(method instanceof PyBuiltin && !method.isMethod)) return String(yield* this.call(new PyMethod(value, method), args()));
    }
    if (value instanceof PyInstance) {
      if (!value.cls.isSubclass(EXCEPTIONS.get('BaseException')!)) return this.defaultRepr(value);
      const given = value.attrs.get('args');
      return `${value.cls.name}(${given instanceof PyTuple ? yield* all(given.items) : ''})`;
    }
    if (value instanceof PyList) return `[${yield* all(value.items)}]`;
    if (value instanceof PyTuple) return value.items.length === 1 ? `(${yield* all(value.items)},)` : `(${yield* all(value.items)})`;
    if (value instanceof PyDict) {
      const texts: string[] = [];
      for (const [key, each] of value.entries.values()) texts.push(`${yield* this.repr(key, inside)}: ${yield* this.repr(each, inside)}`);
      return `{${texts.join(', ')}}`;
    }
    if (value instanceof PySet) {
      const body = `{${yield* all(value.entries.values())}}`;
      return value.isFrozen ? (value.entries.size === 0 ? 'frozenset()' : `frozenset(${body})`) : value.entries.size === 0 ? 'set()' : body;
    }
    return plainRepr(value);
  }

  // -- output ---------------------------------------------------------------------------------------------------

  /** print() and sys.stdout.write(): by lines on a terminal, in blocks otherwise, as C's stdio. */
  *write(text: string): Run<void> {
    this.#buffer += text;
    const isOnTerminal = this.system.descriptors.get(1)?.terminal !== undefined;
    if (this.isUnbuffered || this.#buffer.length > 8192 || (isOnTerminal && text.includes('\n'))) yield* this.flush();
  }

  *flush(): Run<void> {
    if (this.#buffer === '') return;
    const text = this.#buffer;
    this.#buffer = '';
    yield* this.system.stdout.write(toBytes(text));
  }

  *complain(text: string): Run<void> {
    yield* this.system.complain(text);
  }
}

function fromIterable(kind: string, items: Iterable<Value>): PyIterator {
  const inner = items[Symbol.iterator]();
  return new PyIterator(kind, () => {
    const step = inner.next();
    return step.done ? undefined : step.value;
  });
}

export function same(a: Value, b: Value): boolean {
  return Object.is(a, b) || (a instanceof PyMethod && b instanceof PyMethod && a.self === b.self && a.func === b.func);
}

function plainRepr(value: Value): string {
  const at = `0x${idOf(value).toString(16).padStart(12, '0')}`;
  if (value instanceof PyBytes) return bytesRepr(value);
  if (value instanceof PyRange) return `range(${value.start}, ${value.stop}${value.step === 1n ? '' : `, ${value.step}`})`;
  if (value instanceof PySlice) return 'slice(...)';
  if (value instanceof PyFunction) return `<function ${value.qualname} at ${at}>`;
  if (value instanceof PyBuiltin) return `<built-in function ${value.name}>`;
  if (value instanceof PyMethod) return value.func instanceof PyFunction ? `<bound method ${value.func.qualname} of ...>` : `<built-in method ${(value.func as PyBuiltin).name} of ${classOf(value.self).name} object at ${at}>`;
  if (value instanceof PyClass) return `<class '${value.module === 'builtins' ? '' : `${value.module}.`}${value.qualname}'>`;
  if (value instanceof PyModule) {
    const file = value.attrs.get('__file__');
    return typeof file === 'string' ? `<module '${value.name}' from '${file}'>` : `<module '${value.name}' (built-in)>`;
  }
  if (value instanceof PyGenerator) return `<generator object ${value.name} at ${at}>`;
  if (value instanceof PyIterator) return `<${value.kind} object at ${at}>`;
  if (value instanceof PyEllipsis) return 'Ellipsis';
  return `<${classOf(value).name} object at ${at}>`;
}

export function bytesRepr(value: PyBytes): string {
  let text = '';
  const quote = value.data.includes(39) && !value.data.includes(34) ? '"' : "'";
  for (const byte of value.data) {
    const character = String.fromCharCode(byte);
    if (character === quote || character === '\\') text += `\\${character}`;
    else if (byte === 10) text += '\\n';
    else if (byte === 13) text += '\\r';
    else if (byte === 9) text += '\\t';
    else text += byte < 32 || byte > 126 ? `\\x${byte.toString(16).padStart(2, '0')}` : character;
  }
  return value.isArray ? `bytearray(b${quote}${text}${quote})` : `b${quote}${text}${quote}`;
}

/** `. Did you mean: 'print'?`, for a name that is close to one that exists. */
function suggestion(name: string, candidates: readonly string[]): string {
  let best: string | undefined;
  let least = Math.floor(Math.max(name.length, 3) / 3) + 1;
  for (const candidate of candidates) {
    if (candidate === name || (candidate.startsWith('_') && !name.startsWith('_'))) continue;
    const distance = editDistance(name, candidate, least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best === undefined ? '' : `. Did you mean: '${best}'?`;
}

function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}

export { BUILTIN };
