/** The standard library and the packages of PyPI as far as they are written in Python: a file a module, where Python looks for it. */
const files = import.meta.glob<string>('./{standard,packages}/**/*.py', { eager: true, query: '?raw', import: 'default' });

/** The modules below a folder by their dotted names: `urllib/parse.py` is urllib.parse, `urllib/__init__.py` is urllib. */
function modulesBelow(folder: string): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  for (const [file, source] of Object.entries(files)) {
    if (!file.startsWith(folder)) continue;
    const name = file.slice(folder.length, -'.py'.length).replace(/\/__init__$/, '').replaceAll('/', '.');
    modules.set(name, source);
  }
  return modules;
}

/** Modules of the standard library. */
export const STANDARD = modulesBelow('./standard/');

/** What stands in for packages that pip installs. */
export const PACKAGES = modulesBelow('./packages/');
