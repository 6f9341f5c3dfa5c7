import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import { Lines, openInput } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\', 0: '' };

export const tool: Tool = {
  name: 'paste',
  usage: '[OPTION]... [FILE]...',
  *run(call) {
    const options = parseOptions(call, { delimiters: 'd --delimiters=', serial: 's --serial', zero: 'gnu:z --zero-terminated' });
    const separators = (options.value('delimiters') ?? '\t').match(/\\.|[^]/g)?.map((text) => (text.length === 2 ? (ESCAPES[text[1]!] ?? text[1]!) : text)) ?? [''];
    const shared = new Map<string, Lines>();
    const readers: Lines[] = [];
    for (const name of options.operands.length > 0 ? options.operands : ['-']) {
      const known = name === '-' ? shared.get(name) : undefined;
      const input = known ?? attempt(() => openInput(call, name));
      if (input instanceof SystemError) throw call.refusal(`${name}: ${input.message}`);
      const lines = known ?? new Lines(call, input as Exclude<typeof input, Lines>);
      shared.set(name, lines);
      readers.push(lines);
    }
    if (options.has('serial')) {
      for (const reader of readers) {
        let text = '';
        let count = 0;
        for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next()) text += (count++ > 0 ? separators[(count - 2) % separators.length] : '') + line;
        yield* call.print(`${text}\n`);
      }
      return 0;
    }
    for (;;) {
      const row: (string | undefined)[] = [];
      for (const reader of readers) row.push(yield* reader.next());
      if (row.every((cell) => cell === undefined)) return 0;
      // BusyBox drops a file that has ended.
      if (call.isBusybox) for (let i = row.length - 1; i >= 0; i--) if (row[i] === undefined) [readers, row].forEach((list) => list.splice(i, 1));
      yield* call.print(`${row.map((cell, i) => (i > 0 ? separators[(i - 1) % separators.length] : '') + (cell ?? '')).join('')}\n`);
    }
  },
};

export const program = toProgram(tool);
