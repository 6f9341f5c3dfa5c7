import type { Process } from '../../core/process.ts';
import { TestError, evaluateTest } from './support/expression.ts';
import type { Call } from './support/call.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

/** `test` and `[`, which differ in the closing bracket alone. */
export function* runTest(call: Call, words: readonly string[]): Process<number> {
  try {
    return evaluateTest(call.system, words) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TestError)) throw error;
    yield* call.warn(call.isBusybox ? busyboxWords(error.message) : gnuWords(error.message));
    return 2;
  }
}

function gnuWords(message: string): string {
  const match = /^([^]*): (unary operator|binary operator|integer expression) expected$/.exec(message);
  if (!match) return message === 'too many arguments' ? 'extra argument' : message;
  return match[2] === 'integer expression' ? `invalid integer ${quoted(match[1]!)}` : `${quoted(match[1]!)}: ${match[2]} expected`;
}

function busyboxWords(message: string): string {
  const match = /^([^]*): (unary operator|binary operator|integer expression) expected$/.exec(message);
  if (!match) return message;
  return match[2] === 'integer expression' ? `invalid number '${match[1]}'` : `${match[1]}: unknown operand`;
}

export const tool: Tool = {
  name: 'test',
  usage: 'EXPRESSION',
  run: (call) => runTest(call, call.args),
};

export const program = toProgram(tool);
