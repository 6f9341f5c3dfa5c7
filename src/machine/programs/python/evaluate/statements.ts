import type { Expr, Stmt } from '../ast.ts';
import { args } from '../call-arguments.ts';
import { classOf, exception, raise } from '../classes.ts';
import { STATEMENT_COST } from '../costs.ts';
import type { Flow, Frame, Interpreter } from '../interpreter.ts';
import { METHODS } from '../operators.ts';
import { PyDict, PyInstance, PyList, PyMethod, PyRaise, PyTuple, isRun } from '../values.ts';
import type { Run, Value } from '../values.ts';
import { lookup } from './attributes.ts';
import { callValue } from './calls.ts';
import { operate } from './comparisons.ts';
import { execClass, makeFunction } from './definitions.ts';
import { execRaise, execTry } from './exceptions.ts';
import { evalExpr, evalQuickly, testExpr } from './expressions.ts';
import { iterateOver, listOf } from './iteration.ts';
import { matches } from './match.ts';
import { assign, execDelete, storeName } from './names.ts';
import { truthOf } from './text.ts';

export function* execOne(py: Interpreter, s: Stmt, f: Frame): Run<Flow> {
  f.current = s;
  if (py.system.charge(STATEMENT_COST)) yield* py.system.pay();
  if (py.pending.length > 0) yield* py.tick(0);
  switch (s.k) {
    case 'expr': {
      if (evalQuickly(py, s.value, f) === undefined) yield* evalExpr(py, s.value, f);
      return undefined;
    }
    case 'assign': {
      const value = yield* evalExpr(py, s.value, f);
      for (const target of s.targets) yield* assign(py, target, value, f);
      return undefined;
    }
    case 'annotate': return yield* execAnnotate(py, s, f);
    case 'update': return yield* execUpdate(py, s, f);
    case 'delete': {
      for (const target of s.targets) yield* execDelete(py, target, f);
      return undefined;
    }
    case 'pass': return undefined;
    case 'break': return 'break';
    case 'continue': return 'continue';
    case 'return': return { returned: s.value ? yield* evalExpr(py, s.value, f) : null };
    case 'raise': return yield* execRaise(py, s, f);
    case 'import': {
      for (const { name, as } of s.names) {
        const module = yield* py.importer.load(name, f);
        if (as !== undefined) storeName(py, as, module, f);
        else storeName(py, name.split('.')[0]!, py.modules.get(name.split('.')[0]!)!, f);
      }
      return undefined;
    }
    case 'from': return yield* execImportFrom(py, s, f);
    case 'scope': return undefined;
    case 'assert': {
      if (!(yield* truthOf(py, yield* evalExpr(py, s.test, f)))) throw new PyRaise(s.message ? exception('AssertionError', yield* evalExpr(py, s.message, f)) : exception('AssertionError'));
      return undefined;
    }
    case 'if': {
      for (const { test, body } of s.branches) if (yield* testExpr(py, test, f)) return yield* py.exec(body, f);
      return yield* py.exec(s.orElse, f);
    }
    case 'while': {
      while (yield* testExpr(py, s.test, f)) {
        const flow = yield* py.exec(s.body, f);
        if (flow === 'break') return undefined;
        if (typeof flow === 'object') return flow;
        f.current = s;
        if (py.system.charge(STATEMENT_COST)) yield* py.system.pay();
        if (py.pending.length > 0) yield* py.tick(0);
      }
      return yield* py.exec(s.orElse, f);
    }
    case 'for': return yield* execFor(py, s, f);
    case 'try': return yield* execTry(py, s, f);
    case 'with': return yield* execWith(py, s.items, 0, s.body, f);
    case 'def': {
      let value: Value = yield* makeFunction(py, s.function, f);
      for (const decorator of s.decorators.toReversed()) value = yield* callValue(py, yield* evalExpr(py, decorator, f), args(value));
      storeName(py, s.function.name, value, f);
      return undefined;
    }
    case 'class': {
      let value: Value = yield* execClass(py, s, f);
      for (const decorator of s.decorators.toReversed()) value = yield* callValue(py, yield* evalExpr(py, decorator, f), args(value));
      storeName(py, s.name, value, f);
      return undefined;
    }
    case 'match': {
      const subject = yield* evalExpr(py, s.subject, f);
      for (const { pattern, guard, body } of s.cases) {
        if (!(yield* matches(py, pattern, subject, f))) continue;
        if (guard && !(yield* testExpr(py, guard, f))) continue;
        return yield* py.exec(body, f);
      }
      return undefined;
    }
  }
}

export function* execAnnotate(py: Interpreter, s: Stmt & { k: 'annotate' }, f: Frame): Run<Flow> {
  if (s.value) yield* assign(py, s.target, yield* evalExpr(py, s.value, f), f);
  if (f.scope.kind === 'class' && s.target.k === 'name') {
    let notes = f.scope.vars.get('__annotations__');
    if (!(notes instanceof PyDict)) f.scope.vars.set('__annotations__', (notes = new PyDict()));
    notes.set(s.target.id, f.source.text.slice(s.annotation.from, s.annotation.to));
  }
  return undefined;
}

export function* execUpdate(py: Interpreter, s: Stmt & { k: 'update' }, f: Frame): Run<Flow> {
  const before = yield* evalExpr(py, s.target, f);
  const value = yield* evalExpr(py, s.value, f);
  f.current = s;
  let after: Value | undefined;
  if (s.op === '+' && before instanceof PyList) {
    before.items.push(...(yield* listOf(py, value)));
    after = before;
  } else if (before instanceof PyInstance) {
    const method = before.cls.find(`__i${METHODS[s.op]}__`);
    if (method !== undefined) after = yield* callValue(py, new PyMethod(before, method), args(value));
  } else if (s.op === '|' && before instanceof PyDict && value instanceof PyDict) {
    for (const [key, each] of value.entries.values()) before.set(key, each);
    after = before;
  }
  after ??= yield* operate(py, s.op, before, value, true);
  yield* assign(py, s.target, after, f);
  return undefined;
}

export function* execImportFrom(py: Interpreter, s: Stmt & { k: 'from' }, f: Frame): Run<Flow> {
  const module = yield* py.importer.loadFrom(s.module, s.level, f);
  if (s.names === '*') {
    const all = module.attrs.get('__all__');
    const names = all instanceof PyList || all instanceof PyTuple ? all.items.map(String) : [...module.attrs.keys()].filter((name) => !name.startsWith('_'));
    for (const name of names) storeName(py, name, module.attrs.get(name) ?? null, f);
    return undefined;
  }
  for (const { name, as } of s.names) {
    let value = module.attrs.get(name);
    if (value === undefined) value = yield* py.importer.submodule(module, name, f);
    if (value === undefined) {
      const place = module.attrs.get('__file__');
      throw new PyRaise(exception('ImportError', `cannot import name '${name}' from '${module.name}' (${typeof place === 'string' ? place : 'unknown location'})`));
    }
    storeName(py, as ?? name, value, f);
  }
  return undefined;
}

export function* execFor(py: Interpreter, s: Stmt & { k: 'for' }, f: Frame): Run<Flow> {
  const iterator = yield* iterateOver(py, yield* evalExpr(py, s.iterable, f));
  for (;;) {
    f.current = s.iterable;
    const step = iterator.next();
    const value = isRun(step) ? yield* step : step;
    if (value === undefined) break;
    yield* assign(py, s.target, value, f);
    const flow = yield* py.exec(s.body, f);
    if (flow === 'break') return undefined;
    if (typeof flow === 'object') return flow;
    if (py.system.charge(STATEMENT_COST)) yield* py.system.pay();
  }
  return yield* py.exec(s.orElse, f);
}

export function* execWith(py: Interpreter, items: readonly { readonly context: Expr; readonly as: Expr | undefined }[], at: number, body: readonly Stmt[], f: Frame): Run<Flow> {
  const item = items[at];
  if (!item) return yield* py.exec(body, f);
  const manager = yield* evalExpr(py, item.context, f);
  f.current = item.context;
  const enter = yield* lookup(py, manager, '__enter__');
  const exit = yield* lookup(py, manager, '__exit__');
  if (enter === undefined || exit === undefined) raise('TypeError', `'${classOf(manager).name}' object does not support the context manager protocol`);
  const value = yield* callValue(py, enter, args());
  if (item.as) yield* assign(py, item.as, value, f);
  let flow: Flow;
  try {
    flow = yield* execWith(py, items, at + 1, body, f);
  } catch (error) {
    const raised = py.toRaise(error);
    if (!raised) throw error;
    py.note(raised.value, f);
    if (yield* truthOf(py, yield* callValue(py, exit, args(raised.value.cls, raised.value, null)))) return undefined;
    throw raised;
  }
  yield* callValue(py, exit, args(null, null, null));
  return flow;
}
