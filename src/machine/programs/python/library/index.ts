import type { Library, NativeModule } from '../importer.ts';
import { base64Module, hashlibModule, jsonModule, mathModule, randomModule, reModule } from '../modules/data.ts';
import { netModule, socketModule, subprocessModule } from '../modules/net.ts';
import { osModule, signalModule, timeModule } from '../modules/system.ts';
import { PyModule } from '../values.ts';
import { PACKAGES, STANDARD } from './sources.ts';

/** Modules that Python has and Drydock does not simulate: importing one says so. */
const KNOWN =
  '_thread array asyncio asynchat asyncore audioop binascii bz2 calendar cgi chunk cmath cmd code codecs codeop compileall concurrent configparser contextvars crypt ctypes curses dbm decimal difflib dis distutils doctest email ensurepip faulthandler fcntl filecmp fileinput fractions ftplib gettext graphlib grp gzip hmac html imaplib imp inspect ipaddress keyword linecache locale lzma mailbox marshal mimetypes mmap multiprocessing netrc nntplib numbers optparse pdb pickle pickletools pkgutil plistlib poplib posix profile pstats pty pwd py_compile pyclbr pydoc queue quopri readline reprlib resource rlcompleter runpy sched select selectors shelve site smtplib spwd sqlite3 ssl stat stringprep struct symtable sysconfig syslog tabnanny tarfile telnetlib termios test threading tkinter token tokenize tomllib trace tracemalloc tty turtle unicodedata unittest venv wave weakref webbrowser wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo';

const ioModule: NativeModule = function* (it) {
  const open = it.builtins.get('open');
  if (open !== undefined) yield ['open', open];
  for (const [name, value] of it.ioNames) yield [name, value];
};

const NATIVE: Readonly<Record<string, NativeModule>> = {
  os: osModule, time: timeModule, signal: signalModule, json: jsonModule, math: mathModule, random: randomModule, hashlib: hashlibModule, base64: base64Module, re: reModule,
  _net: netModule, socket: socketModule, subprocess: subprocessModule, io: ioModule,
  'os.path': (it) => (it.modules.get('os')?.attrs.get('path') as PyModule).attrs,
  'json.decoder': (it) => it.modules.get('json')?.attrs ?? new Map(),
  builtins: (it) => it.builtins,
  __future__: () => [['annotations', null], ['division', null], ['print_function', null]],
};

/** All that can be imported; `sys` is added by who starts the interpreter. */
export function standardLibrary(sys: NativeModule): Library {
  return {
    native: new Map([...Object.entries(NATIVE), ['sys', sys]]),
    sources: STANDARD,
    known: new Set(KNOWN.split(' ')),
    packages: PACKAGES,
  };
}
