import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { human: 'gnu:H --human', time: 'gnu:T --ctime', follow: '!gnu:w --follow', clear: '!c --read-clear', clearOnly: '!C --clear', level: '!n --level=', raw: 'r --raw', size: 's --buffer-size=', color: 'gnu:L --color[=]' } as const;

const CAP_SYSLOG = 34n;

/** The kernel's log is for those with CAP_SYSLOG: root, but not root in a container. */
function maySyslog(call: Call): boolean {
  const status = attempt(() => call.files.readText('/proc/self/status'));
  if (status instanceof SystemError) return call.system.credentials.uid === 0;
  const mask = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0';
  return ((BigInt(`0x${mask}`) >> CAP_SYSLOG) & 1n) === 1n;
}

export const tool: Tool = {
  name: 'dmesg',
  origin: 'util-linux 2.38.1',
  usage: '[options]',
  *run(call) {
    parseOptions(call, OPTIONS);
    if (!maySyslog(call)) throw call.refusal(call.isBusybox ? 'klogctl: Operation not permitted' : 'read kernel buffer failed: Operation not permitted');
    const { kernelRelease, kernelVersion } = call.system.host;
    yield* call.print(`[    0.000000] Linux version ${kernelRelease} ${kernelVersion}\n[    0.000000] Memory: ${Math.floor(call.system.resources.memory / 1024)}K available\n[    0.184000] smp: Brought up 1 node, ${call.system.resources.cores} CPUs\n`);
    return 0;
  },
};

export const program = toProgram(tool);
