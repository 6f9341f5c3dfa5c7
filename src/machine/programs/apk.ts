import { MILLISECOND, SECOND } from '../../core/clock.ts';
import { NotSimulated } from '../../core/errors.ts';
import type { Process } from '../../core/process.ts';
import { archivePackage, allPackages } from './apt/index.ts';
import type { ArchivePackage } from './apt/index.ts';
import type { Call } from './support/call.ts';
import { formatMoment, momentOf } from './support/calendar.ts';
import { Refusal } from './support/endings.ts';
import { reach } from './support/reach.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

const DATABASE = '/lib/apk/db/installed';
const WORLD = '/etc/apk/world';
const FLAGS = new Set(['--no-cache', '-U', '--update-cache', '--update', '-q', '--quiet', '-u', '--upgrade', '-v', '--verbose', '--no-progress', '-f', '--force', '--purge', '-l', '--latest', '-i', '--interactive', '--allow-untrusted', '-a', '--all', '-e', '--installed', '-L', '--contents', '-R', '--depends', '--available', '--no-scripts']);

/** What has another name, version or make-up in Alpine. */
const OWN: Readonly<Record<string, readonly [version: string, kib: number, depends: string, programs: string]>> = {
  bash: ['5.2.37-r0', 1_310, 'readline', 'bash'], readline: ['8.2.13-r1', 290, '', ''], 'python3': ['3.12.10-r1', 40_100, 'libffi sqlite-libs mpdecimal readline', 'python3=python python3.12=python'], 'py3-pip': ['25.1.1-r0', 5_600, 'python3 py3-setuptools', 'pip=pip pip3=pip'], 'py3-setuptools': ['80.9.0-r0', 3_100, 'python3', ''], libffi: ['3.4.8-r0', 60, '', ''], 'sqlite-libs': ['3.49.2-r0', 1_050, '', ''], mpdecimal: ['4.0.1-r0', 190, '', ''],
  'postgresql-client': ['17.5-r0', 120, 'postgresql17-client', ''], 'postgresql17-client': ['17.5-r0', 2_900, 'libpq', 'psql pg_isready pg_dump'], libpq: ['17.5-r0', 340, '', ''], redis: ['8.0.2-r0', 3_100, '', 'redis-server redis-cli'], nodejs: ['22.16.0-r0', 62_000, 'libstdc++ libgcc', 'node'], npm: ['11.3.0-r0', 9_400, 'nodejs', 'npm'], 'libstdc++': ['14.2.0-r6', 2_700, 'libgcc', ''], libgcc: ['14.2.0-r6', 150, '', ''],
  'su-exec': ['0.2-r3', 20, '', 'su-exec=gosu'], 'build-base': ['0.5-r3', 16, 'gcc g++ make musl-dev', ''], 'musl-dev': ['1.2.5-r10', 10_600, '', ''], gcc: ['14.2.0-r6', 143_000, 'binutils libgcc', 'gcc'], 'g++': ['14.2.0-r6', 60_000, 'gcc libstdc++', 'g++'], make: ['4.4.1-r3', 250, '', 'make'], binutils: ['2.44-r0', 9_100, '', 'ld as ar'], tzdata: ['2025b-r0', 1_380, '', ''], 'bind-tools': ['9.20.9-r0', 620, '', 'dig nslookup host'], iputils: ['20240905-r0', 130, '', 'ping'], coreutils: ['9.7-r1', 1_200, '', ''], 'netcat-openbsd': ['1.229.1-r0', 40, '', 'nc'], shadow: ['4.17.3-r0', 1_200, '', 'useradd groupadd usermod'],
};

interface Wanted {
  readonly name: string;
  readonly version: string;
  /** KiB. */
  readonly size: number;
  readonly depends: readonly string[];
  readonly programs: readonly string[];
  readonly summary: string;
}

export const tool: Tool = {
  name: 'apk',
  usage: '[<OPTIONS>...] COMMAND [<ARGUMENTS>...]',
  *run(call) {
    const flags = new Set<string>();
    const words: string[] = [];
    let virtual: string | undefined;
    for (let i = 0; i < call.args.length; i++) {
      const arg = call.args[i]!;
      if (arg === '-t' || arg === '--virtual') virtual = call.args[++i];
      else if (arg.startsWith('--virtual=')) virtual = arg.slice(10);
      else if (arg === '-X' || arg === '--repository') i++;
      else if (arg === '--version' || arg === '-V') words.unshift('--version');
      else if (FLAGS.has(arg) || arg.startsWith('--repository=')) flags.add(arg);
      else if (arg.startsWith('-')) throw new Refusal(`ERROR: command line: unrecognized option '${arg}'\n`, 1);
      else words.push(arg);
    }
    const [verb = '', ...names] = words;
    yield* call.system.compute(8 * MILLISECOND);
    switch (verb) {
      case '--version':
        yield* call.print(`apk-tools 2.14.9, compiled for ${call.system.host.machine}.\n`);
        return 0;
      case 'update': return yield* fetchIndexes(call, flags, true);
      case 'add': return yield* add(call, names, flags, virtual);
      case 'del': return yield* remove(call, names, flags);
      case 'info': return yield* info(call, names, flags);
      case 'list': return yield* info(call, names, flags);
      case 'search': return yield* search(call, names);
      case 'upgrade': return yield* upgrade(call, flags);
      case 'cache':
        if (names[0] === 'clean') return 0;
        throw new NotSimulated(`apk cache ${names[0] ?? ''}`);
      case '':
        yield* call.print('apk-tools 2.14.9\n\nUsage: apk [<OPTIONS>...] COMMAND [<ARGUMENTS>...]\n');
        return 1;
      default: throw new NotSimulated(`apk ${verb}`);
    }
  },
};

export const program = toProgram(tool);

function branchOf(call: Call): string {
  return call.files.exists('/etc/alpine-release') ? call.files.readText('/etc/alpine-release').trim().split('.').slice(0, 2).join('.') : '3.22';
}

function date(call: Call): string {
  return formatMoment('%Y-%m-%d', momentOf(call.now()));
}

function found(call: Call, name: string): Wanted | undefined {
  const own = OWN[name];
  if (own) {
    const [version, size, depends, programs] = own;
    return { name, version: moved(version, date(call)), size, depends: depends.split(' ').filter((word) => word), programs: programs.split(' ').filter((word) => word), summary: name };
  }
  const shared: ArchivePackage | undefined = archivePackage(name, date(call), 'bookworm');
  if (!shared || /^(?:python3|lib|apt|lsb|dpkg|procps$|netcat-trad|postgresql|redis|nodejs|npm|build-|g\+\+|gcc|default-|software-)/.test(name) && name !== 'procps') return undefined;
  const version = `${shared.version.replace(/^\d+:/, '').replace(/[-+~].*$/, '')}-r0`;
  return { name, version: moved(version, date(call)), size: Math.round(shared.installed * 0.55), depends: [], programs: shared.programs.map((word) => word.replace('sbin/', '')), summary: shared.summary };
}

/** Rebuilt every few months: `-r0` becomes `-r1`. */
function moved(version: string, on: string): string {
  const months = Math.max(0, (Number(on.slice(0, 4)) - 2025) * 12 + Number(on.slice(5, 7)) - 6);
  return version.replace(/-r(\d+)$/, (_all, number: string) => `-r${Number(number) + Math.floor(months / 5)}`);
}

interface Entry {
  readonly name: string;
  readonly version: string;
  readonly size: number;
  readonly text: string;
}

function readInstalled(call: Call): Map<string, Entry> {
  const text = call.files.exists(DATABASE) ? call.files.readText(DATABASE) : '';
  return new Map(text.split('\n\n').flatMap((block): [string, Entry][] => {
    const field = (letter: string) => new RegExp(`^${letter}:(.*)$`, 'm').exec(block)?.[1] ?? '';
    return field('P') === '' ? [] : [[field('P'), { name: field('P'), version: field('V'), size: Number(field('I')), text: block.trim() }]];
  }));
}

function writeInstalled(call: Call, entries: ReadonlyMap<string, Entry>): void {
  call.files.write(DATABASE, [...entries.values()].map(({ text }) => `${text}\n\n`).join(''));
}

function totals(entries: ReadonlyMap<string, Entry>): string {
  const bytes = [...entries.values()].reduce((sum, { size }) => sum + size, 0);
  return `${Math.max(1, Math.round(bytes / 1_048_576))} MiB in ${entries.size} packages`;
}

function* fetchIndexes(call: Call, flags: ReadonlySet<string>, isAsked: boolean): Process<number> {
  const branch = branchOf(call);
  const base = `https://dl-cdn.alpinelinux.org/alpine/v${branch}`;
  const problem = yield* reach(call.system, 'dl-cdn.alpinelinux.org', 443);
  for (const repository of ['main', 'community']) {
    yield* call.print(`fetch ${base}/${repository}/${call.system.host.machine}/APKINDEX.tar.gz\n`);
    yield* call.flush();
    yield* call.system.sleep(problem === undefined ? 90 * MILLISECOND : 5 * SECOND);
    if (problem !== undefined) yield* call.complain(`WARNING: ${isAsked ? 'updating' : 'fetching'} ${base}/${repository}: temporary error (try again later)\n`);
    else if (!flags.has('--no-cache')) call.files.write(`/var/cache/apk/APKINDEX.${repository === 'main' ? '9f2a4b1c' : '66ef2d80'}.tar.gz`, { kind: 'filler', name: `APKINDEX ${repository} ${branch} ${date(call)}`, size: repository === 'main' ? 478_000 : 1_900_000 });
  }
  if (!isAsked) return problem === undefined ? 0 : 1;
  if (problem === undefined) {
    const release = call.files.exists('/etc/alpine-release') ? call.files.readText('/etc/alpine-release').trim() : '3.22.0';
    yield* call.print(`v${release}-12-g1f0b2c4d5e6 [${base}/main]\nv${release}-18-g2a3b4c5d6e7 [${base}/community]\nOK: 26326 distinct packages available\n`);
    return 0;
  }
  yield* call.complain('2 errors; 14 distinct packages available\n');
  return 2;
}

function hasIndex(call: Call): boolean {
  return call.files.exists('/var/cache/apk') && call.files.list('/var/cache/apk').some(({ name }) => name.startsWith('APKINDEX'));
}

function* add(call: Call, names: readonly string[], flags: ReadonlySet<string>, virtual: string | undefined): Process<number> {
  if (call.system.credentials.uid !== 0) throw new Refusal('ERROR: Unable to lock database: Permission denied\nERROR: Failed to open apk database: Permission denied\n', 99);
  const isFresh = flags.has('--no-cache') || flags.has('-U') || flags.has('--update-cache') || flags.has('--update');
  let isOnline = true;
  if (isFresh || !hasIndex(call)) isOnline = isFresh ? (yield* fetchIndexes(call, flags, false)) === 0 : false;
  const installed = readInstalled(call);
  const chosen = new Map<string, Wanted>();
  const missing: string[] = [];
  const visit = (name: string) => {
    if (chosen.has(name) || installed.has(name)) return;
    const each = isOnline || hasIndex(call) ? found(call, name) : undefined;
    if (!each) return void missing.push(name);
    each.depends.forEach(visit);
    chosen.set(name, each);
  };
  for (const word of names) {
    const [, name = word, operator, version] = /^([^=<>~]+)(=|~=|>=?|<=?|~)?(.*)$/.exec(word) ?? [];
    visit(name);
    const each = chosen.get(name);
    if (each && operator !== undefined && operator.startsWith('=') && each.version !== version) {
      throw new Refusal(`ERROR: unable to select packages:\n  ${name}-${each.version}:\n    breaks: world[${word}]\n`, 1);
    }
  }
  if (missing.length > 0) throw new Refusal(`ERROR: unable to select packages:\n${missing.sort().map((name) => `  ${name} (no such package):\n    required by: world[${name}]\n`).join('')}`, missing.length);
  let number = 0;
  const total = chosen.size + (virtual === undefined ? 0 : 1);
  for (const each of [...chosen.values()].sort((a, b) => (a.depends.includes(b.name) ? 1 : b.depends.includes(a.name) ? -1 : 0))) {
    if (!flags.has('-q') && !flags.has('--quiet')) yield* call.print(`(${++number}/${total}) Installing ${each.name} (${each.version})\n`);
    yield* call.flush();
    yield* call.system.sleep(Math.round((each.size * 1024 * 0.4) / 14_000_000 * SECOND));
    yield* call.system.compute(Math.round(5 * MILLISECOND + each.size * 4));
    installed.set(each.name, place(call, each));
  }
  if (virtual !== undefined) {
    yield* call.print(`(${++number}/${total}) Installing ${virtual} (${formatMoment('%Y%m%d.%H%M%S', momentOf(call.now()))})\n`);
    const version = formatMoment('%Y%m%d.%H%M%S', momentOf(call.now()));
    installed.set(virtual, { name: virtual, version, size: 0, text: `P:${virtual}\nV:${version}\nA:noarch\nS:0\nI:0\nT:virtual meta package\nD:${names.join(' ')}` });
  }
  writeInstalled(call, installed);
  const world = new Set(call.files.exists(WORLD) ? call.files.readText(WORLD).split('\n').filter((name) => name) : []);
  for (const name of virtual === undefined ? names : [virtual]) world.add(name);
  call.files.write(WORLD, [...world].sort().map((name) => `${name}\n`).join(''));
  if (!flags.has('-q') && !flags.has('--quiet')) {
    if (chosen.size > 0) yield* call.print(`Executing busybox-1.37.0-r18.trigger\n`);
    yield* call.print(`OK: ${totals(installed)}\n`);
  }
  return 0;
}

function place(call: Call, each: Wanted): Entry {
  const { files, system } = call;
  const placed: string[] = [];
  const share = each.programs.length > 0 ? Math.floor((each.size * 1024 * 0.8) / each.programs.length) : 0;
  for (const word of each.programs) {
    const [name = '', program = name] = word.split('=');
    const path = name === 'bash' ? '/bin/bash' : `/usr/bin/${name}`;
    // What BusyBox had under that name gives way.
    files.removeAll(path);
    files.write(path, { kind: 'program', name: program, size: share, platform: system.host.platform }, 0o755);
    files.chmod(path, 0o755);
    placed.push(path.slice(1));
  }
  const data = `usr/lib/${each.name}.data`;
  files.mkdirAll('/usr/lib');
  files.write(`/${data}`, { kind: 'filler', name: `${each.name} ${each.version}`, size: Math.max(0, each.size * 1024 - share * each.programs.length) });
  placed.push(data);
  if (each.name === 'python3') files.mkdirAll('/usr/lib/python3.12/site-packages');
  const text = `P:${each.name}\nV:${each.version}\nA:${system.host.machine}\nS:${Math.round(each.size * 410)}\nI:${each.size * 1024}\nT:${each.summary}\n${each.depends.length > 0 ? `D:${each.depends.join(' ')}\n` : ''}${placed.map((path) => `R:${path}`).join('\n')}`;
  return { name: each.name, version: each.version, size: each.size * 1024, text };
}

function* remove(call: Call, names: readonly string[], flags: ReadonlySet<string>): Process<number> {
  const installed = readInstalled(call);
  const world = new Set(call.files.exists(WORLD) ? call.files.readText(WORLD).split('\n').filter((name) => name) : []);
  for (const name of names) world.delete(name);
  const needed = new Set<string>();
  const visit = (name: string) => {
    if (needed.has(name) || !installed.has(name)) return;
    needed.add(name);
    for (const each of /^D:(.*)$/m.exec(installed.get(name)!.text)?.[1]?.split(' ') ?? []) visit(each);
  };
  const added = (name: string) => /^R:/m.test(installed.get(name)!.text) || names.includes(name);
  for (const name of installed.keys()) if (world.has(name) || !added(name)) visit(name);
  const gone = [...installed.keys()].filter((name) => !needed.has(name));
  for (const [i, name] of gone.entries()) {
    const entry = installed.get(name)!;
    if (!flags.has('-q')) yield* call.print(`(${i + 1}/${gone.length}) Purging ${name} (${entry.version})\n`);
    for (const [, path] of entry.text.matchAll(/^R:(.*)$/gm)) if (call.files.exists(`/${path!}`)) call.files.unlink(`/${path!}`);
    installed.delete(name);
  }
  writeInstalled(call, installed);
  call.files.write(WORLD, [...world].sort().map((name) => `${name}\n`).join(''));
  if (gone.length > 0) yield* call.print('Executing busybox-1.37.0-r18.trigger\n');
  yield* call.print(`OK: ${totals(installed)}\n`);
  return 0;
}

function* info(call: Call, names: readonly string[], flags: ReadonlySet<string>): Process<number> {
  const installed = readInstalled(call);
  if (names.length === 0) {
    for (const { name, version } of installed.values()) yield* call.print(flags.has('-v') || flags.has('--verbose') ? `${name}-${version}\n` : `${name}\n`);
    return 0;
  }
  for (const name of names) {
    const entry = installed.get(name);
    if (!entry) return 1;
    if (flags.has('-e') || flags.has('--installed')) yield* call.print(`${name}\n`);
    else if (flags.has('-L') || flags.has('--contents')) yield* call.print(`${name}-${entry.version} contains:\n${[...entry.text.matchAll(/^R:(.*)$/gm)].map(([, path]) => `${path}\n`).join('')}\n`);
    else yield* call.print(`${name}-${entry.version} description:\n${/^T:(.*)$/m.exec(entry.text)?.[1] ?? ''}\n\n${name}-${entry.version} installed size:\n${Math.round(entry.size / 1024)} KiB\n\n`);
  }
  return 0;
}

function* search(call: Call, [word = '']: readonly string[]): Process<number> {
  if (!hasIndex(call)) return 0;
  const names = [...Object.keys(OWN), ...allPackages().map(({ name }) => name)].filter((name) => name.includes(word) && found(call, name)).sort();
  for (const name of new Set(names)) yield* call.print(`${name}-${found(call, name)!.version}\n`);
  return 0;
}

function* upgrade(call: Call, flags: ReadonlySet<string>): Process<number> {
  if (flags.has('-U') || flags.has('--no-cache') || flags.has('--update-cache')) yield* fetchIndexes(call, flags, false);
  const installed = readInstalled(call);
  yield* call.print(`OK: ${totals(installed)}\n`);
  return 0;
}
