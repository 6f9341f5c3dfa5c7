import { readFlags } from '../arguments.ts';
import type { Arguments } from '../arguments.ts';
import type { DockerfileFacts, ScriptStep } from '../facts.ts';
import type { ScriptCommand } from '../script.ts';

/** A program that installs packages. */
export interface PackageManager {
  readonly programs: RegExp;
  /** The words that install; `module install` are two. */
  readonly install: readonly string[];
  /** Flags that take the next argument. */
  readonly withValue: ReadonlySet<string>;
  /** Whether an operand of installing says which version it wants, or is no package of a repository. */
  isPinned(operand: string, call: Arguments): boolean;
  /** How to write a version. */
  readonly pinned: string;
}

export interface Call extends Arguments {
  readonly step: ScriptStep;
  readonly command: ScriptCommand;
  readonly program: string;
  /** Its place among the commands of the script. */
  readonly at: number;
  /** `install`. */
  readonly verb: string;
}

const values = (...names: readonly string[]) => new Set(names);
const isPath = (operand: string) => /^[./~]/.test(operand) || operand.includes('/');
/** `name-1.2`, `name-1:1.1.1k`, `name-2.51.0-2.fc42`. */
const hasRpmVersion = (operand: string) => /-\d[^-]*(?:-\d[^-]*)?$/.test(operand) || operand.endsWith('.rpm');
const RPM_VALUES = values('setopt', 'repo', 'enablerepo', 'disablerepo', 'installroot', 'releasever', 'x', 'exclude', 'c', 'config', 'forcearch', 'enable-repo');

const rpm = (programs: RegExp, install: readonly string[]): PackageManager => ({
  programs, install, withValue: RPM_VALUES,
  isPinned: (operand, { operands }) => hasRpmVersion(operand) || isPath(operand) || operand.startsWith('@') || (operands[0] === 'module' && operand.includes(':')),
  pinned: 'NAME-VERSION',
});

export const APT: PackageManager = {
  programs: /^(?:apt-get|apt|aptitude)$/,
  install: ['install'],
  withValue: values('t', 'target-release', 'default-release', 'o', 'option', 'c', 'config-file', 'a', 'host-architecture'),
  isPinned: (operand) => operand.includes('=') || operand.includes('/') || operand.endsWith('.deb') || /[-+]$/.test(operand),
  pinned: 'NAME=VERSION',
};
export const APK: PackageManager = {
  programs: /^apk$/,
  install: ['add'],
  withValue: values('t', 'virtual', 'X', 'repository', 'p', 'root', 'arch', 'keys-dir', 'repositories-file', 'wait', 'cache-dir', 'cache-max-age'),
  isPinned: (operand) => /[=<>~@]/.test(operand) || operand.endsWith('.apk') || isPath(operand),
  pinned: 'NAME=VERSION',
};
export const YUM: PackageManager = rpm(/^yum$/, ['install', 'module install']);
export const DNF: PackageManager = rpm(/^(?:microdnf|dnf5?)$/, ['install', 'in', 'module install']);
export const ZYPPER: PackageManager = {
  programs: /^zypper$/,
  install: ['install', 'in'],
  withValue: values('r', 'repo', 'from', 't', 'type', 'R', 'root', 'installroot'),
  isPinned: (operand) => /[=<>]/.test(operand) || operand.endsWith('.rpm') || isPath(operand),
  pinned: 'NAME=VERSION',
};
export const PIP: PackageManager = {
  programs: /^pip[\d.]*$/,
  install: ['install'],
  withValue: values(
    'i', 'index-url', 'extra-index-url', 't', 'target', 'prefix', 'root', 'b', 'build', 'trusted-host', 'f', 'find-links', 'platform', 'python-version', 'implementation',
    'abi', 'only-binary', 'no-binary', 'progress-bar', 'proxy', 'retries', 'timeout', 'exists-action', 'cert', 'client-cert', 'cache-dir', 'log', 'root-user-action', 'src',
    'upgrade-strategy', 'config-settings', 'global-option', 'e', 'editable', 'r', 'requirement', 'c', 'constraint', 'python',
  ),
  isPinned(operand, { flags }) {
    if (['r', 'requirement', 'c', 'constraint'].some((flag) => flags.has(flag))) return true;
    if (/^(?:git|hg|svn|bzr)\+/.test(operand)) return operand.slice(operand.lastIndexOf('/')).replace(/#.*/, '').includes('@');
    return /[=<>~!]=|[<>@]/.test(operand) || operand === '.' || isPath(operand) || /\.(?:whl|tar\.gz|zip)$/.test(operand);
  },
  pinned: 'NAME==VERSION',
};
export const PIPX: PackageManager = { ...PIP, programs: /^pipx$/ };
export const NPM: PackageManager = {
  programs: /^npm$/,
  install: ['install', 'i', 'add'],
  withValue: values('loglevel', 'registry', 'prefix', 'tag', 'omit', 'include', 'cache', 'userconfig', 'w', 'workspace'),
  isPinned(operand) {
    if (/^git(?:\+|:)/.test(operand)) return operand.includes('#');
    return operand.slice(1).includes('@') || /^(?:[./~]|https?:)/.test(operand) || /\.(?:tar|tar\.gz|tgz)$/.test(operand);
  },
  pinned: 'NAME@VERSION',
};
export const GEM: PackageManager = {
  programs: /^gem$/,
  install: ['install', 'i'],
  // The last is one of nokogiri's, which people forget to put behind `--`.
  withValue: values('v', 'version', 'i', 'install-dir', 'n', 'bindir', 'platform', 's', 'source', 'P', 'trust-policy', 'use-system-libraries'),
  isPinned: (operand, { flags }) => operand.includes(':') || operand.endsWith('.gem') || flags.has('v') || flags.has('version') || /^-|=/.test(operand),
  pinned: 'NAME:VERSION',
};
export const GO: PackageManager = {
  programs: /^go$/,
  install: ['install', 'get', 'run'],
  withValue: values('C', 'o', 'p', 'tags', 'ldflags', 'gcflags', 'mod', 'modfile', 'exec'),
  isPinned(operand, { operands, flags }) {
    if (operands[0] === 'run' && operand !== operands[1]) return true;
    if (/@(?!latest$)/.test(operand)) return true;
    return /^[./]/.test(operand) || operand.endsWith('.go') || !(operand.includes('.') || flags.has('tool'));
  },
  pinned: 'PATH@VERSION',
};
export const YARN: PackageManager = {
  programs: /^yarn$/, install: ['install', 'add'], withValue: values('cwd', 'cache-folder', 'network-timeout'),
  isPinned: (operand) => operand.slice(1).includes('@'), pinned: 'NAME@VERSION',
};

const known = new WeakMap<DockerfileFacts, Map<PackageManager, readonly Call[]>>();

/** The calls of a program in every RUN, in order. */
export function callsOf(facts: DockerfileFacts, manager: PackageManager): readonly Call[] {
  let byManager = known.get(facts);
  if (!byManager) known.set(facts, (byManager = new Map()));
  let calls = byManager.get(manager);
  if (!calls) byManager.set(manager, (calls = findCalls(facts, manager)));
  return calls;
}

function findCalls({ programs }: DockerfileFacts, manager: PackageManager): readonly Call[] {
  const calls: Call[] = [];
  for (const [program, commands] of programs) {
    if (!manager.programs.test(program)) continue;
    for (const { step, command, at, args } of commands) {
      const read = readFlags(beforeDashes(args), manager.withValue);
      const first = read.operands[0] ?? '';
      calls.push({ ...read, step, command, at, program, verb: first === 'module' ? `module ${read.operands[1] ?? ''}` : first });
    }
  }
  return calls;
}

/** The calls of each RUN that has any. */
export function callsByRun(facts: DockerfileFacts, manager: PackageManager): readonly (readonly Call[])[] {
  const runs = new Map<ScriptStep, Call[]>();
  for (const call of callsOf(facts, manager)) {
    const others = runs.get(call.step);
    if (others) others.push(call);
    else runs.set(call.step, [call]);
  }
  for (const calls of runs.values()) calls.sort((a, b) => a.at - b.at);
  return [...runs.values()];
}

/** What an installing call wants; undefined when it installs nothing. */
export function packagesOf(call: Call, manager: PackageManager): readonly string[] | undefined {
  return manager.install.includes(call.verb) ? call.operands.slice(call.verb.split(' ').length) : undefined;
}

/** What follows `--` is for others. */
function beforeDashes(args: readonly string[]): readonly string[] {
  const dashes = args.indexOf('--');
  return dashes < 0 ? args : args.slice(0, dashes);
}
