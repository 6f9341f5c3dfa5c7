import { addGroup, freeId, gidsOf } from './support/accounts.ts';
import { Owners } from './support/owners.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { force: 'f --force', gid: 'g --gid=', key: '!K --key=', nonUnique: 'o --non-unique', password: '!p --password=', system: 'r --system', root: '!R --root=', users: '!U --users=' } as const;

export const tool: Tool = {
  name: 'groupadd',
  origin: 'shadow 4.13',
  usage: '[options] GROUP',
  usageStatus: 2,
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const [name] = options.operands;
    if (name === undefined) throw call.misuse('usage: groupadd [options] GROUP', 2);
    if (!/^[a-zA-Z_][\w.-]*\$?$/.test(name)) throw call.refusal(`'${name}' is not a valid group name`, 3);
    if (call.system.credentials.uid !== 0) throw call.refusal('Permission denied.\ngroupadd: cannot lock /etc/group; try again later.', 10);
    const owners = new Owners(call.files);
    if (owners.groups.some((group) => group.name === name)) {
      if (options.has('force')) return 0;
      throw call.refusal(`group '${name}' already exists`, 9);
    }
    const text = options.value('gid');
    if (text !== undefined && !/^\d+$/.test(text)) throw call.refusal(`invalid group ID '${text}'`, 3);
    if (text !== undefined && !options.has('nonUnique') && !options.has('force') && owners.groupName(Number(text)) !== undefined) throw call.refusal(`GID '${text}' already exists`, 4);
    const isSystem = options.has('system');
    addGroup(call, name, text === undefined ? freeId(gidsOf(owners), isSystem ? 100 : 1000, isSystem ? 999 : 60_000, isSystem) : Number(text));
    yield* call.spend(1000);
    return 0;
  },
};

export const program = toProgram(tool);
