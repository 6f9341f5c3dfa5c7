import type { Process } from '../../../core/process.ts';
import { TestError, evaluateTest } from '../../programs/support/expression.ts';
import type { ExitCode } from '../../system.ts';
import type { Shell } from '../execute/shell.ts';
import { warn } from './builtin.ts';
import type { Builtin } from './builtin.ts';
import { fileTest } from './file-tests.ts';

function runTest(shell: Shell, name: string, words: readonly string[]): ExitCode | Process<ExitCode> {
  try {
    return evaluate(shell, words) ? 0 : 1;
  } catch (error) {
    if (error instanceof TestError) return fail(shell, inWords(shell, name, words, error.message));
    throw error;
  }
}

function* fail(shell: Shell, message: string): Process<ExitCode> {
  yield* warn(shell, message);
  return 2;
}

function evaluate(shell: Shell, words: readonly string[]): boolean {
  const isNegated = words.length === 3 && words[0] === '!';
  const [operator, operand] = isNegated ? words.slice(1) : words;
  if (shell.isBash && words.length === (isNegated ? 3 : 2) && /^-[voRa]$/.test(operator!)) return fileTest(shell, operator!, operand!) !== isNegated;
  return evaluateTest(shell.system, words);
}

function inWords(shell: Shell, name: string, words: readonly string[], message: string): string {
  if (shell.isBash) return `${name}: ${message}`;
  const [, text, what] = /^([^]*): (unary operator|binary operator|integer expression) expected$/.exec(message) ?? [];
  if (what === undefined) return message;
  if (what === 'integer expression') return shell.dialect === 'dash' ? `Illegal number: ${text}` : `${text}: bad number`;
  return shell.dialect === 'dash' ? `${words[0]}: unexpected operator` : `${words[1]}: unknown operand`;
}

export const test: Builtin = { name: 'test', run: (shell, args) => runTest(shell, 'test', args) };

export const bracket: Builtin = {
  name: '[',
  run(shell, args) {
    if (args.at(-1) === ']') return runTest(shell, '[', args.slice(0, -1));
    return fail(shell, shell.isBash ? "[: missing `]'" : 'missing ]');
  },
};
