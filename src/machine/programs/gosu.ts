import { isSystemError } from '../errno.ts';
import { Refusal } from './support/endings.ts';
import { Owners } from './support/owners.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

/** Runs a command as another user, in its own place: what entrypoints use where `su` would stay in between. */
export const tool: Tool = {
  name: 'gosu',
  usage: 'user-spec command [args]',
  origin: '1.17 (go1.22.7 on linux/amd64; gc)',
  *run(call) {
    const [spec = '', ...command] = call.args;
    if (spec === '--version' || spec === '-v') {
      yield* call.print('1.17 (go1.22.7 on linux/amd64; gc)\n');
      return 0;
    }
    if (command.length === 0) throw new Refusal('Usage: gosu user-spec command [args]\n   eg: gosu tianon bash\n       gosu nobody:root bash -c \'whoami && id\'\n       gosu 1000:1 id\n', 1);
    const [name = '', group] = spec.split(':');
    const owners = new Owners(call.files);
    const user = owners.user(name);
    const uid = user?.uid ?? Number(name);
    if (Number.isNaN(uid)) throw new Refusal(`error: failed switching to "${spec}": unable to find user ${name}: no matching entries in passwd file\n`, 1);
    const gid = group === undefined ? (user?.gid ?? 0) : (owners.group(group)?.gid ?? Number(group));
    try {
      call.system.setCredentials({ uid, gid, groups: [gid, ...(user && group === undefined ? owners.groupsOf(user.name) : [])] });
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new Refusal(`error: failed switching to "${spec}": ${error.message.toLowerCase()}\n`, 1);
    }
    if (user) call.system.env.set('HOME', user.home);
    try {
      return call.system.exec(command, call.system.env);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new Refusal(`error: exec: "${command[0]}": ${error.code === 'ENOENT' ? 'executable file not found in $PATH' : error.message.toLowerCase()}\n`, 1);
    }
  },
};

export const program = toProgram(tool);
