import type { Expr, Pattern, Stmt } from './ast.ts';

/** Names that an assignment's target binds. */
export function namesIn(target: Expr): string[] {
  if (target.k === 'name') return [target.id];
  if (target.k === 'tuple' || target.k === 'list') return target.items.flatMap(namesIn);
  return target.k === 'star' ? namesIn(target.value) : [];
}

/** The names that are a function's own: its parameters and what it binds, unless it says `global` or `nonlocal`. */
export function localsOf(body: readonly Stmt[], params: readonly string[]): ReadonlySet<string> {
  const names = new Set(params);
  const free = new Set<string>();
  for (const statement of body) collect(statement, names, free);
  for (const name of free) names.delete(name);
  return names;
}

function collect(statement: Stmt, names: Set<string>, free: Set<string>): void {
  const all = (statements: readonly Stmt[]) => {
    for (const each of statements) collect(each, names, free);
  };
  const add = (target: Expr) => {
    for (const name of namesIn(target)) names.add(name);
  };
  for (const expression of expressionsOf(statement)) walk(expression, (each) => {
    if (each.k === 'named') add(each.target);
  });
  switch (statement.k) {
    case 'assign': return statement.targets.forEach(add);
    case 'annotate': case 'update': return add(statement.target);
    case 'delete': return statement.targets.forEach(add);
    case 'import': for (const { name, as } of statement.names) names.add(as ?? name.split('.')[0]!); return;
    case 'from': if (statement.names !== '*') for (const { name, as } of statement.names) names.add(as ?? name); return;
    case 'scope': for (const name of statement.names) free.add(name); return;
    case 'def': names.add(statement.function.name); return;
    case 'class': names.add(statement.name); return;
    case 'if': for (const { body } of statement.branches) all(body); return all(statement.orElse);
    case 'while': all(statement.body); return all(statement.orElse);
    case 'for': add(statement.target); all(statement.body); return all(statement.orElse);
    case 'try':
      all(statement.body);
      for (const { name, body } of statement.handlers) {
        if (name !== undefined) names.add(name);
        all(body);
      }
      all(statement.orElse);
      return all(statement.last);
    case 'with': for (const { as } of statement.items) if (as) add(as); return all(statement.body);
    case 'match': for (const { pattern, body } of statement.cases) { patternNames(pattern, names); all(body); } return;
    default:
  }
}

function patternNames(pattern: Pattern, names: Set<string>): void {
  switch (pattern.k) {
    case 'capture': case 'star': if (pattern.name !== undefined) names.add(pattern.name); return;
    case 'as': names.add(pattern.name); return patternNames(pattern.pattern, names);
    case 'or': return pattern.options.forEach((each) => patternNames(each, names));
    case 'sequence': return pattern.items.forEach((each) => patternNames(each, names));
    case 'mapping': return pattern.entries.forEach(([, each]) => patternNames(each, names));
    case 'class': pattern.items.forEach((each) => patternNames(each, names)); return pattern.named.forEach(([, each]) => patternNames(each, names));
    default:
  }
}

/** A function that yields, in its own body, is a generator. */
export function hasYield(body: readonly Stmt[]): boolean {
  return body.some((statement) => {
    let found = false;
    for (const expression of expressionsOf(statement)) walk(expression, (each) => (found ||= each.k === 'yield' || each.k === 'yieldFrom'));
    return found || blocksOf(statement).some(hasYield);
  });
}

function blocksOf(statement: Stmt): readonly (readonly Stmt[])[] {
  switch (statement.k) {
    case 'if': return [...statement.branches.map(({ body }) => body), statement.orElse];
    case 'while': case 'for': return [statement.body, statement.orElse];
    case 'try': return [statement.body, ...statement.handlers.map(({ body }) => body), statement.orElse, statement.last];
    case 'with': return [statement.body];
    case 'match': return statement.cases.map(({ body }) => body);
    default: return [];
  }
}

function expressionsOf(statement: Stmt): readonly Expr[] {
  const some = (...list: readonly (Expr | undefined)[]) => list.filter((each) => each !== undefined);
  switch (statement.k) {
    case 'expr': return [statement.value];
    case 'assign': return [statement.value, ...statement.targets];
    case 'annotate': return some(statement.value);
    case 'update': return [statement.value];
    case 'return': return some(statement.value);
    case 'raise': return some(statement.value, statement.cause);
    case 'assert': return some(statement.test, statement.message);
    case 'if': return statement.branches.map(({ test }) => test);
    case 'while': return [statement.test];
    case 'for': return [statement.iterable];
    case 'with': return statement.items.map(({ context }) => context);
    case 'match': return some(statement.subject, ...statement.cases.map(({ guard }) => guard));
    default: return [];
  }
}

/** Visits an expression and those in it, but not functions and comprehensions of its own. */
function walk(expression: Expr, visit: (expression: Expr) => void): void {
  visit(expression);
  const go = (each: Expr | undefined) => each && walk(each, visit);
  switch (expression.k) {
    case 'binary': case 'bool': go(expression.left); return void go(expression.right);
    case 'unary': return void go(expression.operand);
    case 'compare': go(expression.left); return expression.rights.forEach(go);
    case 'if': go(expression.test); go(expression.body); return void go(expression.orElse);
    case 'call': go(expression.func); return expression.args.forEach(({ value }) => go(value));
    case 'attr': return void go(expression.object);
    case 'sub': go(expression.object); return void go(expression.index);
    case 'slice': go(expression.low); go(expression.high); return void go(expression.step);
    case 'list': case 'tuple': case 'set': return expression.items.forEach(go);
    case 'dict': return expression.entries.forEach(([key, value]) => { go(key); go(value); });
    case 'fstring': return expression.parts.forEach((part) => typeof part !== 'string' && go(part.value));
    case 'yield': return void go(expression.value);
    case 'yieldFrom': case 'star': case 'named': return void go(expression.value);
    case 'comp': for (const clause of expression.clauses) go(clause.kind === 'if' ? clause.test : clause.iterable); return void go(expression.element);
    default:
  }
}
