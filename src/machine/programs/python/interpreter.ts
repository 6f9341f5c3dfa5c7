import { toBytes } from '../../../core/bytes.ts';
import { createEntropy } from '../../../core/entropy.ts';
import { Condition, anyOf } from '../../../core/process.ts';
import type { Wait } from '../../../core/process.ts';
import type { System } from '../../system.ts';
import { lineOf } from './ast.ts';
import type { Expr, Module, Source, Stmt } from './ast.ts';
import { classOf, exception, raise } from './classes.ts';
import { STATEMENT_COST } from './costs.ts';
import { attributesOf, getAttr, lookup, setAttr } from './evaluate/attributes.ts';
import { callValue, instantiate } from './evaluate/calls.ts';
import { compareWith, equalValues, operate } from './evaluate/comparisons.ts';
import { superOf } from './evaluate/definitions.ts';
import { handledNow } from './evaluate/exceptions.ts';
import { evalExpr, testExpr } from './evaluate/expressions.ts';
import { getItem, keyFor, setKey, setOf } from './evaluate/items.ts';
import { advance, iterateOver, iteratorOf, listOf, nextOf } from './evaluate/iteration.ts';
import { assign, loadName, storeName } from './evaluate/names.ts';
import { execOne } from './evaluate/statements.ts';
import { reprOf, strOf, truthOf } from './evaluate/text.ts';
import type { Importer } from './importer.ts';
import { PyClass, PyDict, PyFunction, PyGenerator, PyInstance, PyIterator, PyModule, PyRaise, PySet, Scope, Unhashable } from './values.ts';
import type { CallArguments, Key, Run, TraceEntry, Value } from './values.ts';

/** What a statement did to the flow. */
export type Flow = undefined | 'break' | 'continue' | { readonly returned: Value };

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

const RECURSION_LIMIT = 1000;

export class Interpreter {
  readonly builtins = new Map<string, Value>();
  readonly modules = new Map<string, PyModule>();
  importer!: Importer;
  frame: Frame | undefined;
  /** How deep calls are nested. */
  depth = 0;
  /** The class that a method was defined in, for `super()`. */
  readonly homes = new WeakMap<PyFunction, PyClass>();
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

  *runModule(module: Module, globals: Map<string, Value>, name = '<module>'): Run<void> {
    const scope = new Scope('module', undefined, undefined, globals);
    yield* this.inFrame({ scope, source: module.source, name, func: undefined, back: this.frame, current: module, handling: undefined } as never, (frame) => this.exec(module.body, frame));
  }

  *inFrame<Result>(frame: Frame, body: (frame: Frame) => Run<Result>): Run<Result> {
    if (this.depth >= RECURSION_LIMIT) raise('RecursionError', 'maximum recursion depth exceeded');
    const before = this.frame;
    this.frame = frame;
    this.depth++;
    try {
      return yield* body(frame);
    } catch (error) {
      throw this.#traced(error, frame);
    } finally {
      this.depth--;
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
      const flow = yield* execOne(this, statement, frame);
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

  get handled(): PyInstance | undefined {
    return handledNow(this, this.frame);
  }

  /** The generator whose body runs now. */
  running: PyGenerator | undefined;

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

  load(id: string, f: Frame): Value | undefined {
    return loadName(this, id, f);
  }

  store(id: string, value: Value, f: Frame): void {
    return storeName(this, id, value, f);
  }

  assign(target: Expr, value: Value, f: Frame): Run<void> {
    return assign(this, target, value, f);
  }

  test(e: Expr, f: Frame): Run<boolean> {
    return testExpr(this, e, f);
  }

  eval(e: Expr, f: Frame): Run<Value> {
    return evalExpr(this, e, f);
  }

  compareWith(op: string, a: Value, b: Value): Run<Value> {
    return compareWith(this, op, a, b);
  }

  equals(a: Value, b: Value): Run<boolean> {
    return equalValues(this, a, b);
  }

  operate(op: string, a: Value, b: Value, isInPlace = false): Run<Value> {
    return operate(this, op, a, b, isInPlace);
  }

  superOf(home: PyClass, self: Value): Value {
    return superOf(this, home, self);
  }

  call(func: Value, given: CallArguments): Run<Value> {
    return callValue(this, func, given);
  }

  instantiate(cls: PyClass, given: CallArguments): Run<Value> {
    return instantiate(this, cls, given);
  }

  getAttr(object: Value, name: string): Run<Value> {
    return getAttr(this, object, name);
  }

  attributesOf(object: Value): readonly string[] {
    return attributesOf(this, object);
  }

  /** An attribute, bound to its object; undefined when there is none. */
  lookup(object: Value, name: string): Run<Value | undefined> {
    return lookup(this, object, name);
  }

  setAttr(object: Value, name: string, value: Value): Run<void> {
    return setAttr(this, object, name, value);
  }

  /** A key of a dictionary; instances may have a hash of their own. */
  key(value: Value): Run<Key> {
    return keyFor(this, value);
  }

  setKey(dict: PyDict, key: Value, value: Value): Run<void> {
    return setKey(this, dict, key, value);
  }

  setOf(items: readonly Value[], isFrozen = false): Run<PySet> {
    return setOf(this, items, isFrozen);
  }

  getItem(object: Value, index: Value): Run<Value> {
    return getItem(this, object, index);
  }

  /** Steps through a value; `next` gives undefined at the end. */
  iterate(value: Value): Run<PyIterator> {
    return iterateOver(this, value);
  }

  /** iter(value). */
  iterator(value: Value): Run<Value> {
    return iteratorOf(this, value);
  }

  /** next(value): raises StopIteration at the end. */
  nextOf(value: Value): Run<Value> {
    return nextOf(this, value);
  }

  /** Runs a generator to its next value. At its end `sent` holds what it returned. */
  advance(generator: PyGenerator): Run<Value | undefined> {
    return advance(this, generator);
  }

  list(value: Value): Run<Value[]> {
    return listOf(this, value);
  }

  truth(value: Value): Run<boolean> {
    return truthOf(this, value);
  }

  str(value: Value): Run<string> {
    return strOf(this, value);
  }

  repr(value: Value, seen: readonly Value[] = []): Run<string> {
    return reprOf(this, value, seen);
  }
}
