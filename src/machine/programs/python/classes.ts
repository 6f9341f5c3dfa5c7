import { PyBytes, PyClass, PyDict, PyEllipsis, PyFunction, PyBuiltin, PyGenerator, PyInstance, PyIterator, PyList, PyMethod, PyModule, PyProperty, PyRange, PyRaise, PySet, PySlice, PyStaticMethod, PyTuple } from './values.ts';
import type { Value } from './values.ts';

export const OBJECT = native('object', []);
export const TYPE = native('type', [OBJECT]);

function native(name: string, bases: readonly PyClass[]): PyClass {
  const cls = new PyClass(name, bases);
  cls.module = 'builtins';
  return cls;
}

function kind(name: string, isInstance: (value: Value) => boolean, base: PyClass = OBJECT): PyClass {
  const cls = native(name, [base]);
  cls.isInstance = isInstance;
  return cls;
}

export const INT = kind('int', (value) => typeof value === 'bigint' || typeof value === 'boolean');
export const BOOL = kind('bool', (value) => typeof value === 'boolean', INT);
export const FLOAT = kind('float', (value) => typeof value === 'number');
export const STR = kind('str', (value) => typeof value === 'string');
export const BYTES = kind('bytes', (value) => value instanceof PyBytes && !value.isArray);
export const BYTEARRAY = kind('bytearray', (value) => value instanceof PyBytes && value.isArray);
export const LIST = kind('list', (value) => value instanceof PyList);
export const TUPLE = kind('tuple', (value) => value instanceof PyTuple);
export const DICT = kind('dict', (value) => value instanceof PyDict);
export const SET = kind('set', (value) => value instanceof PySet && !value.isFrozen);
export const FROZENSET = kind('frozenset', (value) => value instanceof PySet && value.isFrozen);
export const RANGE = kind('range', (value) => value instanceof PyRange);
export const SLICE = kind('slice', (value) => value instanceof PySlice);
export const NONE = kind('NoneType', (value) => value === null);
export const FUNCTION = kind('function', (value) => value instanceof PyFunction);
export const BUILTIN = kind('builtin_function_or_method', (value) => value instanceof PyBuiltin);
export const METHOD = kind('method', (value) => value instanceof PyMethod);
export const MODULE = kind('module', (value) => value instanceof PyModule);
export const GENERATOR = kind('generator', (value) => value instanceof PyGenerator);
export const ITERATOR = kind('iterator', (value) => value instanceof PyIterator);
export const PROPERTY = kind('property', (value) => value instanceof PyProperty);
export const STATICMETHOD = kind('staticmethod', (value) => value instanceof PyStaticMethod && !value.isClassMethod);
export const CLASSMETHOD = kind('classmethod', (value) => value instanceof PyStaticMethod && value.isClassMethod);
const ELLIPSIS_TYPE = kind('ellipsis', (value) => value instanceof PyEllipsis);
TYPE.isInstance = (value) => value instanceof PyClass;

export const BASE_EXCEPTION = native('BaseException', [OBJECT]);

/** The tree of exceptions: each line is a class and those below it. */
const TREE: readonly (readonly [base: string, names: string])[] = [
  ['BaseException', 'Exception SystemExit KeyboardInterrupt GeneratorExit'],
  ['Exception', 'ArithmeticError AssertionError AttributeError BufferError EOFError ImportError LookupError MemoryError NameError OSError ReferenceError RuntimeError StopIteration StopAsyncIteration SyntaxError SystemError TypeError ValueError Warning'],
  ['ArithmeticError', 'FloatingPointError OverflowError ZeroDivisionError'],
  ['ImportError', 'ModuleNotFoundError'],
  ['LookupError', 'IndexError KeyError'],
  ['NameError', 'UnboundLocalError'],
  ['OSError', 'BlockingIOError ChildProcessError ConnectionError FileExistsError FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError TimeoutError'],
  ['ConnectionError', 'BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError'],
  ['RuntimeError', 'NotImplementedError RecursionError'],
  ['SyntaxError', 'IndentationError'],
  ['IndentationError', 'TabError'],
  ['ValueError', 'UnicodeError'],
  ['UnicodeError', 'UnicodeDecodeError UnicodeEncodeError'],
  ['Warning', 'DeprecationWarning FutureWarning UserWarning RuntimeWarning ResourceWarning PendingDeprecationWarning SyntaxWarning'],
];

export const EXCEPTIONS: ReadonlyMap<string, PyClass> = (() => {
  const classes = new Map<string, PyClass>([['BaseException', BASE_EXCEPTION]]);
  for (const [base, names] of TREE) for (const name of names.split(' ')) classes.set(name, native(name, [classes.get(base)!]));
  return classes;
})();

export function exceptionClass(name: string): PyClass {
  return EXCEPTIONS.get(name)!;
}

const KINDS: readonly PyClass[] = [BOOL, INT, FLOAT, STR, NONE, LIST, TUPLE, DICT, SET, FROZENSET, BYTES, BYTEARRAY, RANGE, SLICE, FUNCTION, BUILTIN, METHOD, MODULE, GENERATOR, ITERATOR, PROPERTY, STATICMETHOD, CLASSMETHOD, ELLIPSIS_TYPE];

/** type(value). */
export function classOf(value: Value): PyClass {
  if (value instanceof PyInstance) return value.cls;
  if ((value instanceof PyDict || value instanceof PyTuple) && value.cls) return value.cls;
  if (value instanceof PyClass) return value.meta ?? TYPE;
  return KINDS.find((cls) => cls.isInstance!(value)) ?? OBJECT;
}

export function isInstance(value: Value, cls: PyClass): boolean {
  return classOf(value).isSubclass(cls);
}

/** A new exception. */
export function exception(cls: string | PyClass, ...args: readonly Value[]): PyInstance {
  const instance = new PyInstance(typeof cls === 'string' ? exceptionClass(cls) : cls);
  instance.attrs.set('args', new PyTuple(args));
  return instance;
}

/** Raises an exception of a built-in class. */
export function raise(cls: string | PyClass, ...args: readonly Value[]): never {
  throw new PyRaise(exception(cls, ...args));
}

/** A class of the standard library, made in TypeScript. */
export function makeClass(module: string, name: string, bases: readonly PyClass[] = [OBJECT]): PyClass {
  const cls = new PyClass(name, bases);
  cls.module = module;
  return cls;
}
