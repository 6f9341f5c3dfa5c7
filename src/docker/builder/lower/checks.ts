import type { Linter } from '../check/linter.ts';
import type { ShellLexer } from '../expand/lexer.ts';
import type { InstructionOf, Stage } from '../interpret/instruction.ts';
import type { Lines } from '../parse/node.ts';
import { globalArguments } from './arguments.ts';
import { normalReference } from './reference.ts';

const RESERVED = ['context', 'scratch'];
const NOTHING_GIVEN: ReadonlyMap<string, string> = new Map();

export function checkStageNames(stages: readonly Stage[], linter: Linter): void {
  const seen = new Set<string>();
  for (const { name, lines } of stages) {
    if (name === '') continue;
    if (RESERVED.includes(name)) linter.report('ReservedStageName', [name], lines);
    if (seen.has(name)) linter.report('DuplicateStageName', [name], lines);
    seen.add(name);
  }
}

/** Keywords are all written small or all large, as most of them are. */
export function checkCasing(stages: readonly Stage[], linter: Linter): void {
  const keywords: readonly { readonly keyword: string; readonly lines: Lines }[] = stages.flatMap((stage) => [stage, ...stage.instructions]);
  let balance = 0;
  for (const { keyword } of keywords) {
    if (keyword === keyword.toLowerCase()) balance--;
    else if (keyword === keyword.toUpperCase()) balance++;
  }
  const right = balance < 0 ? 'lowercase' : 'uppercase';
  for (const { keyword, lines } of keywords) {
    const expected = balance < 0 ? keyword.toLowerCase() : keyword.toUpperCase();
    if (keyword !== expected) linter.report('ConsistentInstructionCasing', [keyword, right], lines);
  }
}

/** Whether FROM names an image when nothing is given with --build-arg. */
export function checkBaseNames(
  stages: readonly Stage[],
  args: readonly InstructionOf<'arg'>[],
  predefined: ReadonlyMap<string, string>,
  lexer: ShellLexer,
  linter: Linter,
): void {
  try {
    const { values } = globalArguments(predefined, args, lexer, NOTHING_GIVEN);
    for (const { base, lines } of stages) {
      const name = lexer.expand(base, values).text;
      if (!isReference(name)) linter.report('InvalidDefaultArgInFrom', [base], lines);
    }
  } catch {
    // What can't be expanded fails with its own message later.
  }
}

function isReference(name: string): boolean {
  try {
    normalReference(name);
    return true;
  } catch {
    return false;
  }
}
