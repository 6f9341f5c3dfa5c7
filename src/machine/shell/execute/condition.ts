import type { Process } from '../../../core/process.ts';
import type { Condition, Word } from '../ast.ts';
import { fileTest, fileCompare } from '../builtins/file-tests.ts';
import { evaluateArithmetic } from '../expand/arithmetic.ts';
import { compilePattern, expandParts, expandPattern, expandText } from '../expand/expand.ts';
import { Fields } from '../expand/fields.ts';
import { compileRegex, execRegex } from '../expand/regex.ts';
import type { Shell } from './shell.ts';

const NUMBERS: Readonly<Record<string, (a: bigint, b: bigint) => boolean>> = {
  '-eq': (a, b) => a === b, '-ne': (a, b) => a !== b, '-lt': (a, b) => a < b, '-le': (a, b) => a <= b, '-gt': (a, b) => a > b, '-ge': (a, b) => a >= b,
};

/** `[[ … ]]`. Throws ShellError. */
export function* testCondition(shell: Shell, condition: Condition): Process<boolean> {
  switch (condition.kind) {
    case 'not':
      return !(yield* testCondition(shell, condition.operand));
    case 'and':
      return (yield* testCondition(shell, condition.left)) && (yield* testCondition(shell, condition.right));
    case 'or':
      return (yield* testCondition(shell, condition.left)) || (yield* testCondition(shell, condition.right));
    case 'unary': {
      const operand = yield* expandText(shell, condition.operand);
      if (shell.options.has('xtrace')) yield* shell.trace(`[[ ${condition.operator} ${shown(operand)} ]]`, 'bash');
      return fileTest(shell, condition.operator, operand);
    }
    case 'binary':
      return yield* testBinary(shell, condition.operator, condition.left, condition.right);
  }
}

const shown = (text: string) => (text === '' ? "''" : text);

function* testBinary(shell: Shell, operator: string, left: Word, right: Word): Process<boolean> {
  const text = yield* expandText(shell, left);
  const trace = function* (other: string): Process<void> {
    if (shell.options.has('xtrace')) yield* shell.trace(`[[ ${shown(text)} ${operator} ${shown(other)} ]]`, 'bash');
  };
  const compare = NUMBERS[operator];
  if (compare) {
    const other = yield* expandText(shell, right);
    yield* trace(other);
    return compare(evaluateArithmetic(shell, text, '[[: '), evaluateArithmetic(shell, other, '[[: '));
  }
  switch (operator) {
    case '=': case '==': case '!=': {
      yield* trace(right.source);
      const pattern = yield* patternOf(shell, right);
      return pattern.matches(text) === (operator !== '!=');
    }
    case '=~':
      yield* trace(right.source);
      return yield* matchRegex(shell, text, right);
    default: {
      const other = yield* expandText(shell, right);
      yield* trace(other);
      return fileCompare(shell, operator, text, other);
    }
  }
}

function* patternOf(shell: Shell, word: Word): Process<{ matches(text: string): boolean }> {
  if (!shell.shellOptions.has('nocasematch')) return yield* expandPattern(shell, word, shell.isBash);
  const fields = new Fields('');
  yield* expandParts(shell, word.parts, fields, { purpose: 'text', isQuoted: false, isSplit: false });
  return compilePattern(shell, fields.whole().pattern, true, true);
}

function* matchRegex(shell: Shell, text: string, word: Word): Process<boolean> {
  let source = '';
  for (const part of word.parts) {
    const fields = new Fields('');
    yield* expandParts(shell, [part], fields, { purpose: 'text', isQuoted: false, isSplit: false });
    const piece = fields.whole().text;
    source += part.kind === 'quoted' || part.kind === 'double' ? piece.replace(/[\\^$.[\]|()?*+{}]/g, '\\$&') : piece;
  }
  const { exact, anyCase } = shell.shared.regexes;
  const regex = compileRegex(shell.shellOptions.has('nocasematch') ? anyCase : exact, source);
  const match = execRegex(regex, text);
  shell.regexMatches = match ? [text.slice(match.start, match.end), ...Array.from({ length: regex.groups }, (_, i) => match.group(i + 1) ?? '')] : [];
  return match !== undefined;
}
