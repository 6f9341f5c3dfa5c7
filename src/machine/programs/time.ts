import { SECOND } from '../../core/clock.ts';
import { isSystemError } from '../errno.ts';
import { statusCode } from '../system.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'time',
  origin: 'GNU Time 1.9',
  usage: '[options] command [arg...]',
  busyboxUsage: '[-vpa] [-o FILE] PROG ARGS',
  *run(call) {
    const options = parseOptions(call, { portable: 'p --portability', verbose: '!v --verbose', output: '!o --output=', format: '!f --format=', append: '!a --append' }, { stopsAtOperand: true });
    if (options.operands.length === 0) throw call.missing('missing program to run');
    const started = call.now();
    try {
      const child = call.system.spawn(options.operands);
      let cpu = 0;
      while (!child.status) {
        yield child.changed();
        cpu = call.system.processes.get(child.pid)?.cpu ?? cpu;
      }
      const status = statusCode(yield* child.wait());
      const elapsed = (call.now() - started) / SECOND;
      const minutes = Math.floor(elapsed / 60);
      const user = cpu / SECOND;
      if (options.has('portable')) yield* call.complain(`real ${elapsed.toFixed(2)}\nuser ${user.toFixed(2)}\nsys 0.00\n`);
      else if (call.isBusybox) yield* call.complain(`real\t${minutes}m ${(elapsed - minutes * 60).toFixed(2)}s\nuser\t0m ${user.toFixed(2)}s\nsys\t0m 0.00s\n`);
      else yield* call.complain(`${user.toFixed(2)}user 0.00system ${minutes}:${(elapsed - minutes * 60).toFixed(2).padStart(5, '0')}elapsed ${elapsed > 0 ? Math.round((100 * user) / elapsed) : 0}%CPU\n`);
      return status;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      yield* call.warn(call.isBusybox ? `can't execute '${options.operands[0]}': ${error.message}` : `cannot run ${options.operands[0]}: ${error.message}`);
      return error.code === 'ENOENT' ? 127 : 126;
    }
  },
};

export const program = toProgram(tool);
