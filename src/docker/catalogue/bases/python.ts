import type { LayerBuilder } from '../entries.ts';

const MODULES =
  '__future__ _collections_abc abc argparse ast base64 bisect calendar codecs collections/__init__ collections/abc configparser contextlib copy csv ' +
  'dataclasses datetime decimal difflib dis email/__init__ encodings/__init__ encodings/utf_8 enum filecmp fnmatch fractions functools getopt getpass ' +
  'glob gzip hashlib heapq hmac html/__init__ http/__init__ http/client http/server importlib/__init__ inspect io ipaddress json/__init__ json/decoder ' +
  'json/encoder keyword linecache locale logging/__init__ mimetypes multiprocessing/__init__ numbers operator os pathlib pickle platform posixpath pprint ' +
  'queue random re/__init__ sched secrets selectors shlex shutil signal site smtplib socket socketserver sqlite3/__init__ ssl stat statistics string ' +
  'struct subprocess sysconfig tarfile tempfile textwrap threading time timeit tokenize traceback types typing unittest/__init__ urllib/__init__ ' +
  'urllib/error urllib/parse urllib/request uuid venv/__init__ warnings wave weakref xml/__init__ zipfile/__init__ zipimport zoneinfo/__init__';

/** pip, and what comes with it, by Python's minor version. */
const BUNDLED: Readonly<Record<string, readonly (readonly [name: string, version: string])[]>> = {
  '3.9': [['pip', '23.0.1'], ['setuptools', '58.1.0'], ['wheel', '0.45.1']],
  '3.10': [['pip', '23.0.1'], ['setuptools', '65.5.1'], ['wheel', '0.45.1']],
  '3.11': [['pip', '24.0'], ['setuptools', '65.5.1'], ['wheel', '0.45.1']],
  '3.12': [['pip', '25.0.1']],
  '3.13': [['pip', '25.0.1']],
  '3.14': [['pip', '25.2']],
};

/** `3.12` of `3.12.10`. */
export function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** Python as its own Makefile installs it under a prefix (`usr/local`): the interpreter, its library, pip. */
export function pythonFiles(to: LayerBuilder, prefix: string, version: string, total: number): void {
  const minor = minorOf(version);
  const library = `${prefix}/lib/python${minor}`;
  to.program(`${prefix}/bin/python${minor}`, 14_280, 'python').link(`${prefix}/bin/python3`, `python${minor}`);
  to.filler(`${prefix}/lib/libpython${minor}.so.1.0`, 22_400_000, { mode: 0o755 }).link(`${prefix}/lib/libpython${minor}.so`, `libpython${minor}.so.1.0`).filler(`${prefix}/lib/libpython3.so`, 13_800);
  const [major, middle, micro] = version.split('.');
  to.file(`${prefix}/include/python${minor}/patchlevel.h`, `#define PY_MAJOR_VERSION\t${major}\n#define PY_MINOR_VERSION\t${middle}\n#define PY_MICRO_VERSION\t${micro}\n#define PY_VERSION      \t"${version}"\n`);
  to.filler(`${prefix}/include/python${minor}/Python.h`, 2854);
  for (const module of MODULES.split(' ')) to.filler(`${library}/${module}.py`, 9000 + ((module.length * 7919) % 40) * 1024);
  for (const module of ['_json', '_socket', '_ssl', '_hashlib', '_csv', '_datetime', 'math', '_random', '_sqlite3', '_struct', 'zlib']) {
    to.filler(`${library}/lib-dynload/${module}.cpython-${minor.replace('.', '')}-${to.platform === 'linux/amd64' ? 'x86_64' : 'aarch64'}-linux-gnu.so`, 94_000);
  }
  const site = `${library}/site-packages`;
  to.file(`${site}/README.txt`, 'This directory exists so that 3rd party packages can be installed\nhere.  Read the source for site.py for more details.\n');
  for (const [name, number] of BUNDLED[minor] ?? []) {
    to.filler(`${site}/${name}/__init__.py`, 357).filler(`${site}/${name}/_vendor.tar`, name === 'pip' ? 6_200_000 : 2_400_000);
    const info = `${site}/${name}-${number}.dist-info`;
    to.file(`${info}/METADATA`, `Metadata-Version: 2.1\nName: ${name}\nVersion: ${number}\n`).file(`${info}/INSTALLER`, 'pip\n').file(`${info}/RECORD`, `${name}/__init__.py,,\n${name}-${number}.dist-info/METADATA,,\n${name}-${number}.dist-info/RECORD,,\n`).file(`${info}/WHEEL`, 'Wheel-Version: 1.0\nTag: py3-none-any\n');
  }
  for (const name of ['pip', 'pip3', `pip${minor}`]) to.program(`${prefix}/bin/${name}`, 227, 'pip');
  to.program(`${prefix}/bin/pydoc${minor}`, 81, 'pydoc').link(`${prefix}/bin/pydoc3`, `pydoc${minor}`).program(`${prefix}/bin/idle${minor}`, 99, 'idle').link(`${prefix}/bin/idle3`, `idle${minor}`);
  to.program(`${prefix}/bin/python${minor}-config`, 3100, 'python-config').link(`${prefix}/bin/python3-config`, `python${minor}-config`);
  to.padTo(total, `${library}/config-${minor}-${to.platform === 'linux/amd64' ? 'x86_64' : 'aarch64'}-linux-gnu/python.o`);
}

/** The short names that images add: `python` for `python3`. */
export function pythonLinks(to: LayerBuilder, prefix: string): void {
  for (const name of ['idle', 'pydoc', 'python', 'python-config']) to.link(`${prefix}/bin/${name}`, name === 'python-config' ? 'python3-config' : `${name}3`);
}
