import type { Process } from '../../../core/process.ts';
import { NotSimulated } from '../../../core/errors.ts';
import { SystemError } from '../../errno.ts';
import { attempt, failureOf } from './call.ts';
import type { Call } from './call.ts';
import { compress, decompress } from './compression.ts';
import { openInput, readRest } from './inputs.ts';
import { parseOptions } from './options.ts';
import { walk } from './walk.ts';

const OPTIONS = {
  stdout: 'c --stdout --to-stdout', decompress: 'd --decompress --uncompress', force: 'f --force', keep: 'k --keep', list: 'gnu:l --list', noName: 'gnu:n --no-name', name: 'gnu:N --name',
  quiet: 'q --quiet', recursive: 'gnu:r --recursive', suffix: 'gnu:S --suffix=', synchronous: '!gnu:--synchronous', test: 't --test', verbose: 'v --verbose',
  fast: '1 --fast', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', best: '9 --best', rsyncable: 'gnu:--rsyncable',
} as const;

const LEVELS: Readonly<Record<string, number>> = { fast: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, best: 9 };

interface Wish {
  readonly isDecompressing: boolean;
  readonly toStdout: boolean;
  readonly isTest: boolean;
  readonly keeps: boolean;
  readonly isForced: boolean;
  readonly isVerbose: boolean;
  readonly isQuiet: boolean;
  readonly isListing: boolean;
  readonly suffix: string;
  readonly level: number;
}

function ratio(before: number, after: number): string {
  return before === 0 ? '0.0%' : `${(((before - after) * 100) / before).toFixed(1)}%`;
}

class Zipper {
  #hasListed = false;
  /** gunzip and zcat are scripts that call gzip. */
  readonly #name: string;

  constructor(private readonly call: Call, private readonly wish: Wish) {
    this.#name = call.isBusybox ? call.name : 'gzip';
  }

  *#trouble(message: string, status = 1): Process<void> {
    const { call } = this;
    call.status = Math.max(call.status, status);
    yield* call.complain(`${this.#name}: ${message}\n`);
  }

  *standard(): Process<void> {
    const { call, wish } = this;
    if (!wish.isDecompressing && call.isOnTerminal && !wish.isForced) {
      if (call.isBusybox) return yield* this.#trouble('compressed data not written to terminal');
      return yield* this.#trouble(`compressed data not written to a terminal. Use -f to force compression.\nFor help, type: ${this.#name} -h`);
    }
    const bytes = yield* readRest(call, openInput(call, '-'));
    const result = wish.isDecompressing ? yield* decompress(call, bytes) : yield* compress(call, bytes, wish.level);
    if (!result) {
      if (call.isBusybox) return yield* this.#trouble(bytes.length === 0 ? 'short read' : 'invalid magic');
      call.status = 1;
      return yield* call.complain(`\n${this.#name}: stdin: ${bytes.length === 0 ? 'unexpected end of file' : 'not in gzip format'}\n`);
    }
    if (!wish.isTest) yield* call.print(result);
  }

  *file(given: string): Process<void> {
    const { call, wish } = this;
    let path = given;
    let stat = attempt(() => call.files.stat(path));
    if (stat instanceof SystemError && wish.isDecompressing && !path.endsWith(wish.suffix)) {
      path = given + wish.suffix;
      stat = attempt(() => call.files.stat(path));
    }
    if (stat instanceof SystemError) return yield* this.#trouble(call.isBusybox ? `${given}: ${stat.message}` : `${wish.isDecompressing && path !== given ? path : given}: ${stat.message}`);
    if (stat.type === 'directory') return yield* this.#trouble(call.isBusybox ? `read error: Is a directory` : `${given} is a directory -- ignored`, call.isBusybox ? 1 : 2);
    const target = wish.isDecompressing ? path.replace(/\.tgz$/, '.tar').replace(new RegExp(`${wish.suffix.replace(/\W/g, '\\$&')}$`), '') : path + wish.suffix;
    if (wish.isDecompressing && target === path && !wish.toStdout && !wish.isTest) return yield* this.#trouble(`${path}: unknown suffix${call.isBusybox ? '' : ' -- ignored'}`, call.isBusybox ? 1 : 2);
    if (!wish.isDecompressing && path.endsWith(wish.suffix) && !wish.toStdout && !wish.isForced) return call.isBusybox ? yield* this.#trouble(`${path} already has ${wish.suffix} suffix`) : yield* this.#quietly(`${path} already has ${wish.suffix} suffix -- unchanged`);
    const bytes = attempt(() => call.files.read(path));
    if (bytes instanceof SystemError) return yield* this.#trouble(`${path}: ${bytes.message}`);
    const result = wish.isDecompressing ? yield* decompress(call, bytes) : yield* compress(call, bytes, wish.level);
    if (!result) {
      if (call.isBusybox) return yield* this.#trouble(bytes.length === 0 ? 'short read' : 'invalid magic');
      call.status = 1;
      return yield* call.complain(`\n${this.#name}: ${path}: ${bytes.length === 0 ? 'unexpected end of file' : 'not in gzip format'}\n`);
    }
    if (wish.isListing) return yield* this.#list(bytes.length, result.length, target);
    if (wish.isTest) return;
    if (wish.toStdout) return yield* call.print(result);
    if (call.files.exists(target) && !wish.isForced) {
      return call.isBusybox ? yield* this.#trouble(`can't open '${target}': File exists`) : yield* this.#trouble(`${target} already exists;\tnot overwritten`, 2);
    }
    const made = stat;
    const failure = failureOf(() => {
      call.files.write(target, result, made.mode & 0o777);
      failureOf(() => call.files.chown(target, made.uid, made.gid));
      call.files.chmod(target, made.mode);
      call.files.utimes(target, made.accessed, made.modified);
      if (!wish.keeps) call.files.unlink(path);
    });
    if (failure) return yield* this.#trouble(`${target}: ${failure.message}`);
    if (wish.isVerbose) {
      const [plain, packed] = wish.isDecompressing ? [result.length, bytes.length] : [bytes.length, result.length];
      yield* call.complain(`${path}:\t${ratio(plain, packed).padStart(6)} -- ${wish.keeps ? 'created' : 'replaced with'} ${target}\n`);
    }
  }

  *#quietly(message: string): Process<void> {
    this.call.status = 2;
    if (!this.wish.isQuiet) yield* this.call.complain(`${this.#name}: ${message}\n`);
  }

  *#list(packed: number, plain: number, name: string): Process<void> {
    if (!this.#hasListed) yield* this.call.print('         compressed        uncompressed  ratio uncompressed_name\n');
    this.#hasListed = true;
    yield* this.call.print(`${String(packed).padStart(19)} ${String(plain).padStart(19)} ${ratio(plain, packed).padStart(6)} ${name}\n`);
  }
}

/** gzip, gunzip and zcat. */
export function* runGzip(call: Call, as: 'gzip' | 'gunzip' | 'zcat'): Process<number> {
  const options = parseOptions(call, OPTIONS);
  const level = options.last('fast', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'best');
  if (options.has('name')) throw new NotSimulated('gzip -N');
  const isListing = options.has('list');
  const zipper = new Zipper(call, {
    isDecompressing: as !== 'gzip' || options.has('decompress') || options.has('test') || isListing,
    toStdout: as === 'zcat' || options.has('stdout'),
    isTest: options.has('test'),
    keeps: options.has('keep'),
    isForced: options.has('force'),
    isVerbose: options.has('verbose'),
    isQuiet: options.has('quiet'),
    isListing,
    suffix: options.value('suffix') ?? '.gz',
    level: level === undefined ? 6 : LEVELS[level]!,
  });
  if (options.operands.length === 0) yield* zipper.standard();
  for (const path of options.operands) {
    if (path === '-') yield* zipper.standard();
    else if (options.has('recursive')) yield* walk(call, path, function* (child, stat) {
      if (stat.type === 'file') yield* zipper.file(child);
    }, (child, error) => call.fail(`${child}: ${error.message}`));
    else yield* zipper.file(path);
  }
  return call.status;
}
