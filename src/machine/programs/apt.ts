import { tool as aptGet } from './apt-get.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

export const tool: Tool = { ...aptGet, name: 'apt' };

export const program = toProgram(tool);
