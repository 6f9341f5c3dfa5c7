import type { Files } from '../../files/files.ts';
import { isSystemError } from '../../errno.ts';

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly comment: string;
  readonly home: string;
  readonly shell: string;
}

export interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** /etc/passwd and /etc/group as they are now; a file that is missing has nobody in it. */
export class Owners {
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly #userNames: ReadonlyMap<number, string>;
  readonly #groupNames: ReadonlyMap<number, string>;

  constructor(files: Files) {
    this.users = rows(files, '/etc/passwd', 7).map(([name, , uid, gid, comment, home, shell]) => ({
      name: name!, uid: Number(uid), gid: Number(gid), comment: comment!, home: home!, shell: shell!,
    }));
    this.groups = rows(files, '/etc/group', 4).map(([name, , gid, members]) => ({
      name: name!, gid: Number(gid), members: members === '' ? [] : members!.split(','),
    }));
    this.#userNames = new Map([...this.users].reverse().map(({ uid, name }) => [uid, name]));
    this.#groupNames = new Map([...this.groups].reverse().map(({ gid, name }) => [gid, name]));
  }

  userName(uid: number): string | undefined {
    return this.#userNames.get(uid);
  }

  groupName(gid: number): string | undefined {
    return this.#groupNames.get(gid);
  }

  user(nameOrId: string): User | undefined {
    return this.users.find(({ name }) => name === nameOrId) ?? this.users.find(({ uid }) => String(uid) === nameOrId);
  }

  group(nameOrId: string): Group | undefined {
    return this.groups.find(({ name }) => name === nameOrId) ?? this.groups.find(({ gid }) => String(gid) === nameOrId);
  }

  /** Ids of the groups that list the user, in the file's order. */
  groupsOf(user: string): number[] {
    return this.groups.filter(({ members }) => members.includes(user)).map(({ gid }) => gid);
  }
}

function rows(files: Files, path: string, columns: number): string[][] {
  try {
    return files.readText(path).split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
      const row = line.split(':');
      while (row.length < columns) row.push('');
      return row;
    });
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}
