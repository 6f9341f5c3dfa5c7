import { SystemError, isSystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { credentialsFor } from './support/become.ts';
import { Owners } from './support/owners.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { user: 'u --user=', group: 'g --group=', login: 'i --login', shell: 's --shell', preserve: 'E --preserve-env[=]', home: 'H --set-home', nonInteractive: 'n --non-interactive', stdin: 'S --stdin', list: '!l --list', edit: '!e --edit', validate: 'v --validate', kill: 'k K', version: 'V --version', background: '!b --background' } as const;

/** Whether /etc/sudoers or a file of sudoers.d lets the user in without a password: the forms that images use. */
function isAllowed(call: Call, owners: Owners, name: string): boolean {
  const paths = ['/etc/sudoers'];
  const folder = attempt(() => call.files.list('/etc/sudoers.d'));
  if (!(folder instanceof SystemError)) paths.push(...folder.map((entry) => `/etc/sudoers.d/${entry.name}`));
  const groups = owners.groups.filter(({ members }) => members.includes(name)).map((group) => `%${group.name}`);
  return paths.some((path) => {
    const text = attempt(() => call.files.readText(path));
    if (text instanceof SystemError) return false;
    return text.split('\n').some((line) => {
      const match = /^\s*(\S+)\s+ALL\s*=\s*(?:\(.*?\))?\s*NOPASSWD\s*:\s*ALL/.exec(line);
      return match !== null && [name, 'ALL', ...groups].includes(match[1]!);
    });
  });
}

export const tool: Tool = {
  name: 'sudo',
  origin: '1.9.13p3',
  usage: '[-u user] [command [arg ...]]',
  *run(call) {
    const options = parseOptions(call, OPTIONS, { stopsAtOperand: true });
    const owners = new Owners(call.files);
    const asker = owners.userName(call.system.credentials.uid) ?? String(call.system.credentials.uid);
    if (options.has('validate') || options.has('kill')) return 0;
    if (call.system.credentials.uid !== 0 && !isAllowed(call, owners, asker)) {
      if (options.has('nonInteractive')) throw call.refusal('a password is required');
      yield* call.complain(`[sudo] password for ${asker}: `);
      const answer = yield* call.system.stdin.read(1024);
      yield* call.complain('\n');
      throw answer.length === 0 ? call.refusal('no password was provided\nsudo: a password is required') : call.refusal(`${asker} is not in the sudoers file.`);
    }
    const wanted = options.value('user') ?? 'root';
    const found = credentialsFor(owners, wanted.replace(/^#/, ''));
    if (!found) throw call.refusal(`unknown user ${wanted}\nsudo: error initializing audit plugin sudoers_audit`);
    const command = [...options.operands];
    const env = new Map(options.order.some(([key]) => key === 'preserve') ? call.system.env : [...call.system.env].filter(([name]) => ['TERM', 'PATH', 'LANG', 'LC_ALL', 'COLORTERM', 'DISPLAY'].includes(name)));
    while (/^\w+=/.test(command[0] ?? '')) {
      const [assignment] = command.splice(0, 1);
      env.set(assignment!.slice(0, assignment!.indexOf('=')), assignment!.slice(assignment!.indexOf('=') + 1));
    }
    const shell = found.user?.shell ?? '/bin/sh';
    if (options.has('login') || options.has('shell')) command.splice(0, command.length, shell, ...(command.length > 0 ? ['-c', command.join(' ')] : []));
    if (command.length === 0) throw call.misuseUsage('usage: sudo [-u user] [command [arg ...]]\n', 1);
    env.set('HOME', found.user?.home ?? '/');
    env.set('USER', found.user?.name ?? wanted);
    env.set('LOGNAME', found.user?.name ?? wanted);
    env.set('SUDO_USER', asker);
    env.set('SUDO_UID', String(call.system.credentials.uid));
    env.set('SUDO_GID', String(call.system.credentials.gid));
    env.set('SUDO_COMMAND', command.join(' '));
    try {
      call.system.setCredentials({ uid: 0, gid: 0, groups: [0] });
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw call.refusal('The "no new privileges" flag is set, which prevents sudo from running as root.\nsudo: If sudo is running in a container, you may need to adjust the container configuration to disable the flag.');
    }
    try {
      call.system.setCredentials(found.credentials);
      if (options.has('login')) call.system.chdir(found.user?.home ?? '/');
      return call.system.exec(command, env);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw call.refusal(error.code === 'ENOENT' ? `${command[0]}: command not found` : `unable to execute ${command[0]}: ${error.message}`);
    }
  },
};

export const program = toProgram(tool);
