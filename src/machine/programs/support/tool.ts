import { NotSimulated } from '../../../core/errors.ts';
import type { Process } from '../../../core/process.ts';
import type { ExitCode, Program, System } from '../../system.ts';
import { isSystemError } from '../../errno.ts';
import { Call } from './call.ts';
import { Answer, Refusal } from './endings.ts';
import type { Flavour } from './call.ts';

/** A command that exists in GNU's and in BusyBox's wording; most programs are one. */
export interface Tool {
  readonly name: string;
  /** What follows the name in its usage line: `[OPTION]... [FILE]...`; one usage a line. */
  readonly usage?: string;
  /** BusyBox's own, where it differs. */
  readonly busyboxUsage?: string;
  /** Where it comes from, for `--version`: `GNU coreutils 9.1` unless told. */
  readonly origin?: string;
  /** Exit status for wrong usage and trouble: 1 unless told. */
  readonly usageStatus?: ExitCode;
  /** The same for BusyBox. */
  readonly busyboxStatus?: ExitCode;
  /** Wrong usage shows GNU's usage line, and its hint after it or not (grep, sed). */
  readonly showsUsage?: 'with hint' | 'alone';
  /** What GNU's hint says after `Try `, with `NAME` for the name; `'NAME --help'` unless told. */
  readonly hint?: string;
  readonly run: (call: Call) => Process<ExitCode>;
}

export const NOT_SIMULATED_STATUS = 125;

/** The program that a file of an image names: GNU's flavour. */
export function toProgram(tool: Tool): Program {
  return { name: tool.name, main: (system) => runTool(tool, system, 'gnu') };
}

export function baseName(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' && path !== '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** Runs a tool as a process's program; `args` and `name` are argv's unless told (BusyBox called as `busybox ls`). */
export function* runTool(
  tool: Tool,
  system: System,
  flavour: Flavour,
  args: readonly string[] = system.argv.slice(1),
  name: string = flavour === 'gnu' ? (system.argv[0] ?? tool.name) : tool.name,
): Process<ExitCode> {
  const call = new Call(system, tool, flavour, name, args);
  try {
    const status = yield* tool.run(call);
    yield* call.flush();
    return status;
  } catch (error) {
    return yield* ended(call, error);
  }
}

function* ended(call: Call, error: unknown): Process<ExitCode> {
  if (error instanceof Answer) {
    yield* call.print(error.message);
    yield* call.flush();
    return 0;
  }
  if (error instanceof Refusal) {
    yield* call.complain(error.message);
    return error.status;
  }
  if (error instanceof NotSimulated) {
    yield* call.complain(`${error.message}\n`);
    return NOT_SIMULATED_STATUS;
  }
  if (isSystemError(error)) {
    call.discard();
    const where = call.isWriting ? 'write error: ' : error.path ? `${error.path}: ` : '';
    yield* call.complain(`${call.name}: ${where}${error.message}\n`);
    return call.tool.usageStatus ?? 1;
  }
  throw error;
}
