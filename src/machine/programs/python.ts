import { toText } from '../../core/bytes.ts';
import { LineReader, readAll } from '../../core/stream.ts';
import { NotSimulated } from '../../core/errors.ts';
import type { Process } from '../../core/process.ts';
import { isSystemError } from '../errno.ts';
import type { Program, System } from '../system.ts';
import { runPip } from './pip/command.ts';
import { sourceOf } from './python/ast.ts';
import { args } from './python/call-arguments.ts';
import { PythonSyntaxError, parseModule } from './python/parse/index.ts';
import { Session, installationOf } from './python/start.ts';
import type { Installation } from './python/start.ts';
import { PyList } from './python/values.ts';
import type { Run } from './python/values.ts';

interface Asked {
  command?: string;
  module?: string;
  isUnbuffered: boolean;
  isInteractive: boolean;
  isVersion: boolean;
  rest: string[];
}

/** Python (python(1)): a metered subset of the language, on the machine's files, network and clock. */
export const program: Program = {
  name: 'python',
  *main(system) {
    const installation = installationOf(system);
    const asked = readArguments(system.argv.slice(1));
    if (typeof asked === 'string') {
      yield* system.complain(`${asked}\nusage: ${system.argv[0]} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry \`python -h' for more information.\n`);
      return 2;
    }
    if (asked.isVersion) {
      yield* system.print(`Python ${installation.version}\n`);
      return 0;
    }
    // Starting up takes Python about 12 ms of a processor, and 9 MB.
    yield* system.compute(12_000);
    system.allocate(9 * 1024 * 1024);
    try {
      return yield* start(system, installation, asked);
    } catch (error) {
      if (!(error instanceof NotSimulated)) throw error;
      yield* system.complain(`${error.message}\n`);
      return 125;
    }
  },
};

function readArguments(words: readonly string[]): Asked | string {
  const asked: Asked = { isUnbuffered: false, isInteractive: false, isVersion: false, rest: [] };
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--version') asked.isVersion = true;
    else if (word === '--') return { ...asked, rest: [...words.slice(i + 1)] };
    else if (!word.startsWith('-') || word === '-') return { ...asked, rest: [...words.slice(i)] };
    else if (word.startsWith('--')) return `unknown option ${word}`;
    else {
      for (let j = 1; j < word.length; j++) {
        const letter = word[j]!;
        if (letter === 'c' || letter === 'm') {
          const value = word.slice(j + 1) || words[++i];
          if (value === undefined) return `Argument expected for the -${letter} option`;
          return { ...asked, [letter === 'c' ? 'command' : 'module']: value, rest: [...words.slice(i + 1)] };
        }
        if (letter === 'u') asked.isUnbuffered = true;
        else if (letter === 'i') asked.isInteractive = true;
        else if (letter === 'V' || letter === 'v') asked.isVersion ||= letter === 'V';
        else if (letter === 'W' || letter === 'X') {
          if (j === word.length - 1) i++;
          break;
        } else if (!'BEIOqsSbdPx'.includes(letter)) return `Unknown option: -${letter}`;
      }
    }
  }
  return asked;
}

function* start(system: System, installation: Installation, asked: Asked): Process<number> {
  if (asked.module !== undefined) return yield* runModule(system, installation, asked.module, asked);
  if (asked.command !== undefined) {
    const session = new Session(system, installation, ['-c', ...asked.rest], '', asked.isUnbuffered);
    session.catchInterrupts();
    return yield* session.run(asked.command, '<string>');
  }
  const [script] = asked.rest;
  if (script === undefined || script === '-') {
    if (system.descriptors.get(0)?.terminal) return yield* interact(system, installation, asked);
    const session = new Session(system, installation, asked.rest.length > 0 ? asked.rest : [''], '', asked.isUnbuffered);
    session.catchInterrupts();
    return yield* session.run(toText(yield* readAll(system.stdin)), '<stdin>');
  }
  return yield* runFile(system, installation, script, asked);
}

function* runFile(system: System, installation: Installation, script: string, asked: Asked): Process<number> {
  let text: string;
  let path = script;
  try {
    if (system.files.stat(script).type === 'directory') {
      path = `${script.replace(/\/$/, '')}/__main__.py`;
      if (!system.files.exists(path)) {
        yield* system.complain(`${installation.executable}: can't find '__main__' module in '${absolute(system, script)}'\n`);
        return 1;
      }
    }
    text = system.files.readText(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const number = { ENOENT: 2, EACCES: 13, EISDIR: 21, ENOTDIR: 20 }[error.code as string] ?? 5;
    yield* system.complain(`${installation.executable}: can't open file '${absolute(system, script)}': [Errno ${number}] ${error.message}\n`);
    return 2;
  }
  const real = system.files.realpath(path);
  const session = new Session(system, installation, asked.rest, real.replace(/\/[^/]*$/, '') || '/', asked.isUnbuffered);
  session.globals.set('__file__', absolute(system, path));
  session.catchInterrupts();
  return yield* session.run(text, absolute(system, path));
}

function absolute(system: System, path: string): string {
  return path.startsWith('/') ? path : `${system.cwd === '/' ? '' : system.cwd}/${path.replace(/^\.\//, '')}`;
}

function* runModule(system: System, installation: Installation, name: string, asked: Asked): Process<number> {
  if (name === 'pip') return yield* runPip(system, installation, asked.rest, `${installation.executable} -m pip`);
  const session = new Session(system, installation, [name, ...asked.rest], system.cwd, asked.isUnbuffered);
  session.catchInterrupts();
  if (name === 'http.server') {
    return yield* session.runCall(function* (): Run<void> {
      const module = yield* session.it.importer.load('http.server', undefined);
      yield* session.it.call(module.attrs.get('_main')!, args(new PyList([...asked.rest])));
    });
  }
  if (name === 'venv' || name === 'json.tool' || name === 'unittest' || name === 'pdb' || name === 'timeit' || name === 'compileall' || name === 'ensurepip') throw new NotSimulated(`python -m ${name}`);
  for (const folder of session.path.items.map(String)) {
    const base = `${folder}/${name.replaceAll('.', '/')}`;
    for (const file of [`${base}/__main__.py`, `${base}.py`]) {
      if (!system.files.exists(file) || !(system.files.content(file) instanceof Uint8Array)) continue;
      session.globals.set('__file__', file).set('__package__', file.endsWith('__main__.py') ? name : name.slice(0, Math.max(0, name.lastIndexOf('.'))));
      return yield* session.run(system.files.readText(file), file);
    }
    const tool = session.it.importer.commandOf(name);
    if (tool !== undefined && system.files.exists(base)) return yield* session.runCall(() => tool(session.it, asked.rest));
  }
  const packaged = session.path.items.map((folder) => `${String(folder)}/${name.replaceAll('.', '/')}`).find((base) => system.files.exists(base));
  yield* system.complain(`${installation.executable}: No module named ${packaged ? `${name}.__main__; '${name}' is a package and cannot be directly executed` : name}\n`);
  return 1;
}

/** The interactive prompt: a statement or an expression at a time. */
function* interact(system: System, installation: Installation, asked: Asked): Process<number> {
  const session = new Session(system, installation, [''], '', true);
  session.catchInterrupts();
  const { it } = session;
  yield* it.importer.load('sys', undefined);
  yield* system.print(`Python ${installation.version} (main, Jun  1 2025, 00:00:00) [GCC 12.2.0] on linux\nType "help", "copyright", "credits" or "license" for more information.\n`);
  const lines = new LineReader(system.stdin);
  let block = '';
  void asked;
  for (;;) {
    yield* system.print(block === '' ? '>>> ' : '... ');
    const line = yield* lines.line();
    if (line === undefined) {
      yield* system.print('\n');
      return yield* session.finish(0);
    }
    block += `${line}\n`;
    if (isUnfinished(block, line)) continue;
    const text = block;
    block = '';
    if (text.trim() === '') continue;
    try {
      const module = parseModule(sourceOf(text, '<stdin>'));
      const only = module.body.length === 1 ? module.body[0] : undefined;
      if (only?.k === 'expr') {
        const scope = session.globals;
        yield* it.runModule({ ...module, body: [{ k: 'assign', targets: [{ k: 'name', id: '_', from: only.from, to: only.to }], value: only.value, from: only.from, to: only.to }] }, scope);
        const value = scope.get('_') ?? null;
        if (value !== null) yield* it.write(`${yield* it.repr(value)}\n`);
      } else yield* it.runModule(module, session.globals);
    } catch (error) {
      const raised = it.toRaise(error);
      if (raised?.value.cls.name === 'SystemExit') return yield* session.finish(yield* session.report(error));
      if (raised?.value.cls.name === 'KeyboardInterrupt') yield* system.complain('\nKeyboardInterrupt\n');
      else if (raised || error instanceof PythonSyntaxError) yield* session.report(error);
      else if (error instanceof NotSimulated) yield* system.complain(`${error.message}\n`);
      else throw error;
    }
    yield* it.flush();
  }
}

/** A block goes on until an empty line; brackets and quotes until they are closed. */
function isUnfinished(block: string, line: string): boolean {
  if (/^\s*$/.test(line)) return false;
  const first = block.split('\n')[0]!;
  if (/:\s*(#.*)?$/.test(line) || /^\s/.test(line)) return true;
  if (/^(?:if|for|while|def|class|try|with|@)/.test(first) && block.split('\n').length > 2) return true;
  try {
    parseModule(sourceOf(block, '<stdin>'));
    return false;
  } catch (error) {
    return error instanceof PythonSyntaxError && (/was never closed|unterminated triple/.test(error.message));
  }
}
