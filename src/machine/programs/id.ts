import type { Credentials } from '../files/files.ts';
import { parseOptions } from './support/options.ts';
import type { Call } from './support/call.ts';
import { Owners } from './support/owners.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  compatible: 'gnu:a',
  context: '!Z --context',
  group: 'g --group',
  groups: 'G --groups',
  name: 'n --name',
  real: 'r --real',
  user: 'u --user',
  zero: '!gnu:z --zero',
} as const;

function credentialsOf(call: Call, owners: Owners, name: string): Credentials {
  const user = owners.user(name);
  if (!user) throw call.refusal(call.isBusybox ? `unknown user ${name}` : `${quoted(name)}: no such user`);
  return { uid: user.uid, gid: user.gid, groups: [user.gid, ...owners.groupsOf(user.name).filter((gid) => gid !== user.gid)] };
}

function allGroups({ gid, groups }: Credentials, isBusybox = false): number[] {
  // BusyBox shows them as the kernel keeps them: by number.
  if (isBusybox) return [...new Set([gid, ...groups])].sort((a, b) => a - b);
  return [gid, ...groups.filter((other) => other !== gid)];
}

function full(credentials: Credentials, owners: Owners, isBusybox: boolean): string {
  const named = (id: number, name: string | undefined) => (name === undefined ? String(id) : `${id}(${name})`);
  const { uid, gid } = credentials;
  const groups = allGroups(credentials, isBusybox).map((id) => named(id, owners.groupName(id)));
  const shown = groups.length > 0 ? ` groups=${groups.join(',')}` : '';
  return `uid=${named(uid, owners.userName(uid))} gid=${named(gid, owners.groupName(gid))}${shown}`;
}

export const tool: Tool = {
  name: 'id',
  usage: '[OPTION]... [USER]...',
  busyboxUsage: '[-ugGnr] [USER]',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const owners = new Owners(call.files);
    const which = options.last('user', 'group', 'groups');
    if (!which && (options.has('name') || options.has('real'))) throw call.refusal('cannot print only names or real IDs in default format');
    if (new Set(options.order.map(([key]) => key).filter((key) => ['user', 'group', 'groups'].includes(key))).size > 1) throw call.refusal('cannot print "only" of more than one choice');
    for (const name of options.operands.length > 0 ? options.operands : [undefined]) {
      const credentials = name === undefined ? call.system.credentials : credentialsOf(call, owners, name);
      const groupWord = (id: number) => (options.has('name') ? (owners.groupName(id) ?? String(id)) : String(id));
      if (which === 'user') yield* call.print(`${options.has('name') ? (owners.userName(credentials.uid) ?? credentials.uid) : credentials.uid}\n`);
      else if (which === 'group') yield* call.print(`${groupWord(credentials.gid)}\n`);
      else if (which === 'groups') yield* call.print(`${allGroups(credentials, call.isBusybox).map(groupWord).join(' ')}\n`);
      else yield* call.print(`${full(credentials, owners, call.isBusybox)}\n`);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
