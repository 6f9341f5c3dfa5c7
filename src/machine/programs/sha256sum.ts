import { sha256 } from '@noble/hashes/sha2.js';
import { checksumTool } from './support/checksum.ts';
import { toProgram } from './support/tool.ts';

export const tool = checksumTool('sha256sum', 'SHA256', 64, () => sha256.create());

export const program = toProgram(tool);
