import { runPgrep } from './support/pgrep.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'pgrep',
  origin: 'procps-ng 4.0.2',
  usage: '[options] <pattern>',
  busyboxUsage: '[-flanovx] [-s SID|-P PPID|PATTERN]',
  usageStatus: 2,
  run: (call) => runPgrep(call, false),
};

export const program = toProgram(tool);
