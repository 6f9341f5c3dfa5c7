import type { Expr } from '../ast.ts';
import { CALL_COST } from '../costs.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import { PyDict, PyGenerator, PyList, Scope, isRun } from '../values.ts';
import type { Run, Value } from '../values.ts';
import { evalExpr, evalQuickly, handOver, testExpr } from './expressions.ts';
import { setKey, setOf } from './items.ts';
import { iterateOver } from './iteration.ts';
import { assign } from './names.ts';

export function* evalComprehension(py: Interpreter, e: Expr & { k: 'comp' }, f: Frame): Run<Value> {
  const scope = new Scope('function', f.scope, e.locals, f.scope.globals);
  const inner: Frame = { scope, source: f.source, name: e.kind === 'generator' ? '<genexpr>' : f.name, func: f.func, back: f, current: e, handling: undefined };
  const first = e.clauses[0]!;
  const start = first.kind === 'for' ? yield* evalExpr(py, first.iterable, f) : null;
  if (e.kind === 'generator') {
    const body = (function* (): Run<Value> {
      yield* loopOver(py, e.clauses, 0, start, inner, function* () {
        yield* handOver(py, yield* evalExpr(py, e.element, inner));
      });
      return null;
    })();
    return new PyGenerator('<genexpr>', body);
  }
  const items: Value[] = [];
  const dict = new PyDict();
  yield* loopOver(py, e.clauses, 0, start, inner, function* () {
    if (e.kind === 'dict') yield* setKey(py, dict, yield* evalExpr(py, e.key!, inner), yield* evalExpr(py, e.element, inner));
    else items.push(evalQuickly(py, e.element, inner) ?? (yield* evalExpr(py, e.element, inner)));
  });
  f.current = e;
  return e.kind === 'dict' ? dict : e.kind === 'set' ? yield* setOf(py, items) : new PyList(items);
}

export function* loopOver(py: Interpreter, clauses: (Expr & { k: 'comp' })['clauses'], at: number, start: Value | undefined, f: Frame, each: () => Run<void>): Run<void> {
  const clause = clauses[at];
  if (!clause) return yield* each();
  if (clause.kind === 'if') {
    if (yield* testExpr(py, clause.test, f)) yield* loopOver(py, clauses, at + 1, undefined, f, each);
    return;
  }
  const iterator = yield* iterateOver(py, start ?? (yield* evalExpr(py, clause.iterable, f)));
  for (;;) {
    const step = iterator.next();
    const value = isRun(step) ? yield* step : step;
    if (value === undefined) return;
    if (py.system.charge(CALL_COST)) yield* py.system.pay();
    yield* assign(py, clause.target, value, f);
    yield* loopOver(py, clauses, at + 1, undefined, f, each);
  }
}
