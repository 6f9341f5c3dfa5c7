import type { Lines } from '../../parse/node.ts';
import type { DockerfileFacts } from './facts.ts';

/** Something that works, and could be better. */
export interface Advice {
  /** The rule's name, which is also that of its page. */
  readonly rule: string;
  /** What is meant here. */
  readonly message: string;
  /** What the rule is about, whatever it was found in. */
  readonly description: string;
  /** The rule's page, from the root of the project. */
  readonly url: string;
  readonly line: number;
  readonly endLine: number;
}

/** Says something of these lines. */
export type Report = (lines: Lines, message: string) => void;

export interface AdviceRule {
  readonly name: string;
  readonly description: string;
  /** The rules of hadolint that it is held against. */
  readonly hadolint: readonly string[];
  find(facts: DockerfileFacts, report: Report): void;
}
