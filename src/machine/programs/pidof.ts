import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { baseName, toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'pidof',
  origin: 'procps-ng 4.0.2',
  usage: '[options] [program [...]]',
  busyboxUsage: '[-s] [-o PID] [NAME]...',
  *run(call) {
    const options = parseOptions(call, { single: 's --single-shot', omit: 'o --omit-pid=', scripts: 'x' });
    const omitted = new Set(options.values('omit').flatMap((text) => text.split(/[ ,;:]/)).map((text) => (text === '%PPID' ? call.system.parentPid : Number(text))));
    const found = call.system.processes.list().filter((process) => {
      const names = [process.command, process.argv[0] ?? '', baseName(process.argv[0] ?? '')];
      return process.pid !== call.system.pid && process.state !== 'Z' && !omitted.has(process.pid) && options.operands.some((wanted) => names.includes(wanted) || names.includes(baseName(wanted)));
    });
    const pids = found.map(({ pid }) => pid).sort((a, b) => b - a);
    if (pids.length > 0) yield* call.print(`${(options.has('single') ? pids.slice(0, 1) : pids).join(' ')}\n`);
    return pids.length > 0 ? 0 : 1;
  },
};

export const program = toProgram(tool);
