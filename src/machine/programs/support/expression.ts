import { SystemError } from '../../errno.ts';
import type { Files, Stat } from '../../files/files.ts';
import type { System } from '../../system.ts';

/** Thrown for what `test` can make nothing of; the message is its own words without the name. */
export class TestError extends Error {
  override readonly name = 'TestError';
}

const BINARY = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);
const UNARY = new Set([...'bcdefgGhkLnNOprsStuwxz'].map((letter) => `-${letter}`));

/** test(1), as POSIX has it: up to four words by their number, more by precedence. Throws `TestError`. */
export function evaluateTest(system: System, words: readonly string[]): boolean {
  return new Evaluator(system, words).evaluate();
}

class Evaluator {
  #at = 0;

  constructor(private readonly system: System, private readonly words: readonly string[]) {}

  evaluate(): boolean {
    const value = this.#byCount(0, this.words.length);
    if (value !== undefined) return value;
    const result = this.#or();
    if (this.#at < this.words.length) throw new TestError(this.words.length === 2 ? `${this.words[0]}: unary operator expected` : this.words.length === 3 ? `${this.words[1]}: binary operator expected` : 'too many arguments');
    return result;
  }

  #byCount(start: number, end: number): boolean | undefined {
    const [a, b, c] = this.words.slice(start, end);
    switch (end - start) {
      case 0: return false;
      case 1: return a !== '';
      case 2:
        if (a === '!') return b === '';
        if (UNARY.has(a!)) return this.#unary(a!, b!);
        throw new TestError(`${a}: unary operator expected`);
      case 3:
        if (BINARY.has(b!)) return this.#binary(a!, b!, c!);
        if (b === '-a') return a !== '' && c !== '';
        if (b === '-o') return a !== '' || c !== '';
        if (a === '!') return !this.#byCount(start + 1, end)!;
        if (a === '(' && c === ')') return b !== '';
        throw new TestError(`${b}: binary operator expected`);
      case 4:
        if (a === '!') return !this.#byCount(start + 1, end)!;
        if (a === '(' && this.words[end - 1] === ')') return this.#byCount(start + 1, end - 1);
        return undefined;
      default:
        return undefined;
    }
  }

  #or(): boolean {
    let value = this.#and();
    while (this.words[this.#at] === '-o') {
      this.#at++;
      const right = this.#and();
      value ||= right;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#not();
    while (this.words[this.#at] === '-a') {
      this.#at++;
      const right = this.#not();
      value &&= right;
    }
    return value;
  }

  #not(): boolean {
    if (this.words[this.#at] !== '!') return this.#primary();
    this.#at++;
    return !this.#not();
  }

  #primary(): boolean {
    const word = this.words[this.#at];
    if (word === undefined) throw new TestError('argument expected');
    const next = this.words[this.#at + 1];
    if (next !== undefined && BINARY.has(next) && this.words[this.#at + 2] !== undefined) {
      this.#at += 3;
      return this.#binary(word, next, this.words[this.#at - 1]!);
    }
    if (word === '(') {
      this.#at++;
      const value = this.#or();
      if (this.words[this.#at++] !== ')') throw new TestError("')' expected");
      return value;
    }
    if (UNARY.has(word) && next !== undefined) {
      this.#at += 2;
      return this.#unary(word, next);
    }
    this.#at++;
    return word !== '';
  }

  #number(text: string): bigint {
    if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new TestError(`${text}: integer expression expected`);
    return BigInt(text.trim().replace(/^\+/, ''));
  }

  #binary(a: string, operator: string, b: string): boolean {
    switch (operator) {
      case '=':
      case '==': return a === b;
      case '!=': return a !== b;
      case '<': return a < b;
      case '>': return a > b;
      case '-eq': return this.#number(a) === this.#number(b);
      case '-ne': return this.#number(a) !== this.#number(b);
      case '-lt': return this.#number(a) < this.#number(b);
      case '-le': return this.#number(a) <= this.#number(b);
      case '-gt': return this.#number(a) > this.#number(b);
      case '-ge': return this.#number(a) >= this.#number(b);
      default: return this.#compareFiles(a, operator, b);
    }
  }

  #compareFiles(a: string, operator: string, b: string): boolean {
    const [x, y] = [statOf(this.system.files, a), statOf(this.system.files, b)];
    if (operator === '-ef') return x !== undefined && y !== undefined && x.inode === y.inode && x.device === y.device;
    const [newer, older] = operator === '-nt' ? [x, y] : [y, x];
    return newer !== undefined && (older === undefined || newer.modified > older.modified);
  }

  #unary(operator: string, word: string): boolean {
    const { files } = this.system;
    switch (operator) {
      case '-n': return word !== '';
      case '-z': return word === '';
      case '-t': return this.system.descriptors.get(Number(word))?.terminal !== undefined;
      case '-r': return files.may(word, 'r');
      case '-w': return files.may(word, 'w');
      case '-x': return files.may(word, 'x');
      case '-h':
      case '-L': return statOf(files, word, true)?.type === 'symlink';
      default: {
        const stat = statOf(files, word);
        return stat !== undefined && this.#isSo(operator, stat);
      }
    }
  }

  #isSo(operator: string, stat: Stat): boolean {
    const { uid, gid } = this.system.credentials;
    switch (operator) {
      case '-b': return stat.type === 'block';
      case '-c': return stat.type === 'character';
      case '-d': return stat.type === 'directory';
      case '-f': return stat.type === 'file';
      case '-p': return stat.type === 'fifo';
      case '-S': return stat.type === 'socket';
      case '-s': return stat.size > 0;
      case '-g': return (stat.mode & 0o2000) !== 0;
      case '-u': return (stat.mode & 0o4000) !== 0;
      case '-k': return (stat.mode & 0o1000) !== 0;
      case '-O': return stat.uid === uid;
      case '-G': return stat.gid === gid;
      case '-N': return stat.modified > stat.accessed;
      default: return true;
    }
  }
}

function statOf(files: Files, path: string, isLink = false): Stat | undefined {
  try {
    return isLink ? files.lstat(path) : files.stat(path);
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}
