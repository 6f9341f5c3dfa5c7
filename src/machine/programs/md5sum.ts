import { md5 } from '@noble/hashes/legacy.js';
import { checksumTool } from './support/checksum.ts';
import { toProgram } from './support/tool.ts';

export const tool = checksumTool('md5sum', 'MD5', 32, () => md5.create());

export const program = toProgram(tool);
