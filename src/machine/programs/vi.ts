import { parseOptions } from './support/options.ts';
import { Buffer } from './support/editor/buffer.ts';
import { Vi } from './support/editor/vi.ts';
import { Screen } from './support/screen.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'vi',
  usage: '[+CMD] [FILE]',
  busyboxUsage: '[-c CMD] [-R] [-H] [FILE]...',
  *run(call) {
    const options = parseOptions(call, { command: '!c=', readOnly: '!R', features: '!H' });
    const place = options.operands.find((operand) => /^\+\d*$/.test(operand));
    const [name] = options.operands.filter((operand) => operand !== place);
    const screen = call.isOnTerminal ? Screen.open(call) : undefined;
    if (!screen) throw call.refusal('input and output must be a terminal');
    const buffer = new Buffer(call, name);
    const failure = buffer.load();
    if (place) buffer.place(place === '+' ? Infinity : Number(place.slice(1)) - 1, 0);
    const message = failure ? `'${name}' ${failure.message}` : name === undefined ? '' : `'${name}' ${buffer.isNew ? '[New file]' : `${buffer.text === '' ? 0 : buffer.lines.length}L, ${buffer.bytes}C`}`;
    const vi = new Vi(screen, buffer, message);
    try {
      yield* vi.run();
    } finally {
      screen.close();
    }
    return vi.status;
  },
};

export const program = toProgram(tool);
