import { SIGNALS } from '../signals.ts';
import { SystemError } from '../errno.ts';
import type { OpenFile } from '../files/open-file.ts';
import { attempt } from './support/call.ts';
import { readChunk } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  append: 'a --append',
  ignoreInterrupts: 'i --ignore-interrupts',
  diagnose: '!gnu:p --output-error[=]',
} as const;

export const tool: Tool = {
  name: 'tee',
  usage: '[OPTION]... [FILE]...',
  busyboxUsage: '[-ai] [FILE]...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    if (options.has('ignoreInterrupts')) call.system.onSignal(SIGNALS.SIGINT, 'ignore');
    const isAppending = options.has('append');
    const files: OpenFile[] = [];
    for (const path of options.operands) {
      const file = attempt(() => call.files.open(path, { write: true, create: true, append: isAppending, truncate: !isAppending }));
      if (file instanceof SystemError) yield* call.fail(`${path}: ${file.message}`);
      else files.push(file);
    }
    for (;;) {
      const bytes = yield* readChunk(call, { read: (max) => call.system.stdin.read(max), close: () => {} });
      if (bytes.length === 0) break;
      yield* call.print(bytes.slice());
      yield* call.flush();
      for (const file of files) yield* file.write(bytes);
    }
    for (const file of files) file.release();
    return call.status;
  },
};

export const program = toProgram(tool);
