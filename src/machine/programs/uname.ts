import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  all: 'a --all',
  kernel: 's --kernel-name --sysname',
  node: 'n --nodename',
  release: 'r --kernel-release --release',
  version: 'v --kernel-version',
  machine: 'm --machine',
  processor: 'p --processor',
  platform: 'i --hardware-platform',
  system: 'o --operating-system',
} as const;

const ORDER = ['kernel', 'node', 'release', 'version', 'machine', 'processor', 'platform', 'system'] as const;

export const tool: Tool = {
  name: 'uname',
  usage: '[OPTION]...',
  busyboxUsage: '[-amnrspvio]',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    if (options.operands.length > 0) throw call.misuse(`extra operand ${quoted(options.operands[0]!)}`);
    const { hostname, kernelRelease, kernelVersion, machine } = call.system.host;
    const facts = {
      kernel: 'Linux', node: hostname, release: kernelRelease, version: kernelVersion, machine,
      processor: 'unknown', platform: 'unknown', system: call.isMusl ? 'Linux' : 'GNU/Linux',
    };
    const wanted = options.has('all') ? ORDER.filter((key) => key !== 'processor' && key !== 'platform') : ORDER.filter((key) => options.has(key));
    yield* call.print(`${(wanted.length > 0 ? wanted : (['kernel'] as const)).map((key) => facts[key]).join(' ')}\n`);
    return 0;
  },
};

export const program = toProgram(tool);
