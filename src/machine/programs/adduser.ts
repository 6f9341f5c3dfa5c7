import type { Process } from '../../core/process.ts';
import { addGroup, addUser, freeId, gidsOf, joinGroup, makeHome, uidsOf } from './support/accounts.ts';
import type { Call } from './support/call.ts';
import { Owners } from './support/owners.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const DEBIAN = {
  system: '--system', group: '--group', home: '--home=', shell: '--shell=', noHome: '--no-create-home', uid: '--uid=', gid: '--gid=', ingroup: '--ingroup=', comment: '--gecos= --comment=', disabledPassword: '--disabled-password', disabledLogin: '--disabled-login',
  quiet: 'q --quiet', force: '--force-badname --allow-badname --allow-bad-names', firstUid: '!--firstuid=', lastUid: '!--lastuid=', debug: '!--debug', conf: '!--conf=', extra: '!--add_extra_groups --add-extra-groups',
} as const;

const BUSYBOX = { home: 'h --home=', comment: 'g --gecos=', shell: 's --shell=', group: 'G --ingroup=', system: 'S --system', noPassword: 'D --disabled-password', noHome: 'H --no-create-home', uid: 'u --uid=', skeleton: '!k=' } as const;

function mustBeRoot(call: Call): void {
  if (call.system.credentials.uid !== 0) throw call.refusal(call.isBusybox ? 'permission denied (are you root?)' : 'Only root may add a user or group to the system.');
}

function* busybox(call: Call): Process<number> {
  const options = parseOptions(call, BUSYBOX);
  const [name, group] = options.operands;
  if (name === undefined) throw call.missing('');
  mustBeRoot(call);
  const owners = new Owners(call.files);
  if (group !== undefined) {
    if (!owners.users.some((user) => user.name === name)) throw call.refusal(`unknown user ${name}`);
    if (!joinGroup(call, name, group)) throw call.refusal(`unknown group ${group}`);
    return 0;
  }
  if (owners.users.some((user) => user.name === name)) throw call.refusal(`user '${name}' in use`);
  const isSystem = options.has('system');
  const uidText = options.value('uid');
  const uid = uidText === undefined ? freeId(uidsOf(owners), isSystem ? 100 : 1000, isSystem ? 999 : 59_999) : Number(uidText);
  if (owners.userName(uid) !== undefined && uidText !== undefined) throw call.refusal(`uid '${uid}' in use`);
  const groupText = options.value('group');
  const known = groupText === undefined ? undefined : owners.group(groupText);
  if (groupText !== undefined && !known) throw call.refusal(`unknown group ${groupText}`);
  const gid = known?.gid ?? (isSystem ? 65_533 : owners.groupName(uid) === undefined ? uid : freeId(gidsOf(owners), 1000, 59_999));
  const user = { name, uid, gid, comment: options.value('comment') ?? (isSystem ? 'Linux User,,,' : 'Linux User,,,'), home: options.value('home') ?? `/home/${name}`, shell: options.value('shell') ?? (isSystem ? '/bin/false' : '/bin/sh') };
  addUser(call, user);
  if (!known && !isSystem) addGroup(call, name, gid);
  if (!options.has('noHome')) makeHome(call, user, 0o2755);
  if (!options.has('noPassword') && !isSystem) yield* call.complain('Changing password for ' + `${name}\nNew password: \npasswd: password for ${name} is unchanged\n`);
  return 0;
}

function* debian(call: Call): Process<number> {
  const options = parseOptions(call, DEBIAN);
  const [name, group] = options.operands;
  if (name === undefined) throw call.refusal('Only one or two names allowed.');
  mustBeRoot(call);
  const owners = new Owners(call.files);
  const say = function* (text: string): Process<void> {
    if (!options.has('quiet')) yield* call.print(`${text}\n`);
  };
  if (group !== undefined) {
    if (!joinGroup(call, name, group)) throw call.refusal(`The group \`${group}' does not exist.`);
    yield* say(`Adding user \`${name}' to group \`${group}' ...\nDone.`);
    return 0;
  }
  if (owners.users.some((user) => user.name === name)) throw call.refusal(`The user \`${name}' already exists${options.has('system') ? ' as a system user. Exiting' : ''}.`, 1);
  const isSystem = options.has('system');
  const uid = Number(options.value('uid') ?? freeId([...uidsOf(owners)], isSystem ? 100 : 1000, isSystem ? 999 : 59_999));
  const inGroup = options.value('ingroup') ?? options.value('gid');
  const known = inGroup === undefined ? undefined : owners.group(inGroup);
  if (inGroup !== undefined && !known) throw call.refusal(`The group \`${inGroup}' does not exist.`);
  const makesGroup = !known && (!isSystem || options.has('group'));
  const gid = known?.gid ?? (makesGroup ? (owners.groupName(uid) === undefined ? uid : freeId(gidsOf(owners), isSystem ? 100 : 1000, 59_999)) : 65_534);
  const user = { name, uid, gid, comment: options.value('comment') ?? (isSystem ? '' : ',,,'), home: options.value('home') ?? (isSystem ? '/nonexistent' : `/home/${name}`), shell: options.value('shell') ?? (isSystem ? '/usr/sbin/nologin' : '/bin/bash') };
  yield* say(isSystem ? `Adding system user \`${name}' (UID ${uid}) ...` : `Adding user \`${name}' ...`);
  if (makesGroup) {
    yield* say(`Adding new group \`${name}' (${isSystem ? 'GID ' : ''}${gid}) ...`);
    addGroup(call, name, gid);
  }
  yield* say(`Adding new user \`${name}' (${isSystem ? 'UID ' : ''}${uid}) with group \`${known?.name ?? (makesGroup ? name : 'nogroup')}${isSystem ? "' ..." : ` (${gid})' ...`}`);
  addUser(call, user);
  if (options.has('noHome') || user.home === '/nonexistent') yield* say(`Not creating ${user.home === '/nonexistent' && !options.has('noHome') ? `home directory \`${user.home}'` : `home directory \`${user.home}'`}.`);
  else {
    yield* say(`Creating home directory \`${user.home}' ...`);
    if (!isSystem) yield* say("Copying files from `/etc/skel' ...");
    makeHome(call, user, isSystem ? 0o755 : 0o700);
  }
  if (!isSystem && !options.has('disabledPassword') && !options.has('disabledLogin')) yield* call.complain('New password: \npasswd: Authentication token manipulation error\npasswd: password unchanged\n');
  return 0;
}

export const tool: Tool = {
  name: 'adduser',
  origin: 'adduser 3.134',
  usage: '[--uid id] [--ingroup group] [options] user',
  busyboxUsage: '[OPTIONS] USER [GROUP]',
  run: (call) => (call.isBusybox ? busybox(call) : debian(call)),
};

export const program = toProgram(tool);
