import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import { Bc } from './support/bc/interpret.ts';
import { Lines, openInput, readRest } from './support/inputs.ts';
import { NotSimulated } from '../../core/errors.ts';
import { parseOptions } from './support/options.ts';
import { decodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'bc',
  origin: 'bc 1.07.1',
  usage: '[options] [file ...]',
  busyboxUsage: '[-sqlw] [FILE]...',
  *run(call) {
    const options = parseOptions(call, { math: 'l --mathlib', quiet: 'q --quiet', standard: 's --standard', warn: 'w --warn', interactive: 'gnu:i --interactive' });
    const bc = new Bc(call);
    if (options.has('math')) yield* bc.run('scale=20\n');
    for (const name of options.operands) {
      const input = attempt(() => openInput(call, name));
      if (input instanceof SystemError) throw call.refusal(call.isBusybox ? `can't open '${name}': ${input.message}` : `File ${name} is unavailable.`);
      if (!(yield* bc.run(decodeText(yield* readRest(call, input))))) return 0;
    }
    const lines = new Lines(call, { read: (max) => call.system.stdin.read(max), close: () => {} });
    // A statement in braces may go over several lines.
    let pending = '';
    for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
      pending += `${line}\n`;
      if (pending.length > 1_000_000) throw new NotSimulated('a bc statement of more than a megabyte');
      const isOpen = (pending.match(/\{/g)?.length ?? 0) > (pending.match(/\}/g)?.length ?? 0) || line.endsWith('\\') || (pending.match(/"/g)?.length ?? 0) % 2 === 1;
      if (isOpen) continue;
      if (!(yield* bc.run(pending))) return 0;
      pending = '';
    }
    if (pending !== '') yield* bc.run(pending);
    return 0;
  },
};

export const program = toProgram(tool);
