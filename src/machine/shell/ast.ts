/** What the parser makes of a script. Nodes are never changed once the parser has handed them over; executions share them. */

export type Part =
  /** Unquoted text: `*`, `?`, `[` and `{` in it are active. */
  | { readonly kind: 'literal'; readonly text: string }
  /** Text from '…', $'…' or a backslash. */
  | { readonly kind: 'quoted'; readonly text: string }
  /** "…" */
  | { readonly kind: 'double'; readonly parts: readonly Part[] }
  | ParameterPart
  /** $(…) and `…`: backquoted text is parsed when it is reached. */
  | { readonly kind: 'command'; readonly list: List | undefined; readonly source: string; readonly line: number }
  /** $((…)) */
  | { readonly kind: 'arithmetic'; readonly expression: Word }
  /** <(…) and >(…) */
  | { readonly kind: 'process'; readonly direction: '<' | '>'; readonly list: List }
  /** What can't be expanded: an error when it is reached. */
  | { readonly kind: 'bad'; readonly source: string };

export type ParameterOperator =
  | '-' | ':-' | '=' | ':=' | '?' | ':?' | '+' | ':+'
  | '#' | '##' | '%' | '%%'
  | '/' | '//' | '/#' | '/%'
  | '^' | '^^' | ',' | ',,'
  | ':' | '@';

export interface ParameterPart {
  readonly kind: 'parameter';
  readonly name: string;
  /** `[…]`: `@`, `*`, or the text between the brackets. */
  readonly index?: '@' | '*' | Word;
  /** `${#x}`. */
  readonly isLength?: boolean;
  /** `${!x}`; with `index` `@` or `*` the keys. */
  readonly isIndirect?: boolean;
  /** `${!x@}` and `${!x*}`: the names that begin so. */
  readonly prefix?: '@' | '*';
  readonly operator?: ParameterOperator;
  /** What follows the operator: the default, the pattern, the offset, or the letter of `@`. */
  readonly word?: Word;
  /** The replacement, or the length. */
  readonly second?: Word;
  /** As it is written, for messages. */
  readonly source: string;
}

export interface Word {
  readonly parts: readonly Part[];
  /** What the word always stands for, when nothing in it has to be expanded. */
  readonly plain?: string;
  /** Wholly unquoted text: a candidate for a reserved word or an alias. */
  readonly bare?: string;
  /** It has a `{` that may begin a brace expansion. */
  readonly hasBraces?: boolean;
  readonly source: string;
  /** `name=value` among the arguments of `export`, `local`, `declare` and their like. */
  readonly assignment?: Assignment;
}

export interface Assignment {
  readonly name: string;
  readonly index?: Word;
  /** `+=`. */
  readonly isAppending: boolean;
  readonly value: Word | ArrayLiteral;
}

/** `(a b [3]=c)` */
export interface ArrayLiteral {
  readonly elements: readonly { readonly index?: Word; readonly value: Word; readonly isAppending: boolean }[];
}

export type RedirectOperator = '<' | '>' | '>>' | '>|' | '<>' | '<&' | '>&' | '&>' | '&>>' | '<<' | '<<-' | '<<<';

export interface Redirect {
  readonly operator: RedirectOperator;
  /** The descriptor that is written before it; `{name}` as text. */
  readonly descriptor: number | string | undefined;
  readonly target: Word;
  /** A here-document's text. */
  body?: Word;
  readonly line: number;
}

interface Placed {
  readonly line: number;
  /** As it is written, for `jobs`. */
  readonly source: string;
}

export interface SimpleCommand extends Placed {
  readonly kind: 'simple';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

export interface Pipeline extends Placed {
  readonly kind: 'pipeline';
  readonly isNegated: boolean;
  /** `time`; `-p` is the portable format. */
  readonly timing?: 'time' | 'time -p';
  readonly commands: readonly Command[];
  /** For each but the last, whether standard error goes down the pipe too (`|&`). */
  readonly bothOutputs: readonly boolean[];
}

export interface AndOr extends Placed {
  readonly kind: 'and-or';
  readonly first: Command;
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly command: Command }[];
}

export interface List extends Placed {
  readonly kind: 'list';
  readonly items: readonly { readonly command: Command; readonly isBackground: boolean }[];
}

interface Compound extends Placed {
  readonly redirects: readonly Redirect[];
}

export interface Subshell extends Compound { readonly kind: 'subshell'; readonly body: List }
export interface Group extends Compound { readonly kind: 'group'; readonly body: List }
export interface If extends Compound {
  readonly kind: 'if';
  readonly branches: readonly { readonly condition: List; readonly body: List }[];
  readonly otherwise?: List;
}
export interface Loop extends Compound {
  readonly kind: 'while';
  readonly isUntil: boolean;
  readonly condition: List;
  readonly body: List;
}
export interface For extends Compound {
  readonly kind: 'for';
  readonly isSelect: boolean;
  readonly name: string;
  /** Absent: "$@". */
  readonly words?: readonly Word[];
  readonly body: List;
}
export interface ArithmeticFor extends Compound {
  readonly kind: 'arithmetic-for';
  readonly start: Word;
  readonly condition: Word;
  readonly step: Word;
  readonly body: List;
}
export interface Case extends Compound {
  readonly kind: 'case';
  readonly subject: Word;
  readonly branches: readonly { readonly patterns: readonly Word[]; readonly body: List; readonly end: ';;' | ';&' | ';;&' }[];
}
export interface FunctionDefinition extends Placed {
  readonly kind: 'function';
  readonly name: string;
  readonly body: Command;
}
export interface ArithmeticCommand extends Compound { readonly kind: 'arithmetic'; readonly expression: Word }
export interface ConditionalCommand extends Compound { readonly kind: 'conditional'; readonly condition: Condition }

/** What stands between `[[` and `]]`. */
export type Condition =
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Word }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Word; readonly right: Word }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition };

export type CompoundCommand =
  | Subshell | Group | If | Loop | For | ArithmeticFor | Case | ArithmeticCommand | ConditionalCommand;

export type Command = SimpleCommand | Pipeline | AndOr | List | CompoundCommand | FunctionDefinition;
