import { toBytes } from '../../../core/bytes.ts';
import { isSystemError } from '../../errno.ts';
import { SIGNALS } from '../../signals.ts';
import type { System } from '../../system.ts';
import { Owners } from '../support/owners.ts';
import { sourceOf } from './ast.ts';
import type { Module } from './ast.ts';
import { builtin } from './arguments.ts';
import { addBuiltins } from './builtins.ts';
import { EXCEPTIONS, exception, isInstance } from './classes.ts';
import { Importer } from './importer.ts';
import { Interpreter } from './interpreter.ts';
import { args } from './call-arguments.ts';
import { standardLibrary } from './library/index.ts';
import { sysModule } from './modules/system.ts';
import { FileClasses } from './open.ts';
import { PythonSyntaxError, parseModule } from './parse/index.ts';
import { tracebackOf } from './traceback.ts';
import { PyClass, PyDict, PyInstance, PyList, PyRaise, PyTuple } from './values.ts';
import type { Run, Value } from './values.ts';

/** Where an interpreter is installed, as its own path tells. */
export interface Installation {
  /** `3.12.10`. */
  readonly version: string;
  /** `3.12`. */
  readonly minor: string;
  /** `/usr/local`. */
  readonly prefix: string;
  readonly executable: string;
  readonly sitePackages: readonly string[];
}

/** Finds out which Python a process is. */
export function installationOf(system: System): Installation {
  const found = system.processes.get(system.pid)?.executable ?? `/usr/local/bin/${system.argv[0] ?? 'python3'}`;
  let real = found;
  try {
    real = system.files.realpath(found);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
  const named = /python(\d+\.\d+)$/.exec(real)?.[1];
  const prefix = real.replace(/\/bin\/[^/]*$/, '') || '/usr';
  const minor = named ?? minorOf(system, prefix) ?? '3.12';
  const header = `${prefix}/include/python${minor}/patchlevel.h`;
  const version = system.files.exists(header) ? (/PY_VERSION\s+"([^"]+)"/.exec(system.files.readText(header))?.[1] ?? `${minor}.0`) : (DEBIAN[minor] ?? `${minor}.0`);
  const library = `${prefix}/lib/python${minor}`;
  const site = prefix === '/usr' && !system.files.exists('/etc/alpine-release') ? ['/usr/local/lib/python' + minor + '/dist-packages', '/usr/lib/python3/dist-packages'] : [`${library}/site-packages`];
  return { version, minor, prefix, executable: found, sitePackages: site };
}

const DEBIAN: Readonly<Record<string, string>> = { '3.9': '3.9.2', '3.10': '3.10.12', '3.11': '3.11.2', '3.12': '3.12.3', '3.13': '3.13.5' };

function minorOf(system: System, prefix: string): string | undefined {
  const folder = `${prefix}/lib`;
  if (!system.files.exists(folder)) return undefined;
  return system.files.list(folder).map(({ name }) => /^python(\d+\.\d+)$/.exec(name)?.[1]).findLast((minor) => minor !== undefined);
}

/** An interpreter and what it needs to run something. */
export class Session {
  readonly it: Interpreter;
  readonly globals = new Map<string, Value>();
  readonly path: PyList;
  readonly #atExit: Value[] = [];

  constructor(
    readonly system: System,
    readonly installation: Installation,
    argv: readonly string[],
    firstOnPath: string,
    isUnbuffered: boolean,
  ) {
    this.it = new Interpreter(system, installation.version);
    this.it.isUnbuffered = isUnbuffered || (system.env.get('PYTHONUNBUFFERED') ?? '') !== '';
    const classes = new FileClasses(this.it);
    const library = `${installation.prefix}/lib/python${installation.minor}`;
    const extra = (system.env.get('PYTHONPATH') ?? '').split(':').filter((folder) => folder);
    this.path = new PyList([firstOnPath, ...extra, `${installation.prefix}/lib/python${installation.minor.replace('.', '')}.zip`, library, `${library}/lib-dynload`, ...installation.sitePackages]);
    addBuiltins(this.it, classes);
    this.it.ioNames.set('StringIO', classes.stringIO).set('BytesIO', classes.bytesIO).set('TextIOWrapper', classes.text);
    this.it.importer = new Importer(this.it, standardLibrary(sysModule({ argv, path: this.path, executable: installation.executable, prefix: installation.prefix, classes })), this.path, installation.sitePackages);
    this.#addHooks();
    this.globals.set('__name__', '__main__').set('__doc__', null).set('__package__', null).set('__builtins__', null);
  }

  /** What the library's own Python calls. */
  #addHooks(): void {
    const { it } = this;
    const define = (name: string, params: string, call: (...values: (Value | undefined)[]) => Value | Run<Value>) => it.builtins.set(name, builtin(name, params, call));
    define('_bare', 'cls', (cls) => new PyInstance(cls as PyClass));
    define('_set_attribute', 'obj name value', (object, name, value) => {
      (object as PyInstance).attrs.set(String(name), value!);
      return null;
    });
    define('_make_tuple', 'cls items', (cls, items) => {
      const made = new PyTuple((items as PyList).items);
      made.cls = cls as PyClass;
      return made;
    });
    define('_renamed', 'cls name', (cls, name) => {
      const made = new PyClass(String(name), [cls as PyClass]);
      if ((cls as PyClass).construct) made.construct = (cls as PyClass).construct!;
      return made;
    });
    define('_set_factory', 'dict factory', (dict, factory) => {
      (dict as PyDict).factory = factory!;
      return null;
    });
    define('_factory_of', 'dict', (dict) => (dict as PyDict).factory ?? null);
    define('_format_handled', '', () => (it.handled ? tracebackOf(it, it.handled) : 'NoneType: None\n'));
    define('_format', 'exception', (value) => tracebackOf(it, value as PyInstance));
    define('_at_exit', 'call', (call) => {
      this.#atExit.push(call!);
      return null;
    });
    define('_disk', 'path', (path) => {
      const room = this.system.files.statfs(String(path));
      return new PyTuple([BigInt(room.total), BigInt(room.used), BigInt(room.available)]);
    });
    define('_account', 'uid', (uid) => new Owners(this.system.files).userName(Number(uid)) ?? String(uid));
    define('_version_of', 'name', (name) => it.importer.versionOf(String(name)) ?? null);
    define('_import', 'name', (name) => it.importer.load(String(name), it.frame));
  }

  /** Ctrl-C raises KeyboardInterrupt; SIGTERM ends the process, unless it is PID 1 and has said nothing. */
  catchInterrupts(): void {
    this.system.onSignal(SIGNALS.SIGINT, () => {
      this.it.pending.push(function* () {
        throw new PyRaise(exception('KeyboardInterrupt'));
      });
      this.it.woken.notify();
    });
    this.system.onSignal(SIGNALS.SIGPIPE, 'ignore');
  }

  /** Runs a text to its end; gives the exit status. */
  *run(text: string, file: string): Run<number> {
    const source = sourceOf(text, file);
    let status = 0;
    try {
      yield* this.it.importer.load('sys', undefined);
      const module: Module = parseModule(source);
      yield* this.it.runModule(module, this.globals);
    } catch (error) {
      status = yield* this.#ended(error);
    }
    return yield* this.finish(status);
  }

  /** Runs a function as a script would run. */
  *runCall(body: () => Run<void>): Run<number> {
    let status = 0;
    try {
      yield* this.it.importer.load('sys', undefined);
      yield* body();
    } catch (error) {
      status = yield* this.#ended(error);
    }
    return yield* this.finish(status);
  }

  *finish(status: number): Run<number> {
    for (const call of this.#atExit.toReversed()) yield* this.it.call(call, args());
    yield* this.it.flush();
    return status;
  }

  /** Prints what was not caught. */
  *report(error: unknown): Run<number> {
    return yield* this.#ended(error);
  }

  *#ended(error: unknown): Run<number> {
    const { it } = this;
    if (error instanceof PythonSyntaxError) {
      const value = exception(error.kind, error.message);
      value.payload = error;
      yield* it.flush();
      yield* it.complain(yield* tracebackOf(it, value));
      return 1;
    }
    const raised = it.toRaise(error);
    if (!raised) throw error;
    const { value } = raised;
    if (isInstance(value, EXCEPTIONS.get('SystemExit')!)) {
      const code = value.attrs.get('code') ?? null;
      if (code === null) return 0;
      if (typeof code === 'bigint' || typeof code === 'boolean') return Number(BigInt(code)) & 255;
      yield* it.flush();
      yield* it.complain(`${yield* it.str(code)}\n`);
      return 1;
    }
    yield* it.flush();
    yield* it.complain(yield* tracebackOf(it, value));
    if (!isInstance(value, EXCEPTIONS.get('KeyboardInterrupt')!)) return 1;
    // Python dies of the signal, so that a shell sees it.
    this.system.onSignal(SIGNALS.SIGINT, 'default');
    this.system.kill(this.system.pid, SIGNALS.SIGINT);
    return 130;
  }
}

export { toBytes };
