import type { Credentials } from '../../files/files.ts';
import type { Owners, User } from './owners.ts';

/** Whom `USER[:GROUP]` names, by name or number; undefined when nobody is called so. */
export function credentialsFor(owners: Owners, text: string): { readonly credentials: Credentials; readonly user: User | undefined } | undefined {
  const [name = '', group] = text.split(':');
  const user = owners.user(name);
  const uid = user?.uid ?? (/^\d+$/.test(name) ? Number(name) : undefined);
  if (uid === undefined) return undefined;
  const given = group === undefined || group === '' ? undefined : (owners.group(group)?.gid ?? (/^\d+$/.test(group) ? Number(group) : undefined));
  if (group !== undefined && group !== '' && given === undefined) return undefined;
  const gid = given ?? user?.gid ?? 0;
  const groups = user && given === undefined ? owners.groupsOf(user.name).filter((one) => one !== gid) : [];
  return { credentials: { uid, gid, groups: [gid, ...groups] }, user };
}
