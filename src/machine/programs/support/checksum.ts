import { toHex } from '../../../core/digest.ts';
import type { Process } from '../../../core/process.ts';
import { SystemError } from '../../errno.ts';
import { attempt } from './call.ts';
import type { Call } from './call.ts';
import { Lines, openInput, readChunk } from './inputs.ts';
import { parseOptions } from './options.ts';
import type { Tool } from './tool.ts';

/** A hash under way, as @noble/hashes makes them. */
export interface Hash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

const OPTIONS = {
  binary: 'b --binary', check: 'c --check', tag: 'gnu:--tag', text: 't --text', zero: 'gnu:z --zero', ignoreMissing: 'gnu:--ignore-missing',
  quiet: 'gnu:--quiet', status: 'gnu:--status', busyboxStatus: 'bb:s', strict: 'gnu:--strict', warn: 'w --warn',
} as const;

function* hashOf(call: Call, path: string, create: () => Hash): Process<string> {
  const input = openInput(call, path);
  try {
    const hash = create();
    for (;;) {
      const bytes = yield* readChunk(call, input);
      if (bytes.length === 0) return toHex(hash.digest());
      hash.update(bytes);
      yield* call.spend(bytes.length / 400);
    }
  } finally {
    input.close();
  }
}

function* tryHash(call: Call, path: string, create: () => Hash): Process<string | SystemError> {
  try {
    return yield* hashOf(call, path, create);
  } catch (error) {
    if (error instanceof SystemError) return error;
    throw error;
  }
}

function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}

class Checker {
  #failed = 0;
  #unreadable = 0;
  #malformed = 0;
  #right = 0;
  #lines = 0;

  constructor(private readonly call: Call, private readonly create: () => Hash, private readonly digits: number, private readonly isQuiet: boolean, private readonly isSilent: boolean, private readonly ignoresMissing: boolean) {}

  *check(list: string): Process<void> {
    const { call } = this;
    const input = attempt(() => openInput(call, list));
    if (input instanceof SystemError) return yield* call.fail(`${list}: ${input.message}`);
    const lines = new Lines(call, input);
    for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
      if (line === '' || line.startsWith('#')) continue;
      const plain = new RegExp(`^\\\\?([0-9a-fA-F]{${this.digits}})(?: [ *]| {2}|\\t)(.+)$`).exec(line) ?? undefined;
      const tagged = /^[\w-]+ \((.+)\) = ([0-9a-fA-F]+)$/.exec(line);
      const [wanted, name] = plain ? [plain[1]!, plain[2]!] : tagged && tagged[2]!.length === this.digits ? [tagged[2]!, tagged[1]!] : [];
      if (wanted === undefined) {
        this.#malformed++;
        if (call.isBusybox) {
          this.#failed++;
          this.#lines++;
        }
      }
      else yield* this.#one(name!, wanted.toLowerCase());
    }
    yield* this.#conclude(list);
  }

  *#one(name: string, wanted: string): Process<void> {
    const { call } = this;
    this.#lines++;
    const found = yield* tryHash(call, name, this.create);
    if (found instanceof SystemError) {
      if (this.ignoresMissing && found.code === 'ENOENT') return;
      this.#unreadable++;
      yield* call.warn(call.isBusybox ? `can't open '${name}': ${found.message}` : `${name}: ${found.message}`);
      if (!this.isSilent) yield* call.print(call.isBusybox ? `${name}: FAILED\n` : `${name}: FAILED open or read\n`);
    } else if (found === wanted) {
      this.#right++;
      if (!this.isQuiet && !this.isSilent) yield* call.print(`${name}: OK\n`);
    } else {
      this.#failed++;
      if (!this.isSilent) yield* call.print(`${name}: FAILED\n`);
    }
  }

  *#conclude(list: string): Process<void> {
    const { call } = this;
    const [failed, unreadable, malformed] = [this.#failed, this.#unreadable, this.#malformed];
    if (this.#lines === 0) return yield* call.fail(call.isBusybox ? `no checksum lines found` : `${list}: no properly formatted checksum lines found`);
    if (failed + unreadable > 0) call.status = 1;
    if (this.isSilent) return;
    if (call.isBusybox) {
      if (failed + unreadable > 0) yield* call.warn(`WARNING: ${failed + unreadable} of ${this.#lines} computed checksums did NOT match`);
      return;
    }
    if (malformed > 0) yield* call.warn(`WARNING: ${malformed} ${plural(malformed, 'line is', 'lines are')} improperly formatted`);
    if (unreadable > 0) yield* call.warn(`WARNING: ${unreadable} listed ${plural(unreadable, 'file', 'files')} could not be read`);
    if (failed > 0) yield* call.warn(`WARNING: ${failed} computed ${plural(failed, 'checksum', 'checksums')} did NOT match`);
    if (this.ignoresMissing && this.#right === 0 && failed === 0) yield* call.fail(`${list}: no file was verified`);
  }
}

/** `sha256sum` and its kin. */
export function checksumTool(name: string, label: string, digits: number, create: () => Hash): Tool {
  return {
    name,
    usage: '[OPTION]... [FILE]...',
    busyboxUsage: '[-c[sw]] [FILE]...',
    *run(call) {
      const options = parseOptions(call, OPTIONS);
      const names = options.operands.length > 0 ? options.operands : ['-'];
      if (options.has('check')) {
        for (const list of names) yield* new Checker(call, create, digits, options.has('quiet'), options.has('status') || options.has('busyboxStatus'), options.has('ignoreMissing')).check(list);
        return call.status;
      }
      const end = options.has('zero') ? '\0' : '\n';
      for (const path of names) {
        const found = yield* tryHash(call, path, create);
        if (found instanceof SystemError) yield* call.fail(call.isBusybox ? (found.code === 'EISDIR' ? `can't read '${path}': ${found.message}` : `can't open '${path}': ${found.message}`) : `${path}: ${found.message}`);
        else if (options.has('tag')) yield* call.print(`${label} (${path}) = ${found}${end}`);
        else yield* call.print(`${found} ${options.last('binary', 'text') === 'binary' && !call.isBusybox ? '*' : ' '}${path}${end}`);
      }
      return call.status;
    },
  };
}
