import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import { mapLines } from './support/filter.ts';
import { parseOptions } from './support/options.ts';
import { decodeText, encodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

function converted(line: string): string {
  return line.replace(/\r$/, '');
}

export const tool: Tool = {
  name: 'dos2unix',
  origin: 'dos2unix 7.4.3',
  usage: '[options] [file ...]',
  busyboxUsage: '[-ud] [FILE]',
  *run(call) {
    const options = parseOptions(call, { quiet: 'gnu:q --quiet', keepDate: '!gnu:k --keepdate', newFile: '!gnu:n --newfile' });
    if (options.operands.length === 0) return yield* mapLines(call, [], converted);
    for (const path of options.operands) {
      const bytes = attempt(() => call.files.read(path));
      if (bytes instanceof SystemError) {
        yield* call.fail(`${path}: ${bytes.message}`);
        continue;
      }
      const lines = decodeText(bytes).split('\n');
      call.files.write(path, encodeText(lines.map((line, i) => (i === lines.length - 1 ? line : converted(line))).join('\n')));
      if (!call.isBusybox && !options.has('quiet')) yield* call.complain(`dos2unix: converting file ${path} to Unix format...\n`);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
