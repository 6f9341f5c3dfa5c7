import { runPgrep } from './support/pgrep.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'pkill',
  origin: 'procps-ng 4.0.2',
  usage: '[options] <pattern>',
  busyboxUsage: '[-l|-SIGNAL] [-xfvno] [-s SID|-P PPID|PATTERN]',
  usageStatus: 2,
  run: (call) => runPgrep(call, true),
};

export const program = toProgram(tool);
