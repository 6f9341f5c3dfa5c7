import type { Process } from '../../core/process.ts';
import { NotSimulated } from '../../core/errors.ts';
import { parseOptions } from './support/options.ts';
import type { Call } from './support/call.ts';
import { createArchive } from './support/tar/create.ts';
import { readArchive } from './support/tar/extract.ts';
import { TAR_OPTIONS } from './support/tar/options.ts';
import type { TarOptions } from './support/tar/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

/** `tar xzf FILE`: the first word's letters are options, and those that take a value take the words that follow, in order. */
function withDashes(call: Call): readonly string[] {
  const { args } = call;
  const [first, ...rest] = args;
  if (first === undefined || first.startsWith('-')) return args;
  const result: string[] = [];
  for (const letter of first) {
    result.push(`-${letter}`);
    if (!'fCTXbg'.includes(letter)) continue;
    if (rest.length === 0 && !call.isBusybox) throw call.misuse(`Old option '${letter}' requires an argument.`, 2);
    if (rest.length > 0) result.push(rest.shift()!);
  }
  return [...result, ...rest];
}

function mode(call: Call, options: TarOptions): 'create' | 'extract' | 'list' | 'append' {
  const given = options.order.map(([key]) => key).filter((key) => ['create', 'extract', 'list', 'append', 'update', 'diff'].includes(key));
  const [first] = given;
  if (first === undefined) {
    if (call.isBusybox) throw call.missing('');
    throw call.misuse("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options", 2);
  }
  if (new Set(given).size > 1) throw call.isBusybox ? call.missing('') : call.misuse("You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option", 2);
  return first as 'create';
}

function* perform(call: Call, options: TarOptions): Process<number> {
  for (const key of ['bzip2', 'xz', 'zstd'] as const) if (options.has(key)) throw new NotSimulated(`tar --${key}`);
  const directory = options.value('directory');
  switch (mode(call, options)) {
    case 'create': return yield* createArchive(call, options, directory);
    case 'append': throw new NotSimulated('tar -r');
    case 'extract': return yield* readArchive(call, options, directory, true);
    case 'list': return yield* readArchive(call, options, directory, false);
  }
}

export const tool: Tool = {
  name: 'tar',
  origin: 'GNU tar 1.34',
  usage: '[OPTION...] [FILE]...',
  busyboxUsage: 'c|x|t [-ZzJjahmvokO] [-f TARFILE] [-C DIR] [-T FILE] [-X FILE] [FILE]...',
  usageStatus: 64,
  hint: "'NAME --help' or 'NAME --usage'",
  *run(call) {
    const options = parseOptions(call, TAR_OPTIONS, { args: withDashes(call) });
    return yield* perform(call, options);
  },
};

export const program = toProgram(tool);
