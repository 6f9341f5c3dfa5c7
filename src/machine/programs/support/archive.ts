import { concat } from '../../../core/bytes.ts';
import { isDescribed, sizeOf } from '../../files/content.ts';
import type { Content } from '../../files/content.ts';
import type { FileType } from '../../files/files.ts';
import { decodeText, encodeText } from './text.ts';

/** One member of a tar archive (ustar, with GNU's and pax' long names). */
export interface Member {
  readonly name: string;
  readonly type: FileType | 'hardlink';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly user: string;
  readonly group: string;
  /** Whole seconds since 1970. */
  readonly modified: number;
  readonly size: number;
  readonly target: string;
  readonly content: Uint8Array;
}

const BLOCK = 512;
const FLAGS: Readonly<Record<string, Member['type']>> = { '0': 'file', '\0': 'file', '7': 'file', '1': 'hardlink', '2': 'symlink', '3': 'character', '4': 'block', '5': 'directory', '6': 'fifo' };
const LETTERS: Readonly<Partial<Record<Member['type'], string>>> = { file: '0', hardlink: '1', symlink: '2', character: '3', block: '4', directory: '5', fifo: '6' };

/** The archive is damaged; the message is tar's own. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

function octal(value: number, length: number): string {
  return `${Math.floor(value).toString(8).padStart(length - 1, '0')}\0`;
}

function header(member: Omit<Member, 'content'>, flag: string, name: string, size: number): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (offset: number, text: string | Uint8Array, length: number) => block.set((typeof text === 'string' ? encodeText(text) : text).subarray(0, length), offset);
  put(0, name, 100);
  put(100, octal(member.mode, 8), 8);
  put(108, octal(member.uid, 8), 8);
  put(116, octal(member.gid, 8), 8);
  put(124, octal(size, 12), 12);
  put(136, octal(member.modified, 12), 12);
  put(148, '        ', 8);
  put(156, flag, 1);
  put(157, member.target, 100);
  put(257, 'ustar  \0', 8);
  put(265, member.user, 32);
  put(297, member.group, 32);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `, 8);
  return block;
}

function padded(bytes: Uint8Array): Uint8Array {
  const rest = bytes.length % BLOCK;
  if (rest === 0) return bytes;
  const whole = new Uint8Array(bytes.length + BLOCK - rest);
  whole.set(bytes);
  return whole;
}

/** A member as it stands in an archive. */
export function packMember(member: Member): Uint8Array {
  const parts: Uint8Array[] = [];
  const long = (text: string, flag: string) => {
    const bytes = concat([encodeText(text), new Uint8Array(1)]);
    parts.push(header({ ...member, mode: 0o644, uid: 0, gid: 0, modified: 0, target: '', user: 'root', group: 'root' }, flag, '././@LongLink', bytes.length), padded(bytes));
  };
  if (encodeText(member.target).length > 100) long(member.target, 'K');
  if (encodeText(member.name).length > 100) long(member.name, 'L');
  parts.push(header(member, LETTERS[member.type] ?? '0', member.name, member.type === 'file' ? member.content.length : 0));
  if (member.type === 'file') parts.push(padded(member.content));
  return concat(parts);
}

/** Two empty blocks, and zeros up to a record of ten kibibytes. */
export function archiveEnd(size: number): Uint8Array {
  const record = 20 * BLOCK;
  const total = Math.ceil((size + 2 * BLOCK) / record) * record;
  return new Uint8Array(total - size);
}

function text(block: Uint8Array, offset: number, length: number): string {
  const bytes = block.subarray(offset, offset + length);
  const end = bytes.indexOf(0);
  return decodeText(end < 0 ? bytes : bytes.subarray(0, end));
}

function number(block: Uint8Array, offset: number, length: number): number {
  if ((block[offset]! & 0x80) !== 0) return block.subarray(offset + 1, offset + length).reduce((value, byte) => value * 256 + byte, 0);
  return Number.parseInt(text(block, offset, length).trim() || '0', 8) || 0;
}

/** Members of an archive. Throws `ArchiveError`. */
export function unpack(bytes: Uint8Array): Member[] {
  const members: Member[] = [];
  let longName: string | undefined;
  let longTarget: string | undefined;
  if (bytes.length === 0) return members;
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const block = bytes.subarray(at, at + BLOCK);
    if (block.every((byte) => byte === 0)) return members;
    const stored = number(block, 148, 8);
    const sum = block.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
    if (stored !== sum) throw new ArchiveError('This does not look like a tar archive');
    const size = number(block, 124, 12);
    const flag = String.fromCharCode(block[156]!);
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (content.length < size && FLAGS[flag] === 'file') throw new ArchiveError('Unexpected EOF in archive');
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (flag === 'L') longName = text(content, 0, content.length);
    else if (flag === 'K') longTarget = text(content, 0, content.length);
    else if (flag === 'x' || flag === 'g') {
      const records = paxRecords(content);
      longName = records.get('path') ?? longName;
      longTarget = records.get('linkpath') ?? longTarget;
    } else {
      const prefix = text(block, 257, 6) === 'ustar' && block[263] === 48 ? text(block, 345, 155) : '';
      const name = longName ?? (prefix === '' ? text(block, 0, 100) : `${prefix}/${text(block, 0, 100)}`);
      const type = name.endsWith('/') && FLAGS[flag] === 'file' ? 'directory' : (FLAGS[flag] ?? 'file');
      members.push({
        name, type, mode: number(block, 100, 8) & 0o7777, uid: number(block, 108, 8), gid: number(block, 116, 8), user: text(block, 265, 32), group: text(block, 297, 32),
        modified: number(block, 136, 12), size: type === 'file' ? size : 0, target: longTarget ?? text(block, 157, 100), content: type === 'file' ? content : new Uint8Array(0),
      });
      longName = undefined;
      longTarget = undefined;
    }
  }
  if (members.length === 0) throw new ArchiveError('This does not look like a tar archive');
  return members;
}

/** `LENGTH KEY=VALUE\n`, again and again. */
function paxRecords(bytes: Uint8Array): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const length = Number(decodeText(bytes.subarray(at, space)));
    if (space < 0 || !(length > 0)) break;
    const record = decodeText(bytes.subarray(space + 1, at + length - 1));
    const equals = record.indexOf('=');
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}

/** Content as it is written into an archive: of what is only described its header, and as many zeros as it is large (up to `limit`). */
export function archived(content: Content, read: () => Uint8Array): Uint8Array {
  return isDescribed(content) ? read() : content.subarray(0, sizeOf(content));
}
