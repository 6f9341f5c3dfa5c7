import { blake2b } from '@noble/hashes/blake2.js';
import { checksumTool } from './support/checksum.ts';
import { toProgram } from './support/tool.ts';

export const tool = checksumTool('b2sum', 'BLAKE2b', 128, () => blake2b.create());

export const program = toProgram(tool);
