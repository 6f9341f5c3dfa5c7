import { lex } from './lex.ts';
import { StatementReader } from './statements.ts';
import type { PlacedStatement } from './statements.ts';

/** Reads statements. Throws the server's `syntax error at or near` (42601) and what is not simulated (0A000). */
export function parse(text: string): readonly PlacedStatement[] {
  return new StatementReader(text, lex(text)).statements();
}
