import { SystemError } from '../../errno.ts';
import { attempt } from './call.ts';
import type { Call } from './call.ts';
import type { Owners } from './owners.ts';

export interface NewUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly comment: string;
  readonly home: string;
  readonly shell: string;
}

/** Adds a line to a file of /etc, which is made if it has to be. */
export function addLine(call: Call, path: string, line: string): void {
  const text = attempt(() => call.files.readText(path));
  const before = text instanceof SystemError || text === '' || text.endsWith('\n') ? '' : '\n';
  call.files.append(path, `${before}${line}\n`);
}

export function addUser(call: Call, user: NewUser): void {
  addLine(call, '/etc/passwd', `${user.name}:x:${user.uid}:${user.gid}:${user.comment}:${user.home}:${user.shell}`);
  if (call.files.exists('/etc/shadow')) addLine(call, '/etc/shadow', `${user.name}:!:${Math.floor(call.now() / 86_400_000_000)}:0:99999:7:::`);
}

export function addGroup(call: Call, name: string, gid: number): void {
  addLine(call, '/etc/group', `${name}:x:${gid}:`);
  if (call.files.exists('/etc/gshadow')) addLine(call, '/etc/gshadow', `${name}:!::`);
}

/** Puts a user into a group; false when there is no such group. */
export function joinGroup(call: Call, user: string, group: string): boolean {
  const lines = call.files.readText('/etc/group').split('\n');
  const at = lines.findIndex((line) => line.split(':')[0] === group || line.split(':')[2] === group);
  if (at < 0) return false;
  const [name, password, gid, members = ''] = lines[at]!.split(':');
  const all = members === '' ? [] : members.split(',');
  if (!all.includes(user)) lines[at] = [name, password, gid, [...all, user].join(',')].join(':');
  call.files.write('/etc/group', lines.join('\n'));
  return true;
}

/** Makes a home with what /etc/skel holds. */
export function makeHome(call: Call, user: NewUser, mode: number): void {
  const { files } = call;
  if (!files.exists(user.home)) files.mkdirAll(user.home);
  files.chmod(user.home, mode);
  files.chown(user.home, user.uid, user.gid);
  const skeleton = attempt(() => files.list('/etc/skel'));
  if (skeleton instanceof SystemError) return;
  for (const { name, type } of skeleton) {
    if (type !== 'file' || files.exists(`${user.home}/${name}`)) continue;
    files.write(`${user.home}/${name}`, files.content(`/etc/skel/${name}`), files.stat(`/etc/skel/${name}`).mode);
    files.chown(`${user.home}/${name}`, user.uid, user.gid);
  }
}

/** The lowest free number in a range, from the top for system accounts of the shadow tools. */
export function freeId(taken: readonly number[], low: number, high: number, fromTop = false): number {
  const used = new Set(taken);
  if (fromTop) for (let id = high; id >= low; id--) if (!used.has(id)) return id;
  const most = Math.max(low - 1, ...taken.filter((id) => id >= low && id <= high));
  if (!fromTop && most < high) return most + 1;
  for (let id = low; id <= high; id++) if (!used.has(id)) return id;
  return high;
}

export function uidsOf(owners: Owners): number[] {
  return owners.users.map(({ uid }) => uid);
}

export function gidsOf(owners: Owners): number[] {
  return owners.groups.map(({ gid }) => gid);
}
