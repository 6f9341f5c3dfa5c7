import { Apt } from './apt/command.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

export const tool: Tool = { name: 'apt-get', usage: '[options] command', origin: 'apt 2.6.1', usageStatus: 100, run: (call) => new Apt(call).run() };

export const program = toProgram(tool);
