import { DockerfileError } from '../../parse/node.ts';
import type { Lines, ParsedDockerfile } from '../../parse/node.ts';
import { parseDockerfile } from '../../parse/parser.ts';
import type { Advice, AdviceRule } from './advice.ts';
import { gatherFacts } from './facts.ts';
import { readPragmas } from './pragmas.ts';
import type { Pragma } from './pragmas.ts';
import { ADVICE_RULES } from './rules/index.ts';

export type { Advice, AdviceRule } from './advice.ts';
export { ADVICE_RULES };

export interface AdviceRequest {
  /** The context has no .dockerignore; leave out when it is not known. */
  readonly lacksIgnoreFile?: boolean;
  /** Only these rules. */
  readonly rules?: readonly AdviceRule[];
}

/**
 * What could be better in a Dockerfile that BuildKit takes, by line: our own rules beside BuildKit's checks. A text that can't
 * be parsed gets none: `checkDockerfile` says why. A comment `# drydock ignore=RULE` (or hadolint's, with its codes) above an
 * instruction silences a rule there, `stage ignore` above FROM in its stage, `global ignore` everywhere.
 */
export function adviseDockerfile(text: string, { lacksIgnoreFile, rules = ADVICE_RULES }: AdviceRequest = {}): readonly Advice[] {
  const parsed = tryParse(text);
  if (!parsed) return [];
  const facts = gatherFacts(text, parsed, lacksIgnoreFile);
  const silence = new Silence(readPragmas(text, parsed.nodes), parsed);
  const found: Advice[] = [];
  for (const rule of rules) {
    const { name, description } = rule;
    const said = new Set<string>();
    rule.find(facts, ({ start, end }: Lines, message) => {
      if (said.has(`${start} ${message}`) || silence.covers(rule, start)) return;
      said.add(`${start} ${message}`);
      found.push({ rule: name, message, description, url: `docs/advice/${name}.md`, line: start, endLine: end });
    });
  }
  return found.sort((a, b) => a.line - b.line);
}

function tryParse(text: string): ParsedDockerfile | undefined {
  try {
    return parseDockerfile(text);
  } catch (error) {
    if (error instanceof DockerfileError) return undefined;
    throw error;
  }
}

/** What comments have silenced. */
class Silence {
  readonly #everywhere = new Set<string>();
  /** By the first line of an instruction, or of a FROM for its stage. */
  readonly #at = new Map<number, Set<string>>();
  readonly #inStage = new Map<number, Set<string>>();
  /** The lines of every FROM. */
  readonly #stages: readonly number[];

  constructor(pragmas: readonly Pragma[], { nodes }: ParsedDockerfile) {
    this.#stages = nodes.filter(({ keyword }) => keyword.toUpperCase() === 'FROM').map(({ lines }) => lines.start);
    let next = 0;
    for (const { scope, rules, line } of pragmas) {
      while (next < nodes.length && nodes[next]!.lines.start < line) next++;
      const start = nodes[next]?.lines.start;
      if (scope === 'global') add(this.#everywhere, rules);
      else if (start !== undefined) addAt(scope === 'stage' ? this.#inStage : this.#at, start, rules);
    }
  }

  covers({ name, hadolint }: AdviceRule, line: number): boolean {
    const sets = [this.#everywhere, this.#at.get(line), this.#inStage.size > 0 ? this.#inStage.get(this.#stageOf(line)) : undefined];
    return sets.some((set) => set && set.size > 0 && (set.has(name) || hadolint.some((code) => set.has(code))));
  }

  /** The line of the last FROM up to a line. */
  #stageOf(line: number): number {
    let [low, high] = [0, this.#stages.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#stages[middle]! <= line) low = middle + 1;
      else high = middle;
    }
    return this.#stages[low - 1] ?? 0;
  }
}

function add(set: Set<string>, rules: ReadonlySet<string>): void {
  for (const rule of rules) set.add(rule);
}

function addAt(map: Map<number, Set<string>>, line: number, rules: ReadonlySet<string>): void {
  const set = map.get(line) ?? new Set();
  add(set, rules);
  map.set(line, set);
}
