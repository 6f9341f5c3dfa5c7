import { MILLISECOND, SECOND } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import type { Input } from '../../core/stream.ts';
import { SystemError } from '../errno.ts';
import type { OpenFile } from '../files/open-file.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { inputFrom, readChunk } from './support/inputs.ts';
import { keepEnd, seekLast, startOfLast } from './support/lines.ts';
import { parseSize } from './support/format.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  bytes: 'c --bytes=',
  follow: 'f',
  followHow: 'gnu:--follow[=]',
  followName: 'F',
  lines: 'n --lines=',
  pid: 'gnu:--pid=',
  quiet: 'q --quiet --silent',
  retry: 'gnu:--retry',
  interval: 's --sleep-interval=',
  unchanged: 'gnu:--max-unchanged-stats=',
  verbose: 'v --verbose',
  zero: 'gnu:z --zero-terminated',
} as const;

interface Range {
  readonly unit: 'lines' | 'bytes';
  readonly count: number;
  /** `+N`: from the Nth on. */
  readonly isFromStart: boolean;
  readonly separator: number;
}

interface Followed {
  readonly name: string;
  file: OpenFile | undefined;
  inode: number | undefined;
  isMissing: boolean;
}

/** Bytes to hold back from `bytes` before the range begins; when it is `+N`. */
function* skipStart(call: Call, input: Input, range: Range): Process<void> {
  let left = Math.max(0, range.count - 1);
  for (;;) {
    const bytes = yield* readChunk(call, input);
    if (bytes.length === 0) return;
    let offset = 0;
    if (range.unit === 'bytes') offset = Math.min(left, bytes.length);
    else {
      for (let i = 0; i < left; i++) {
        const at = bytes.indexOf(range.separator, offset);
        if (at < 0) {
          offset = bytes.length;
          left -= i;
          break;
        }
        offset = at + 1;
        if (i === left - 1) left = 0;
      }
    }
    if (range.unit === 'bytes') left -= offset;
    yield* call.print(bytes.slice(offset));
  }
}

function* showEnd(call: Call, file: OpenFile, range: Range): Process<void> {
  const input = inputFrom(file);
  if (range.isFromStart) return yield* skipStart(call, input, range);
  const { count, separator, unit } = range;
  const start = unit === 'lines' ? yield* seekLast(file, count, separator) : undefined;
  if (start !== undefined) {
    file.seek!(start, 'start');
    for (;;) {
      const bytes = yield* readChunk(call, input);
      if (bytes.length === 0) return;
      yield* call.print(bytes.slice());
    }
  }
  if (unit === 'bytes' && file.seek && file.stat().type === 'file') file.seek(Math.max(0, file.stat().size - count), 'start');
  const end = yield* keepEnd(call, input, (bytes) => bytes.subarray(unit === 'bytes' ? Math.max(0, bytes.length - count) : startOfLast(bytes, count, separator)));
  yield* call.print(end.slice());
}

class Follower {
  #shown: string | undefined;

  constructor(private readonly call: Call, private readonly hasHeaders: boolean, private readonly isByName: boolean, private readonly interval: number, private readonly watched: number | undefined) {}

  *header(name: string): Process<void> {
    if (!this.hasHeaders || this.#shown === name) return;
    yield* this.call.print(`${this.#shown === undefined ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
    this.#shown = name;
  }

  *follow(files: readonly Followed[]): Process<void> {
    const only = files.length === 1 ? files[0]! : undefined;
    if (only?.file && only.inode === undefined && !this.isByName) return yield* this.#followStream(only);
    while (files.some(({ file }) => file) || this.isByName) {
      for (const followed of files) yield* this.#look(followed);
      yield* this.call.flush();
      if (this.watched !== undefined && !this.call.system.processes.get(this.watched)) return;
      yield* this.call.system.sleep(this.interval);
    }
  }

  /** A pipe or terminal is read as it comes, and ends. */
  *#followStream({ file }: Followed): Process<void> {
    for (;;) {
      const bytes = yield* readChunk(this.call, inputFrom(file!));
      if (bytes.length === 0) return;
      yield* this.call.print(bytes);
    }
  }

  *#look(followed: Followed): Process<void> {
    const { call } = this;
    if (this.isByName) yield* this.#reopen(followed);
    if (!followed.file) return;
    const stat = followed.file.stat();
    const offset = followed.file.seek?.(0, 'current') ?? 0;
    if (stat.type === 'file' && stat.size < offset) {
      yield* call.warn(`${followed.name}: file truncated`);
      followed.file.seek?.(0, 'start');
    }
    for (;;) {
      const bytes = yield* followed.file.read(65_536);
      if (bytes.length === 0) return;
      yield* this.header(followed.name);
      yield* call.print(bytes.slice());
    }
  }

  *#reopen(followed: Followed): Process<void> {
    const { call } = this;
    const stat = attempt(() => call.files.stat(followed.name));
    if (stat instanceof SystemError) {
      if (!followed.isMissing) yield* call.warn(call.isBusybox ? `${followed.name} has been removed` : `${quoted(followed.name)} has become inaccessible: ${stat.message}`);
      followed.isMissing = true;
      return;
    }
    if (!followed.isMissing && stat.inode === followed.inode) return;
    const file = attempt(() => call.files.open(followed.name, { read: true }));
    if (file instanceof SystemError) return;
    yield* call.warn(followed.isMissing ? `${quoted(followed.name)} has appeared;  following new file` : `${quoted(followed.name)} has been replaced;  following new file`);
    followed.file?.release();
    followed.file = file;
    followed.inode = stat.inode;
    followed.isMissing = false;
  }
}

function rangeOf(call: Call, unit: 'lines' | 'bytes', text: string, separator: number): Range {
  const size = parseSize(text.replace(/^[-+]/, ''));
  if (size === undefined) throw call.refusal(call.isBusybox ? `invalid number '${text}'` : `invalid number of ${unit}: ${quoted(text)}`);
  return { unit, count: size, isFromStart: text.startsWith('+'), separator };
}

/** `-5` and `+5`, as older systems had them. */
function oldForm(arg: string): readonly string[] | undefined {
  const match = /^([-+])(\d+)([cl]?)(f?)$/.exec(arg);
  if (!match) return undefined;
  return [match[3] === 'c' ? '-c' : '-n', match[1] === '+' ? `+${match[2]}` : match[2]!, ...(match[4] ? ['-f'] : [])];
}

export const tool: Tool = {
  name: 'tail',
  usage: '[OPTION]... [FILE]...',
  busyboxUsage: '[OPTIONS] [FILE]...',
  *run(call) {
    const first = call.args[0];
    const isOld = first !== undefined && oldForm(first) !== undefined;
    const options = parseOptions(call, OPTIONS, { rewrite: (arg) => (isOld && arg === first) || /^-\d+$/.test(arg) ? oldForm(arg) : undefined });
    const unit = options.last('bytes', 'lines') ?? 'lines';
    const range = rangeOf(call, unit, options.value(unit) ?? '10', options.has('zero') ? 0 : 10);
    const isByName = options.has('followName') || options.value('followHow') === 'name';
    const follows = isByName || options.has('follow') || options.has('followHow') || options.order.some(([key]) => key === 'followHow');
    const names = options.operands.length > 0 ? options.operands : ['-'];
    const hasHeaders = options.last('quiet', 'verbose') === 'verbose' || (names.length > 1 && !options.has('quiet'));
    const seconds = Number(options.value('interval') ?? 1);
    if (Number.isNaN(seconds) || seconds < 0) throw call.refusal(`invalid number of seconds: ${quoted(options.value('interval')!)}`);
    const watched = options.value('pid');
    const interval = Math.max(10 * MILLISECOND, seconds * SECOND);
    const follower = new Follower(call, hasHeaders, isByName, interval, watched === undefined ? undefined : Number(watched));
    const followed: Followed[] = [];
    for (const name of names) {
      const one = yield* start(call, name, follower, range);
      if (one) followed.push(one);
    }
    yield* call.flush();
    if (follows && (followed.some(({ file }) => file) || isByName)) yield* follower.follow(followed);
    else if (follows && !call.isBusybox) yield* call.warn('no files remaining');
    else if (call.isBusybox && followed.every(({ isMissing }) => isMissing) && followed.length > 0) yield* call.warn('no files');
    for (const { file } of followed) file?.release();
    return call.status;
  },
};

function* start(call: Call, name: string, follower: Follower, range: Range): Process<Followed | undefined> {
  const file = attempt(() => (name === '-' ? standardInput(call) : call.files.open(name, { read: true })));
  if (file instanceof SystemError) {
    yield* call.fail(call.isBusybox ? `can't open '${name}': ${file.message}` : `cannot open ${quoted(name)} for reading: ${file.message}`);
    return { name, file: undefined, inode: undefined, isMissing: true };
  }
  const stat = file.stat();
  yield* follower.header(name);
  if (stat.type === 'directory') {
    yield* call.fail(call.isBusybox ? `${name}: Is a directory` : `error reading ${quoted(name)}: Is a directory`);
    file.release();
    return undefined;
  }
  yield* showEnd(call, file, range);
  return { name, file, inode: stat.type === 'file' ? stat.inode : undefined, isMissing: false };
}

function standardInput(call: Call): OpenFile {
  const file = call.system.descriptors.get(0);
  if (!file) throw new SystemError('EBADF');
  file.retain();
  return file;
}

export const program = toProgram(tool);
