import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { fromBase64, toBase64 } from './support/base64.ts';
import { openInput, readRest } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import { toLatin1 } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { decode: 'd --decode', ignore: 'gnu:i --ignore-garbage', wrap: 'w --wrap=' } as const;

function* decode(call: Call, text: string, ignoresGarbage: boolean): Process<number> {
  const clean = text.replace(ignoresGarbage ? /[^A-Za-z0-9+/=]/g : /\n/g, '');
  const { bytes, isWhole } = fromBase64(clean);
  yield* call.print(bytes);
  if (!isWhole) yield* call.fail(call.isBusybox ? 'truncated input' : 'invalid input');
  return call.status;
}

export const tool: Tool = {
  name: 'base64',
  usage: '[OPTION]... [FILE]',
  busyboxUsage: '[-d] [-w COL] [FILE]',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const [name = '-', extra] = options.operands;
    if (extra !== undefined) throw call.misuse(`extra operand ${quoted(extra)}`);
    const wrap = options.value('wrap') ?? '76';
    if (!/^\d+$/.test(wrap)) throw call.refusal(call.isBusybox ? `invalid number '${wrap}'` : `invalid wrap size: ${quoted(wrap)}`);
    const input = attempt(() => openInput(call, name));
    if (input instanceof SystemError) throw call.refusal(`${name}: ${input.message}`);
    const bytes = yield* readRest(call, input);
    if (options.has('decode')) return yield* decode(call, toLatin1(bytes), options.has('ignore'));
    const text = toBase64(bytes);
    const width = Number(wrap);
    if (width === 0) yield* call.print(text);
    else for (let i = 0; i < text.length; i += width) yield* call.print(`${text.slice(i, i + width)}\n`);
    return 0;
  },
};

export const program = toProgram(tool);
