import { tool as stress } from './stress.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

export const tool: Tool = { ...stress, name: 'stress-ng', origin: 'stress-ng, version 0.15.06' };

export const program = toProgram(tool);
