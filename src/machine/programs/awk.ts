import { SystemError } from '../errno.ts';
import type { Call } from './support/call.ts';
import { Answer } from './support/endings.ts';
import { AwkError } from './support/awk/ast.ts';
import { Interpreter } from './support/awk/interpret.ts';
import { parseAwk } from './support/awk/parse.ts';
import { readTextOf } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { RegexError } from './support/regex/regex.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  separator: 'F=',
  assign: 'v=',
  file: 'f=',
  expression: 'bb:e=',
  mawk: '!gnu:W=',
} as const;

/** `-F t` is a tab, and escapes are resolved. */
function separatorOf(text: string): string {
  return text === 't' ? '\\t' : text;
}

function refusal(call: Call, error: AwkError): Error {
  if (call.isBusybox) {
    const line = error.line === undefined ? undefined : /^missing }|never defined$/.test(error.message) ? error.line - 1 : error.line;
    return call.refusal(`${line === undefined ? '' : `cmd. line:${line}: `}${busyboxWords(error.message)}`, 1);
  }
  return call.refusal(`${error.line === undefined ? '' : error.message.startsWith('unexpected character') ? `${error.line}: ` : `line ${error.line}: `}${error.message}`, 2);
}

function busyboxWords(message: string): string {
  if (/^syntax error|^missing }/.test(message)) return 'Unexpected token';
  if (/never defined$/.test(message)) return 'Call to undefined function';
  if (/^unexpected character/.test(message)) return 'Unexpected token';
  return message;
}

export const tool: Tool = {
  name: 'awk',
  origin: 'mawk 1.3.4',
  usage: '[-F value] [-v var=value] [--] program [file ...]\n[-F value] [-v var=value] [-f program-file] [--] [file ...]',
  busyboxUsage: '[OPTIONS] [AWK_PROGRAM] [FILE]...',
  usageStatus: 2,
  *run(call) {
    if (call.args.length === 0 && !call.isBusybox) throw new Answer(`Usage: ${call.name} [Options] [Program] [file ...]\n`);
    const unknown = call.args[0];
    if (!call.isBusybox && unknown !== undefined && /^-[^-FvfW]/.test(unknown)) throw call.refusal(`not an option: ${unknown}`, 2);
    const options = parseOptions(call, OPTIONS, { stopsAtOperand: true });
    const operands = [...options.operands];
    const sources: string[] = [...options.values('expression')];
    for (const path of options.values('file')) {
      const text = yield* readTextOf(call, path);
      if (text instanceof SystemError) throw call.refusal(call.isBusybox ? `can't open '${path}': ${text.message}` : `cannot open ${path} (${text.message})`, call.isBusybox ? 1 : 2);
      sources.push(text);
    }
    if (sources.length === 0) {
      const source = operands.shift();
      if (source === undefined) throw call.missing('no program given');
      sources.push(source);
    }
    try {
      const awk = new Interpreter(call, parseAwk(sources.join('\n')), operands);
      const separator = options.value('separator');
      if (separator !== undefined) awk.assign('FS', separatorOf(separator));
      for (const text of options.values('assign')) {
        const equals = text.indexOf('=');
        if (equals < 1) throw call.refusal(`improper assignment: -v ${text}`, 2);
        awk.assign(text.slice(0, equals), text.slice(equals + 1));
      }
      return yield* awk.run();
    } catch (error) {
      if (error instanceof AwkError) throw refusal(call, error);
      if (error instanceof RegexError) throw call.refusal(`regular expression compile failed (${error.message})`, 2);
      throw error;
    }
  },
};

export const program = toProgram(tool);
