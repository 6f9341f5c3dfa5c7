import { parseOptions } from './support/options.ts';
import { Buffer } from './support/editor/buffer.ts';
import { Nano } from './support/editor/nano.ts';
import { Refusal } from './support/endings.ts';
import { Screen } from './support/screen.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'nano',
  origin: 'GNU nano 7.2',
  usage: '[OPTIONS] [[+LINE[,COLUMN]] FILE]...',
  *run(call) {
    const options = parseOptions(call, { lines: '!l --linenumbers', wrap: 'w --nowrap', mouse: 'm --mouse', view: '!v --view' });
    const place = options.operands.find((operand) => /^\+\d/.test(operand));
    const [name] = options.operands.filter((operand) => operand !== place);
    const screen = call.isOnTerminal ? Screen.open(call) : undefined;
    if (!screen) throw new Refusal('Standard input is not a terminal\n', 1);
    try {
      const buffer = new Buffer(call, name);
      const failure = buffer.load();
      if (place) buffer.place(Number(place.slice(1).split(',')[0]) - 1, Number(place.split(',')[1] ?? 1) - 1);
      const count = buffer.text === '' ? 0 : buffer.lines.length;
      const message = failure ? `Error reading ${name}: ${failure.message}` : buffer.isNew ? 'New File' : name === undefined ? 'Welcome to nano.  For basic help, type Ctrl+G.' : `Read ${count} line${count === 1 ? '' : 's'}`;
      yield* new Nano(screen, buffer, message).run();
    } finally {
      screen.close();
    }
    return 0;
  },
};

export const program = toProgram(tool);
