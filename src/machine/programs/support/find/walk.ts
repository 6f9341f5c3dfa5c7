import type { Process } from '../../../../core/process.ts';
import { SECOND } from '../../../../core/clock.ts';
import { SystemError, isSystemError } from '../../../errno.ts';
import { statusCode } from '../../../system.ts';
import type { Stat } from '../../../files/files.ts';
import { attempt, failureOf } from '../call.ts';
import type { Call } from '../call.ts';
import { formatMoment, momentOf, zoneOf } from '../calendar.ts';
import { join } from '../copy.ts';
import { unescape } from '../escapes.ts';
import { modeText } from '../format.ts';
import { blocksOf } from '../listing.ts';
import { Owners } from '../owners.ts';
import { askYesNo } from '../prompt.ts';
import { quoted } from '../quoting.ts';
import { baseName } from '../tool.ts';
import type { Expression, FindRules } from './expression.ts';
import type { Visit } from './visit.ts';

class Quit extends Error {}

const TYPE_LETTERS = { file: 'f', directory: 'd', symlink: 'l', fifo: 'p', socket: 's', character: 'c', block: 'b' } as const;

/** Walks find's starting points, and does with each file what the expression says. */
export class Finder {
  #isPruned = false;
  readonly #owners: Owners;

  constructor(private readonly call: Call, private readonly expression: Expression, private readonly rules: FindRules, private readonly batches: readonly Extract<Expression, { kind: 'exec' }>[]) {
    this.#owners = new Owners(call.files);
  }

  *run(roots: readonly string[]): Process<void> {
    try {
      for (const root of roots) yield* this.#visit(root, root, 0, undefined);
    } catch (error) {
      if (!(error instanceof Quit)) throw error;
    }
    for (const batch of this.batches) if (batch.batch.length > 0) yield* this.#spawn([...batch.argv, ...batch.batch]);
  }

  #stat(path: string, depth: number): Stat | SystemError {
    const isFollowed = this.rules.follows === 'always' || (this.rules.follows === 'operands' && depth === 0);
    const stat = attempt(() => (isFollowed ? this.call.files.stat(path) : this.call.files.lstat(path)));
    return stat instanceof SystemError && isFollowed ? attempt(() => this.call.files.lstat(path)) : stat;
  }

  *#fail(path: string, error: SystemError): Process<void> {
    yield* this.call.fail(this.call.isBusybox ? `${path}: ${error.message}` : `${quoted(path)}: ${error.message}`);
  }

  *#visit(path: string, root: string, depth: number, device: number | undefined): Process<void> {
    const { rules, call } = this;
    const stat = this.#stat(path, depth);
    if (stat instanceof SystemError) return yield* this.#fail(path, stat);
    yield* call.spend(2);
    const visit: Visit = { path, stat, depth, root };
    this.#isPruned = false;
    if (!rules.isDepthFirst && depth >= rules.least) yield* this.#evaluate(this.expression, visit);
    const isOtherDevice = rules.staysOnDevice && device !== undefined && stat.device !== device;
    if (stat.type === 'directory' && depth < rules.most && !this.#isPruned && !isOtherDevice) {
      const entries = attempt(() => call.files.list(path));
      if (entries instanceof SystemError) yield* this.#fail(path, entries);
      else for (const { name } of entries) yield* this.#visit(join(path, name), root, depth + 1, device ?? stat.device);
    }
    if (rules.isDepthFirst && depth >= rules.least) yield* this.#evaluate(this.expression, visit);
  }

  *#evaluate(expression: Expression, visit: Visit): Process<boolean> {
    switch (expression.kind) {
      case 'and': return (yield* this.#evaluate(expression.left, visit)) && (yield* this.#evaluate(expression.right, visit));
      case 'or': return (yield* this.#evaluate(expression.left, visit)) || (yield* this.#evaluate(expression.right, visit));
      case 'list':
        yield* this.#evaluate(expression.left, visit);
        return yield* this.#evaluate(expression.right, visit);
      case 'not': return !(yield* this.#evaluate(expression.body, visit));
      case 'test': return attempt(() => expression.holds(visit)) === true;
      case 'print':
        yield* this.call.print(visit.path + expression.end);
        return true;
      case 'printf':
        yield* this.call.print(this.#formatted(expression.format, visit));
        return true;
      case 'ls':
        yield* this.call.print(this.#listed(visit));
        return true;
      case 'delete': return yield* this.#delete(visit);
      case 'prune':
        this.#isPruned = true;
        return true;
      case 'quit': throw new Quit();
      case 'exec': return yield* this.#exec(expression, visit);
    }
  }

  *#delete({ path, stat }: Visit): Process<boolean> {
    if (path === '.' ) return true;
    const failure = failureOf(() => (stat.type === 'directory' ? this.call.files.rmdir(path) : this.call.files.unlink(path)));
    if (failure) yield* this.call.fail(this.call.isBusybox ? `${path}: ${failure.message}` : `cannot delete ${quoted(path)}: ${failure.message}`);
    return !failure;
  }

  *#exec(exec: Extract<Expression, { kind: 'exec' }>, visit: Visit): Process<boolean> {
    const name = exec.isInDirectory ? `./${baseName(visit.path)}` : visit.path;
    if (exec.isBatch) {
      exec.batch.push(name);
      if (exec.batch.length >= 5000) yield* this.#spawn([...exec.argv, ...exec.batch.splice(0)]);
      return true;
    }
    const argv = exec.argv.map((word) => word.replaceAll('{}', name));
    if (exec.asks && !(yield* askYesNo(this.call, `< ${argv[0]} ... ${visit.path} > ? `))) return false;
    return (yield* this.#spawn(argv, exec.isInDirectory ? visit.path.slice(0, visit.path.lastIndexOf('/')) || (visit.path.startsWith('/') ? '/' : '.') : undefined)) === 0;
  }

  *#spawn(argv: readonly string[], cwd?: string): Process<number> {
    yield* this.call.flush();
    try {
      const child = this.call.system.spawn(argv, cwd === undefined ? {} : { cwd: this.call.files.realpath(cwd) });
      return statusCode(yield* child.wait());
    } catch (error) {
      if (!isSystemError(error)) throw error;
      yield* this.call.fail(this.call.isBusybox ? `${argv[0]}: ${error.message}` : `${quoted(argv[0]!)}: ${error.message}`, this.call.isBusybox ? 1 : 0);
      return 127;
    }
  }

  #listed({ path, stat }: Visit): string {
    const moment = momentOf(stat.modified, zoneOf(this.call.env('TZ')));
    const [user, group] = [this.#owners.userName(stat.uid) ?? String(stat.uid), this.#owners.groupName(stat.gid) ?? String(stat.gid)];
    const arrow = stat.type === 'symlink' ? ` -> ${this.call.files.readlink(path)}` : '';
    return `${String(stat.inode).padStart(9)} ${String(blocksOf(stat)).padStart(6)} ${modeText(stat.type, stat.mode)} ${String(stat.links).padStart(3)} ${user.padEnd(8)} ${group.padEnd(8)} ${String(stat.size).padStart(8)} ${formatMoment('%b %e %R', moment)} ${path}${arrow}\n`;
  }

  #formatted(format: string, visit: Visit): string {
    const plain = format.replace(/%(?:([-+ 0#]*)(\d*)([ACT])(.)|([-+ 0#]*)(\d*)([%a-zA-Z]))/g, (whole: string, flagsT: string | undefined, _w: string | undefined, timeKind: string | undefined, timeLetter: string | undefined, flags: string | undefined, width: string | undefined, letter: string | undefined) => {
      void flagsT;
      const value = timeKind === undefined ? this.#field(letter!, visit) : this.#time(timeKind, timeLetter!, visit);
      if (value === undefined) return whole;
      return flags?.includes('-') ? value.padEnd(Number(width ?? 0)) : value.padStart(Number(width ?? 0));
    });
    return unescape(plain, 'echo').text;
  }

  #time(kind: string, letter: string, { stat }: Visit): string {
    const time = { T: stat.modified, A: stat.accessed, C: stat.changed }[kind as 'T'];
    const moment = momentOf(time, zoneOf(this.call.env('TZ')));
    if (letter === '@') return `${Math.floor(time / SECOND)}.${String(time % SECOND).padStart(6, '0')}0000`;
    if (letter === '+') return formatMoment('%F+%T', moment) + `.${String(moment.micros).padStart(6, '0')}0000`;
    if (letter === 'S' || letter === 'T') return formatMoment(`%${letter}`, moment) + `.${String(moment.micros).padStart(6, '0')}0000`;
    return formatMoment(`%${letter}`, moment);
  }

  #field(letter: string, { path, stat, depth, root }: Visit): string | undefined {
    switch (letter) {
      case '%': return '%';
      case 'p': return path;
      case 'f': return baseName(path);
      case 'h': return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.';
      case 'P': return path === root ? '' : path.slice(root.endsWith('/') ? root.length : root.length + 1);
      case 'H': return root;
      case 's': return String(stat.size);
      case 'k': return String(blocksOf(stat));
      case 'b': return String(blocksOf(stat) * 2);
      case 'm': return stat.mode.toString(8);
      case 'M': return modeText(stat.type, stat.mode);
      case 'n': return String(stat.links);
      case 'i': return String(stat.inode);
      case 'd': return String(depth);
      case 'y': return TYPE_LETTERS[stat.type];
      case 'u': return this.#owners.userName(stat.uid) ?? String(stat.uid);
      case 'U': return String(stat.uid);
      case 'g': return this.#owners.groupName(stat.gid) ?? String(stat.gid);
      case 'G': return String(stat.gid);
      case 'l': return stat.type === 'symlink' ? this.call.files.readlink(path) : '';
      case 't': return formatMoment('%a %b %e %T', momentOf(stat.modified, zoneOf(this.call.env('TZ')))) + `.${String(stat.modified % SECOND).padStart(6, '0')}0000 ${momentOf(stat.modified).year}`;
      default: return undefined;
    }
  }
}
