import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import type { ExitCode } from '../../system.ts';
import { ShellError } from '../execute/errors.ts';
import type { Shell } from '../execute/shell.ts';
import { complain, parseFlags } from './builtin.ts';
import type { Builtin } from './builtin.ts';

const WHO = ['u', 'g', 'o'];

/** `u=rwx,g=rx,o=` as a mask; undefined for what is no mode. */
function symbolicMask(mask: number, text: string): number | undefined {
  let mode = 0o777 & ~mask;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwx]*)$/.exec(clause);
    if (!match) return undefined;
    const bits = [...match[3]!].reduce((sum, right) => sum | { r: 4, w: 2, x: 1 }[right as 'r']!, 0);
    for (const [i, who] of WHO.entries()) {
      if (match[1] !== '' && !match[1]!.includes(who) && !match[1]!.includes('a')) continue;
      const shift = 6 - 3 * i;
      if (match[2] === '+') mode |= bits << shift;
      else if (match[2] === '-') mode &= ~(bits << shift);
      else mode = (mode & ~(7 << shift)) | (bits << shift);
    }
  }
  return 0o777 & ~mode;
}

const umask: Builtin = {
  name: 'umask',
  *run(shell, args) {
    const { values, rest } = parseFlags(shell, 'umask', args, 'Sp', 'umask [-p] [-S] [mode]');
    const mask = shell.system.umask();
    const text = rest[0];
    if (text === undefined) {
      const octal = mask.toString(8).padStart(4, '0');
      const symbolic = WHO.map((who, i) => `${who}=${[...'rwx'].filter((_, bit) => !(mask & (4 >> bit << (6 - 3 * i)))).join('')}`).join(',');
      yield* shell.print(`${values.has('p') ? 'umask ' : ''}${values.has('S') ? symbolic : octal}\n`);
      return 0;
    }
    const wanted = /^[0-7]+$/.test(text) ? parseInt(text, 8) : /^\d+$/.test(text) ? undefined : symbolicMask(mask, text);
    if (wanted === undefined || wanted > 0o777) {
      if (!shell.isBash) throw new ShellError(shell.dialect === 'dash' ? `Illegal mode: ${text}` : `illegal mode: ${text}`, 'command', 2);
      yield* complain(shell, 'umask', /^\d/.test(text) ? `${text}: octal number out of range` : `\`${text[0]}': invalid symbolic mode operator`);
      return 1;
    }
    shell.system.umask(wanted);
    return 0;
  },
};

interface Limit {
  readonly letter: string;
  readonly name: string;
  readonly text: string;
  readonly unit?: string;
  /** One of what is shown, in bytes, blocks or pieces. */
  readonly scale?: number;
}

const LIMITS: readonly Limit[] = [
  { letter: 'R', name: 'rttime', text: 'real-time non-blocking time', unit: 'microseconds, ' },
  { letter: 'c', name: 'core', text: 'core file size', unit: 'blocks, ', scale: 512 },
  { letter: 'd', name: 'data', text: 'data seg size', unit: 'kbytes, ', scale: 1024 },
  { letter: 'e', name: 'nice', text: 'scheduling priority' },
  { letter: 'f', name: 'fsize', text: 'file size', unit: 'blocks, ', scale: 512 },
  { letter: 'i', name: 'sigpending', text: 'pending signals' },
  { letter: 'l', name: 'memlock', text: 'max locked memory', unit: 'kbytes, ', scale: 1024 },
  { letter: 'm', name: 'rss', text: 'max memory size', unit: 'kbytes, ', scale: 1024 },
  { letter: 'n', name: 'nofile', text: 'open files' },
  { letter: 'q', name: 'msgqueue', text: 'POSIX message queues', unit: 'bytes, ' },
  { letter: 'r', name: 'rtprio', text: 'real-time priority' },
  { letter: 's', name: 'stack', text: 'stack size', unit: 'kbytes, ', scale: 1024 },
  { letter: 't', name: 'cpu', text: 'cpu time', unit: 'seconds, ' },
  { letter: 'u', name: 'nproc', text: 'max user processes' },
  { letter: 'v', name: 'as', text: 'virtual memory', unit: 'kbytes, ', scale: 1024 },
  { letter: 'x', name: 'locks', text: 'file locks' },
];

const shown = (value: number, { scale = 1 }: Limit) => (value === Infinity ? 'unlimited' : String(Math.floor(value / scale)));

const ulimit: Builtin = {
  name: 'ulimit',
  *run(shell, args) {
    let isHard = false;
    let isSoft = false;
    let showsAll = false;
    const letters: string[] = [];
    const rest: string[] = [];
    for (const arg of args) {
      if (!/^-[A-Za-z]+$/.test(arg)) rest.push(arg);
      else for (const letter of arg.slice(1)) {
        if (letter === 'H') isHard = true;
        else if (letter === 'S') isSoft = true;
        else if (letter === 'a') showsAll = true;
        else letters.push(letter);
      }
    }
    const value = (limit: Limit) => (isHard && !isSoft ? shell.system.limit(limit.name).hard : shell.system.limit(limit.name).soft);
    if (showsAll) {
      for (const limit of LIMITS) yield* shell.print(`${limit.text.padEnd(27)} ${`(${limit.unit ?? ''}-${limit.letter})`.padStart(20)} ${shown(value(limit), limit)}\n`);
      return 0;
    }
    const limit = LIMITS.find(({ letter }) => letter === (letters[0] ?? 'f'));
    if (!limit) {
      yield* complain(shell, 'ulimit', `-${letters[0]}: invalid option`);
      return 2;
    }
    if (rest.length === 0) {
      yield* shell.print(`${shown(value(limit), limit)}\n`);
      return 0;
    }
    return yield* change(shell, limit, rest[0]!, isHard || !isSoft, isSoft || !isHard);
  },
};

function* change(shell: Shell, limit: Limit, text: string, isHard: boolean, isSoft: boolean): Process<ExitCode> {
  const before = shell.system.limit(limit.name);
  const amount = text === 'unlimited' ? Infinity : text === 'hard' ? before.hard : text === 'soft' ? before.soft : /^\d+$/.test(text) ? Number(text) * (limit.scale ?? 1) : undefined;
  if (amount === undefined) {
    yield* complain(shell, 'ulimit', shell.isBash ? `${text}: invalid number` : 'bad number');
    return 1;
  }
  try {
    shell.system.setLimit(limit.name, { soft: isSoft ? amount : before.soft, hard: isHard ? amount : before.hard });
    return 0;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    yield* complain(shell, 'ulimit', shell.isBash ? `${limit.text}: cannot modify limit: ${error.message}` : `error setting limit: ${error.message}`);
    return 1;
  }
}

const times: Builtin = {
  name: 'times',
  *run(shell) {
    yield* shell.system.pay();
    const cpu = shell.system.processes.get(shell.system.pid)?.cpu ?? 0;
    const one = (time: number) => `${Math.floor(time / 60_000_000)}m${((time / 1_000_000) % 60).toFixed(shell.isBash ? 3 : 6)}s`;
    const user = Math.round(cpu * 0.7);
    yield* shell.print(`${one(user)} ${one(cpu - user)}\n${one(0)} ${one(0)}\n`);
    return 0;
  },
};

export const limitBuiltins: readonly Builtin[] = [umask, ulimit, times];
