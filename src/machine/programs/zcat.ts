import { runGzip } from './support/gzip.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'zcat',
  origin: 'gzip 1.12',
  usage: '[OPTION]... [FILE]...',
  busyboxUsage: '[-cfkt] [FILE]...',
  hint: '`NAME --help\'',
  run: (call) => runGzip(call, 'zcat'),
};

export const program = toProgram(tool);
