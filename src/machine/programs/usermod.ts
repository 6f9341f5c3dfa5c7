import { NotSimulated } from '../../core/errors.ts';
import { joinGroup } from './support/accounts.ts';
import { Owners } from './support/owners.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  append: 'a --append', comment: 'c --comment=', home: 'd --home=', expire: '!e --expiredate=', inactive: '!f --inactive=', gid: 'g --gid=', groups: 'G --groups=', login: '!l --login=', lock: '!L --lock', move: '!m --move-home',
  nonUnique: 'o --non-unique', password: '!p --password=', root: '!R --root=', shell: 's --shell=', uid: 'u --uid=', unlock: '!U --unlock',
} as const;

export const tool: Tool = {
  name: 'usermod',
  origin: 'shadow 4.13',
  usage: '[options] LOGIN',
  usageStatus: 2,
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const [name] = options.operands;
    if (name === undefined) throw call.misuse('usage: usermod [options] LOGIN', 2);
    const owners = new Owners(call.files);
    if (!owners.users.some((user) => user.name === name)) throw call.refusal(`user '${name}' does not exist`, 6);
    if (call.system.credentials.uid !== 0) throw call.refusal('Permission denied.\nusermod: cannot lock /etc/passwd; try again later.', 1);
    const groups = options.value('groups')?.split(',');
    if (groups && !options.has('append')) throw new NotSimulated('usermod -G without -a');
    for (const group of groups ?? []) if (!joinGroup(call, name, group)) throw call.refusal(`group '${group}' does not exist`, 6);
    const group = options.value('gid');
    const gid = group === undefined ? undefined : owners.group(group)?.gid;
    if (group !== undefined && gid === undefined) throw call.refusal(`group '${group}' does not exist`, 6);
    const lines = call.files.readText('/etc/passwd').split('\n').map((line) => {
      const fields = line.split(':');
      if (fields[0] !== name) return line;
      const [, password, uid, oldGid, comment, home, shell] = fields;
      return [name, password, options.value('uid') ?? uid, gid ?? oldGid, options.value('comment') ?? comment, options.value('home') ?? home, options.value('shell') ?? shell].join(':');
    });
    call.files.write('/etc/passwd', lines.join('\n'));
    yield* call.spend(1000);
    return 0;
  },
};

export const program = toProgram(tool);
