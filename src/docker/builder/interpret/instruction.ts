import type { Lines } from '../parse/node.ts';

export interface Written {
  /** The keyword as written. */
  readonly keyword: string;
  /** The logical line. */
  readonly code: string;
  readonly lines: Lines;
}

export interface KeyValue {
  readonly key: string;
  readonly value: string;
  /** `ENV key value`, the old form. */
  readonly isLegacy: boolean;
}

export interface Argument {
  readonly key: string;
  readonly value: string | undefined;
  /** What the comment above says of it. */
  readonly comment: string;
}

/** A here-document of COPY or ADD: a file with its content. */
export interface InlineFile {
  readonly path: string;
  readonly data: string;
  readonly isExpanded: boolean;
}

export interface Transfer {
  readonly sources: readonly string[];
  readonly contents: readonly InlineFile[];
  readonly destination: string;
  readonly chown: string;
  readonly chmod: string;
  readonly isLinked: boolean;
  readonly exclude: readonly string[];
}

export interface AddInstruction extends Written, Transfer {
  readonly kind: 'add';
  readonly keepsGitFolder: boolean;
  readonly checksum: string;
}

export interface CopyInstruction extends Written, Transfer {
  readonly kind: 'copy';
  readonly from: string;
  readonly hasParents: boolean;
}

/** What a here-document puts before RUN's shell. */
export interface InlineScript {
  readonly name: string;
  readonly data: string;
  readonly isChomped: boolean;
}

export interface CommandLine {
  readonly command: readonly string[];
  readonly files: readonly InlineScript[];
  /** Shell form: the shell comes before it. */
  readonly isShellForm: boolean;
}

export interface RunInstruction extends Written, CommandLine {
  readonly kind: 'run';
  readonly flagsUsed: readonly string[];
  /** As written: variables are filled in later. */
  readonly mounts: readonly string[];
  readonly network: string;
  readonly security: string;
  readonly devices: readonly string[];
}

/** Durations are in nanoseconds, as the image has them. */
export interface HealthCheck {
  readonly Test: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
}

export type Instruction =
  | AddInstruction
  | CopyInstruction
  | RunInstruction
  | (Written & { readonly kind: 'arg'; readonly args: readonly Argument[] })
  | (Written & CommandLine & { readonly kind: 'cmd' })
  | (Written & CommandLine & { readonly kind: 'entrypoint' })
  | (Written & { readonly kind: 'env'; readonly pairs: readonly KeyValue[] })
  | (Written & { readonly kind: 'label'; readonly pairs: readonly KeyValue[] })
  | (Written & { readonly kind: 'expose'; readonly ports: readonly string[] })
  | (Written & { readonly kind: 'healthcheck'; readonly health: HealthCheck })
  | (Written & { readonly kind: 'maintainer'; readonly maintainer: string })
  | (Written & { readonly kind: 'onbuild'; readonly expression: string })
  | (Written & { readonly kind: 'shell'; readonly shell: readonly string[] })
  | (Written & { readonly kind: 'stopsignal'; readonly signal: string })
  | (Written & { readonly kind: 'user'; readonly user: string })
  | (Written & { readonly kind: 'volume'; readonly volumes: readonly string[] })
  | (Written & { readonly kind: 'workdir'; readonly path: string });

export type InstructionOf<Kind extends Instruction['kind']> = Extract<Instruction, { readonly kind: Kind }>;

/** FROM and what follows it. */
export interface Stage extends Written {
  readonly kind: 'from';
  /** In lower case; '' when it has none. */
  readonly name: string;
  readonly base: string;
  readonly platform: string;
  /** What the comment above says of it. */
  readonly comment: string;
  readonly instructions: readonly Instruction[];
}

/** A Dockerfile understood: its stages, and the ARGs before the first. */
export interface Interpreted {
  readonly stages: readonly Stage[];
  readonly globalArgs: readonly InstructionOf<'arg'>[];
}
