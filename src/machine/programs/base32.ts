import { SystemError } from '../errno.ts';
import { NotSimulated } from '../../core/errors.ts';
import { attempt } from './support/call.ts';
import { openInput, readRest } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function encode(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 5) {
    const part = bytes.subarray(i, i + 5);
    let value = 0n;
    for (let k = 0; k < 5; k++) value = (value << 8n) | BigInt(part[k] ?? 0);
    const used = Math.ceil((part.length * 8) / 5);
    for (let k = 0; k < 8; k++) text += k < used ? LETTERS[Number((value >> BigInt(35 - 5 * k)) & 31n)] : '=';
  }
  return text;
}

export const tool: Tool = {
  name: 'base32',
  usage: '[OPTION]... [FILE]',
  *run(call) {
    const options = parseOptions(call, { decode: 'd --decode', ignore: 'i --ignore-garbage', wrap: 'w --wrap=' });
    if (options.has('decode')) throw new NotSimulated('base32 -d');
    const name = options.operands[0] ?? '-';
    const input = attempt(() => openInput(call, name));
    if (input instanceof SystemError) throw call.refusal(`${name}: ${input.message}`);
    const text = encode(yield* readRest(call, input));
    const width = Number(options.value('wrap') ?? 76);
    if (width === 0) yield* call.print(text);
    else for (let i = 0; i < text.length; i += width) yield* call.print(`${text.slice(i, i + width)}\n`);
    return 0;
  },
};

export const program = toProgram(tool);
