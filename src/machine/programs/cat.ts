import type { Process } from '../../core/process.ts';
import type { Input } from '../../core/stream.ts';
import type { Call } from './support/call.ts';
import { Lines, eachInput, readChunk } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { encodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  number: 'n --number',
  nonblank: 'b --number-nonblank',
  squeeze: 'gnu:s --squeeze-blank',
  ends: 'gnu:E --show-ends',
  tabs: 'gnu:T --show-tabs',
  visible: 'v --show-nonprinting',
  visibleEnds: 'e',
  visibleTabs: 't',
  all: 'A --show-all',
  unbuffered: 'u',
} as const;

interface Style {
  readonly numbers: 'all' | 'nonblank' | 'none';
  readonly isSqueezing: boolean;
  readonly showsEnds: boolean;
  readonly showsTabs: boolean;
  readonly showsControls: boolean;
}

/** `^A` for control characters and `M-x` for bytes past 127, as cat -v has them. */
export function visible(text: string, showsTabs: boolean): string {
  let shown = '';
  for (const byte of encodeText(text)) {
    const low = byte & 127;
    if (byte === 9 && !showsTabs) shown += '\t';
    else shown += (byte > 127 ? 'M-' : '') + (low < 32 ? `^${String.fromCharCode(low + 64)}` : low === 127 ? '^?' : String.fromCharCode(low));
  }
  return shown;
}

function* copyPlain(call: Call, input: Input): Process<void> {
  for (;;) {
    const bytes = yield* readChunk(call, input);
    if (bytes.length === 0) return;
    yield* call.print(bytes);
  }
}

class Shaper {
  #number = 0;
  #blanks = 0;

  constructor(private readonly call: Call, private readonly style: Style) {}

  *copy(input: Input): Process<void> {
    const lines = new Lines(this.call, input);
    for (;;) {
      const line = yield* lines.next();
      if (line === undefined) return;
      this.#blanks = line === '' ? this.#blanks + 1 : 0;
      if (this.style.isSqueezing && this.#blanks > 1) continue;
      yield* this.call.print(this.#shape(line, lines.isTerminated));
    }
  }

  #shape(line: string, isTerminated: boolean): string {
    const { numbers, showsEnds, showsTabs, showsControls } = this.style;
    const isNumbered = numbers === 'all' || (numbers === 'nonblank' && line !== '');
    const text = showsControls ? visible(line, showsTabs) : showsTabs ? line.replaceAll('\t', '^I') : line;
    return `${isNumbered ? `${String(++this.#number).padStart(6)}\t` : ''}${text}${isTerminated ? (showsEnds ? '$\n' : '\n') : ''}`;
  }
}

export const tool: Tool = {
  name: 'cat',
  usage: '[OPTION]... [FILE]...',
  busyboxUsage: '[-nbvteA] [FILE]...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const style: Style = {
      numbers: options.has('nonblank') ? 'nonblank' : options.has('number') ? 'all' : 'none',
      isSqueezing: options.has('squeeze'),
      showsEnds: options.has('ends') || options.has('visibleEnds') || options.has('all'),
      showsTabs: options.has('tabs') || options.has('visibleTabs') || options.has('all'),
      showsControls: options.has('visible') || options.has('visibleEnds') || options.has('visibleTabs') || options.has('all'),
    };
    const isPlain = options.order.every(([key]) => key === 'unbuffered');
    const shaper = new Shaper(call, style);
    yield* eachInput(call, options.operands, (input) => (isPlain ? copyPlain(call, input) : shaper.copy(input)), call.isBusybox ? { complain: (name, error) => call.fail(error.code === 'EISDIR' ? `read error: ${error.message}` : `can't open '${name}': ${error.message}`) } : {});
    return call.status;
  },
};

export const program = toProgram(tool);
