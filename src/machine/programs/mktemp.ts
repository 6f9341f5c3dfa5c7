import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import { join } from './support/copy.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { directory: 'd --directory', dry: 'u --dry-run', quiet: 'q --quiet', suffix: 'gnu:--suffix=', parent: 'p=', tmpdir: 'gnu:--tmpdir[=]', template: 't' } as const;
const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];

export const tool: Tool = {
  name: 'mktemp',
  usage: '[OPTION]... [TEMPLATE]',
  busyboxUsage: '[-dt] [-p DIR] [TEMPLATE]',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const given = options.operands[0];
    if (options.operands.length > 1) throw call.misuse('too many templates');
    const template = (given ?? (call.isBusybox ? 'tmp.XXXXXX' : 'tmp.XXXXXXXXXX')) + (options.value('suffix') ?? '');
    const suffix = options.value('suffix') ?? '';
    const body = suffix === '' ? template : template.slice(0, -suffix.length);
    const match = call.isBusybox ? /^([^]*?)(X{6,})()$/.exec(body) : /^([^]*?)(X{3,})([^X/]*)$/.exec(body);
    if (!match) throw call.refusal(call.isBusybox ? '(null): Invalid argument' : `too few X's in template ${quoted(given ?? template)}`);
    const isInFolder = given === undefined || options.has('parent') || options.order.some(([key]) => key === 'tmpdir') || options.has('template');
    const folder = options.value('parent') ?? options.value('tmpdir') ?? call.env('TMPDIR') ?? '/tmp';
    for (let tries = 0; tries < 100; tries++) {
      const letters = Array.from({ length: match[2]!.length }, () => call.system.entropy.pick(LETTERS)).join('');
      const name = match[1]! + letters + match[3]! + suffix;
      const path = isInFolder ? join(folder, name) : name;
      const failure = attempt(() => {
        if (options.has('dry')) return;
        if (options.has('directory')) call.files.mkdir(path, 0o700);
        else call.files.open(path, { write: true, create: true, exclusive: true, mode: 0o600 }).release();
      });
      if (failure instanceof SystemError && failure.code === 'EEXIST') continue;
      if (failure instanceof SystemError) {
        if (options.has('quiet')) return 1;
        const shown = isInFolder ? join(folder, template) : template;
        throw call.refusal(call.isBusybox ? `${shown}: ${failure.message}` : `failed to create ${options.has('directory') ? 'directory' : 'file'} via template ${quoted(shown)}: ${failure.message}`);
      }
      yield* call.print(`${path}\n`);
      return 0;
    }
    return 1;
  },
};

export const program = toProgram(tool);
