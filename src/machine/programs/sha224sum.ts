import { sha224 } from '@noble/hashes/sha2.js';
import { checksumTool } from './support/checksum.ts';
import { toProgram } from './support/tool.ts';

export const tool = checksumTool('sha224sum', 'SHA224', 56, () => sha224.create());

export const program = toProgram(tool);
