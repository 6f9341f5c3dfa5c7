import { changeOwnership } from './support/ownership.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'chgrp',
  usage: '[OPTION]... GROUP FILE...\n[OPTION]... --reference=RFILE FILE...',
  busyboxUsage: '[-Rhcvf]... GROUP FILE...',
  run: (call) => changeOwnership(call, true),
};

export const program = toProgram(tool);
