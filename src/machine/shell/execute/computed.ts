import { SECOND } from '../../../core/clock.ts';
import type { Dialect } from '../dialect.ts';
import { IndexedArray } from './arrays.ts';
import { OPTION_NAMES, SHELL_OPTIONS } from './options.ts';
import type { Shell } from './shell.ts';

export const BASH_VERSION = '5.2.15(1)-release';

/** A variable that the shell answers for itself. */
export interface Computed {
  get(shell: Shell): string | IndexedArray | undefined;
  /** What an assignment does; nothing unless told. */
  set?(shell: Shell, value: string): void;
  /** Otherwise it is a variable like others. */
  applies?(shell: Shell): boolean;
}

const constant = (value: string): Computed => ({ get: () => value });
const list = (values: (shell: Shell) => readonly string[]): Computed => ({ get: (shell) => new IndexedArray(values(shell)) });
const isOnTerminal = (shell: Shell) => shell.isInteractive && shell.system.terminal !== undefined;

const PPID: Computed = { get: (shell) => String(shell.system.parentPid) };
const LINENO: Computed = { get: (shell) => String(shell.line) };
const EPOCHSECONDS: Computed = { get: (shell) => String(Math.floor(shell.system.now() / SECOND)) };
const RANDOM: Computed = {
  get(shell) {
    if (shell.randomState === undefined) return String(shell.system.entropy.below(32_768));
    shell.randomState = (Math.imul(shell.randomState, 1_103_515_245) + 12_345) >>> 0;
    return String((shell.randomState >>> 16) & 0x7fff);
  },
  set(shell, value) {
    shell.randomState = Number(value) >>> 0;
  },
};

const BASH: Readonly<Record<string, Computed>> = {
  PPID, LINENO, EPOCHSECONDS, RANDOM,
  SRANDOM: { get: (shell) => String(shell.system.entropy.below(0x1_0000_0000)) },
  SECONDS: {
    get: (shell) => String(Math.floor((shell.system.now() - shell.secondsFrom) / SECOND)),
    set(shell, value) {
      shell.secondsFrom = shell.system.now() - Number(value) * SECOND;
    },
  },
  EPOCHREALTIME: { get: (shell) => (shell.system.now() / SECOND).toFixed(6) },
  BASHPID: { get: (shell) => String(shell.system.pid) },
  UID: { get: (shell) => String(shell.system.credentials.uid) },
  EUID: { get: (shell) => String(shell.system.credentials.uid) },
  GROUPS: list(({ system }) => [...new Set([system.credentials.gid, ...system.credentials.groups])].map(String)),
  BASH_SUBSHELL: { get: (shell) => String(shell.subshellDepth) },
  BASH_VERSION: constant(BASH_VERSION),
  BASH_VERSINFO: list((shell) => ['5', '2', '15', '1', 'release', `${shell.system.host.machine}-pc-linux-gnu`]),
  HOSTTYPE: { get: (shell) => shell.system.host.machine },
  MACHTYPE: { get: (shell) => `${shell.system.host.machine}-pc-linux-gnu` },
  PIPESTATUS: list((shell) => shell.pipeStatus.map(String)),
  FUNCNAME: {
    get: ({ calls, isScript }) => (calls.length === 0 ? undefined : new IndexedArray([...calls.map((call) => call.name).reverse(), ...(isScript ? ['main'] : [])])),
  },
  BASH_SOURCE: list((shell) => [shell.sourceName ?? (shell.isScript ? shell.name : ''), ...shell.calls.map((call) => call.source)].filter((name) => name !== '')),
  BASH_LINENO: list((shell) => [...shell.calls.map((call) => String(call.line)).reverse(), ...(shell.isScript ? ['0'] : [])]),
  BASH_COMMAND: { get: (shell) => shell.currentCommand?.source ?? '' },
  BASH_REMATCH: list((shell) => shell.regexMatches),
  DIRSTACK: list((shell) => [shell.folder, ...shell.directories]),
  SHELLOPTS: { get: (shell) => OPTION_NAMES.filter((name) => shell.options.has(name)).join(':') },
  BASHOPTS: { get: (shell) => [...SHELL_OPTIONS.keys()].filter((name) => shell.shellOptions.has(name)).join(':') },
  _: { get: (shell) => shell.lastArgument },
  COLUMNS: { get: (shell) => String(shell.system.terminal!.size.columns), applies: isOnTerminal },
  LINES: { get: (shell) => String(shell.system.terminal!.size.rows), applies: isOnTerminal },
};

/** By dialect and name. Debian's dash is built without LINENO. */
export const COMPUTED: Readonly<Record<Dialect, ReadonlyMap<string, Computed>>> = {
  bash: new Map(Object.entries(BASH)),
  dash: new Map(Object.entries({ PPID })),
  ash: new Map(Object.entries({ PPID, LINENO, EPOCHSECONDS, RANDOM })),
};
