/** Where a piece of source text lies; offsets from its start. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type Expr = Span &
  (
    | { readonly k: 'const'; readonly value: null | boolean | bigint | number | string | Uint8Array | 'ellipsis'; readonly isEllipsis?: boolean }
    | { readonly k: 'name'; readonly id: string }
    | { readonly k: 'binary'; readonly op: string; readonly left: Expr; readonly right: Expr; readonly opFrom: number; readonly opTo: number }
    | { readonly k: 'unary'; readonly op: string; readonly operand: Expr }
    | { readonly k: 'bool'; readonly op: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
    | { readonly k: 'compare'; readonly left: Expr; readonly ops: readonly string[]; readonly rights: readonly Expr[] }
    | { readonly k: 'if'; readonly test: Expr; readonly body: Expr; readonly orElse: Expr }
    | { readonly k: 'lambda'; readonly params: Params; readonly body: Expr }
    | { readonly k: 'call'; readonly func: Expr; readonly args: readonly Argument[] }
    | { readonly k: 'attr'; readonly object: Expr; readonly name: string }
    | { readonly k: 'sub'; readonly object: Expr; readonly index: Expr }
    | { readonly k: 'slice'; readonly low: Expr | undefined; readonly high: Expr | undefined; readonly step: Expr | undefined }
    | { readonly k: 'list' | 'tuple' | 'set'; readonly items: readonly Expr[] }
    | { readonly k: 'dict'; readonly entries: readonly (readonly [key: Expr | undefined, value: Expr])[] }
    | { readonly k: 'comp'; readonly kind: 'list' | 'set' | 'dict' | 'generator'; readonly key: Expr | undefined; readonly element: Expr; readonly clauses: readonly Clause[]; readonly locals: ReadonlySet<string> }
    | { readonly k: 'fstring'; readonly parts: readonly (string | Replacement)[] }
    | { readonly k: 'yield'; readonly value: Expr | undefined }
    | { readonly k: 'yieldFrom'; readonly value: Expr }
    | { readonly k: 'star'; readonly value: Expr }
    | { readonly k: 'named'; readonly target: Expr; readonly value: Expr }
  );

export interface Replacement {
  readonly value: Expr;
  readonly conversion: string | undefined;
  readonly spec: readonly (string | Replacement)[] | undefined;
  /** `{x=}`: the text before the value. */
  readonly label: string | undefined;
}

export type Argument = { readonly kind: 'positional' | 'star' | 'doubleStar'; readonly value: Expr } | { readonly kind: 'keyword'; readonly name: string; readonly value: Expr };

export type Clause =
  | { readonly kind: 'for'; readonly target: Expr; readonly iterable: Expr }
  | { readonly kind: 'if'; readonly test: Expr };

export interface Param {
  readonly name: string;
  readonly default: Expr | undefined;
  readonly kind: 'plain' | 'positionalOnly' | 'star' | 'keywordOnly' | 'doubleStar';
  readonly annotation: Expr | undefined;
}

export type Params = readonly Param[];

export interface FunctionNode extends Span {
  readonly name: string;
  readonly params: Params;
  readonly body: readonly Stmt[];
  readonly isGenerator: boolean;
  readonly locals: ReadonlySet<string>;
  readonly doc: string | undefined;
  readonly isAsync: boolean;
}

export type Stmt = Span &
  (
    | { readonly k: 'expr'; readonly value: Expr }
    | { readonly k: 'assign'; readonly targets: readonly Expr[]; readonly value: Expr }
    | { readonly k: 'annotate'; readonly target: Expr; readonly annotation: Expr; readonly value: Expr | undefined }
    | { readonly k: 'update'; readonly target: Expr; readonly op: string; readonly value: Expr }
    | { readonly k: 'delete'; readonly targets: readonly Expr[] }
    | { readonly k: 'pass' | 'break' | 'continue' }
    | { readonly k: 'return'; readonly value: Expr | undefined }
    | { readonly k: 'raise'; readonly value: Expr | undefined; readonly cause: Expr | undefined }
    | { readonly k: 'import'; readonly names: readonly { readonly name: string; readonly as: string | undefined }[] }
    | { readonly k: 'from'; readonly module: string; readonly level: number; readonly names: readonly { readonly name: string; readonly as: string | undefined }[] | '*' }
    | { readonly k: 'scope'; readonly kind: 'global' | 'nonlocal'; readonly names: readonly string[] }
    | { readonly k: 'assert'; readonly test: Expr; readonly message: Expr | undefined }
    | { readonly k: 'if'; readonly branches: readonly { readonly test: Expr; readonly body: readonly Stmt[] }[]; readonly orElse: readonly Stmt[] }
    | { readonly k: 'while'; readonly test: Expr; readonly body: readonly Stmt[]; readonly orElse: readonly Stmt[] }
    | { readonly k: 'for'; readonly target: Expr; readonly iterable: Expr; readonly body: readonly Stmt[]; readonly orElse: readonly Stmt[] }
    | { readonly k: 'try'; readonly body: readonly Stmt[]; readonly handlers: readonly Handler[]; readonly orElse: readonly Stmt[]; readonly last: readonly Stmt[] }
    | { readonly k: 'with'; readonly items: readonly { readonly context: Expr; readonly as: Expr | undefined }[]; readonly body: readonly Stmt[] }
    | { readonly k: 'def'; readonly function: FunctionNode; readonly decorators: readonly Expr[] }
    | { readonly k: 'class'; readonly name: string; readonly args: readonly Argument[]; readonly body: readonly Stmt[]; readonly decorators: readonly Expr[] }
    | { readonly k: 'match'; readonly subject: Expr; readonly cases: readonly { readonly pattern: Pattern; readonly guard: Expr | undefined; readonly body: readonly Stmt[] }[] }
  );

export interface Handler {
  readonly type: Expr | undefined;
  readonly name: string | undefined;
  readonly body: readonly Stmt[];
}

export type Pattern =
  | { readonly k: 'capture'; readonly name: string | undefined }
  | { readonly k: 'value'; readonly value: Expr }
  | { readonly k: 'or'; readonly options: readonly Pattern[] }
  | { readonly k: 'as'; readonly pattern: Pattern; readonly name: string }
  | { readonly k: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly k: 'star'; readonly name: string | undefined }
  | { readonly k: 'mapping'; readonly entries: readonly (readonly [key: Expr, value: Pattern])[] }
  | { readonly k: 'class'; readonly type: Expr; readonly items: readonly Pattern[]; readonly named: readonly (readonly [name: string, pattern: Pattern])[] };

/** A parsed file. */
export interface Module {
  readonly body: readonly Stmt[];
  readonly source: Source;
}

/** A text and the name that tracebacks give it. */
export interface Source {
  readonly text: string;
  /** `/app/main.py`, `<string>`, `<stdin>`. */
  readonly file: string;
  readonly lineStarts: readonly number[];
  /** Part of Python itself: left out of tracebacks as its C code would be. */
  readonly isInternal?: boolean;
}

export function sourceOf(text: string, file: string, isInternal = false): Source {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { text, file, lineStarts, isInternal };
}

/** The line of an offset, from 1. */
export function lineOf(source: Source, offset: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (source.lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

export function lineText(source: Source, line: number): string {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return '';
  const end = source.text.indexOf('\n', start);
  return source.text.slice(start, end < 0 ? undefined : end);
}
