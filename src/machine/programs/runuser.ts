import { isSystemError } from '../errno.ts';
import { credentialsFor } from './support/become.ts';
import { Owners } from './support/owners.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'runuser',
  origin: 'util-linux 2.38.1',
  usage: '[options] -u <user> [[--] <command>]\n[options] [-] [<user> [<argument>...]]',
   
  *run(call) {
    const args = call.args.map((arg) => (arg === '-' ? '-l' : arg));
    const options = parseOptions(call, { user: 'u --user=', command: 'c --command=', login: 'l --login', preserve: 'm p --preserve-environment', shell: 's --shell=', group: '!g --group=' }, { args, stopsAtOperand: true });
    if (call.system.credentials.uid !== 0) throw call.refusal('may not be used by non-root users');
    const owners = new Owners(call.files);
    const operands = [...options.operands];
    const name = options.value('user') ?? operands.shift() ?? 'root';
    const found = credentialsFor(owners, name);
    if (!found?.user) throw call.refusal(`user ${name} does not exist or the user entry does not contain all the required fields`);
    const { user } = found;
    const shell = options.value('shell') ?? (user.shell === '' ? '/bin/sh' : user.shell);
    const command = options.value('command');
    const argv = options.has('user') ? operands : [shell, ...(options.has('login') ? ['-l'] : []), ...(command === undefined ? [] : ['-c', command]), ...operands];
    if (argv.length === 0) throw call.refusal('no command was specified');
    const env = new Map(call.system.env);
    if (!options.has('user') && !options.has('preserve')) for (const [key, value] of [['HOME', user.home], ['SHELL', shell], ['USER', user.name], ['LOGNAME', user.name]] as const) env.set(key, value);
    try {
      call.system.setCredentials(found.credentials);
      if (options.has('login')) call.system.chdir(call.files.exists(user.home) ? user.home : '/');
      return call.system.exec(argv, env);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw call.refusal(`failed to execute ${argv[0]}: ${error.message}`, error.code === 'ENOENT' ? 127 : 126);
    }
  },
};

export const program = toProgram(tool);
