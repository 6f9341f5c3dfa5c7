import type { IgnoreMatcher } from '../ignore/matcher.ts';
import type { Linter } from '../check/linter.ts';
import { ShellLexer } from '../expand/lexer.ts';
import type { Instruction } from '../interpret/instruction.ts';
import type { Dialect } from '../interpret/interpreter.ts';
import { suggestion } from '../interpret/suggest.ts';
import type { Lines } from '../parse/node.ts';
import type { Process } from '../../../core/process.ts';
import { proxyArguments } from './arguments.ts';
import { formatPlatform } from './platform.ts';
import type { Platform } from './platform.ts';
import { StageStates } from './stage.ts';
import type { StageState } from './stage.ts';
import type { Operation, Output, ResolvedImage, Vertex } from './vertex.ts';

/** Where base images come from. */
export interface BaseResolver {
  /** `reference` is complete (`docker.io/library/busybox:latest`). Throws with the words that follow the image's name. */
  resolve(reference: string, platform: Platform, name: string): Process<ResolvedImage>;
}

/** `--build-context NAME=…`. */
export type NamedContext = { readonly kind: 'local'; readonly name: string } | { readonly kind: 'image'; readonly reference: string };

export interface LowerOptions {
  /** '' is the last stage. */
  readonly target: string;
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
  readonly platform: Platform;
  /** The user asked for that platform. */
  readonly isPlatformGiven: boolean;
  readonly buildPlatform: Platform;
  readonly contexts: ReadonlyMap<string, NamedContext>;
  /** Of the context's .dockerignore. */
  readonly ignore: IgnoreMatcher | undefined;
  /** `--no-cache`, `--no-cache-filter`. */
  readonly ignoresCache: (stage: string) => boolean;
  readonly network: 'default' | 'none' | 'host';
  /** All stages are lowered, not just those that are needed. */
  readonly allStages: boolean;
  /** Nothing will be built: names of steps, histories and what RUN sees are not made. */
  readonly isDry?: boolean;
  readonly dialect: Dialect;
}

/** What instructions are lowered with. */
export class Lowering {
  readonly states = new StageStates();
  readonly proxies: ReadonlyMap<string, string>;
  /** The default context, made when it is first used. */
  #context: Vertex | undefined;
  #count = 0;
  readonly #raw: ShellLexer;
  /** For the names of RUN steps: quotes stay, and so do variables that are not set. */
  readonly commandLexer: ShellLexer;

  constructor(
    readonly options: LowerOptions,
    readonly linter: Linter,
    readonly lexer: ShellLexer,
    readonly globals: ReadonlyMap<string, string>,
    readonly declaredGlobals: ReadonlySet<string>,
  ) {
    this.proxies = proxyArguments(options.buildArgs);
    this.#raw = new ShellLexer('\\', { ignoresQuotes: true }, lexer.allowance);
    this.commandLexer = lexer.with({ keepsQuotes: true, keepsUnset: true });
  }

  /** Fills in a stage's variables, and warns of those that are not there. */
  expand(state: StageState, text: string, at: Instruction): string {
    return this.#expand(this.lexer, state, text, at).text;
  }

  /** In the text of a here-document, where quotes mean nothing. */
  expandRaw(state: StageState, text: string, at: Instruction): string {
    return this.#expand(this.#raw, state, text, at).text;
  }

  /** The text, where variables can't be filled in as they stand. */
  tryExpand(lexer: ShellLexer, text: string, variables: ReadonlyMap<string, string>): string {
    if (this.options.isDry) return text;
    try {
      return lexer.expand(text, variables).text;
    } catch {
      return text;
    }
  }

  /** Takes from what variables, and folders that grow with each relative WORKDIR, may become. */
  spend(characters: number): void {
    this.lexer.allowance?.spend(characters);
  }

  vertex(name: string, operation: Operation, state: StageState, lines: Lines | undefined): Vertex {
    const platform = formatPlatform(state.platform ?? this.options.platform);
    return { number: this.#count++, name, operation, lines, ignoresCache: state.ignoresCache, platform };
  }

  context(name = 'context'): Output {
    const make = (): Vertex => ({
      number: this.#count++,
      name: name === 'context' ? '[internal] load build context' : `[context ${name}] load from client`,
      operation: { kind: 'local', context: name },
      lines: undefined,
      ignoresCache: false,
      platform: '',
    });
    return name === 'context' ? (this.#context ??= make()) : make();
  }

  /** `[stage-1 2/5] RUN …`. */
  stepName(state: StageState, text: string): string {
    if (state.stepCount === 0 || this.options.isDry) return text;
    state.step++;
    const width = String(state.stepCount).length;
    const label = state.label === '' ? '' : `${state.label} `;
    return `[${label}${String(state.step).padStart(width)}/${state.stepCount}] ${state.isTriggering ? 'ONBUILD ' : ''}${text}`;
  }

  #expand(lexer: ShellLexer, state: StageState, text: string, at: Instruction) {
    const result = lexer.expand(text, state.env);
    if (result.unmatched.size > 0) this.#reportUnmatched(state, result.unmatched, at);
    return result;
  }

  #reportUnmatched(state: StageState, unmatched: ReadonlySet<string>, at: Instruction): void {
    for (const name of unmatched) {
      if (state.buildArgs.has(name) || NOT_IN_ENVIRONMENT.has(name)) continue;
      this.linter.report('UndefinedVar', [name, suggestion(name, state.env.keys()) ?? ''], at.lines);
    }
  }
}

/** ARGs that switch something on in the builder and are no variables. */
export const NOT_IN_ENVIRONMENT: ReadonlySet<string> = new Set(['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE']);

/** `RUN` whatever way it was written. */
export function upperKeyword(text: string): string {
  const space = text.indexOf(' ');
  return space < 0 ? text.toUpperCase() : text.slice(0, space).toUpperCase() + text.slice(space);
}
