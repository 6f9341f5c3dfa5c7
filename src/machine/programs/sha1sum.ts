import { sha1 } from '@noble/hashes/legacy.js';
import { checksumTool } from './support/checksum.ts';
import { toProgram } from './support/tool.ts';

export const tool = checksumTool('sha1sum', 'SHA1', 40, () => sha1.create());

export const program = toProgram(tool);
