import { SECOND } from '../../../core/clock.ts';
import { IndexedArray } from './arrays.ts';
import type { Shell } from './shell.ts';
import type { Computed } from './variables.ts';
import { SHELL_OPTIONS, OPTION_NAMES } from './options.ts';

export const BASH_VERSION = '5.2.15(1)-release';

/** Gives a shell the variables that it answers for itself. */
export function installComputed(shell: Shell): void {
  const { computed } = shell.variables;
  computed.clear();
  const facts = shell.isBash ? bashFacts(shell) : { ...commonFacts(shell), ...(shell.dialect === 'ash' && ashFacts(shell)) };
  for (const [name, fact] of Object.entries(facts)) computed.set(name, fact);
}

function commonFacts(shell: Shell): Record<string, Computed> {
  return {
    // Debian's dash is built without it.
    ...(shell.dialect !== 'dash' && { LINENO: { get: () => String(shell.line), set: () => {} } }),
    PPID: { get: () => String(shell.system.parentPid) },
  };
}

function ashFacts(shell: Shell): Record<string, Computed> {
  return { RANDOM: randomOf(shell), EPOCHSECONDS: { get: () => String(Math.floor(shell.system.now() / SECOND)) } };
}

function randomOf(shell: Shell): Computed {
  let state: number | undefined;
  return {
    get() {
      if (state === undefined) return String(shell.system.entropy.below(32_768));
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return String((state >>> 16) & 0x7fff);
    },
    set: (value) => {
      state = Number(value) >>> 0;
    },
  };
}

function bashFacts(shell: Shell): Record<string, Computed> {
  let base = shell.shared.startedAt;
  const list = (values: () => readonly string[]): Computed => ({ get: () => new IndexedArray(values()), set: () => {} });
  const constant = (value: string): Computed => ({ get: () => value, set: () => {} });
  return {
    ...commonFacts(shell),
    RANDOM: randomOf(shell),
    SRANDOM: { get: () => String(shell.system.entropy.below(0x1_0000_0000)) },
    SECONDS: {
      get: () => String(Math.floor((shell.system.now() - base) / SECOND)),
      set: (value) => {
        base = shell.system.now() - Number(value) * SECOND;
      },
    },
    EPOCHSECONDS: { get: () => String(Math.floor(shell.system.now() / SECOND)), set: () => {} },
    EPOCHREALTIME: { get: () => (shell.system.now() / SECOND).toFixed(6), set: () => {} },
    BASHPID: { get: () => String(shell.system.pid), set: () => {} },
    UID: { get: () => String(shell.system.credentials.uid) },
    EUID: { get: () => String(shell.system.credentials.uid) },
    GROUPS: list(() => [...new Set([shell.system.credentials.gid, ...shell.system.credentials.groups])].map(String)),
    BASH_SUBSHELL: { get: () => String(shell.subshellDepth), set: () => {} },
    BASH_VERSION: constant(BASH_VERSION),
    BASH_VERSINFO: list(() => ['5', '2', '15', '1', 'release', `${shell.system.host.machine}-pc-linux-gnu`]),
    HOSTTYPE: constant(shell.system.host.machine),
    MACHTYPE: constant(`${shell.system.host.machine}-pc-linux-gnu`),
    PIPESTATUS: list(() => shell.pipeStatus.map(String)),
    FUNCNAME: {
      get: () => (shell.calls.length === 0 ? undefined : new IndexedArray([...shell.calls.map((call) => call.name).reverse(), ...(shell.isScript ? ['main'] : [])])),
    },
    BASH_SOURCE: list(() => [shell.sourceName ?? (shell.isScript ? shell.name : ''), ...shell.calls.map((call) => call.source)].filter((name) => name !== '')),
    BASH_LINENO: list(() => [...shell.calls.map((call) => String(call.line)).reverse(), ...(shell.isScript ? ['0'] : [])]),
    BASH_COMMAND: { get: () => shell.currentCommand?.source ?? '', set: () => {} },
    BASH_REMATCH: list(() => shell.regexMatches),
    DIRSTACK: list(() => [shell.folder, ...shell.directories]),
    SHELLOPTS: { get: () => OPTION_NAMES.filter((name) => shell.options.has(name)).join(':') },
    BASHOPTS: { get: () => [...SHELL_OPTIONS.keys()].filter((name) => shell.shellOptions.has(name)).join(':') },
    _: { get: () => shell.lastArgument, set: () => {} },
    ...(shell.system.terminal && shell.isInteractive && {
      COLUMNS: { get: () => String(shell.system.terminal!.size.columns) },
      LINES: { get: () => String(shell.system.terminal!.size.rows) },
    }),
  };
}
