import { SystemError, isSystemError } from '../errno.ts';
import { SIGNALS } from '../signals.ts';
import { attempt } from './support/call.ts';
import { quoted } from './support/quoting.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'nohup',
  usage: 'COMMAND [ARG]...\nOPTION',
  busyboxUsage: 'PROG ARGS',
  usageStatus: 125,
  *run(call) {
    const { operands } = parseOptions(call, {}, { stopsAtOperand: true });
    if (operands.length === 0) throw call.missing('missing operand');
    const { descriptors } = call.system;
    const isTerminal = (fd: number) => descriptors.get(fd)?.terminal !== undefined;
    const [isInput, isOutput, isError] = [isTerminal(0), isTerminal(1), isTerminal(2)];
    if (isInput) descriptors.set(0, call.files.open('/dev/null', { read: true }));
    if (isOutput) {
      let name = 'nohup.out';
      let file = attempt(() => call.files.open(name, { write: true, create: true, append: true, mode: 0o600 }));
      if (file instanceof SystemError) {
        name = `${call.env('HOME') ?? ''}/nohup.out`;
        file = attempt(() => call.files.open(name, { write: true, create: true, append: true, mode: 0o600 }));
      }
      if (file instanceof SystemError) throw call.refusal(`failed to open 'nohup.out': ${file.message}`, 125);
      yield* call.warn(call.isBusybox ? `appending output to ${name}` : `${isInput ? 'ignoring input and ' : ''}appending output to ${quoted(name)}`);
      descriptors.set(1, file);
    } else if (isInput && !call.isBusybox) yield* call.warn(isError ? 'ignoring input and redirecting stderr to stdout' : 'ignoring input');
    if (isError) descriptors.set(2, descriptors.get(1)!);
    call.system.onSignal(SIGNALS.SIGHUP, 'ignore');
    try {
      return call.system.exec(operands);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      yield* call.warn(call.isBusybox ? `can't execute '${operands[0]}': ${error.message}` : `failed to run command ${quoted(operands[0]!)}: ${error.message}`);
      return error.code === 'ENOENT' ? 127 : 126;
    }
  },
};

export const program = toProgram(tool);
