import { parser } from '@lezer/python';
import type { Module, Source } from '../ast.ts';
import { refuseErrors } from './errors.ts';
import { Statements } from './statements.ts';

export { PythonSyntaxError } from './errors.ts';

/** Reads a file. Throws PythonSyntaxError. */
export function parseModule(source: Source): Module {
  const { topNode } = parser.parse(source.text);
  refuseErrors(source, topNode);
  return { source, body: new Statements(source).statements(topNode) };
}
