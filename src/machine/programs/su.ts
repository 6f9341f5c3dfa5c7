import { isSystemError } from '../errno.ts';
import { credentialsFor } from './support/become.ts';
import { Owners } from './support/owners.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { command: 'c --command=', login: 'l --login', preserve: 'm p --preserve-environment', shell: 's --shell=', group: '!gnu:g --group=', groups: '!gnu:G --supp-group=', session: '!gnu:--session-command=', pty: '!gnu:P --pty', fast: 'gnu:f --fast' } as const;

export const tool: Tool = {
  name: 'su',
  origin: 'util-linux 2.38.1',
  usage: '[options] [-] [<user> [<argument>...]]',
  busyboxUsage: '[-lmp] [-s SH] [-] [USER [FILE ARGS]]',
  *run(call) {
    const options = parseOptions(call, OPTIONS, { args: call.args.map((arg) => (arg === '-' ? '-l' : arg)) });
    const [name = 'root', ...rest] = options.operands;
    const owners = new Owners(call.files);
    const user = owners.users.find((one) => one.name === name);
    if (!user) throw call.refusal(call.isBusybox ? `unknown user ${name}` : `user ${name} does not exist or the user entry does not contain all the required fields`);
    if (call.system.credentials.uid !== 0) {
      // Nobody has a password here: like an account that is locked.
      yield* call.complain('Password: ');
      yield* call.system.stdin.read(1024);
      throw call.refusal(call.isBusybox ? 'incorrect password' : 'Authentication failure');
    }
    const shell = options.value('shell') ?? (user.shell === '' ? '/bin/sh' : user.shell);
    if (/nologin|\/false$/.test(shell) && options.value('shell') === undefined && !call.isBusybox) {
      yield* call.print('This account is currently not available.\n');
      return 1;
    }
    const env = new Map(call.system.env);
    if (options.has('login')) {
      env.clear();
      const term = call.env('TERM');
      if (term !== undefined) env.set('TERM', term);
      env.set('PATH', user.uid === 0 ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' : '/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games');
    }
    if (!options.has('preserve')) {
      env.set('HOME', user.home);
      env.set('SHELL', shell);
      if (user.uid !== 0 || options.has('login')) {
        env.set('USER', user.name);
        env.set('LOGNAME', user.name);
      }
    }
    const command = options.value('command');
    try {
      call.system.setCredentials(credentialsFor(owners, name)!.credentials);
      if (options.has('login')) call.system.chdir(call.files.exists(user.home) ? user.home : '/');
      return call.system.exec([shell, ...(options.has('login') ? ['-l'] : []), ...(command === undefined ? [] : ['-c', command]), ...rest], env);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw call.refusal(call.isBusybox ? `can't execute '${shell}': ${error.message}` : `failed to execute ${shell}: ${error.message}`, error.code === 'ENOENT' ? 127 : 126);
    }
  },
};

export const program = toProgram(tool);
