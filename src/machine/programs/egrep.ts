import { runGrep } from './support/grep.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'egrep',
  origin: 'GNU grep 3.8',
  usage: '[OPTION]... PATTERNS [FILE]...',
  busyboxUsage: '[-HhnlLoqvsrRiwFEz] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...',
  usageStatus: 2,
  busyboxStatus: 2,
  showsUsage: 'with hint',
  run: (call) => runGrep(call, 'extended'),
};

export const program = toProgram(tool);
