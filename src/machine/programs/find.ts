import { FindParser } from './support/find/expression.ts';
import { Finder } from './support/find/walk.ts';
import { RegexError } from './support/regex/regex.ts';
import { Answer } from './support/endings.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'find',
  origin: 'GNU findutils 4.9.0',
  usage: '[-H] [-L] [-P] [path...] [expression]',
  busyboxUsage: '[-HL] [PATH]... [OPTIONS] [ACTIONS]',
  *run(call) {
    const words = [...call.args];
    if (words[0] === '--help' || words[0] === '-help') throw new Answer(`Usage: ${call.name} ${this.usage}\n`);
    if (words[0] === '--version' || words[0] === '-version') throw new Answer('find (GNU findutils) 4.9.0\n');
    let follows: 'never' | 'operands' | 'always' = 'never';
    while (/^-[HLP]$/.test(words[0] ?? '')) follows = { H: 'operands', L: 'always', P: 'never' }[words.shift()![1] as 'P'] as typeof follows;
    const first = words.findIndex((word) => word.startsWith('-') || word === '!' || word === '(');
    const roots = words.splice(0, first < 0 ? words.length : first);
    try {
      const parser = new FindParser(call, words);
      const expression = parser.parse();
      if (parser.rules.follows === 'never') parser.rules.follows = follows;
      yield* new Finder(call, expression, parser.rules, parser.batches).run(roots.length > 0 ? roots : ['.']);
    } catch (error) {
      if (error instanceof RegexError) throw call.refusal(error.message);
      throw error;
    }
    return call.status;
  },
};

export const program = toProgram(tool);
