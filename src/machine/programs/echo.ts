import { Answer } from './support/endings.ts';
import { unescape } from './support/escapes.ts';
import { decodeText, encodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'echo',
  usage: '[SHORT-OPTION]... [STRING]...',
  *run(call) {
    if (!call.isBusybox && call.args.length === 1) {
      if (call.args[0] === '--help') throw new Answer(`Usage: ${call.name} [SHORT-OPTION]... [STRING]...\n`);
      if (call.args[0] === '--version') throw new Answer('echo (GNU coreutils) 9.1\n');
    }
    let hasNewline = true;
    let hasEscapes = false;
    let first = 0;
    for (; first < call.args.length; first++) {
      const arg = call.args[first]!;
      if (!/^-[neE]+$/.test(arg)) break;
      for (const letter of arg.slice(1)) {
        if (letter === 'n') hasNewline = false;
        else hasEscapes = letter === 'e';
      }
    }
    const text = call.args.slice(first).join(' ');
    if (!hasEscapes) yield* call.print(text + (hasNewline ? '\n' : ''));
    else {
      const { text: unescaped, isCut } = unescape(text, 'echo');
      yield* call.print(decodeText(encodeText(unescaped)) + (hasNewline && !isCut ? '\n' : ''));
    }
    return 0;
  },
};

export const program = toProgram(tool);
