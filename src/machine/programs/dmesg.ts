import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { human: 'gnu:H --human', time: 'gnu:T --ctime', follow: '!gnu:w --follow', clear: '!c --read-clear', clearOnly: '!C --clear', level: '!n --level=', raw: 'r --raw', size: 's --buffer-size=', color: 'gnu:L --color[=]' } as const;

export const tool: Tool = {
  name: 'dmesg',
  origin: 'util-linux 2.38.1',
  usage: '[options]',
  *run(call) {
    parseOptions(call, OPTIONS);
    // The kernel's log is root's, and in a container not even root's (CAP_SYSLOG).
    const isHost = call.system.cgroup === '/' || call.system.cgroup.startsWith('/user') || call.system.cgroup.startsWith('/system');
    if (!isHost || call.system.credentials.uid !== 0) throw call.refusal(call.isBusybox ? 'klogctl: Operation not permitted' : 'read kernel buffer failed: Operation not permitted');
    const { kernelRelease, kernelVersion } = call.system.host;
    yield* call.print(`[    0.000000] Linux version ${kernelRelease} ${kernelVersion}\n[    0.000000] Memory: ${Math.floor(call.system.resources.memory / 1024)}K available\n[    0.184000] smp: Brought up 1 node, ${call.system.resources.cores} CPUs\n`);
    return 0;
  },
};

export const program = toProgram(tool);
