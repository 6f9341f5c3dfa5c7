import { isSystemError } from '../errno.ts';
import { failureOf } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  ignore: 'i --ignore-environment',
  zero: '0 --null',
  unset: 'u --unset=',
  chdir: 'gnu:C --chdir=',
  split: 'gnu:S --split-string=',
  blockSignal: '!gnu:--block-signal[=]',
  defaultSignal: '!gnu:--default-signal[=]',
  ignoreSignal: '!gnu:--ignore-signal[=]',
  debug: '!gnu:v --debug',
} as const;

/** `-S 'a b'`, as scripts have it after `#!/usr/bin/env`: blanks part words, quotes keep them together. */
function splitWords(text: string): string[] {
  const words = text.match(/(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/g) ?? [];
  return words.map((word) => word.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, (_, single: string | undefined, double: string | undefined, escaped: string | undefined) => single ?? double?.replace(/\\(.)/g, '$1') ?? escaped ?? ''));
}

export const tool: Tool = {
  name: 'env',
  usage: '[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]',
  busyboxUsage: '[-i0] [-u NAME]... [-] [NAME=VALUE]... [PROG ARGS]',
  usageStatus: 125,
  *run(call) {
    const options = parseOptions(call, OPTIONS, { stopsAtOperand: true });
    const operands = options.values('split').flatMap(splitWords).concat(options.operands);
    const isEmpty = options.has('ignore') || operands[0] === '-';
    if (operands[0] === '-') operands.shift();
    const env = new Map(isEmpty ? [] : call.system.env);
    for (const name of options.values('unset')) env.delete(name);
    while (operands.length > 0 && operands[0]!.indexOf('=') > 0) {
      const [assignment] = operands.splice(0, 1);
      const equals = assignment!.indexOf('=');
      env.set(assignment!.slice(0, equals), assignment!.slice(equals + 1));
    }
    if (operands.length === 0) {
      if (options.has('chdir')) throw call.misuse('must specify command with --chdir (-C)');
      yield* call.print([...env].map(([name, value]) => `${name}=${value}${options.has('zero') ? '\0' : '\n'}`).join(''));
      return 0;
    }
    if (options.has('zero')) throw call.misuse('cannot specify --null (-0) with command');
    const directory = options.value('chdir');
    const failure = directory === undefined ? undefined : failureOf(() => call.system.chdir(directory));
    if (failure) throw call.refusal(`cannot change directory to ${quoted(directory!)}: ${failure.message}`, 125);
    try {
      return call.system.exec(operands, env);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      const name = call.isBusybox ? `can't execute '${operands[0]}'` : quoted(operands[0]!);
      yield* call.warn(`${name}: ${error.message}`);
      if (!call.isBusybox && /\s/.test(operands[0]!) && error.code === 'ENOENT') yield* call.warn('use -[v]S to pass options in shebang lines');
      return error.code === 'ENOENT' ? 127 : 126;
    }
  },
};

export const program = toProgram(tool);
