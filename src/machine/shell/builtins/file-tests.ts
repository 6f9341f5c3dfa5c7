import { evaluateTest } from '../../programs/support/expression.ts';
import { elementOf, valuesOf } from '../execute/elements.ts';
import type { Option } from '../execute/options.ts';
import type { Shell } from '../execute/shell.ts';

/** `-f file` and its relatives, in `test` and in `[[`; those of bash that look at the shell itself as well. */
export function fileTest(shell: Shell, operator: string, operand: string): boolean {
  switch (operator) {
    case '-n': return operand !== '';
    case '-z': return operand === '';
    case '-v': return isSet(shell, operand);
    case '-o': return shell.options.has(operand as Option);
    case '-R': return shell.variables.own(operand)?.isReference === true;
    case '-a': return evaluateTest(shell.system, ['-e', operand]);
    default: return evaluateTest(shell.system, [operator, operand]);
  }
}

/** `-nt`, `-ot`, `-ef`, `<` and `>`. */
export function fileCompare(shell: Shell, operator: string, left: string, right: string): boolean {
  return evaluateTest(shell.system, [left, operator, right]);
}

function isSet(shell: Shell, name: string): boolean {
  const element = /^([A-Za-z_]\w*)\[(.*)\]$/.exec(name);
  if (!element) return shell.parameter(name) !== undefined;
  if (element[2] === '@' || element[2] === '*') return valuesOf(shell, element[1]!).length > 0;
  return elementOf(shell, element[1]!, element[2]!) !== undefined;
}
