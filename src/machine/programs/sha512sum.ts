import { sha512 } from '@noble/hashes/sha2.js';
import { checksumTool } from './support/checksum.ts';
import { toProgram } from './support/tool.ts';

export const tool = checksumTool('sha512sum', 'SHA512', 128, () => sha512.create());

export const program = toProgram(tool);
