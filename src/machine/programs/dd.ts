import { SECOND } from '../../core/clock.ts';
import { concat } from '../../core/bytes.ts';
import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import type { OpenFile } from '../files/open-file.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { floatDigits } from './support/printf.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const UNITS: Readonly<Record<string, number>> = {
  c: 1, w: 2, b: 512, kB: 1000, K: 1024, k: 1024, KB: 1000, KiB: 1024, MB: 1000 ** 2, M: 1024 ** 2, MiB: 1024 ** 2, GB: 1000 ** 3, G: 1024 ** 3, GiB: 1024 ** 3, T: 1024 ** 4, TB: 1000 ** 4, B: 1,
};

const KNOWN = ['if', 'of', 'bs', 'ibs', 'obs', 'count', 'skip', 'seek', 'iseek', 'oseek', 'conv', 'iflag', 'oflag', 'status', 'cbs'];
const CONVERSIONS = new Set(['notrunc', 'fsync', 'fdatasync', 'sync', 'noerror', 'ucase', 'lcase', 'swab', 'excl', 'nocreat', 'sparse']);

interface Wish {
  readonly values: ReadonlyMap<string, string>;
  readonly conversions: ReadonlySet<string>;
  readonly flags: ReadonlySet<string>;
}

function readWish(call: Call): Wish {
  const values = new Map<string, string>();
  for (const arg of call.args) {
    if (arg === '--') continue;
    const equals = arg.indexOf('=');
    const name = equals < 0 ? arg : arg.slice(0, equals);
    if (equals < 0 || !KNOWN.includes(name)) throw call.isBusybox ? call.missing('') : call.misuse(`unrecognized operand ${quoted(arg)}`);
    values.set(name, arg.slice(equals + 1));
  }
  const words = (name: string) => new Set((values.get(name) ?? '').split(',').filter(Boolean));
  const conversions = words('conv');
  for (const word of conversions) if (!CONVERSIONS.has(word)) throw call.isBusybox ? call.refusal(`bad argument '${word}' for 'conv'`) : call.misuse(`invalid conversion: ${quoted(word)}`);
  return { values, conversions, flags: new Set([...words('iflag'), ...words('oflag')]) };
}

function numberOf(call: Call, wish: Wish, name: string): number | undefined {
  const text = wish.values.get(name);
  if (text === undefined) return undefined;
  let product = 1;
  for (const factor of text.split('x')) {
    const match = /^(\d+)([a-zA-Z]*)$/.exec(factor);
    const unit = match && (match[2] === '' ? 1 : UNITS[match[2]!]);
    if (!unit) throw call.refusal(call.isBusybox ? `invalid number '${text}'` : `invalid number: ${quoted(text)}`);
    product *= Number(match[1]) * unit;
  }
  return product;
}

/** `1.0 kB`, `1.0 KiB`, `105 MB`. */
function scaled(bytes: number, base: 1000 | 1024): string {
  const units = base === 1000 ? ['B', 'kB', 'MB', 'GB', 'TB'] : ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  return `${unit > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

class Copy {
  fullIn = 0;
  partIn = 0;
  fullOut = 0;
  partOut = 0;
  bytes = 0;

  constructor(private readonly call: Call, private readonly started: number) {}

  report(status: string | undefined): string {
    if (status === 'none') return '';
    const records = `${this.fullIn}+${this.partIn} records in\n${this.fullOut}+${this.partOut} records out\n`;
    if (status === 'noxfer') return records;
    const seconds = (this.call.now() - this.started) / SECOND;
    if (this.call.isBusybox) return `${records}${this.bytes} bytes (${busyboxScaled(this.bytes)}) copied, ${seconds.toFixed(6)} seconds, ${busyboxScaled(seconds > 0 ? this.bytes / seconds : this.bytes)}/s\n`;
    const sizes = this.bytes >= 1000 ? ` (${scaled(this.bytes, 1000)}${this.bytes >= 1024 ? `, ${scaled(this.bytes, 1024)}` : ''})` : '';
    const speed = seconds > 0 ? `${scaled(this.bytes / seconds, 1000)}/s` : 'Infinity B/s';
    return `${records}${this.bytes} byte${this.bytes === 1 ? '' : 's'}${sizes} copied, ${floatDigits('g', seconds, 6, false)} s, ${speed}\n`;
  }
}

function busyboxScaled(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < 4) {
    value /= 1024;
    unit++;
  }
  return `${value.toFixed(1)}${['B', 'KB', 'MB', 'GB', 'TB'][unit]}`;
}

function openFile(call: Call, path: string, isInput: boolean, wish: Wish, seek: number): OpenFile {
  const file = attempt(() => isInput
    ? call.files.open(path, { read: true })
    : call.files.open(path, { write: true, create: !wish.conversions.has('nocreat'), exclusive: wish.conversions.has('excl'), truncate: !wish.conversions.has('notrunc') && seek === 0 }));
  if (file instanceof SystemError) throw call.refusal(call.isBusybox ? `can't open '${path}': ${file.message}` : `failed to open ${quoted(path)}: ${file.message}`);
  return file;
}

/** Reads a block; with `fullblock` (and always from files) as much as it takes to fill it. */
function* readBlock(file: OpenFile, size: number, isFull: boolean): Process<Uint8Array> {
  let bytes = yield* file.read(size);
  while (isFull && bytes.length > 0 && bytes.length < size) {
    const more = yield* file.read(size - bytes.length);
    if (more.length === 0) break;
    bytes = concat([bytes, more]);
  }
  return bytes;
}

function converted(bytes: Uint8Array, conversions: ReadonlySet<string>, size: number): Uint8Array {
  let result = bytes;
  if (conversions.has('ucase')) result = result.map((byte) => (byte >= 97 && byte <= 122 ? byte - 32 : byte));
  if (conversions.has('lcase')) result = result.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
  if (conversions.has('swab')) result = result.map((_, i, all) => all[i % 2 === 0 && i + 1 < all.length ? i + 1 : i % 2 === 1 ? i - 1 : i]!);
  if (!conversions.has('sync') || result.length === size) return result;
  const padded = new Uint8Array(size);
  padded.set(result);
  return padded;
}

export const tool: Tool = {
  name: 'dd',
  usage: '[OPERAND]...\nOPTION',
  busyboxUsage: '[if=FILE] [of=FILE] [ibs=N obs=N/bs=N] [count=N] [skip=N] [seek=N] [conv=notrunc|noerror|sync|fsync]',
  *run(call) {
    const wish = readWish(call);
    const block = numberOf(call, wish, 'bs');
    const size = block ?? numberOf(call, wish, 'ibs') ?? 512;
    const outSize = block ?? numberOf(call, wish, 'obs') ?? 512;
    if (size === 0) throw call.refusal(call.isBusybox ? "number 0 is not in 1..2147483647 range" : `invalid number: ${quoted('0')}`);
    const count = numberOf(call, wish, 'count') ?? Infinity;
    const skip = numberOf(call, wish, 'skip') ?? numberOf(call, wish, 'iseek') ?? 0;
    const seek = numberOf(call, wish, 'seek') ?? numberOf(call, wish, 'oseek') ?? 0;
    const [from, to] = [wish.values.get('if'), wish.values.get('of')];
    const input = from === undefined ? call.system.descriptors.get(0)! : openFile(call, from, true, wish, 0);
    const output = to === undefined ? call.system.descriptors.get(1)! : openFile(call, to, false, wish, seek);
    const copy = new Copy(call, call.now());
    const isFull = wish.flags.has('fullblock');
    if (skip > 0) yield* skipInput(input, wish.flags.has('skip_bytes') ? skip : skip * size, isFull);
    if (seek > 0) {
      const offset = wish.flags.has('seek_bytes') ? seek : seek * outSize;
      if (!wish.conversions.has('notrunc') && output.stat().type === 'file') output.truncate?.(offset);
      output.seek?.(offset, 'start');
    }
    const limit = wish.flags.has('count_bytes') ? count : Infinity;
    for (let blocks = 0; limit === Infinity ? blocks < count : copy.bytes < limit; blocks++) {
      const bytes = yield* readBlock(input, Math.min(size, limit - copy.bytes), isFull);
      if (bytes.length === 0) break;
      if (bytes.length === size) copy.fullIn++;
      else copy.partIn++;
      const out = converted(bytes, wish.conversions, size);
      // 5 GB a second, as memory to memory.
      yield* call.spend(1 + out.length / 5000);
      try {
        yield* output.write(out);
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        yield* call.warn(call.isBusybox ? `error writing '${to ?? 'standard output'}': ${error.message}` : `error writing ${quoted(to ?? 'standard output')}: ${error.message}`);
        // busybox gives up without saying how much was copied.
        yield* call.complain(copy.report(call.isBusybox && !wish.values.has('status') ? 'noxfer' : wish.values.get('status')));
        return 1;
      }
      copy.bytes += out.length;
      if (out.length === outSize) copy.fullOut++;
      else if (out.length % outSize === 0) copy.fullOut += out.length / outSize;
      else copy.partOut++;
    }
    if (from !== undefined) input.release();
    if (to !== undefined) output.release();
    yield* call.complain(copy.report(wish.values.get('status')));
    return 0;
  },
};

function* skipInput(input: OpenFile, bytes: number, isFull: boolean): Process<void> {
  if (input.seek && input.stat().type === 'file') {
    input.seek(bytes, 'current');
    return;
  }
  for (let left = bytes; left > 0; ) {
    const part = yield* readBlock(input, Math.min(left, 65_536), isFull);
    if (part.length === 0) return;
    left -= part.length;
  }
}

export const program = toProgram(tool);
