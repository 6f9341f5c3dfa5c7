import type { Process } from '../../../core/process.ts';
import type { Call } from './call.ts';
import { Owners } from './owners.ts';

function withoutEntry(call: Call, path: string, name: string): void {
  if (!call.files.exists(path)) return;
  const lines = call.files.readText(path).split('\n').filter((line) => line.split(':')[0] !== name);
  call.files.write(path, lines.join('\n'));
}

function withoutMember(call: Call, name: string): void {
  const lines = call.files.readText('/etc/group').split('\n').map((line) => {
    const [group, password, gid, members] = line.split(':');
    return members === undefined ? line : [group, password, gid, members.split(',').filter((member) => member !== name).join(',')].join(':');
  });
  call.files.write('/etc/group', lines.join('\n'));
}

/** userdel and deluser. */
export function* removeUser(call: Call, name: string, removesHome: boolean): Process<number> {
  const owners = new Owners(call.files);
  const user = owners.users.find((one) => one.name === name);
  if (!user) throw call.refusal(call.isBusybox ? `unknown user ${name}` : `user '${name}' does not exist`, call.isBusybox ? 1 : 6);
  for (const path of ['/etc/passwd', '/etc/shadow']) withoutEntry(call, path, name);
  withoutMember(call, name);
  const group = owners.groups.find((one) => one.name === name);
  if (group && group.members.length === 0 && group.gid === user.gid) for (const path of ['/etc/group', '/etc/gshadow']) withoutEntry(call, path, name);
  if (removesHome && call.files.exists(user.home)) call.files.removeAll(user.home);
  yield* call.spend(1000);
  return 0;
}

/** groupdel and delgroup. */
export function* removeGroup(call: Call, name: string): Process<number> {
  const owners = new Owners(call.files);
  const group = owners.groups.find((one) => one.name === name);
  if (!group) throw call.refusal(call.isBusybox ? `unknown group ${name}` : `group '${name}' does not exist`, call.isBusybox ? 1 : 6);
  const primary = owners.users.find(({ gid }) => gid === group.gid);
  if (primary) throw call.refusal(call.isBusybox ? `'${primary.name}' still has '${name}' as their primary group!` : `cannot remove the primary group of user '${primary.name}'`, call.isBusybox ? 1 : 8);
  for (const path of ['/etc/group', '/etc/gshadow']) withoutEntry(call, path, name);
  yield* call.spend(1000);
  return 0;
}
