import type { Pattern } from '../ast.ts';
import { isInstance } from '../classes.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import { PyClass, PyDict, PyList, PyTuple } from '../values.ts';
import type { Run, Value } from '../values.ts';
import { lookup } from './attributes.ts';
import { equalValues } from './comparisons.ts';
import { evalExpr } from './expressions.ts';
import { storeName } from './names.ts';

export function* matches(py: Interpreter, pattern: Pattern, subject: Value, f: Frame): Run<boolean> {
  switch (pattern.k) {
    case 'capture':
      if (pattern.name !== undefined) storeName(py, pattern.name, subject, f);
      return true;
    case 'value': return yield* equalValues(py, subject, yield* evalExpr(py, pattern.value, f));
    case 'or':
      for (const option of pattern.options) if (yield* matches(py, option, subject, f)) return true;
      return false;
    case 'as': {
      const isMatch = yield* matches(py, pattern.pattern, subject, f);
      if (isMatch) storeName(py, pattern.name, subject, f);
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
          if (each.name !== undefined) storeName(py, each.name, new PyList(items.slice(i, items.length - after)), f);
        } else if (!(yield* matches(py, each, items[star >= 0 && i > star ? items.length - (pattern.items.length - i) : i]!, f))) return false;
      }
      return true;
    }
    case 'star': return true;
    case 'mapping': {
      if (!(subject instanceof PyDict)) return false;
      for (const [key, each] of pattern.entries) {
        const value = subject.get(yield* evalExpr(py, key, f));
        if (value === undefined || !(yield* matches(py, each, value, f))) return false;
      }
      return true;
    }
    case 'class': {
      const type = yield* evalExpr(py, pattern.type, f);
      if (!(type instanceof PyClass) || !isInstance(subject, type)) return false;
      const names = type.find('__match_args__');
      for (const [i, each] of pattern.items.entries()) {
        if (!(names instanceof PyTuple)) return yield* matches(py, each, subject, f);
        const value = yield* lookup(py, subject, String(names.items[i]));
        if (value === undefined || !(yield* matches(py, each, value, f))) return false;
      }
      for (const [name, each] of pattern.named) {
        const value = yield* lookup(py, subject, name);
        if (value === undefined || !(yield* matches(py, each, value, f))) return false;
      }
      return true;
    }
  }
}
