import type { Files } from '../../../machine/files/files.ts';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Who `name`, `uid`, `name:group` or `uid:gid` is, by the image's /etc/passwd and /etc/group. A name that is not there is root, as BuildKit has it. */
export function ownerOf(files: Files, text: string): Owner {
  const [user = '', group] = text.split(':');
  const account = isNumber(user) ? undefined : lookUp(files, '/etc/passwd', user);
  const uid = isNumber(user) ? Number(user) : Number(account?.[2] ?? 0);
  if (group !== undefined && group !== '') {
    const gid = isNumber(group) ? Number(group) : Number(lookUp(files, '/etc/group', group)?.[2] ?? 0);
    return { uid, gid };
  }
  if (account) return { uid, gid: Number(account[3] ?? 0) };
  // A number alone is group and user both.
  return { uid, gid: isNumber(user) ? uid : 0 };
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}

function lookUp(files: Files, path: string, name: string): readonly string[] | undefined {
  if (!files.exists(path)) return undefined;
  return files.readText(path).split('\n').map((line) => line.split(':')).find((fields) => fields[0] === name);
}
