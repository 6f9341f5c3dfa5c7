import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { join } from './support/copy.ts';
import { busyboxSize, humanSize, parseSize } from './support/format.ts';
import { globToRegExp } from './support/glob.ts';
import { blocksOf } from './support/listing.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { baseName, toProgram } from './support/tool.ts';

const OPTIONS = {
  null: 'gnu:0 --null', all: 'a --all', apparent: 'gnu:--apparent-size', bytes: 'b --bytes', blockSize: 'gnu:B --block-size=', total: 'c --total',
  dereferenceArgs: 'gnu:D --dereference-args', depth: 'd --max-depth=', filesFrom: '!gnu:--files0-from=', dereferenceH: 'H', human: 'h --human-readable',
  inodes: '!gnu:--inodes', kibibytes: 'k', dereference: 'L --dereference', countLinks: 'l --count-links', mebibytes: 'm', noDereference: 'gnu:P --no-dereference',
  separate: 'gnu:S --separate-dirs', si: 'gnu:--si', summarize: 's --summarize', threshold: '!gnu:t --threshold=', time: '!gnu:--time[=]', exclude: 'gnu:--exclude=',
  oneFileSystem: 'x --one-file-system',
} as const;

type Options = ReturnType<typeof parseOptions<keyof typeof OPTIONS>>;

class Measurer {
  readonly #seen = new Set<string>();
  readonly #depth: number;

  constructor(private readonly call: Call, private readonly options: Options, depth: number) {
    this.#depth = depth;
  }

  /** Bytes that a tree takes; prints what is to be shown on the way. */
  *measure(path: string, depth: number, device: number | undefined): Process<number> {
    const { call, options } = this;
    const isFollowed = options.has('dereference') || ((options.has('dereferenceArgs') || options.has('dereferenceH')) && depth === 0);
    const stat = attempt(() => (isFollowed ? call.files.stat(path) : call.files.lstat(path)));
    if (stat instanceof SystemError) {
      yield* call.fail(call.isBusybox ? `${path}: ${stat.message}` : `cannot access ${quoted(path)}: ${stat.message}`);
      return 0;
    }
    yield* call.spend(3);
    if (depth > 0 && options.values('exclude').some((glob) => globToRegExp(glob).test(baseName(path)))) return 0;
    if (device !== undefined && options.has('oneFileSystem') && stat.device !== device) return 0;
    const key = `${stat.device}:${stat.inode}`;
    if (stat.type !== 'directory' && stat.links > 1 && !options.has('countLinks')) {
      if (this.#seen.has(key)) return 0;
      this.#seen.add(key);
    }
    const isApparent = options.has('apparent') || options.has('bytes');
    const own = isApparent ? (stat.type === 'directory' ? 4096 : stat.size) : stat.type === 'directory' ? 4096 : blocksOf(stat) * 1024;
    if (stat.type !== 'directory') {
      if (depth === 0 || (options.has('all') && depth <= this.#depth)) yield* this.show(own, path);
      return own;
    }
    const entries = attempt(() => call.files.list(path));
    let total = own;
    if (entries instanceof SystemError) yield* call.fail(call.isBusybox ? `can't open '${path}': ${entries.message}` : `cannot read directory ${quoted(path)}: ${entries.message}`);
    else for (const { name, type } of entries) {
      const size = yield* this.measure(join(path, name), depth + 1, device ?? stat.device);
      if (!options.has('separate') || type !== 'directory') total += size;
    }
    if (depth <= this.#depth) yield* this.show(total, path);
    return total;
  }

  *show(bytes: number, path: string): Process<void> {
    yield* this.call.print(`${this.#size(bytes)}\t${path}${this.options.has('null') ? '\0' : '\n'}`);
  }

  #size(bytes: number): string {
    const { options, call } = this;
    const last = options.last('human', 'si', 'bytes', 'kibibytes', 'mebibytes', 'blockSize');
    switch (last) {
      case 'human': return call.isBusybox ? busyboxSize(bytes) : humanSize(bytes);
      case 'si': return humanSize(bytes, 1000);
      case 'bytes': return String(bytes);
      case 'mebibytes': return String(call.isBusybox ? Math.floor(bytes / 1024 ** 2 + 0.5) : Math.ceil(bytes / 1024 ** 2));
      case 'blockSize': {
        const text = options.value('blockSize')!;
        const unit = parseSize(text.replace(/^(?=[A-Z])/, '1'));
        if (unit === undefined) throw call.refusal(`invalid -B argument ${quoted(text)}`);
        return `${Math.ceil(bytes / unit)}${/^[A-Z]/.test(text) ? text : ''}`;
      }
      default: return String(Math.ceil(bytes / 1024));
    }
  }
}

export const tool: Tool = {
  name: 'du',
  usage: '[OPTION]... [FILE]...\n[OPTION]... --files0-from=F',
  busyboxUsage: '[-aHLdclsxhmk] [FILE]...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const depthText = options.value('depth');
    if (depthText !== undefined && !/^\d+$/.test(depthText)) throw call.isBusybox ? call.refusal(`invalid number '${depthText}'`) : call.misuse(`invalid maximum depth ${quoted(depthText)}`);
    if (options.has('summarize') && options.has('all') && !call.isBusybox) throw call.misuse('cannot both summarize and show all entries');
    const measurer = new Measurer(call, options, options.has('summarize') ? 0 : Number(depthText ?? Infinity));
    let total = 0;
    for (const path of options.operands.length > 0 ? options.operands : ['.']) total += yield* measurer.measure(path, 0, undefined);
    if (options.has('total')) yield* measurer.show(total, 'total');
    return call.status;
  },
};

export const program = toProgram(tool);
