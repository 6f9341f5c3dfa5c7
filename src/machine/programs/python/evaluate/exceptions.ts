import type { Stmt } from '../ast.ts';
import { args } from '../call-arguments.ts';
import { EXCEPTIONS, isInstance, raise } from '../classes.ts';
import type { Flow, Frame, Interpreter } from '../interpreter.ts';
import { PyClass, PyInstance, PyRaise, PyTuple } from '../values.ts';
import type { Run, Value } from '../values.ts';
import { callValue } from './calls.ts';
import { evalExpr } from './expressions.ts';
import { forgetName, storeName } from './names.ts';

export function* execRaise(py: Interpreter, s: Stmt & { k: 'raise' }, f: Frame): Run<never> {
  if (!s.value) {
    const handling = handledNow(py, f);
    if (!handling) raise('RuntimeError', 'No active exception to reraise');
    throw new PyRaise(handling);
  }
  let value = yield* evalExpr(py, s.value, f);
  f.current = s;
  if (value instanceof PyClass) value = yield* callValue(py, value, args());
  if (!(value instanceof PyInstance) || !isInstance(value, EXCEPTIONS.get('BaseException')!)) raise('TypeError', 'exceptions must derive from BaseException');
  if (s.cause) {
    const cause = yield* evalExpr(py, s.cause, f);
    value.cause = cause instanceof PyClass ? ((yield* callValue(py, cause, args())) as PyInstance) : (cause as PyInstance | null);
  }
  const context = handledNow(py, f);
  if (context && context !== value) value.context ??= context;
  throw new PyRaise(value);
}

export function handledNow(py: Interpreter, f: Frame | undefined): PyInstance | undefined {
  for (let frame = f; frame; frame = frame.back) if (frame.handling) return frame.handling;
  return undefined;
}

export function* execTry(py: Interpreter, s: Stmt & { k: 'try' }, f: Frame): Run<Flow> {
  let flow: Flow;
  let isUnwinding = true;
  try {
    flow = yield* execGuarded(py, s, f);
    isUnwinding = false;
  } catch (error) {
    isUnwinding = false;
    if (s.last.length === 0 || !py.toRaise(error)) throw error;
    const before = f.current;
    const last = yield* py.exec(s.last, f);
    if (last !== undefined) return last;
    f.current = before;
    throw error;
  } finally {
    // A process that is killed runs no Python any more.
    if (isUnwinding) flow = undefined;
  }
  const last = yield* py.exec(s.last, f);
  return last === undefined ? flow : last;
}

export function* execGuarded(py: Interpreter, s: Stmt & { k: 'try' }, f: Frame): Run<Flow> {
  if (s.handlers.length === 0) {
    const flow = yield* py.exec(s.body, f);
    return flow === undefined ? yield* py.exec(s.orElse, f) : flow;
  }
  try {
    const flow = yield* py.exec(s.body, f);
    if (flow !== undefined) return flow;
  } catch (error) {
    const raised = py.toRaise(error);
    if (!raised) throw error;
    const { value } = raised;
    py.note(value, f);
    for (const { type, name, body } of s.handlers) {
      if (type && !(yield* catches(py, yield* evalExpr(py, type, f), value))) continue;
      if (name !== undefined) storeName(py, name, value, f);
      const outer = f.handling;
      f.handling = value;
      try {
        return yield* py.exec(body, f);
      } catch (inner) {
        const next = py.toRaise(inner);
        if (next && next.value !== value) next.value.context ??= value;
        throw next ?? inner;
      } finally {
        f.handling = outer;
        if (name !== undefined) forgetName(py, name, f);
      }
    }
    throw raised;
  }
  return yield* py.exec(s.orElse, f);
}

export function* catches(py: Interpreter, type: Value, value: PyInstance): Run<boolean> {
  if (type instanceof PyTuple) {
    for (const each of type.items) if (yield* catches(py, each, value)) return true;
    return false;
  }
  if (!(type instanceof PyClass)) raise('TypeError', 'catching classes that do not inherit from BaseException is not allowed');
  return value.cls.isSubclass(type);
}
