import { readChunk } from './support/inputs.ts';
import { quoted } from './support/quoting.ts';
import { decodeText } from './support/text.ts';
import { concat } from '../../core/bytes.ts';
import type { Process } from '../../core/process.ts';
import type { Call } from './support/call.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

function* factors(call: Call, number: number): Process<number[]> {
  const found: number[] = [];
  let rest = number;
  for (let divisor = 2; divisor * divisor <= rest; divisor += divisor === 2 ? 1 : 2) {
    if (divisor % 2001 === 0) yield* call.spend(2);
    while (rest % divisor === 0) {
      found.push(divisor);
      rest /= divisor;
    }
  }
  if (rest > 1) found.push(rest);
  return found;
}

export const tool: Tool = {
  name: 'factor',
  usage: '[NUMBER]...',
  *run(call) {
    const words = [...call.args];
    if (words.length === 0) {
      const parts: Uint8Array[] = [];
      for (;;) {
        const bytes = yield* readChunk(call, { read: (max) => call.system.stdin.read(max), close: () => {} });
        if (bytes.length === 0) break;
        parts.push(bytes);
      }
      words.push(...decodeText(concat(parts)).split(/\s+/).filter(Boolean));
    }
    for (const word of words) {
      const number = Number(word);
      if (!/^\+?\d+$/.test(word) || !Number.isSafeInteger(number)) {
        yield* call.fail(call.isBusybox ? `invalid number '${word}'` : /^\d+$/.test(word) ? `${quoted(word)} is too large` : `${quoted(word)} is not a valid positive integer`);
        continue;
      }
      yield* call.print(`${number}:${(yield* factors(call, number)).map((factor) => ` ${factor}`).join('')}\n`);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
