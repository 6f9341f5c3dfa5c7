import type { Heredoc } from './heredoc.ts';

/** Lines of a file, counted from 1, both included. */
export interface Lines {
  readonly start: number;
  readonly end: number;
}

/** One instruction as it is written: keyword, flags and arguments, not yet understood. */
export interface Node {
  /** As written: `RUN`, `run`. */
  readonly keyword: string;
  /** `--mount=type=cache,target=/x`. */
  readonly flags: readonly string[];
  /** What the instruction's syntax makes of the rest of the line; quotes and variables are still there. */
  readonly args: readonly string[];
  /** Of ONBUILD: the instruction that it triggers. Then `args` is empty. */
  readonly trigger?: Node;
  /** The arguments were a JSON array. */
  readonly isJson: boolean;
  readonly heredocs: readonly Heredoc[];
  /** The logical line, continuations joined. */
  readonly original: string;
  readonly lines: Lines;
  /** Comment lines right above, without `#`. */
  readonly comments: readonly string[];
}

export interface ParseWarning {
  readonly short: string;
  readonly detail: string;
  readonly url: string;
  readonly line: number;
}

/** A Dockerfile as a list of nodes. */
export interface ParsedDockerfile {
  readonly nodes: readonly Node[];
  readonly escape: Escape;
  readonly warnings: readonly ParseWarning[];
}

/** What continues lines and escapes characters. */
export type Escape = '\\' | '`';

/** Something that BuildKit refuses in a Dockerfile, in its words; `lines` are those it points at. */
export class DockerfileError extends Error {
  override readonly name = 'DockerfileError';

  constructor(
    message: string,
    readonly lines: readonly Lines[] = [],
  ) {
    super(message);
  }
}

/** The arguments of an instruction, with those of a trigger after its keyword. */
export function allArguments(node: Node): readonly string[] {
  return node.trigger ? [node.trigger.keyword, ...allArguments(node.trigger)] : node.args;
}
