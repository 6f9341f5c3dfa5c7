import { NotSimulated } from '../../core/errors.ts';
import { Refusal } from './support/endings.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'getconf',
  origin: 'Debian GLIBC 2.36',
  usage: '[-v SPEC] VAR\n[-v SPEC] PATH_VAR PATH',
  *run(call) {
    const [name] = call.args;
    if (name === undefined) throw new Refusal('Usage: getconf [-v SPEC] VAR\n  or:  getconf [-v SPEC] PATH_VAR PATH\n', 2);
    const { cores, memory } = call.system.resources;
    const values: Readonly<Record<string, string>> = {
      _NPROCESSORS_ONLN: String(cores), _NPROCESSORS_CONF: String(cores), NPROCESSORS_ONLN: String(cores), PAGE_SIZE: '4096', PAGESIZE: '4096', LONG_BIT: '64', CLK_TCK: '100', OPEN_MAX: '1048576',
      ARG_MAX: '2097152', _PHYS_PAGES: String(Math.floor(memory / 4096)), PATH: '/bin:/usr/bin', NAME_MAX: '255', PATH_MAX: '4096', HOST_NAME_MAX: '64', GNU_LIBC_VERSION: 'glibc 2.36',
    };
    if (values[name] === undefined) {
      if (/^-|^[A-Z_]+$/.test(name)) throw new NotSimulated(`getconf ${name}`);
      throw new Refusal(`getconf: Unrecognized variable \`${name}'\n`, 2);
    }
    yield* call.print(`${values[name]}\n`);
    return 0;
  },
};

export const program = toProgram(tool);
