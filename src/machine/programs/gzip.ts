import { runGzip } from './support/gzip.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'gzip',
  origin: 'gzip 1.12',
  usage: '[OPTION]... [FILE]...',
  busyboxUsage: '[-cfkdt123456789] [FILE]...',
  hint: '`NAME --help\'',
  run: (call) => runGzip(call, 'gzip'),
};

export const program = toProgram(tool);
