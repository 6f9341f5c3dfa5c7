import type { Credentials, Files } from '../../../machine/files/files.ts';
import { invalidParameter } from '../../api/errors.ts';

export interface ContainerUser extends Credentials {
  readonly home: string;
}

interface PasswdLine {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

interface GroupLine {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/**
 * Whom `--user` means, by the image's /etc/passwd and /etc/group: `name`, `uid`, either with `:group` or `:gid`. As
 * moby/sys/user finds it: a number need not be in the files, a name must. Throws invalidParameter.
 */
export function findUser(files: Files, spec: string, additional: readonly string[] = []): ContainerUser {
  const [userPart = '', groupPart = ''] = spec.split(':', 2) as [string?, string?];
  const passwd = readPasswd(files);
  const groups = readGroups(files);
  const wantedUser = userPart === '' ? '0' : userPart;
  const user = passwd.find(({ name, uid }) => name === wantedUser || String(uid) === wantedUser);
  if (!user && !/^\d+$/.test(wantedUser)) throw invalidParameter(`unable to find user ${userPart}: no matching entries in passwd file`);
  const uid = user?.uid ?? Number(wantedUser);
  if (uid > 2 ** 31 - 1) throw invalidParameter('uids and gids must be in range 0-2147483647');
  const gid = groupPart === '' ? (user?.gid ?? 0) : groupId(groups, groupPart, `unable to find group ${groupPart}: no matching entries in group file`);
  const supplementary = groupPart === '' && user ? groups.filter(({ members }) => members.includes(user.name)).map((group) => group.gid) : [];
  const extra = additional.map((name) => groupId(groups, name, `Unable to find group ${name}: no matching entries in group file`));
  return { uid, gid, groups: [...new Set([gid, ...supplementary, ...extra])].sort((a, b) => a - b), home: user?.home || '/' };
}

function groupId(groups: readonly GroupLine[], wanted: string, missing: string): number {
  const group = groups.find(({ name, gid }) => name === wanted || String(gid) === wanted);
  if (group) return group.gid;
  if (!/^\d+$/.test(wanted)) throw invalidParameter(missing);
  return Number(wanted);
}

function readPasswd(files: Files): PasswdLine[] {
  return linesOf(files, '/etc/passwd').map(([name = '', , uid, gid, , home = '']) => ({ name, uid: Number(uid), gid: Number(gid), home }));
}

function readGroups(files: Files): GroupLine[] {
  return linesOf(files, '/etc/group').map(([name = '', , gid, members = '']) => ({ name, gid: Number(gid), members: members.split(',').filter((member) => member !== '') }));
}

function linesOf(files: Files, path: string): string[][] {
  let text: string;
  try {
    text = files.readText(path);
  } catch {
    return [];
  }
  return text.split('\n').filter((line) => line !== '').map((line) => line.split(':'));
}
