import { MILLISECOND, SECOND } from '../../../core/clock.ts';
import { NotSimulated } from '../../../core/errors.ts';
import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import type { System } from '../../system.ts';
import type { Installation } from '../python/start.ts';
import { formatMoment, momentOf } from '../support/calendar.ts';
import { reach } from '../support/reach.ts';
import { compareVersions, normalize, parseRequirement, projectOf, releasesAt, satisfies } from './index.ts';
import type { Project, Release, Requirement } from './index.ts';
import { installedIn, versionIn } from './installed.ts';
import type { Installed } from './installed.ts';

/** Ends pip with words on standard error. */
class PipError extends Error {
  override readonly name = 'PipError';

  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message);
  }
}

const VALUED = new Set(['-r', '--requirement', '-c', '--constraint', '-i', '--index-url', '--extra-index-url', '-t', '--target', '--trusted-host', '--timeout', '--retries', '--progress-bar', '--root-user-action', '--cache-dir', '--upgrade-strategy', '--only-binary', '--no-binary', '--prefix', '--platform', '--python-version', '--log', '--format', '--path', '--config-settings', '-f', '--find-links', '--exclude']);
const FLAGS = new Set(['-U', '--upgrade', '--no-cache-dir', '-q', '--quiet', '-qq', '-v', '--verbose', '--user', '--no-deps', '--disable-pip-version-check', '--break-system-packages', '--prefer-binary', '--no-input', '--no-build-isolation', '--pre', '--force-reinstall', '-y', '--yes', '--no-warn-script-location', '--ignore-installed', '-I', '--no-color', '--isolated', '--require-hashes', '--outdated', '-o', '--local', '-l', '--files', '--all', '--no-compile', '--compile', '--dry-run', '--no-python-version-warning', '--use-pep517', '--not-required']);
const LOCAL = new Set(['-e', '--editable']);

interface Words {
  readonly operands: string[];
  readonly flags: Set<string>;
  readonly values: Map<string, string[]>;
}

/** pip(1): installs from the simulated index into this Python. */
export function* runPip(system: System, installation: Installation, given: readonly string[], name: string): Process<number> {
  yield* system.compute(180 * MILLISECOND);
  system.allocate(30 * 1024 * 1024);
  const pip = new Pip(system, installation, name);
  try {
    return yield* pip.run(given);
  } catch (error) {
    if (error instanceof NotSimulated) {
      yield* system.complain(`${error.message}\n`);
      return 125;
    }
    if (isSystemError(error)) {
      const number = { EACCES: 13, ENOSPC: 28, EROFS: 30, ENOENT: 2 }[error.code as string] ?? 5;
      yield* system.complain(`ERROR: Could not install packages due to an OSError: [Errno ${number}] ${error.message}: '${error.path ?? installation.sitePackages[0]}'\n${error.code === 'EACCES' ? 'Consider using the `--user` option or check the permissions.\n' : ''}\n`);
      return 1;
    }
    if (!(error instanceof PipError)) throw error;
    yield* system.complain(`${error.message}\n`);
    return error.status;
  }
}

class Pip {
  #words: Words = { operands: [], flags: new Set(), values: new Map() };

  constructor(
    private readonly system: System,
    private readonly installation: Installation,
    private readonly name: string,
  ) {}

  *run(given: readonly string[]): Process<number> {
    const [command, ...rest] = given.filter((word, i) => !(i === 0 && FLAGS.has(word)));
    if (command === undefined || command === 'help' || command === '--help' || command === '-h') {
      yield* this.#print(`\nUsage:   \n  ${this.name} <command> [options]\n\nCommands:\n  install                     Install packages.\n  uninstall                   Uninstall packages.\n  freeze                      Output installed packages in requirements format.\n  list                        List installed packages.\n  show                        Show information about installed packages.\n  cache                       Inspect and manage pip's wheel cache.\n  index                       Inspect information available from package indexes.\n`);
      return 0;
    }
    if (command === '--version' || command === '-V') {
      yield* this.#print(`pip ${this.#ownVersion()} from ${this.installation.sitePackages.at(-1)}/pip (python ${this.installation.minor})\n`);
      return 0;
    }
    this.#words = parseWords(command, rest);
    switch (command) {
      case 'install': return yield* this.#install();
      case 'uninstall': return yield* this.#uninstall();
      case 'freeze': return yield* this.#freeze();
      case 'list': return yield* this.#list();
      case 'show': return yield* this.#show();
      case 'check':
        yield* this.#print('No broken requirements found.\n');
        return 0;
      case 'cache': return yield* this.#cache();
      case 'index': return yield* this.#index();
      case 'download': case 'wheel': case 'config': case 'hash': case 'debug': case 'search': case 'inspect': case 'lock': throw new NotSimulated(`pip ${command}`);
      default: throw new PipError(`ERROR: unknown command "${command}"`);
    }
  }

  *#print(text: string): Process<void> {
    yield* this.system.print(text);
  }

  *#say(text: string): Process<void> {
    if (!this.#has('-q', '--quiet', '-qq')) yield* this.system.print(text);
  }

  #has(...names: readonly string[]): boolean {
    return names.some((name) => this.#words.flags.has(name));
  }

  #values(...names: readonly string[]): readonly string[] {
    return names.flatMap((name) => this.#words.values.get(name) ?? []);
  }

  #ownVersion(): string {
    return versionIn(this.system.files, this.#folders(), 'pip') ?? '23.0.1';
  }

  #installed(): ReadonlyMap<string, Installed> {
    return installedIn(this.system.files, this.#folders());
  }

  #folders(): readonly string[] {
    const home = this.system.env.get('HOME') ?? '/root';
    return [...this.installation.sitePackages, `${home}/.local/lib/python${this.installation.minor}/site-packages`];
  }

  #date(): string {
    return formatMoment('%Y-%m-%d', momentOf(this.system.now()));
  }

  #minor(): number {
    return Number(this.installation.minor.split('.')[1]);
  }

  // -- install --------------------------------------------------------------------------------------------------

  *#install(): Process<number> {
    const managed = `${this.installation.prefix}/lib/python${this.installation.minor}/EXTERNALLY-MANAGED`;
    if (this.system.files.exists(managed) && !this.#has('--break-system-packages') && this.#values('-t', '--target').length === 0) throw new PipError(EXTERNALLY_MANAGED);
    const wanted = this.#requirements();
    if (wanted.length === 0) throw new PipError('ERROR: You must give at least one requirement to install (see "pip help install")');
    const chosen = new Map<string, { readonly project: Project; readonly release: Release }>();
    const order: string[] = [];
    const before = this.#installed();
    const queue = wanted.map((requirement) => ({ requirement, from: '' as string }));
    const constraints = new Map(this.#requirementFiles(this.#values('-c', '--constraint')).map((requirement) => [normalize(requirement.name), requirement] as const));
    let isOnline: boolean | undefined;
    while (queue.length > 0) {
      const { requirement, from } = queue.shift()!;
      const key = normalize(requirement.name);
      const present = before.get(key);
      const mustUpgrade = this.#has('-U', '--upgrade', '--force-reinstall', '-I', '--ignore-installed') && from === '';
      if (chosen.has(key)) {
        const picked = chosen.get(key)!;
        if (!satisfies(picked.release.version, requirement)) throw new PipError(conflict(wanted, picked.project, requirement, from));
        continue;
      }
      if (present && !mustUpgrade && satisfies(present.version, requirement)) {
        yield* this.#say(`Requirement already satisfied: ${requirement.text} in ${present.folder}${from === '' ? '' : ` (from ${from})`} (${present.version})\n`);
        const project = projectOf(requirement.name);
        if (!this.#has('--no-deps')) for (const each of project?.requires ?? []) queue.push({ requirement: parseRequirement(each)!, from: project!.name });
        continue;
      }
      isOnline ??= yield* this.#isOnline(requirement);
      const project = isOnline ? this.#find(requirement) : undefined;
      const constraint = constraints.get(key);
      const both = { specifiers: [...requirement.specifiers, ...(constraint?.specifiers ?? [])] };
      const release = project && this.#choose(project, both);
      if (!project || !release) throw new PipError(this.#notFound(requirement, project));
      chosen.set(key, { project, release });
      order.push(key);
      yield* this.#say(`Collecting ${requirement.text}${from === '' ? '' : ` (from ${from})`}\n`);
      yield* this.#metadata(project, release);
      if (!this.#has('--no-deps')) for (const each of requirementsOf(project, release)) queue.push({ requirement: parseRequirement(each)!, from: `${project.name.toLowerCase() === normalize(project.name) ? project.name : project.name}` });
    }
    if (chosen.size > 0) yield* this.#carryOut(order, chosen, before);
    yield* this.#closing();
    return 0;
  }

  #requirements(): Requirement[] {
    const { operands, values } = this.#words;
    if ((values.get('-e') ?? values.get('--editable') ?? []).length > 0) throw new NotSimulated('pip install --editable');
    const direct = operands.map((text) => {
      if (/^(?:\.{0,2}\/|\.$|git\+|https?:)/.test(text) || /\.(?:whl|tar\.gz|zip)$/.test(text)) throw new NotSimulated(`pip install ${text}`);
      return parseRequirement(text) ?? invalid(text);
    });
    return [...direct, ...this.#requirementFiles(this.#values('-r', '--requirement'))];
  }

  #requirementFiles(paths: readonly string[]): Requirement[] {
    return paths.flatMap((path) => {
      let text: string;
      try {
        text = this.system.files.readText(path);
      } catch (error) {
        if (!isSystemError(error)) throw error;
        throw new PipError(`ERROR: Could not open requirements file: [Errno ${error.code === 'EACCES' ? 13 : error.code === 'EISDIR' ? 21 : 2}] ${error.message}: '${path}'`);
      }
      return text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/).flatMap((line, i) => {
        const plain = line.replace(/(^|\s)#.*$/, '').replaceAll(/\s--hash=\S+/g, '').trim();
        if (plain === '') return [];
        const file = /^(?:-r|--requirement)[= ]\s*(.+)$/.exec(plain);
        if (file) return this.#requirementFiles([`${path.replace(/[^/]*$/, '')}${file[1]!}`]);
        const option = /^(-i|--index-url|--extra-index-url|--trusted-host)[= ](.+)$/.exec(plain);
        if (option) {
          this.#words.values.set(option[1]!, [...(this.#words.values.get(option[1]!) ?? []), option[2]!.trim()]);
          return [];
        }
        if (plain.startsWith('-')) throw new NotSimulated(`the line ${plain} in a requirements file`);
        return [parseRequirement(plain) ?? invalid(plain, ` (from line ${i + 1} of ${path})`)];
      });
    });
  }

  /** Whether the index can be reached; says what pip says when not. */
  *#isOnline(requirement: Requirement): Process<boolean> {
    const url = this.#values('-i', '--index-url')[0] ?? this.system.env.get('PIP_INDEX_URL') ?? 'https://pypi.org/simple';
    const host = /^https?:\/\/(?:[^@/]*@)?([^/:]+)/.exec(url)?.[1] ?? 'pypi.org';
    if (isPrivateHost(host)) return true;
    const problem = yield* reach(this.system, host, 443);
    if (problem === undefined) return true;
    const reason = problem === 'unresolved' ? '[Errno -3] Temporary failure in name resolution' : problem === 'unknown' ? '[Errno -2] Name or service not known' : '[Errno 101] Network is unreachable';
    for (let left = 4; left >= 0; left--) {
      yield* this.system.complain(`WARNING: Retrying (Retry(total=${left}, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f${this.system.entropy.hex(10)}>: Failed to establish a new connection: ${reason}')': /simple/${normalize(requirement.name)}/\n`);
      yield* this.system.sleep(0.25 * SECOND * 2 ** (4 - left));
    }
    return false;
  }

  #find(requirement: Requirement): Project | undefined {
    const project = projectOf(requirement.name);
    if (!project?.isPrivate) return project;
    const index = [...this.#values('--extra-index-url', '-i', '--index-url'), this.system.env.get('PIP_EXTRA_INDEX_URL') ?? '', this.system.env.get('PIP_INDEX_URL') ?? '', ...this.#configured()].find((url) => url.includes('packages.acme.example'));
    if (index === undefined) return undefined;
    const token = /^https?:\/\/(?:[^:@/]*:)?([^@/]*)@/.exec(index)?.[1];
    if (token !== PRIVATE_TOKEN) throw new PipError(`ERROR: HTTP error 401 while getting ${index.replace(/\/\/[^@]*@/, '//****@').replace(/\/$/, '')}/${normalize(requirement.name)}/\nERROR: 401 Client Error: Unauthorized for url: https://packages.acme.example/simple/${normalize(requirement.name)}/`);
    return project;
  }

  #configured(): readonly string[] {
    const home = this.system.env.get('HOME') ?? '/root';
    return ['/etc/pip.conf', `${home}/.config/pip/pip.conf`, `${home}/.pip/pip.conf`, this.system.env.get('PIP_CONFIG_FILE') ?? ''].flatMap((path) => (path !== '' && this.system.files.exists(path) ? [...this.system.files.readText(path).matchAll(/^(?:extra-)?index-url\s*=\s*(\S+)/gm)].map(([, url]) => url!) : []));
  }

  #choose(project: Project, requirement: Pick<Requirement, 'specifiers'>): Release | undefined {
    return releasesAt(project, this.#date()).filter((release) => release.python <= this.#minor() && satisfies(release.version, requirement)).sort((a, b) => compareVersions(a.version, b.version)).at(-1);
  }

  #notFound(requirement: Requirement, project: Project | undefined): string {
    const all = project ? releasesAt(project, this.#date()).filter((release) => release.python <= this.#minor()).map(({ version }) => version) : [];
    const tooNew = project ? releasesAt(project, this.#date()).filter((release) => release.python > this.#minor() && satisfies(release.version, requirement)) : [];
    const ignored = tooNew.length > 0 ? `ERROR: Ignored the following versions that require a different python version: ${tooNew.map(({ version, python }) => `${version} Requires-Python >=3.${python}`).join('; ')}\n` : '';
    return `${ignored}ERROR: Could not find a version that satisfies the requirement ${requirement.text} (from versions: ${all.length > 0 ? all.join(', ') : 'none'})\nERROR: No matching distribution found for ${requirement.text}`;
  }

  #wheel(project: Project, release: Release): string {
    const name = normalize(project.name).replaceAll('-', '_');
    if (project.needs) return `${name}-${release.version}.tar.gz`;
    const tag = `cp${this.installation.minor.replace('.', '')}`;
    const machine = this.system.host.machine;
    return project.isBinary ? `${name}-${release.version}-${tag}-${tag}-manylinux_2_17_${machine}.manylinux2014_${machine}.whl` : `${name}-${release.version}-py3-none-any.whl`;
  }

  *#metadata(project: Project, release: Release): Process<void> {
    const wheel = this.#wheel(project, release);
    yield* this.system.sleep(60 * MILLISECOND);
    yield* this.system.compute(15 * MILLISECOND);
    if (this.#isCached(wheel)) return yield* this.#say(`  Using cached ${wheel}${project.needs ? '' : '.metadata'} (${sizeText(metadataSize(release))})\n`);
    yield* this.#say(`  Downloading ${wheel}${project.needs ? '' : '.metadata'} (${sizeText(project.needs ? release.size * 1024 : metadataSize(release))})\n`);
    if (!project.needs) return;
    const tool = (this.system.env.get('PATH') ?? '').split(':').some((folder) => this.system.files.exists(`${folder}/${project.needs!}`));
    if (!tool) throw new PipError(needsText(project));
  }

  #cacheFolder(): string {
    return `${this.system.env.get('PIP_CACHE_DIR') ?? this.#values('--cache-dir')[0] ?? `${this.system.env.get('HOME') ?? '/root'}/.cache/pip`}`;
  }

  #cachePath(wheel: string): string {
    return `${this.#cacheFolder()}/http-v2/${wheel}.body`;
  }

  #isCaching(): boolean {
    return !this.#has('--no-cache-dir') && !['1', 'true', 'yes', 'on'].includes((this.system.env.get('PIP_NO_CACHE_DIR') ?? '').toLowerCase());
  }

  #isCached(wheel: string): boolean {
    return this.#isCaching() && this.system.files.exists(this.#cachePath(wheel));
  }

  *#carryOut(order: readonly string[], chosen: ReadonlyMap<string, { readonly project: Project; readonly release: Release }>, before: ReadonlyMap<string, Installed>): Process<void> {
    const isOnTerminal = this.system.descriptors.get(1)?.terminal !== undefined;
    for (const key of order) {
      const { project, release } = chosen.get(key)!;
      const wheel = this.#wheel(project, release);
      const bytes = release.size * 1024;
      if (this.#isCached(wheel)) {
        yield* this.#say(`Using cached ${wheel} (${sizeText(bytes)})\n`);
        continue;
      }
      yield* this.#say(`Downloading ${wheel} (${sizeText(bytes)})\n`);
      const seconds = bytes / 12_000_000;
      yield* this.system.sleep(Math.round(seconds * SECOND));
      if (bytes >= 512 * 1024) {
        const [value, unit] = sizeText(bytes).split(' ');
        yield* this.#say(`   ${isOnTerminal ? '\x1b[38;5;70m' : ''}${'━'.repeat(40)}${isOnTerminal ? '\x1b[0m' : ''} ${value}/${value} ${unit} ${(bytes / 1e6 / Math.max(seconds, 0.01)).toFixed(1)} MB/s eta 0:00:00\n`);
      }
      if (this.#isCaching()) {
        this.system.files.mkdirAll(this.#cachePath(wheel).replace(/\/[^/]*$/, ''), 0o755);
        this.system.files.write(this.#cachePath(wheel), { kind: 'filler', name: wheel, size: bytes });
      }
    }
    const sequence = order.toReversed().sort((a, b) => depth(chosen, a) - depth(chosen, b));
    yield* this.#say(`Installing collected packages: ${sequence.map((key) => chosen.get(key)!.project.name.toLowerCase() === key ? key : chosen.get(key)!.project.name).join(', ')}\n`);
    for (const key of sequence) {
      const { project, release } = chosen.get(key)!;
      const old = before.get(key);
      if (old) {
        yield* this.#say(`  Attempting uninstall: ${old.name}\n    Found existing installation: ${old.name} ${old.version}\n    Uninstalling ${old.name}-${old.version}:\n`);
        this.#removeFiles(old);
        yield* this.#say(`      Successfully uninstalled ${old.name}-${old.version}\n`);
      }
      yield* this.#placeFiles(project, release);
    }
    const done = order.map((key) => `${chosen.get(key)!.project.name}-${chosen.get(key)!.release.version}`).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    yield* this.#say(`Successfully installed ${done.join(' ')}\n`);
  }

  #target(): string {
    const target = this.#values('-t', '--target')[0];
    if (target !== undefined) return target;
    const prefix = this.#values('--prefix')[0];
    if (prefix !== undefined) return `${prefix}/lib/python${this.installation.minor}/site-packages`;
    const own = this.installation.sitePackages[0]!;
    if (this.#has('--user')) return this.#folders().at(-1)!;
    const isWritable = this.system.files.exists(own) ? this.system.files.may(own, 'w') : this.system.credentials.uid === 0;
    return isWritable ? own : this.#folders().at(-1)!;
  }

  /** Where commands go: beside the packages of --prefix, --target and --user. */
  #scripts(): string {
    const prefix = this.#values('-t', '--target', '--prefix')[0];
    if (prefix !== undefined) return `${prefix}/bin`;
    return this.#target() === this.#folders().at(-1) ? `${this.system.env.get('HOME') ?? '/root'}/.local/bin` : `${this.installation.prefix}/bin`;
  }

  *#placeFiles(project: Project, release: Release): Process<void> {
    const { files } = this.system;
    const target = this.#target();
    files.mkdirAll(target);
    const unpacked = Math.round(release.size * 1024 * (project.isBinary ? 3.6 : 3.1));
    const record: string[] = [];
    const put = (path: string, content: string | { kind: 'filler'; name: string; size: number }, mode = 0o644) => {
      files.mkdirAll(path.replace(/\/[^/]*$/, ''));
      files.write(path, content, mode);
      record.push(path);
    };
    for (const [i, module] of project.modules.entries()) {
      if (normalize(project.name) === 'six') put(`${target}/six.py`, { kind: 'filler', name: 'six.py', size: 34_703 });
      else {
        put(`${target}/${module}/__init__.py`, { kind: 'filler', name: `${module} ${release.version}`, size: 4_200 });
        put(`${target}/${module}/_version.py`, { kind: 'filler', name: `${module} version ${release.version}`, size: 500 });
        if (i === 0 && unpacked > 20_000) put(`${target}/${module}/${project.isBinary ? `_core.cpython-${this.installation.minor.replace('.', '')}-${this.system.host.machine}-linux-gnu.so` : 'core.py'}`, { kind: 'filler', name: `${module} core ${release.version}`, size: unpacked });
        put(`${target}/${module}/__pycache__/__init__.cpython-${this.installation.minor.replace('.', '')}.pyc`, { kind: 'filler', name: `${module} pyc ${release.version}`, size: 4_600 });
      }
    }
    for (const script of project.scripts) put(`${this.#scripts()}/${script}`, `#!${this.installation.prefix}/bin/python${this.installation.minor}\n# -*- coding: utf-8 -*-\nimport sys\nfrom ${project.modules[0]}.__main__ import main\nif __name__ == '__main__':\n    sys.exit(main(sys.argv[1:]))\n`, 0o755);
    const info = `${target}/${normalize(project.name).replaceAll('-', '_')}-${release.version}.dist-info`;
    put(`${info}/METADATA`, `Metadata-Version: 2.1\nName: ${project.name}\nVersion: ${release.version}\nSummary: ${project.summary}\n${requirementsOf(project, release).map((each) => `Requires-Dist: ${each}\n`).join('')}Requires-Python: >=3.${release.python}\n`);
    put(`${info}/INSTALLER`, 'pip\n');
    put(`${info}/WHEEL`, 'Wheel-Version: 1.0\n');
    put(`${info}/top_level.txt`, project.modules.map((module) => `${module}\n`).join(''));
    put(`${info}/RECORD`, record.map((path) => `${path},,\n`).join(''));
    yield* this.system.compute(Math.round(30 * MILLISECOND + (unpacked / 1_000_000) * 12 * MILLISECOND));
  }

  #removeFiles(installed: Installed): void {
    const { files } = this.system;
    const record = `${installed.path}/RECORD`;
    const paths = files.exists(record) ? files.readText(record).split('\n').map((line) => line.split(',')[0]!).filter((path) => path) : [];
    const folders = new Set<string>();
    for (const path of paths) {
      const whole = path.startsWith('/') ? path : `${installed.folder}/${path}`;
      if (whole.startsWith(installed.folder)) folders.add(`${installed.folder}/${whole.slice(installed.folder.length + 1).split('/')[0]}`);
      else files.removeAll(whole);
    }
    for (const folder of folders) files.removeAll(folder);
    files.removeAll(installed.path);
  }

  *#closing(): Process<void> {
    if (this.#has('-q', '--quiet', '-qq')) return;
    const quietRoot = this.#values('--root-user-action')[0] === 'ignore' || this.system.env.get('PIP_ROOT_USER_ACTION') === 'ignore';
    if (this.system.credentials.uid === 0 && !quietRoot && this.#values('-t', '--target').length === 0) {
      const more = Number(this.#ownVersion().split('.')[0]) >= 24;
      yield* this.system.complain(more
        ? "WARNING: Running pip as the 'root' user can result in broken permissions and conflicting behaviour with the system package manager, possibly rendering your system unusable. It is recommended to use a virtual environment instead: https://pip.pypa.io/warnings/venv. Use the --root-user-action option if you know what you are doing and want to suppress this warning.\n"
        : "WARNING: Running pip as the 'root' user can result in broken permissions and conflicting behaviour with the system package manager. It is recommended to use a virtual environment instead: https://pip.pypa.io/warnings/venv\n");
    }
    const newest = this.#choose(projectOf('pip')!, { specifiers: [] });
    const own = this.#ownVersion();
    if (newest && compareVersions(newest.version, own) > 0 && !this.#has('--disable-pip-version-check') && !this.system.env.has('PIP_DISABLE_PIP_VERSION_CHECK')) {
      yield* this.system.complain(`\n[notice] A new release of pip is available: ${own} -> ${newest.version}\n[notice] To update, run: pip install --upgrade pip\n`);
    }
  }

  // -- the rest -------------------------------------------------------------------------------------------------

  *#uninstall(): Process<number> {
    const names = [...this.#words.operands, ...this.#requirementFiles(this.#values('-r', '--requirement')).map(({ name }) => name)];
    if (names.length === 0) throw new PipError('ERROR: You must give at least one requirement to uninstall (see "pip help uninstall")');
    for (const name of names) {
      const found = this.#installed().get(normalize(name));
      if (!found) {
        yield* this.system.complain(`WARNING: Skipping ${name} as it is not installed.\n`);
        continue;
      }
      yield* this.#say(`Found existing installation: ${found.name} ${found.version}\nUninstalling ${found.name}-${found.version}:\n`);
      if (!this.#has('-y', '--yes')) {
        yield* this.#print(`  Would remove:\n    ${found.path}/*\nProceed (Y/n)? `);
        const answer = yield* this.system.stdin.read();
        if (answer.length === 0) throw new PipError('ERROR: Exception:\nEOFError: EOF when reading a line', 2);
        if (/^n/i.test(new TextDecoder().decode(answer))) return 0;
      }
      this.#removeFiles(found);
      yield* this.#say(`  Successfully uninstalled ${found.name}-${found.version}\n`);
    }
    yield* this.#closing();
    return 0;
  }

  #sorted(): readonly Installed[] {
    return [...this.#installed().values()].sort((a, b) => (normalize(a.name) < normalize(b.name) ? -1 : 1));
  }

  *#freeze(): Process<number> {
    const hidden = new Set(this.#has('--all') ? [] : ['pip', 'setuptools', 'wheel', 'distribute']);
    yield* this.#print(this.#sorted().filter(({ name }) => !hidden.has(normalize(name))).map(({ name, version }) => `${name}==${version}\n`).join(''));
    return 0;
  }

  *#list(): Process<number> {
    const all = this.#sorted();
    const format = this.#values('--format')[0];
    if (format === 'freeze') yield* this.#print(all.map(({ name, version }) => `${name}==${version}\n`).join(''));
    else if (format === 'json') yield* this.#print(`${JSON.stringify(all.map(({ name, version }) => ({ name, version })))}\n`);
    else {
      const rows = this.#has('-o', '--outdated') ? all.flatMap(({ name, version }) => {
        const project = projectOf(name);
        const newest = project && this.#choose(project, { specifiers: [] });
        return newest && compareVersions(newest.version, version) > 0 ? [[name, version, newest.version, 'wheel']] : [];
      }) : all.map(({ name, version }) => [name, version]);
      const head = this.#has('-o', '--outdated') ? ['Package', 'Version', 'Latest', 'Type'] : ['Package', 'Version'];
      if (rows.length > 0) yield* this.#print(table(head, rows));
    }
    yield* this.#notice();
    return 0;
  }

  *#notice(): Process<void> {
    const newest = this.#choose(projectOf('pip')!, { specifiers: [] });
    if (newest && compareVersions(newest.version, this.#ownVersion()) > 0 && !this.#has('--disable-pip-version-check')) yield* this.system.complain(`\n[notice] A new release of pip is available: ${this.#ownVersion()} -> ${newest.version}\n[notice] To update, run: pip install --upgrade pip\n`);
  }

  *#show(): Process<number> {
    const all = this.#installed();
    const missing = this.#words.operands.filter((name) => !all.has(normalize(name)));
    if (this.#words.operands.length === 0) throw new PipError('WARNING: ERROR: Please provide a package name or names.');
    if (missing.length > 0) yield* this.system.complain(`WARNING: Package(s) not found: ${missing.join(', ')}\n`);
    const texts = this.#words.operands.flatMap((name) => {
      const found = all.get(normalize(name));
      if (!found) return [];
      const project = projectOf(found.name);
      const requires = (project?.requires ?? []).map((each) => parseRequirement(each)!.name).sort();
      const users = [...all.values()].filter((each) => projectOf(each.name)?.requires.some((text) => normalize(parseRequirement(text)!.name) === normalize(found.name))).map((each) => each.name);
      return [`Name: ${found.name}\nVersion: ${found.version}\nSummary: ${project?.summary ?? ''}\nHome-page: \nAuthor: \nAuthor-email: \nLicense: \nLocation: ${found.folder}\nRequires: ${requires.join(', ')}\nRequired-by: ${users.join(', ')}\n`];
    });
    yield* this.#print(texts.join('---\n'));
    return missing.length === this.#words.operands.length ? 1 : 0;
  }

  *#cache(): Process<number> {
    const [verb] = this.#words.operands;
    const folder = this.#cacheFolder();
    const { files } = this.system;
    const cached = files.exists(`${folder}/http-v2`) ? files.list(`${folder}/http-v2`) : [];
    const bytes = cached.reduce((sum, { name }) => sum + files.stat(`${folder}/http-v2/${name}`).size, 0);
    switch (verb) {
      case 'dir': yield* this.#print(`${folder}\n`); return 0;
      case 'purge':
        if (cached.length === 0) yield* this.system.complain('WARNING: No matching packages\n');
        files.removeAll(folder);
        yield* this.#print(`Files removed: ${cached.length}${cached.length > 0 ? ` (${sizeText(bytes)})` : ''}\n`);
        return 0;
      case 'info': yield* this.#print(`Package index page cache location (pip v23.3+): ${folder}/http-v2\nPackage index page cache size: ${sizeText(bytes)}\nNumber of HTTP files: ${cached.length}\n`); return 0;
      case 'list': yield* this.#print('No locally built wheels cached.\n'); return 0;
      default: throw new PipError('ERROR: Need an action (dir, info, list, purge, remove) to perform.');
    }
  }

  *#index(): Process<number> {
    const [verb, name = ''] = this.#words.operands;
    const project = projectOf(name);
    if (verb !== 'versions') throw new NotSimulated(`pip index ${verb ?? ''}`);
    const all = project && !project.isPrivate ? releasesAt(project, this.#date()).filter((release) => release.python <= this.#minor()).map(({ version }) => version).reverse() : [];
    if (all.length === 0) throw new PipError(`ERROR: No matching distribution found for ${name}`);
    const installed = this.#installed().get(normalize(name));
    yield* this.#print(`${project!.name} (${all[0]})\nAvailable versions: ${all.join(', ')}\n${installed ? `  INSTALLED: ${installed.version}\n  LATEST:    ${all[0]}\n` : ''}`);
    return 0;
  }
}

/** The token of the course's private index: what must not end up in an image. */
const PRIVATE_TOKEN = 'acme-s3cret-token';

function isPrivateHost(host: string): boolean {
  return host === 'packages.acme.example';
}

function parseWords(command: string, rest: readonly string[]): Words {
  const words: Words = { operands: [], flags: new Set(), values: new Map() };
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i]!;
    if (word === '--') {
      words.operands.push(...rest.slice(i + 1));
      break;
    }
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const name = equals > 0 ? word.slice(0, equals) : word;
    const short = /^-([rcitef])(.+)$/.exec(word);
    if (VALUED.has(name) || LOCAL.has(name)) {
      const value = equals > 0 ? word.slice(equals + 1) : rest[++i];
      if (value === undefined) throw new PipError(`\nUsage:   \n  pip ${command} [options]\n\n${name} option requires 1 argument`, 2);
      words.values.set(name, [...(words.values.get(name) ?? []), value]);
    } else if (short) words.values.set(`-${short[1]}`, [...(words.values.get(`-${short[1]}`) ?? []), short[2]!]);
    else if (FLAGS.has(word)) words.flags.add(word);
    else if (/^-[qvUyIol]+$/.test(word)) for (const letter of word.slice(1)) words.flags.add(`-${letter}`);
    else if (word.startsWith('-')) throw new PipError(`\nUsage:   \n  pip ${command} [options] <requirement specifier> [package-index-options] ...\n  pip ${command} [options] -r <requirements file> [package-index-options] ...\n\nno such option: ${word}`, 2);
    else words.operands.push(word);
  }
  return words;
}

function invalid(text: string, where = ''): never {
  throw new PipError(`ERROR: Invalid requirement: '${text}'${where}: Expected end or semicolon (after name and no valid version specifier)`);
}

/** pandas 3 and numpy 2 need other things than the versions before. */
function requirementsOf(project: Project, release: Release): readonly string[] {
  if (project.name === 'pandas' && compareVersions(release.version, '2.0') < 0) return ['python-dateutil>=2.8.1', 'pytz>=2020.1', 'numpy<2,>=1.21.0'];
  if (project.name === 'pandas' && compareVersions(release.version, '3.0') >= 0) return ['numpy>=1.26.0', 'python-dateutil>=2.8.2'];
  return project.requires;
}

function depth(chosen: ReadonlyMap<string, { readonly project: Project; readonly release: Release }>, key: string, seen: readonly string[] = []): number {
  const found = chosen.get(key);
  if (!found || seen.includes(key)) return 0;
  return 1 + Math.max(-1, ...requirementsOf(found.project, found.release).map((each) => normalize(parseRequirement(each)!.name)).filter((name) => chosen.has(name)).map((name) => depth(chosen, name, [...seen, key])));
}

function conflict(wanted: readonly Requirement[], project: Project, requirement: Requirement, from: string): string {
  const asked = wanted.find(({ name }) => normalize(name) === normalize(project.name));
  const names = [asked?.text, from === '' ? undefined : from].filter((name) => name).join(' and ');
  return `ERROR: Cannot install ${names} because these package versions have conflicting dependencies.\n\nThe conflict is caused by:\n${asked ? `    The user requested ${asked.text}\n` : ''}    ${from || 'The user'} ${from ? 'depends on' : 'requested'} ${requirement.text}\n\nTo fix this you could try to:\n1. loosen the range of package versions you've specified\n2. remove package versions to allow pip to attempt to solve the dependency conflict\n\nERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts`;
}

function metadataSize(release: Release): number {
  return 1_900 + Math.min(release.size, 40_000) * 6;
}

function sizeText(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return bytes >= 10_000 ? `${Math.floor(bytes / 1000)} kB` : bytes >= 1000 ? `${(bytes / 1000).toFixed(1)} kB` : `${bytes} bytes`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) => `${cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd(widths[i]!))).join(' ')}\n`;
  return line(head) + line(widths.map((width) => '-'.repeat(width))) + rows.map(line).join('');
}

function needsText(project: Project): string {
  return `  error: subprocess-exited-with-error\n  \n  × python setup.py egg_info did not run successfully.\n  │ exit code: 1\n  ╰─> [6 lines of output]\n      running egg_info\n      Error: ${project.needs} executable not found.\n      \n      ${project.needs} is required to build ${project.name} from source.  Please add the directory\n      containing ${project.needs} to the $PATH or specify the full executable path.\n      [end of output]\n  \n  note: This error originates from a subprocess, and is likely not a problem with pip.\nerror: metadata-generation-failed\n\n× Encountered error while generating package metadata.\n╰─> See above for output.\n\nnote: This is an issue with the package mentioned above, not pip.\nhint: See above for details.`;
}

const EXTERNALLY_MANAGED = `error: externally-managed-environment

× This environment is externally managed
╰─> To install Python packages system-wide, try apt install
    python3-xyz, where xyz is the package you are trying to
    install.
    
    If you wish to install a non-Debian-packaged Python package,
    create a virtual environment using python3 -m venv path/to/venv.
    Then use path/to/venv/bin/python and path/to/venv/bin/pip. Make
    sure you have python3-full installed.
    
    If you wish to install a non-Debian packaged Python application,
    it may be easiest to use pipx install xyz, which will manage a
    virtual environment for you. Make sure you have pipx installed.
    
    See /usr/share/doc/python3.11/README.venv for more information.

note: If you believe this is a mistake, please contact your Python installation or OS distribution provider. You can override this, at the risk of breaking your Python installation or OS, by passing --break-system-packages.
hint: See PEP 668 for the detailed specification.`;
