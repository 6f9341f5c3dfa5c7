import { eachInput, readChunk } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const POLYNOMIAL = 0x04c11db7;

const TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let value = i << 24;
  for (let bit = 0; bit < 8; bit++) value = (value & 0x80000000) !== 0 ? (value << 1) ^ POLYNOMIAL : value << 1;
  return value >>> 0;
});

function step(crc: number, byte: number): number {
  return ((crc << 8) ^ TABLE[((crc >>> 24) ^ byte) & 255]!) >>> 0;
}

export const tool: Tool = {
  name: 'cksum',
  usage: '[OPTION]... [FILE]...',
  *run(call) {
    const options = parseOptions(call, { algorithm: '!gnu:a --algorithm=', check: '!gnu:c --check', length: '!gnu:l --length=', tag: '!gnu:--tag', untagged: '!gnu:--untagged' });
    yield* eachInput(call, options.operands, function* (input, name) {
      let crc = 0;
      let size = 0;
      for (;;) {
        const bytes = yield* readChunk(call, input);
        if (bytes.length === 0) break;
        for (const byte of bytes) crc = step(crc, byte);
        size += bytes.length;
      }
      for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) crc = step(crc, rest & 255);
      yield* call.print(`${~crc >>> 0} ${size}${options.operands.length === 0 ? '' : ` ${name}`}\n`);
    });
    return call.status;
  },
};

export const program = toProgram(tool);
