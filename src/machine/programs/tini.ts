import { runTini } from './support/tini.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

export const tool: Tool = { name: 'tini', usage: '[OPTIONS] PROGRAM -- [ARGS] | --version', run: runTini };

export const program = toProgram(tool);
