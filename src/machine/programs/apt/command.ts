import { MILLISECOND, SECOND } from '../../../core/clock.ts';
import { NotSimulated } from '../../../core/errors.ts';
import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import type { Call } from '../support/call.ts';
import { formatMoment, momentOf } from '../support/calendar.ts';
import { Refusal } from '../support/endings.ts';
import { reach } from '../support/reach.ts';
import { readAutomatic, readStatus, releaseOf, writeAutomatic, writeStatus } from './database.ts';
import type { StatusEntry } from './database.ts';
import { allPackages, archivePackage } from './index.ts';
import type { ArchivePackage } from './index.ts';

const LISTS = '/var/lib/apt/lists';
const NOT_FOUND = '404  Not Found [IP: 151.101.2.132 80]';
const ARCHIVES = '/var/cache/apt/archives';
/** What most commands say before they begin. */
const READING = 'Reading package lists...\nBuilding dependency tree...\nReading state information...\n';
/** Bytes a second from the archive. */
const BANDWIDTH = 14_000_000;

interface Words {
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
}

const FLAGS = ['-y', '--yes', '--assume-yes', '-q', '-qq', '--quiet', '--no-install-recommends', '--no-install-suggests', '--install-recommends', '--allow-unauthenticated', '--fix-missing', '-f', '--fix-broken', '--reinstall', '--purge', '--auto-remove', '--autoremove', '-m', '--no-upgrade', '--only-upgrade', '--allow-downgrades', '--allow-change-held-packages', '-s', '--simulate', '--dry-run', '-d', '--download-only', '-V', '-u', '--force-yes', '--allow-releaseinfo-change', '--installed', '--upgradable', '--no-cache', '-a', '--all-versions', '--names-only'];

/** apt-get(8) and apt(8). */
export class Apt {
  readonly #release: string;
  readonly #architecture: string;
  readonly #isUbuntu: boolean;
  #words: Words = { flags: new Set(), operands: [] };

  constructor(private readonly call: Call) {
    this.#release = releaseOf(call.files);
    this.#architecture = call.system.host.platform.replace('linux/', '');
    this.#isUbuntu = this.#release === 'noble' || this.#release === 'jammy';
  }

  *run(): Process<number> {
    const { call } = this;
    const words = call.args;
    const command = words.find((word) => !word.startsWith('-') && !/^\w+::/.test(word));
    this.#words = this.#parse(words, command);
    if (words.includes('--version') || words.includes('-v')) {
      yield* call.print(`apt 2.6.1 (${this.#architecture})\n`);
      return 0;
    }
    if (call.tool.name === 'apt' && command !== undefined && !call.isOnTerminal) yield* call.complain('\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n');
    yield* call.system.compute(20 * MILLISECOND);
    switch (command) {
      case 'update': return yield* this.#update();
      case 'install': return yield* this.#install();
      case 'remove': case 'purge': return yield* this.#remove(command === 'purge' || this.#has('--purge'));
      case 'autoremove': case 'autopurge': return yield* this.#autoremove();
      case 'upgrade': case 'dist-upgrade': case 'full-upgrade': return yield* this.#upgrade();
      case 'clean': case 'autoclean': return this.#clean();
      case 'check':
        if (call.tool.name === 'apt') throw new Refusal('E: Invalid operation check\n', 100);
        // Only apt changes what is installed here, and it leaves no package without what it needs.
        yield* this.#say(READING);
        return 0;
      case 'list': return yield* this.#list();
      case 'show': return yield* this.#show();
      case 'search': return yield* this.#search();
      case undefined:
        yield* call.print(`apt 2.6.1 (${this.#architecture})\nUsage: ${call.tool.name} [options] command\n`);
        return 1;
      case 'source': case 'build-dep': case 'download': case 'changelog': case 'edit-sources': case 'satisfy': throw new NotSimulated(`${call.tool.name} ${command}`);
      default: throw new Refusal(`E: Invalid operation ${command}\n`, 100);
    }
  }

  #parse(words: readonly string[], command: string | undefined): Words {
    const flags = new Set<string>();
    const operands: string[] = [];
    let isCommandSeen = false;
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!;
      if (word === '-o' || word === '-c' || word === '-t' || word === '--option' || word === '--target-release') i++;
      else if (/^-[oct]./.test(word) || word.startsWith('--option=')) continue;
      else if (FLAGS.includes(word)) flags.add(word);
      else if (/^-q=\d+$/.test(word)) flags.add('-q');
      else if (/^-[yqfsmdVuaf]+$/.test(word)) for (const letter of word.slice(1)) flags.add(`-${letter}`);
      else if (word.startsWith('--')) throw new Refusal(`E: Command line option ${word} is not understood in combination with the other options\n`, 100);
      else if (word.startsWith('-')) throw new Refusal(`E: Command line option '${word[1]}' [from ${word}] is not understood in combination with the other options.\n`, 100);
      else if (!isCommandSeen && word === command) isCommandSeen = true;
      else operands.push(word);
    }
    return { flags, operands };
  }

  #has(...names: readonly string[]): boolean {
    return names.some((name) => this.#words.flags.has(name));
  }

  get #isQuiet(): boolean {
    return this.#has('-qq');
  }

  *#say(text: string): Process<void> {
    if (this.#isQuiet) return;
    yield* this.call.print(text);
    yield* this.call.flush();
  }

  #date(): string {
    return formatMoment('%Y-%m-%d', momentOf(this.call.now()));
  }

  #mustBeRoot(lock: string): void {
    if (this.call.system.credentials.uid === 0) return;
    throw new Refusal(lock === 'lists'
      ? `Reading package lists...\nE: Could not open lock file ${LISTS}/lock - open (13: Permission denied)\nE: Unable to lock directory ${LISTS}/\n`
      : 'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n', 100);
  }

  // -- lists ----------------------------------------------------------------------------------------------------

  #sources(): readonly { readonly host: string; readonly path: string; readonly suite: string; readonly kib: number }[] {
    if (this.#isUbuntu) return [
      { host: 'archive.ubuntu.com', path: 'ubuntu', suite: this.#release, kib: 19_800 },
      { host: 'archive.ubuntu.com', path: 'ubuntu', suite: `${this.#release}-updates`, kib: 3_200 },
      { host: 'security.ubuntu.com', path: 'ubuntu', suite: `${this.#release}-security`, kib: 2_100 },
    ];
    return [
      { host: 'deb.debian.org', path: 'debian', suite: this.#release, kib: 8_792 },
      { host: 'deb.debian.org', path: 'debian', suite: `${this.#release}-updates`, kib: 1 },
      { host: 'deb.debian.org', path: 'debian-security', suite: `${this.#release}-security`, kib: 262 },
    ];
  }

  #listFile(source: { readonly host: string; readonly path: string; readonly suite: string }): string {
    return `${LISTS}/${source.host}_${source.path}_dists_${source.suite}_main_binary-${this.#architecture}_Packages.lz4`;
  }

  *#update(): Process<number> {
    const { call } = this;
    this.#mustBeRoot('lists');
    const sources = this.#sources();
    const started = call.now();
    const problem = yield* reach(call.system, sources[0]!.host, 80);
    if (problem !== undefined) return yield* this.#unreachable(sources, problem);
    let number = 1;
    let bytes = 0;
    for (const source of sources) {
      const kib = this.#isUbuntu ? 256 : source.suite.endsWith('-security') ? 48 : source.suite.endsWith('-updates') ? 55.4 : 151;
      yield* this.#say(`Get:${number++} http://${source.host}/${source.path} ${source.suite} InRelease [${kib} kB]\n`);
      bytes += kib * 1000;
    }
    for (const source of sources) {
      yield* call.system.sleep(Math.round(((source.kib * 1000) / BANDWIDTH) * SECOND));
      yield* this.#say(`Get:${number++} http://${source.host}/${source.path} ${source.suite}/main ${this.#architecture} Packages [${groupedKb(source.kib * 1000)}]\n`);
      bytes += source.kib * 1000;
      call.files.mkdirAll(`${LISTS}/partial`);
      call.files.write(this.#listFile(source), { kind: 'filler', name: `${source.suite} ${this.#date()}`, size: Math.round(source.kib * 1000 * 1.9) });
      call.files.write(`${LISTS}/${source.host}_${source.path}_dists_${source.suite}_InRelease`, { kind: 'filler', name: `${source.suite} InRelease ${this.#date()}`, size: 151_000 });
    }
    call.files.write(`${LISTS}/lock`, '', 0o640);
    const seconds = Math.max(1, Math.round((call.now() - started) / SECOND));
    yield* this.#say(`Fetched ${groupedKb(bytes)} in ${seconds}s (${groupedKb(bytes / seconds)}/s)\n`);
    yield* call.system.compute(400 * MILLISECOND);
    yield* this.#say('Reading package lists...\n');
    if (call.tool.name === 'apt') yield* this.#say('Building dependency tree...\nReading state information...\nAll packages are up to date.\n');
    return 0;
  }

  *#unreachable(sources: readonly { readonly host: string; readonly path: string; readonly suite: string }[], problem: string): Process<number> {
    const reason = (host: string) => (problem === 'unreachable' ? `Cannot initiate the connection to ${host}:80. - connect (101: Network is unreachable)` : `Temporary failure resolving '${host}'`);
    for (const [i, { host, path, suite }] of sources.entries()) yield* this.#say(`Ign:${i + 1} http://${host}/${path} ${suite} InRelease\n`);
    yield* this.call.system.sleep(3 * SECOND);
    for (const [i, { host, path, suite }] of sources.entries()) yield* this.#say(`Err:${i + 1} http://${host}/${path} ${suite} InRelease\n  ${reason(host)}\n`);
    yield* this.#say('Reading package lists...\n');
    for (const { host, path, suite } of sources) yield* this.call.complain(`W: Failed to fetch http://${host}/${path}/dists/${suite}/InRelease  ${reason(host)}\n`);
    yield* this.call.complain('W: Some index files failed to download. They have been ignored, or old ones used instead.\n');
    return 0;
  }

  /** Whether `apt-get update` has been run, and its lists are still there. */
  #hasLists(): boolean {
    return this.call.files.exists(this.#listFile(this.#sources()[0]!));
  }

  /** A package by what the lists know: those of the day when they were fetched. */
  #known(name: string): ArchivePackage | undefined {
    if (!this.#hasLists()) return undefined;
    const content = this.call.files.content(this.#listFile(this.#sources()[0]!));
    const date = 'name' in content ? (content.name.split(' ')[1] ?? this.#date()) : this.#date();
    return archivePackage(name, date, this.#release);
  }

  // -- installing -----------------------------------------------------------------------------------------------

  *#install(): Process<number> {
    this.#mustBeRoot('dpkg');
    const { call } = this;
    yield* this.#say(READING);
    yield* call.system.compute(250 * MILLISECOND);
    const status = readStatus(call.files);
    const automatic = readAutomatic(call.files);
    const wanted: ArchivePackage[] = [];
    const unknown: string[] = [];
    for (const operand of this.#words.operands) {
      const [name = '', version] = operand.replace(/:(?:amd64|arm64|any)$/, '').replace(/\+$/, '').split('=');
      if (/^\.{0,2}\//.test(name)) throw new NotSimulated(`apt-get install ${name}`);
      const found = this.#known(name);
      const present = status.get(name);
      if (!found) {
        if (present && !present.isRemoved) yield* this.#say(`${name} is already the newest version (${present.version}).\n`);
        else unknown.push(`E: Unable to locate package ${name}\n`);
        continue;
      }
      if (version !== undefined && !new RegExp(`^${version.replace(/[.+^$()|[\]{}?\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(found.version)) {
        unknown.push(`E: Version '${version}' for '${name}' was not found\n`);
        continue;
      }
      if (present && !present.isRemoved && present.version === found.version && !this.#has('--reinstall')) {
        yield* this.#say(`${name} is already the newest version (${present.version}).\n`);
        automatic.delete(name);
      } else wanted.push(found);
    }
    if (unknown.length > 0) throw new Refusal(unknown.join(''), 100);
    const isNew = (name: string) => !status.has(name) || status.get(name)!.isRemoved;
    const chosen = this.#withDependencies(wanted, isNew);
    const extra = [...chosen.keys()].filter((name) => !wanted.some((each) => each.name === name));
    const left = this.#has('--no-install-recommends') ? [...new Set([...chosen.values()].flatMap(({ recommends }) => recommends))].filter((name) => isNew(name) && !chosen.has(name)) : [];
    writeAutomatic(call.files, new Set([...automatic, ...extra]), this.#architecture);
    return yield* this.#apply([...chosen.values()], { extra, recommended: left, status });
  }

  #withDependencies(wanted: readonly ArchivePackage[], isNew: (name: string) => boolean): Map<string, ArchivePackage> {
    const chosen = new Map<string, ArchivePackage>();
    const visit = (each: ArchivePackage) => {
      if (chosen.has(each.name)) return;
      chosen.set(each.name, each);
      for (const name of [...each.depends, ...(this.#has('--no-install-recommends') ? [] : each.recommends)]) {
        const found = isNew(name) ? this.#known(name) : undefined;
        if (found) visit(found);
      }
    };
    wanted.forEach(visit);
    return chosen;
  }

  *#apply(list: readonly ArchivePackage[], about: { readonly extra: readonly string[]; readonly recommended: readonly string[]; readonly status: Map<string, StatusEntry>; readonly upgraded?: number }): Process<number> {
    const { call } = this;
    const { status } = about;
    const upgraded = list.filter(({ name }) => status.has(name) && !status.get(name)!.isRemoved);
    const fresh = list.filter((each) => !upgraded.includes(each));
    if (about.extra.length > 0) yield* this.#say(`The following additional packages will be installed:\n${columns(about.extra)}`);
    if (about.recommended.length > 0) yield* this.#say(`Recommended packages:\n${columns(about.recommended)}`);
    if (fresh.length > 0) yield* this.#say(`The following NEW packages will be installed:\n${columns(fresh.map(({ name }) => name))}`);
    if (upgraded.length > 0) yield* this.#say(`The following packages will be upgraded:\n${columns(upgraded.map(({ name }) => name))}`);
    yield* this.#say(`${upgraded.length} upgraded, ${fresh.length} newly installed, 0 to remove and 0 not upgraded.\n`);
    if (list.length === 0) return 0;
    const cached = (each: ArchivePackage) => call.files.exists(`${ARCHIVES}/${this.#debName(each)}`);
    const bytes = list.filter((each) => !cached(each)).reduce((sum, { download }) => sum + download * 1000, 0);
    const space = list.reduce((sum, { installed }) => sum + installed * 1024, 0);
    yield* this.#say(`Need to get ${groupedKb(bytes)} of archives.\nAfter this operation, ${groupedKb(space)} of additional disk space will be used.\n`);
    if (about.extra.length > 0 || upgraded.length > 0 || this.#words.operands.length !== list.length) if (!(yield* this.#confirm())) return 1;
    if (this.#has('-s', '--simulate', '--dry-run')) return 0;
    const problem = bytes > 0 ? yield* reach(call.system, this.#sources()[0]!.host, 80) : undefined;
    if (problem !== undefined) return yield* this.#failedFetch(list);
    const started = call.now();
    const gone = list.filter((each) => !cached(each) && archivePackage(each.name, this.#date(), this.#release)?.version !== each.version);
    for (const [i, each] of list.entries()) {
      if (gone.includes(each)) {
        const { host, path } = this.#sources()[0]!;
        yield* this.#say(`Err:${i + 1} http://${host}/${path} ${this.#release}/main ${this.#architecture} ${each.name} ${each.isAll ? 'all' : this.#architecture} ${each.version}\n  ${NOT_FOUND}\n`);
        continue;
      }
      yield* call.system.sleep(Math.round(((each.download * 1000) / BANDWIDTH) * SECOND));
      const { host, path, suite } = this.#sources()[0]!;
      yield* this.#say(`Get:${i + 1} http://${host}/${path} ${suite}/main ${this.#architecture} ${each.name} ${each.isAll ? 'all' : this.#architecture} ${each.version} [${groupedKb(each.download * 1000)}]\n`);
    }
    if (gone.length > 0) return yield* this.#notFound(gone);
    const seconds = Math.max(0, Math.round((call.now() - started) / SECOND));
    if (call.env('DEBIAN_FRONTEND') !== 'noninteractive' && !call.isOnTerminal && !this.#isQuiet) yield* call.complain('debconf: delaying package configuration, since apt-utils is not installed\n');
    yield* this.#say(`Fetched ${groupedKb(bytes)} in ${seconds}s (${groupedKb(bytes / Math.max(1, seconds))}/s)\n`);
    return yield* this.#unpack(list, status);
  }

  *#failedFetch(list: readonly ArchivePackage[]): Process<number> {
    const { host, path } = this.#sources()[0]!;
    for (const [i, each] of list.entries()) yield* this.#say(`Err:${i + 1} http://${host}/${path} ${this.#release}/main ${this.#architecture} ${each.name} ${each.version}\n  Temporary failure resolving '${host}'\n`);
    yield* this.call.complain(`E: Failed to fetch http://${host}/${path}/pool/main/${list[0]!.name[0]}/${list[0]!.name}/${this.#debName(list[0]!)}  Temporary failure resolving '${host}'\nE: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?\n`);
    return 100;
  }

  /** The archive keeps only the newest version of a package: old lists name files that are gone. */
  *#notFound(gone: readonly ArchivePackage[]): Process<number> {
    const { host, path } = this.#sources()[0]!;
    for (const each of gone) yield* this.call.complain(`E: Failed to fetch http://${host}/${path}/pool/main/${each.name[0]}/${each.name}/${this.#debName(each)}  ${NOT_FOUND}\n`);
    yield* this.call.complain('E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?\n');
    return 100;
  }

  #debName(each: ArchivePackage): string {
    return `${each.name}_${each.version.replaceAll(':', '%3a')}_${each.isAll ? 'all' : this.#architecture}.deb`;
  }

  *#confirm(): Process<boolean> {
    if (this.#has('-y', '--yes', '--assume-yes', '-qq', '--force-yes', '-s', '--simulate', '--dry-run')) return true;
    yield* this.call.print('Do you want to continue? [Y/n] ');
    yield* this.call.flush();
    const answer = yield* this.call.system.stdin.read();
    const text = new TextDecoder().decode(answer);
    if (answer.length > 0 && /^(?:y|\n|$)/i.test(text)) return true;
    yield* this.call.print('Abort.\n');
    return false;
  }

  *#unpack(list: readonly ArchivePackage[], status: Map<string, StatusEntry>): Process<number> {
    const { call } = this;
    const { files } = call;
    // Docker's images throw away what was downloaded, by a hook in apt.conf.d.
    const keeps = !files.exists('/etc/apt/apt.conf.d/docker-clean');
    const count = () => 4_000 + status.size * 27;
    for (const each of [...list].reverse()) {
      yield* this.#say(`Selecting previously unselected package ${each.name}.\n`);
      if (each === list.at(-1)) yield* this.#say(`(Reading database ... ${count()} files and directories currently installed.)\n`);
      yield* this.#say(`Preparing to unpack .../${this.#debName(each)} ...\nUnpacking ${each.name} (${each.version}) ...\n`);
      try {
        this.#placeFiles(each, keeps);
      } catch (error) {
        if (!isSystemError(error)) throw error;
        yield* call.complain(`dpkg: error processing archive ${ARCHIVES}/${this.#debName(each)} (--unpack):\n cannot copy extracted data for './usr' to '/usr': failed to write (${error.message})\nE: Sub-process /usr/bin/dpkg returned an error code (1)\n`);
        return 100;
      }
      yield* call.system.compute(Math.round(25 * MILLISECOND + each.installed * 6));
    }
    for (const each of [...list].reverse()) {
      yield* this.#say(`Setting up ${each.name} (${each.version}) ...\n`);
      status.set(each.name, this.#statusEntry(each));
    }
    writeStatus(files, status);
    if (list.some(({ name }) => name === 'ca-certificates')) yield* this.#say('Updating certificates in /etc/ssl/certs...\n140 added, 0 removed; done.\n');
    yield* this.#say('Processing triggers for libc-bin (2.36-9+deb12u10) ...\n');
    files.append('/var/log/dpkg.log', list.map(({ name, version }) => `${formatMoment('%Y-%m-%d %H:%M:%S', momentOf(call.now()))} status installed ${name}:${this.#architecture} ${version}\n`).join(''));
    files.mkdirAll('/var/log/apt');
    files.append('/var/log/apt/history.log', `\nStart-Date: ${formatMoment('%Y-%m-%d  %H:%M:%S', momentOf(call.now()))}\nCommandline: ${call.tool.name} ${call.args.join(' ')}\nInstall: ${list.map(({ name, version }) => `${name}:${this.#architecture} (${version})`).join(', ')}\n`);
    return 0;
  }

  #statusEntry(each: ArchivePackage): StatusEntry {
    const architecture = each.isAll ? 'all' : this.#architecture;
    const depends = each.depends.length > 0 ? `Depends: ${each.depends.join(', ')}\n` : '';
    return { name: each.name, version: each.version, architecture, isRemoved: false, text: `Package: ${each.name}\nStatus: install ok installed\nPriority: optional\nSection: misc\nInstalled-Size: ${each.installed}\nMaintainer: Debian Developers <debian-devel@lists.debian.org>\nArchitecture: ${architecture}\nVersion: ${each.version}\n${depends}Description: ${each.summary}` };
  }

  #placeFiles(each: ArchivePackage, keeps: boolean): void {
    const { files, system } = this.call;
    const placed: string[] = ['/.', '/usr', '/usr/share', '/usr/share/doc', `/usr/share/doc/${each.name}`];
    const total = each.installed * 1024;
    const share = each.programs.length > 0 ? Math.floor((total * 0.8) / each.programs.length) : 0;
    const put = (path: string, content: { kind: 'program' | 'filler'; name: string; size: number; platform?: string }, mode: number) => {
      files.mkdirAll(path.replace(/\/[^/]*$/, ''));
      files.write(path, content, mode);
      files.chmod(path, mode);
      placed.push(path);
    };
    for (const word of each.programs) {
      const [name = '', program = name.replace('sbin/', '')] = word.split('=');
      put(`/usr/${name.startsWith('sbin/') ? name : `bin/${name}`}`, { kind: 'program', name: program, size: share, platform: system.host.platform }, 0o755);
    }
    const triplet = system.host.platform === 'linux/arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
    const isLibrary = each.name.startsWith('lib');
    put(isLibrary ? `/usr/lib/${triplet}/${each.name}.so` : `/usr/share/${each.name}/data`, { kind: 'filler', name: `${each.name} ${each.version}`, size: Math.max(0, total - share * each.programs.length - 1_200) }, 0o644);
    put(`/usr/share/doc/${each.name}/copyright`, { kind: 'filler', name: `${each.name} copyright`, size: 1_200 }, 0o644);
    if (each.name === 'ca-certificates') put('/etc/ssl/certs/ca-certificates.crt', { kind: 'filler', name: 'ca-certificates.crt', size: 213_777 }, 0o644);
    if (each.name === 'python3-minimal') this.#placePython();
    if (each.name === 'python3-pip') files.write('/usr/lib/python3.11/EXTERNALLY-MANAGED', '[externally-managed]\nError=To install Python packages system-wide, try apt install\n');
    files.mkdirAll('/var/lib/dpkg/info');
    files.write(`/var/lib/dpkg/info/${each.name}.list`, `${placed.join('\n')}\n`);
    if (keeps) files.write(`${ARCHIVES}/${this.#debName(each)}`, { kind: 'filler', name: this.#debName(each), size: each.download * 1000 });
  }

  #placePython(): void {
    const { files } = this.call;
    files.mkdirAll('/usr/lib/python3.11');
    files.mkdirAll('/usr/lib/python3/dist-packages');
    files.mkdirAll('/usr/local/lib/python3.11/dist-packages');
    files.write('/usr/lib/python3.11/os.py', { kind: 'filler', name: 'os.py', size: 39_000 });
    files.removeAll('/usr/bin/python3');
    files.symlink('python3.11', '/usr/bin/python3');
  }

  // -- removing -------------------------------------------------------------------------------------------------

  *#remove(isPurge: boolean): Process<number> {
    this.#mustBeRoot('dpkg');
    const { call } = this;
    yield* this.#say(READING);
    const status = readStatus(call.files);
    const names: string[] = [];
    for (const name of this.#words.operands) {
      if (status.has(name) && !status.get(name)!.isRemoved) names.push(name);
      else if (archivePackage(name, this.#date(), this.#release)) yield* this.#say(`Package '${name}' is not installed, so not removed\n`);
      else throw new Refusal(`E: Unable to locate package ${name}\n`, 100);
    }
    const users = [...status.values()].filter((entry) => !entry.isRemoved && !names.includes(entry.name) && /^Depends: (.*)$/m.exec(entry.text)?.[1]?.split(', ').some((each) => names.includes(each)));
    const all = [...names, ...users.map(({ name }) => name)];
    const orphans = this.#orphans(status, all);
    if (this.#has('--auto-remove', '--autoremove')) all.push(...orphans);
    else if (orphans.length > 0) yield* this.#say(`The following package${orphans.length > 1 ? 's were' : ' was'} automatically installed and ${orphans.length > 1 ? 'are' : 'is'} no longer required:\n${columns(orphans)}Use 'apt autoremove' to remove ${orphans.length > 1 ? 'them' : 'it'}.\n`);
    return yield* this.#takeAway(all, status, isPurge);
  }

  #orphans(status: ReadonlyMap<string, StatusEntry>, gone: readonly string[]): string[] {
    const automatic = readAutomatic(this.call.files);
    const needed = new Set<string>();
    const visit = (name: string) => {
      if (needed.has(name) || gone.includes(name)) return;
      needed.add(name);
      const found = archivePackage(name, this.#date(), this.#release);
      for (const each of [...(found?.depends ?? []), ...(found?.recommends ?? [])]) visit(each);
    };
    for (const entry of status.values()) if (!entry.isRemoved && !automatic.has(entry.name)) visit(entry.name);
    return [...automatic].filter((name) => !needed.has(name) && !gone.includes(name) && status.has(name)).sort();
  }

  *#autoremove(): Process<number> {
    this.#mustBeRoot('dpkg');
    yield* this.#say(READING);
    const status = readStatus(this.call.files);
    return yield* this.#takeAway([...this.#words.operands.filter((name) => status.has(name)), ...this.#orphans(status, this.#words.operands)], status, this.#has('--purge'));
  }

  *#takeAway(names: readonly string[], status: Map<string, StatusEntry>, isPurge: boolean): Process<number> {
    const { call } = this;
    if (names.length > 0) yield* this.#say(`The following packages will be REMOVED:\n${columns(names.map((name) => (isPurge ? `${name}*` : name)))}`);
    yield* this.#say(`0 upgraded, 0 newly installed, ${names.length} to remove and 0 not upgraded.\n`);
    if (names.length === 0) return 0;
    const space = names.reduce((sum, name) => sum + Number(/^Installed-Size: (\d+)$/m.exec(status.get(name)!.text)?.[1] ?? 0) * 1024, 0);
    yield* this.#say(`After this operation, ${groupedKb(space)} disk space will be freed.\n`);
    if (!(yield* this.#confirm())) return 1;
    const automatic = readAutomatic(call.files);
    for (const name of names) {
      const entry = status.get(name)!;
      yield* this.#say(`Removing ${name} (${entry.version}) ...\n`);
      const list = `/var/lib/dpkg/info/${name}.list`;
      if (call.files.exists(list)) {
        for (const path of call.files.readText(list).split('\n').reverse()) if (path.length > 1 && path !== '/.' && call.files.exists(path) && call.files.lstat(path).type !== 'directory') call.files.unlink(path);
        call.files.unlink(list);
      }
      call.files.removeAll(`/usr/share/doc/${name}`);
      status.delete(name);
      automatic.delete(name);
      yield* call.system.compute(30 * MILLISECOND);
    }
    writeStatus(call.files, status);
    writeAutomatic(call.files, automatic, this.#architecture);
    return 0;
  }

  *#upgrade(): Process<number> {
    this.#mustBeRoot('dpkg');
    yield* this.#say(`${READING}Calculating upgrade...\n`);
    const status = readStatus(this.call.files);
    const newer = [...status.values()].flatMap((entry) => {
      const found = entry.isRemoved ? undefined : this.#known(entry.name);
      return found && found.version !== entry.version && found.version > entry.version ? [found] : [];
    });
    return yield* this.#apply(newer, { extra: [], recommended: [], status });
  }

  #clean(): number {
    const { files } = this.call;
    this.#mustBeRoot('dpkg');
    if (files.exists(ARCHIVES)) for (const { name } of files.list(ARCHIVES)) if (name.endsWith('.deb')) files.unlink(`${ARCHIVES}/${name}`);
    for (const name of ['pkgcache.bin', 'srcpkgcache.bin']) if (files.exists(`/var/cache/apt/${name}`)) files.unlink(`/var/cache/apt/${name}`);
    return 0;
  }

  // -- asking ---------------------------------------------------------------------------------------------------

  *#list(): Process<number> {
    const status = readStatus(this.call.files);
    yield* this.call.print('Listing...\n');
    const names = this.#has('--installed') || !this.#hasLists() ? [...status.keys()] : [...new Set([...status.keys(), ...allPackages().map(({ name }) => name)])];
    for (const name of names.sort()) {
      if (this.#words.operands.length > 0 && !this.#words.operands.includes(name)) continue;
      const present = status.get(name);
      const found = this.#known(name);
      if (this.#has('--upgradable') && !(present && found && found.version > present.version)) continue;
      yield* this.call.print(`${name}/${this.#release}${present ? ',now' : ''} ${(present ?? found)!.version} ${present?.architecture ?? (found!.isAll ? 'all' : this.#architecture)}${present ? ' [installed]' : ''}\n`);
    }
    return 0;
  }

  *#show(): Process<number> {
    for (const name of this.#words.operands) {
      const found = this.#known(name);
      const present = readStatus(this.call.files).get(name);
      if (found) yield* this.call.print(`Package: ${found.name}\nVersion: ${found.version}\nPriority: optional\nSection: misc\nMaintainer: Debian Developers <debian-devel@lists.debian.org>\nInstalled-Size: ${groupedKb(found.installed * 1024)}\n${found.depends.length > 0 ? `Depends: ${found.depends.join(', ')}\n` : ''}${found.recommends.length > 0 ? `Recommends: ${found.recommends.join(', ')}\n` : ''}Download-Size: ${groupedKb(found.download * 1000)}\nAPT-Sources: http://${this.#sources()[0]!.host}/${this.#sources()[0]!.path} ${this.#release}/main ${this.#architecture} Packages\nDescription: ${found.summary}\n\n`);
      else if (present) yield* this.call.print(`${present.text}\n\n`);
      else throw new Refusal(`N: Unable to locate package ${name}\nE: No packages found\n`, 100);
    }
    return 0;
  }

  *#search(): Process<number> {
    const word = this.#words.operands[0] ?? '';
    yield* this.call.print('Sorting...\nFull Text Search...\n');
    if (!this.#hasLists()) return 0;
    for (const { name, summary, version } of allPackages()) if (name.includes(word) || summary.toLowerCase().includes(word)) yield* this.call.print(`${name}/${this.#release} ${version} ${this.#architecture}\n  ${summary}\n\n`);
    return 0;
  }
}

/** Names in lines of at most 79 characters, indented by two. */
function columns(names: readonly string[]): string {
  let text = '';
  let line = ' ';
  for (const name of [...names].sort()) {
    if (line.length + name.length + 1 > 79 && line !== ' ') {
      text += `${line}\n`;
      line = ' ';
    }
    line += ` ${name}`;
  }
  return line === ' ' ? text : `${text}${line}\n`;
}

/** `8,792 kB`, `1,234 B`, `25.3 MB`. */
function groupedKb(bytes: number): string {
  const grouped = (value: number) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
  if (bytes < 10_000) return `${grouped(bytes)} B`;
  if (bytes < 100_000) return `${(bytes / 1000).toFixed(1)} kB`;
  if (bytes < 10_000_000) return `${grouped(bytes / 1000)} kB`;
  return bytes < 100_000_000 ? `${(bytes / 1e6).toFixed(1)} MB` : `${grouped(bytes / 1e6)} MB`;
}
