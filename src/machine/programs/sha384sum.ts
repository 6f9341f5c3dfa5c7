import { sha384 } from '@noble/hashes/sha2.js';
import { checksumTool } from './support/checksum.ts';
import { toProgram } from './support/tool.ts';

export const tool = checksumTool('sha384sum', 'SHA384', 96, () => sha384.create());

export const program = toProgram(tool);
