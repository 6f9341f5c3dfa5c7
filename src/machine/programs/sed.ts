import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { Refusal } from './support/endings.ts';
import { readTextOf } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { RegexTooCostly } from './support/regex/regex.ts';
import { Executor } from './support/sed/execute.ts';
import type { SedRules } from './support/sed/execute.ts';
import { parseScript } from './support/sed/parse.ts';
import { SedError } from './support/sed/script.ts';
import type { Command } from './support/sed/script.ts';
import { Source } from './support/sed/source.ts';
import { encodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';
import { directoryName } from './dirname.ts';
import { join } from './support/copy.ts';
import { baseName } from './support/tool.ts';

const OPTIONS = {
  quiet: 'n --quiet --silent',
  debug: '!gnu:--debug',
  expression: 'e --expression=',
  file: 'f --file=',
  followSymlinks: 'gnu:--follow-symlinks',
  inPlace: 'i --in-place[=]',
  length: 'gnu:l --line-length=',
  posix: 'gnu:--posix',
  extended: 'E r --regexp-extended',
  separate: 's --separate',
  sandbox: '!gnu:--sandbox',
  unbuffered: 'gnu:u --unbuffered',
  zero: 'gnu:z --null-data',
} as const;

/** In each file by itself; what is printed replaces the file. */
function* editInPlace(call: Call, commands: () => Command[], names: readonly string[], rules: SedRules, suffix: string): Process<number> {
  let status = 0;
  for (const name of names) {
    const stat = attempt(() => call.files.stat(name));
    if (stat instanceof SystemError) {
      yield* call.fail(call.isBusybox ? `${name}: ${stat.message}` : `can't read ${name}: ${stat.message}`, call.isBusybox ? 1 : 2);
      continue;
    }
    if (stat.type !== 'file') {
      yield* call.fail(`couldn't edit ${name}: not a regular file`, 4);
      continue;
    }
    let text = '';
    const source = new Source(call, [name], rules.separator === '\0' ? 0 : 10);
    const executor = new Executor(call, commands(), source, rules, function* (part) {
      text += part;
    });
    status = yield* executor.run();
    for (let rest = yield* source.next(); rest !== undefined; rest = yield* source.next()) text += rest + (source.isTerminated ? rules.separator : '');
    if (suffix !== '') call.files.write(suffix.includes('*') ? join(directoryName(name), suffix.replaceAll('*', baseName(name))) : name + suffix, call.files.content(name), stat.mode);
    const failure = attempt(() => replaceFile(call, name, encodeText(text), stat.mode));
    if (failure instanceof SystemError) throw call.refusal(`couldn't open temporary file ${join(directoryName(name), 'sedXXXXXX')}: ${failure.message}`, 4);
  }
  return Math.max(status, call.status);
}

/** sed -i writes a new file and renames it over the old one: a bind-mounted file can't be replaced so. */
function replaceFile(call: Call, name: string, bytes: Uint8Array, mode: number): void {
  const temporary = join(directoryName(name), `sed${call.system.entropy.hex(6)}`);
  const { uid, gid } = call.files.stat(name);
  call.files.write(temporary, bytes, mode);
  call.files.chmod(temporary, mode);
  attempt(() => call.files.chown(temporary, uid, gid));
  try {
    call.files.rename(temporary, name);
  } catch (error) {
    attempt(() => call.files.unlink(temporary));
    if (error instanceof SystemError) throw call.refusal(call.isBusybox ? `can't move '${temporary}' to '${name}': ${error.message}` : `cannot rename ${temporary}: ${error.message}`, 4);
    throw error;
  }
}

export const tool: Tool = {
  name: 'sed',
  origin: 'GNU sed 4.9',
  usage: '[OPTION]... {script-only-if-no-other-script} [input-file]...',
  busyboxUsage: '[-i[SFX]] [-nrE] [-f FILE]... [-e CMD]... [FILE]...\n[-i[SFX]] [-nrE] CMD [FILE]...',
  showsUsage: 'alone',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const operands = [...options.operands];
    const scripts: string[] = [];
    for (const [key, value] of options.order) {
      if (key === 'expression') scripts.push(value!);
      if (key !== 'file') continue;
      const text = yield* readTextOf(call, value!);
      if (text instanceof SystemError) throw call.refusal(call.isBusybox ? `${value}: ${text.message}` : `couldn't open file ${value}: ${text.message}`);
      scripts.push(text.replace(/\n$/, ''));
    }
    if (scripts.length === 0) {
      const first = operands.shift();
      if (first === undefined) throw call.isBusybox ? call.missing('') : new Refusal(`Usage: ${call.name} ${this.usage}\n`, 1);
      scripts.push(first);
    }
    const rules: SedRules = {
      isQuiet: options.has('quiet') || /^#n(\n|$)/.test(scripts[0]!),
      isUnbuffered: options.has('unbuffered'),
      separator: options.has('zero') ? '\0' : '\n',
      wrap: Number(options.value('length') ?? 70),
      isPosix: options.has('posix'),
    };
    const parse = () => parseScript(scripts.join('\n'), { isExtended: options.has('extended'), isBusybox: call.isBusybox });
    try {
      const names = operands.length > 0 ? operands : ['-'];
      const commands = parse();
      if (options.order.some(([key]) => key === 'inPlace')) return yield* editInPlace(call, parse, operands, rules, options.value('inPlace') ?? '');
      if (options.has('separate')) {
        let status = 0;
        for (const name of names) status = yield* new Executor(call, parse(), new Source(call, [name], rules.separator === '\0' ? 0 : 10), rules, (text) => call.print(text)).run();
        return Math.max(status, call.status);
      }
      const source = new Source(call, names, rules.separator === '\0' ? 0 : 10);
      const status = yield* new Executor(call, commands, source, rules, (text) => call.print(text)).run();
      source.close();
      return Math.max(status, call.status);
    } catch (error) {
      if (error instanceof SedError) throw call.refusal(error.message, /^(can't find label|couldn't)/.test(error.message) && !call.isBusybox ? 4 : 1);
      if (error instanceof RegexTooCostly) throw call.refusal(error.message, 1);
      throw error;
    }
  },
};

export const program = toProgram(tool);
