import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { join } from './support/copy.ts';
import { globToRegExp } from './support/glob.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { all: 'a', directories: 'd', full: 'f', level: 'L=', pattern: 'P=', ignore: 'I=', noReport: '--noreport', slash: 'F', directoriesFirst: '--dirsfirst', size: '!s', human: '!h', permissions: '!p', color: '!C', plain: 'n' } as const;

class Drawer {
  directories = 0;
  files = 0;
  readonly #most: number;

  constructor(private readonly call: Call, private readonly options: ReturnType<typeof parseOptions<keyof typeof OPTIONS>>) {
    this.#most = Number(options.value('level') ?? Infinity);
  }

  *draw(path: string, indent: string, depth: number): Process<void> {
    const { call, options } = this;
    if (depth > this.#most) return;
    const listed = attempt(() => call.files.list(path));
    if (listed instanceof SystemError) return;
    yield* call.spend(5 + listed.length);
    const ignored = options.values('ignore').flatMap((text) => text.split('|')).map((glob) => globToRegExp(glob));
    const patterns = options.values('pattern').flatMap((text) => text.split('|')).map((glob) => globToRegExp(glob));
    let entries = listed.filter(({ name, type }) => (options.has('all') || !name.startsWith('.')) && (!options.has('directories') || type === 'directory') && !ignored.some((glob) => glob.test(name)) && (type === 'directory' || patterns.length === 0 || patterns.some((glob) => glob.test(name))));
    if (options.has('directoriesFirst')) entries = [...entries.filter(({ type }) => type === 'directory'), ...entries.filter(({ type }) => type !== 'directory')];
    for (const [i, { name, type }] of entries.entries()) {
      const isLast = i === entries.length - 1;
      const child = join(path, name);
      const link = type === 'symlink' ? ` -> ${call.files.readlink(child)}` : '';
      yield* call.print(`${indent}${isLast ? '└── ' : '├── '}${options.has('full') ? child : name}${options.has('slash') && type === 'directory' ? '/' : ''}${link}\n`);
      if (type === 'directory') {
        this.directories++;
        yield* this.draw(child, `${indent}${isLast ? '    ' : '│   '}`, depth + 1);
      } else this.files++;
    }
  }
}

export const tool: Tool = {
  name: 'tree',
  origin: 'v2.1.0',
  usage: '[-adfFn] [-L level] [-P pattern] [-I pattern] [--noreport] [--dirsfirst] [directory ...]',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const drawer = new Drawer(call, options);
    for (const path of options.operands.length > 0 ? options.operands : ['.']) {
      const stat = attempt(() => call.files.stat(path));
      if (stat instanceof SystemError || stat.type !== 'directory') {
        yield* call.print(`${path}  [error opening dir]\n`);
        call.status = 2;
        continue;
      }
      yield* call.print(`${path}\n`);
      drawer.directories += call.isBusybox ? 0 : 1;
      yield* drawer.draw(path, '', 1);
    }
    const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;
    if (!options.has('noReport')) yield* call.print(`\n${count(drawer.directories, 'directory', 'directories')}${options.has('directories') ? '' : `, ${count(drawer.files, 'file', 'files')}`}\n`);
    return call.status;
  },
};

export const program = toProgram(tool);
