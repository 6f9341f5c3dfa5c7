import { NotSimulated } from '../../../core/errors.ts';
import { isSystemError } from '../../errno.ts';
import { isDescribed } from '../../files/content.ts';
import { exception } from './classes.ts';
import { sourceOf } from './ast.ts';
import type { Module } from './ast.ts';
import { parseModule } from './parse/index.ts';
import { PyList, PyModule, PyRaise } from './values.ts';
import type { Run, Value } from './values.ts';
import type { Frame, Interpreter } from './interpreter.ts';

/** Makes a module of the standard library, or of a package that pip installed. */
export type NativeModule = (it: Interpreter) => Iterable<readonly [name: string, value: Value]>;

export interface Library {
  /** Modules made in TypeScript, by their dotted names. */
  readonly native: ReadonlyMap<string, NativeModule>;
  /** Modules written in Python. */
  readonly sources: ReadonlyMap<string, string>;
  /** Modules that Python has and Drydock does not. */
  readonly known: ReadonlySet<string>;
  /** Packages that stand in for what pip installs; importable where their files lie. */
  readonly packages: ReadonlyMap<string, NativeModule | string>;
}

/** Sources of the library are parsed once. */
const parsed = new Map<string, Module>();

/** Finds modules: Python's own, then along sys.path. */
export class Importer {
  constructor(
    private readonly it: Interpreter,
    private readonly library: Library,
    /** sys.path. */
    readonly path: PyList,
    readonly sitePackages: readonly string[],
  ) {}

  isStandard(name: string): boolean {
    return this.library.native.has(name) || this.library.sources.has(name) || this.library.known.has(name);
  }

  /** `import a.b.c`: gives the last. */
  *load(name: string, frame: Frame | undefined): Run<PyModule> {
    let parent: PyModule | undefined;
    let module: PyModule | undefined;
    const parts = name.split('.');
    for (let i = 1; i <= parts.length; i++) {
      const full = parts.slice(0, i).join('.');
      module = this.it.modules.get(full) ?? (yield* this.#make(full, parent, frame));
      if (!module) {
        const text = parent ? `No module named '${full}'${parent.attrs.has('__path__') || this.library.packages.has(parts[0]!) ? '' : `; '${parent.name}' is not a package`}` : `No module named '${full}'`;
        const error = exception('ModuleNotFoundError', text);
        error.attrs.set('name', full);
        throw new PyRaise(error);
      }
      parent?.attrs.set(parts[i - 1]!, module);
      parent = module;
    }
    return module!;
  }

  /** `from x import …`, with dots for packages above. */
  *loadFrom(name: string, level: number, frame: Frame): Run<PyModule> {
    if (level === 0) return yield* this.load(name, frame);
    const own = String(frame.scope.globals.get('__package__') ?? '');
    if (own === '') throw new PyRaise(exception('ImportError', 'attempted relative import with no known parent package'));
    const parts = own.split('.').slice(0, own.split('.').length - level + 1);
    return yield* this.load([...parts, ...(name ? [name] : [])].join('.'), frame);
  }

  /** A module inside a package, if there is one. */
  *submodule(parent: PyModule, name: string, frame: Frame | undefined, onlyLoaded = false): Run<Value | undefined> {
    const full = `${parent.name}.${name}`;
    const loaded = this.it.modules.get(full);
    if (loaded || onlyLoaded) return loaded;
    const made = yield* this.#make(full, parent, frame);
    if (made) parent.attrs.set(name, made);
    return made;
  }

  *#make(full: string, parent: PyModule | undefined, frame: Frame | undefined): Run<PyModule | undefined> {
    const native = this.library.native.get(full);
    if (native) return this.#native(full, native);
    const source = this.library.sources.get(full);
    if (source !== undefined) return yield* this.#run(full, this.#parse(full, source), `<frozen ${full}>`, full.includes('.'));
    const found = yield* this.#onPath(full, parent);
    if (found) return found;
    if (this.library.known.has(full.split('.')[0]!) && !parent) throw new NotSimulated(`the Python module ${full}`);
    void frame;
    return undefined;
  }

  #native(full: string, make: NativeModule): PyModule {
    const module = new PyModule(full, new Map());
    this.it.modules.set(full, module);
    for (const [name, value] of make(this.it)) module.attrs.set(name, value);
    return module;
  }

  #parse(full: string, text: string): Module {
    let module = parsed.get(full);
    if (!module) parsed.set(full, (module = parseModule(sourceOf(text, `<frozen ${full}>`, true))));
    return module;
  }

  *#onPath(full: string, parent: PyModule | undefined): Run<PyModule | undefined> {
    const { files } = this.it.system;
    const inside = parent?.attrs.get('__path__');
    const folders = inside instanceof PyList ? inside.items : parent ? [] : this.path.items;
    const last = full.slice(full.lastIndexOf('.') + 1);
    for (const folder of folders.map(String)) {
      const base = `${folder === '' ? this.it.system.cwd : folder}/${last}`.replaceAll('//', '/');
      for (const [file, isPackage] of [[`${base}/__init__.py`, true], [`${base}.py`, false]] as const) {
        let content;
        try {
          if (files.stat(file).type !== 'file') continue;
          content = files.content(file);
        } catch (error) {
          if (isSystemError(error)) continue;
          throw error;
        }
        if (isDescribed(content)) return yield* this.#packaged(full, base, file);
        const text = files.readText(file);
        return yield* this.#run(full, parseModule(sourceOf(text, file)), file, isPackage, base);
      }
      if (parent === undefined && this.library.packages.has(last) && this.#exists(`${base}`)) return yield* this.#packaged(full, base, `${base}/__init__.py`);
    }
    if (parent && this.library.packages.has(full)) return yield* this.#packaged(full, '', '');
    return undefined;
  }

  #exists(path: string): boolean {
    return this.it.system.files.exists(path);
  }

  /** What pip installed: its files say only that it is there; it behaves as Drydock knows it. */
  *#packaged(full: string, base: string, file: string): Run<PyModule> {
    const known = this.library.packages.get(full);
    if (known === undefined) throw new NotSimulated(`the Python package ${full}`);
    if (typeof known !== 'string') {
      const module = this.#native(full, known);
      module.attrs.set('__file__', file);
      module.attrs.set('__path__', new PyList([base]));
      return module;
    }
    const module = this.#parse(full, known);
    return yield* this.#run(full, module, file, true, base);
  }

  *#run(full: string, module: Module, file: string, isPackage: boolean, base?: string): Run<PyModule> {
    const attrs = new Map<string, Value>([['__name__', full], ['__doc__', null], ['__file__', file], ['__package__', isPackage ? full : full.slice(0, Math.max(0, full.lastIndexOf('.')))]]);
    if (isPackage && base !== undefined) attrs.set('__path__', new PyList([base]));
    const made = new PyModule(full, attrs);
    this.it.modules.set(full, made);
    try {
      yield* this.it.runModule(module, attrs);
    } catch (error) {
      this.it.modules.delete(full);
      throw error;
    }
    return made;
  }

  /** What `python -m NAME` runs of a package that is simulated. */
  commandOf(name: string): ((it: Interpreter, words: readonly string[]) => Run<void>) | undefined {
    const source = this.library.packages.get(`${name}.__main__`);
    if (source === undefined) return undefined;
    return function* (it, words) {
      const module = yield* it.importer.load(`${name}.__main__`, undefined);
      yield* it.call(module.attrs.get('main')!, { positional: [new PyList([...words])], named: new Map() });
    };
  }

  /** The version of an installed distribution, by its dist-info; undefined when it is not there. */
  versionOf(distribution: string): string | undefined {
    const { files } = this.it.system;
    const wanted = distribution.toLowerCase().replaceAll(/[-_.]+/g, '_');
    for (const folder of [...this.sitePackages, ...this.path.items.map(String)]) {
      if (folder === '' || !files.exists(folder) || files.stat(folder).type !== 'directory') continue;
      for (const { name } of files.list(folder)) {
        const match = /^(.+)-([^-]+)\.dist-info$/.exec(name);
        if (match && match[1]!.toLowerCase().replaceAll(/[-.]+/g, '_') === wanted) return match[2];
      }
    }
    return undefined;
  }
}
