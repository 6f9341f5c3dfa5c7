import { addGroup, addUser, freeId, gidsOf, joinGroup, makeHome, uidsOf } from './support/accounts.ts';
import { Owners } from './support/owners.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  base: 'b --base-dir=', comment: 'c --comment=', home: 'd --home-dir= --home=', defaults: '!D --defaults', expire: '!e --expiredate=', inactive: '!f --inactive=', group: 'g --gid=', groups: 'G --groups=', skeleton: '!k --skel=',
  key: '!K --key=', noLogInit: 'l --no-log-init', createHome: 'm --create-home', noHome: 'M --no-create-home', noGroup: 'N --no-user-group', nonUnique: 'o --non-unique', password: '!p --password=', system: 'r --system', root: '!R --root=', shell: 's --shell=', uid: 'u --uid=', userGroup: 'U --user-group',
} as const;

export const tool: Tool = {
  name: 'useradd',
  origin: 'shadow 4.13',
  usage: '[options] LOGIN',
  usageStatus: 2,
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const [name] = options.operands;
    if (name === undefined) throw call.misuse('usage: useradd [options] LOGIN', 2);
    if (!/^[a-zA-Z_][\w.-]*\$?$/.test(name)) throw call.refusal(`invalid user name '${name}': use --badname to ignore`, 3);
    if (call.system.credentials.uid !== 0) throw call.refusal('Permission denied.\nuseradd: cannot lock /etc/passwd; try again later.', 1);
    const owners = new Owners(call.files);
    if (owners.users.some((user) => user.name === name)) throw call.refusal(`user '${name}' already exists`, 9);
    const isSystem = options.has('system');
    const uidText = options.value('uid');
    if (uidText !== undefined && !/^\d+$/.test(uidText)) throw call.refusal(`invalid user ID '${uidText}'`, 3);
    const uid = uidText === undefined ? freeId([...uidsOf(owners), ...gidsOf(owners)], isSystem ? 100 : 1000, isSystem ? 999 : 60_000, isSystem) : Number(uidText);
    if (uidText !== undefined && !options.has('nonUnique') && owners.userName(uid) !== undefined) throw call.refusal(`UID ${uid} is not unique`, 4);
    const groupText = options.value('group');
    const group = groupText === undefined ? undefined : owners.group(groupText);
    if (groupText !== undefined && !group) throw call.refusal(`group '${groupText}' does not exist`, 6);
    const makesGroup = groupText === undefined && !options.has('noGroup');
    if (makesGroup && owners.groups.some((one) => one.name === name)) throw call.refusal(`group ${name} exists - if you want to add this user to that group, use -g.`, 9);
    const gid = group?.gid ?? (makesGroup ? (gidsOf(owners).includes(uid) ? freeId(gidsOf(owners), isSystem ? 100 : 1000, isSystem ? 999 : 60_000, isSystem) : uid) : 100);
    for (const one of (options.value('groups') ?? '').split(',').filter(Boolean)) if (!owners.group(one)) throw call.refusal(`group '${one}' does not exist`, 6);
    if (makesGroup) addGroup(call, name, gid);
    const user = { name, uid, gid, comment: options.value('comment') ?? '', home: options.value('home') ?? `${options.value('base') ?? '/home'}/${name}`, shell: options.value('shell') ?? '/bin/sh' };
    addUser(call, user);
    for (const one of (options.value('groups') ?? '').split(',').filter(Boolean)) joinGroup(call, name, one);
    if (options.last('createHome', 'noHome') === 'createHome') {
      if (call.files.exists(user.home)) yield* call.complain(`useradd: warning: the home directory ${user.home} already exists.\nuseradd: Not copying any file from skel directory into it.\n`);
      else makeHome(call, user, 0o755);
    }
    yield* call.spend(2000);
    return 0;
  },
};

export const program = toProgram(tool);
