import type { Process } from '../../../../core/process.ts';
import { SECOND } from '../../../../core/clock.ts';
import { concat } from '../../../../core/bytes.ts';
import { SystemError } from '../../../errno.ts';
import type { OpenFile } from '../../../files/open-file.ts';
import { packMember, archiveEnd } from '../archive.ts';
import type { Member } from '../archive.ts';
import { attempt } from '../call.ts';
import type { Call } from '../call.ts';
import { compress } from '../compression.ts';
import { zoneOf } from '../calendar.ts';
import { parseDate } from '../dates.ts';
import { globToRegExp } from '../glob.ts';
import { Owners } from '../owners.ts';
import { readLines } from './names.ts';
import type { TarOptions } from './options.ts';
import { longRow } from './row.ts';

/** tar -c. With compression the whole is gathered first; without it members go out as they are read. */
export function* createArchive(call: Call, options: TarOptions, directory: string | undefined): Process<number> {
  const names = [...options.operands, ...(yield* readLines(call, options.values('filesFrom')))];
  if (names.length === 0 && !options.has('filesFrom')) throw call.isBusybox ? call.refusal('empty archive') : call.misuse('Cowardly refusing to create an empty archive', 2);
  const archive = options.value('file') ?? '-';
  const isCompressed = options.has('gzip') || (options.has('auto') && /\.(tgz|gz)$/.test(archive));
  const output = archive === '-' ? undefined : attempt(() => call.files.open(archive, { write: true, create: true, truncate: true }));
  if (output instanceof SystemError) throw call.isBusybox ? call.refusal(`can't open '${archive}': ${output.message}`) : call.refusal(`${archive}: Cannot open: ${output.message}\n${call.name}: Error is not recoverable: exiting now`, 2);
  if (archive === '-' && call.isOnTerminal) throw call.refusal(call.isBusybox ? 'can\'t write to a terminal' : `Refusing to write archive contents to terminal (missing -f option?)\n${call.name}: Error is not recoverable: exiting now`, 2);
  const creator = new Creator(call, options, output, isCompressed, archive, yield* readLines(call, options.values('excludeFrom')));
  const before = call.system.cwd;
  if (directory !== undefined) {
    const failure = attempt(() => call.system.chdir(directory));
    if (failure instanceof SystemError) throw call.isBusybox ? call.refusal(`can't change directory to '${directory}': ${failure.message}`) : call.refusal(`${directory}: Cannot open: ${failure.message}\n${call.name}: Error is not recoverable: exiting now`, 2);
  }
  for (const name of names) yield* creator.add(name, true);
  call.system.chdir(before);
  yield* creator.finish();
  if (call.status > 0) yield* call.warn(call.isBusybox ? 'error exit delayed from previous errors' : 'Exiting with failure status due to previous errors');
  output?.release();
  return call.status;
}

class Creator {
  readonly #owners: Owners;
  readonly #linked = new Map<string, string>();
  readonly #parts: Uint8Array[] = [];
  readonly #excluded: RegExp[];
  #size = 0;
  #hasToldOfSlash = false;
  readonly #target: { readonly inode: number; readonly device: number } | undefined;

  constructor(private readonly call: Call, private readonly options: TarOptions, private readonly output: OpenFile | undefined, private readonly isCompressed: boolean, archive: string, excluded: readonly string[]) {
    this.#owners = new Owners(call.files);
    this.#excluded = [...options.values('exclude'), ...excluded].map((glob) => globToRegExp(glob));
    const stat = output ? attempt(() => call.files.stat(archive)) : undefined;
    this.#target = stat instanceof SystemError ? undefined : stat;
  }

  *add(path: string, isOperand: boolean): Process<void> {
    const { call, options } = this;
    if (this.#isExcluded(path)) return;
    const stat = attempt(() => (options.has('dereference') ? call.files.stat(path) : call.files.lstat(path)));
    if (stat instanceof SystemError) return yield* call.fail(call.isBusybox ? `${path}: ${stat.message}` : `${path}: Cannot stat: ${stat.message}`, call.isBusybox ? 1 : 2);
    if (stat.inode === this.#target?.inode && stat.device === this.#target.device) {
      if (!call.isBusybox) yield* call.warn(`${path}: file is the archive; not dumped`);
      return;
    }
    if (stat.type === 'socket') return yield* call.warn(`${path}: socket ignored`);
    const name = yield* this.#memberName(path, stat.type === 'directory');
    const key = `${stat.device}:${stat.inode}`;
    const first = stat.type === 'file' && stat.links > 1 ? this.#linked.get(key) : undefined;
    if (stat.type === 'file' && stat.links > 1 && first === undefined) this.#linked.set(key, name);
    const content = stat.type === 'file' && first === undefined ? attempt(() => call.files.read(path)) : new Uint8Array(0);
    if (content instanceof SystemError) return yield* call.fail(call.isBusybox ? `can't open '${path}': ${content.message}` : `${path}: Cannot open: ${content.message}`, call.isBusybox ? 1 : 2);
    if (name !== '') yield* this.#write({ ...this.#meta(stat), name, type: first === undefined ? stat.type : 'hardlink', target: first ?? (stat.type === 'symlink' ? call.files.readlink(path) : ''), content, size: content.length } as Member);
    if (stat.type !== 'directory' || options.has('noRecursion')) return;
    const entries = attempt(() => call.files.list(path));
    if (entries instanceof SystemError) return yield* call.fail(call.isBusybox ? `can't open '${path}': ${entries.message}` : `${path}: Cannot open: ${entries.message}`, call.isBusybox ? 1 : 2);
    for (const entry of entries) yield* this.add(path.endsWith('/') ? path + entry.name : `${path}/${entry.name}`, false);
    void isOperand;
  }

  #isExcluded(path: string): boolean {
    const name = path.replace(/\/+$/, '');
    return this.#excluded.some((glob) => glob.test(name) || name.split('/').some((_, i, all) => glob.test(all.slice(i).join('/')) || glob.test(all.slice(0, i + 1).join('/')) || glob.test(all[i]!)));
  }

  *#memberName(path: string, isDirectory: boolean): Process<string> {
    const { call, options } = this;
    let name = path;
    if (name.startsWith('/') && !options.has('absolute')) {
      if (!this.#hasToldOfSlash) {
        if (call.isBusybox) yield* call.warn("removing leading '/' from member names");
        else yield* call.warn("Removing leading `/' from member names");
      }
      this.#hasToldOfSlash = true;
      name = name.replace(/^\/+/, '');
    }
    if (isDirectory && name !== '') name = name.replace(/\/*$/, '/');
    return name;
  }

  #meta(stat: { readonly mode: number; readonly uid: number; readonly gid: number; readonly modified: number }): Pick<Member, 'mode' | 'uid' | 'gid' | 'user' | 'group' | 'modified'> {
    const { options, call } = this;
    const named = (text: string | undefined, find: (text: string) => number | undefined) => {
      if (text === undefined) return undefined;
      const [name, id] = text.split(':');
      const number = id ?? (/^\d+$/.test(name!) ? name : undefined);
      return { name: /^\d+$/.test(name!) ? '' : name!, id: number === undefined ? (find(name!) ?? 0) : Number(number) };
    };
    const owner = named(options.value('owner'), (text) => this.#owners.user(text)?.uid);
    const group = named(options.value('group'), (text) => this.#owners.group(text)?.gid);
    const time = options.value('mtime');
    const modified = time === undefined ? stat.modified : (parseDate(time, call.now(), zoneOf(call.env('TZ'))) ?? stat.modified);
    const isNumeric = options.has('numeric');
    return {
      mode: stat.mode, uid: owner?.id ?? stat.uid, gid: group?.id ?? stat.gid, modified: Math.floor(modified / SECOND),
      user: isNumeric ? '' : (owner?.name ?? this.#owners.userName(stat.uid) ?? ''), group: isNumeric ? '' : (group?.name ?? this.#owners.groupName(stat.gid) ?? ''),
    };
  }

  *#write(member: Member): Process<void> {
    const { call, options } = this;
    if (options.has('verbose')) {
      const line = options.count('verbose') > 1 && !call.isBusybox ? longRow(member, options.has('numeric'), call.env('TZ')) : `${member.name}\n`;
      if (this.output) yield* call.print(line);
      else yield* call.complain(line);
    }
    const bytes = packMember(member);
    this.#size += bytes.length;
    yield* call.spend(5 + bytes.length / 1000);
    yield* this.#put(bytes);
  }

  *#put(bytes: Uint8Array): Process<void> {
    if (this.isCompressed) this.#parts.push(bytes);
    else if (this.output) yield* this.output.write(bytes);
    else yield* this.call.print(bytes);
  }

  *finish(): Process<void> {
    yield* this.#put(this.call.isBusybox ? new Uint8Array(1024) : archiveEnd(this.#size));
    if (!this.isCompressed) return;
    const bytes = yield* compress(this.call, concat(this.#parts), 6);
    if (this.output) yield* this.output.write(bytes);
    else yield* this.call.print(bytes);
  }
}
