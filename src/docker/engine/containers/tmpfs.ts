import { systemError } from '../../api/errors.ts';

export interface TmpfsOptions {
  /** Bytes. */
  readonly size: number | undefined;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** As mount shows them. */
  readonly words: readonly string[];
}

const FLAGS = ['ro', 'rw', 'nosuid', 'suid', 'nodev', 'dev', 'noexec', 'exec', 'sync', 'async', 'remount', 'mand', 'nomand', 'atime', 'noatime', 'diratime', 'nodiratime', 'relatime', 'norelatime', 'strictatime', 'nostrictatime', 'bind', 'rbind'];
const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** `--tmpfs /run:size=64k,mode=700`, over Docker's `noexec,nosuid,nodev`. Throws for words that tmpfs does not know. */
export function parseTmpfsOptions(text: string): TmpfsOptions {
  const given = text === '' ? [] : text.split(',');
  let [size, mode, uid, gid]: [number | undefined, number, number, number] = [undefined, 0o1777, 0, 0];
  for (const word of given) {
    const [name, value] = word.split('=', 2) as [string, string?];
    if (name === 'size' && value !== undefined) size = parseSize(value);
    else if (name === 'mode' && value !== undefined) mode = parseInt(value, 8);
    else if (name === 'uid') uid = Number(value);
    else if (name === 'gid') gid = Number(value);
    else if (!FLAGS.includes(name) && !['nr_blocks', 'nr_inodes', 'mpol'].includes(name)) throw systemError(`invalid tmpfs option ["${word}"]`);
  }
  const defaults = ['nosuid', 'nodev', 'noexec', 'relatime'].filter((word) => !given.includes(word.replace(/^no/, '')));
  return { size, mode, uid, gid, words: [...new Set([...defaults, ...given.filter((word) => !FLAGS.includes(word) || word.startsWith('no'))])] };
}

function parseSize(text: string): number {
  const match = /^(\d+)([kmg]?)$/i.exec(text);
  if (!match) throw systemError(`invalid tmpfs option ["size=${text}"]`);
  return Number(match[1]) * UNITS[match[2]!.toLowerCase()]!;
}
