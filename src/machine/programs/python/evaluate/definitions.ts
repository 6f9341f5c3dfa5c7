import { NotSimulated } from '../../../../core/errors.ts';
import type { FunctionNode, Params, Stmt } from '../ast.ts';
import { args } from '../call-arguments.ts';
import { OBJECT, TYPE, raise } from '../classes.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import { PyClass, PyFunction, PyInstance, PyMethod, PyProperty, PyStaticMethod, Scope } from '../values.ts';
import type { Run, Value } from '../values.ts';
import { callValue } from './calls.ts';
import { evalExpr } from './expressions.ts';

export function* makeFunction(py: Interpreter, node: FunctionNode, f: Frame): Run<PyFunction> {
  if (node.isAsync) throw new NotSimulated('async functions in Python');
  const outer = f.scope.kind === 'class' ? `${String(f.scope.vars.get('__qualname__') ?? '')}.` : f.scope.kind === 'function' ? `${f.func?.qualname ?? f.name}.<locals>.` : '';
  const made = new PyFunction(node.name, node.params, yield* defaultsOf(py, node.params, f), node, f.scope, f.source, `${outer}${node.name}`);
  made.doc = node.doc;
  return made;
}

export function* defaultsOf(py: Interpreter, params: Params, f: Frame): Run<ReadonlyMap<string, Value>> {
  const defaults = new Map<string, Value>();
  for (const param of params) if (param.default) defaults.set(param.name, yield* evalExpr(py, param.default, f));
  return defaults;
}

export function* execClass(py: Interpreter, s: Stmt & { k: 'class' }, f: Frame): Run<PyClass> {
  const bases: PyClass[] = [];
  const named = new Map<string, Value>();
  for (const arg of s.args) {
    const value = yield* evalExpr(py, arg.value, f);
    if (arg.kind === 'keyword') named.set(arg.name, value);
    else if (value instanceof PyClass) bases.push(value);
    else if (value !== null) raise('TypeError', 'bases must be types');
  }
  const cls = new PyClass(s.name, bases.length > 0 ? bases : [OBJECT]);
  const scope = new Scope('class', f.scope, undefined, f.scope.globals);
  const prefix = f.scope.kind === 'class' ? `${String(f.scope.vars.get('__qualname__') ?? '')}.` : f.scope.kind === 'function' ? `${f.func?.qualname ?? f.name}.<locals>.` : '';
  cls.qualname = `${prefix}${s.name}`;
  scope.vars.set('__qualname__', cls.qualname);
  yield* py.inFrame({ scope, source: f.source, name: s.name, func: undefined, back: f, current: s, handling: undefined }, (frame) => py.exec(s.body, frame));
  const module = f.scope.globals.get('__name__');
  cls.module = typeof module === 'string' ? module : '__main__';
  const first = s.body[0];
  if (first?.k === 'expr' && first.value.k === 'const' && typeof first.value.value === 'string') cls.attrs.set('__doc__', first.value.value);
  for (const [name, value] of scope.vars) {
    if (name !== '__qualname__') cls.attrs.set(name, value);
    for (const each of [value, value instanceof PyProperty ? value.getter : null, value instanceof PyProperty ? value.setter : null, value instanceof PyStaticMethod ? value.func : null]) if (each instanceof PyFunction && !py.homes.has(each)) py.homes.set(each, cls);
  }
  const inherited = cls.mro.find(({ construct }) => construct);
  if (inherited?.construct) cls.construct = inherited.construct;
  const meta = (named.get('metaclass') as PyClass | undefined) ?? bases.find((base) => base.meta)?.meta;
  if (meta instanceof PyClass && meta !== TYPE) {
    cls.meta = meta;
    const finish = meta.find('__drydock_finish__');
    if (finish !== undefined) yield* callValue(py, finish, args(cls));
  }
  for (const [name, value] of cls.attrs) {
    const set = value instanceof PyInstance ? value.cls.find('__set_name__') : undefined;
    if (set !== undefined) yield* callValue(py, new PyMethod(value, set), args(cls, name));
  }
  for (const base of cls.mro.slice(1)) {
    const hook = base.attrs.get('__init_subclass__');
    if (hook === undefined) continue;
    named.delete('metaclass');
    yield* callValue(py, hook instanceof PyStaticMethod ? hook.func : hook, { positional: [cls], named });
    break;
  }
  return cls;
}

export function evalSuper(py: Interpreter, f: Frame): Value {
  let frame: Frame | undefined = f;
  while (frame && !(frame.func && py.homes.has(frame.func))) frame = frame.back;
  const home = frame?.func && py.homes.get(frame.func);
  const first = frame?.func?.params[0];
  if (!home || !first) raise('RuntimeError', 'super(): no arguments');
  return superOf(py, home, frame!.scope.vars.get(first.name) ?? null);
}

export function superOf(py: Interpreter, home: PyClass, self: Value): Value {
  const proxy = new PyInstance(py.builtins.get('super') instanceof PyClass ? (py.builtins.get('super') as PyClass) : OBJECT);
  proxy.payload = { home, self };
  return proxy;
}
