import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import { parseSize } from './support/format.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { length: 'l --length=', offset: 'o --offset=', keep: '!n --keep-size', punch: '!p --punch-hole', dig: '!d --dig-holes', collapse: '!c --collapse-range', zero: '!z --zero-range', posix: 'x --posix', verbose: 'v --verbose' } as const;

export const tool: Tool = {
  name: 'fallocate',
  origin: 'util-linux 2.38.1',
  usage: '[options] <filename>',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const [path] = options.operands;
    if (path === undefined) throw call.isBusybox ? call.missing('') : call.refusal('no filename specified');
    const length = parseSize(options.value('length') ?? '');
    if (length === undefined || length === 0) throw call.refusal(options.has('length') ? 'failed to parse length' : 'no length argument specified');
    const offset = parseSize(options.value('offset') ?? '0') ?? 0;
    const failure = attempt(() => {
      if (!call.files.exists(path)) call.files.open(path, { write: true, create: true }).release();
      if (call.files.stat(path).size < offset + length) call.files.truncate(path, offset + length);
    });
    if (failure instanceof SystemError) throw call.refusal(failure.code === 'ENOSPC' ? `fallocate failed: ${failure.message}` : `cannot open ${path}: ${failure.message}`);
    yield* call.spend(20);
    return 0;
  },
};

export const program = toProgram(tool);
