import { changeOwnership } from './support/ownership.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'chown',
  usage: '[OPTION]... [OWNER][:[GROUP]] FILE...\n[OPTION]... --reference=RFILE FILE...',
  busyboxUsage: '[-Rhcvf]... USER[:[GRP]] FILE...',
  run: (call) => changeOwnership(call, false),
};

export const program = toProgram(tool);
