import type { Process } from '../../../core/process.ts';
import type { ExitCode } from '../../system.ts';
import type { Shell } from '../execute/shell.ts';
import { complain } from './builtin.ts';
import type { Builtin } from './builtin.ts';
import { changeFolder } from './cd.ts';

function shown(shell: Shell, path: string): string {
  const home = shell.variables.get('HOME');
  if (!home || home === '/') return path;
  return path === home ? '~' : path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

function* printStack(shell: Shell): Process<ExitCode> {
  yield* shell.print(`${[shell.folder, ...shell.directories].map((path) => shown(shell, path)).join(' ')}\n`);
  return 0;
}

/** `+1` counts from the left, `-0` from the right. */
function placeOf(shell: Shell, arg: string): number | undefined {
  if (!/^[+-]\d+$/.test(arg)) return undefined;
  const place = Number(arg.slice(1));
  return arg.startsWith('+') ? place : shell.directories.length - place;
}

function* pushd(shell: Shell, args: readonly string[]): Process<ExitCode> {
  const before = shell.folder;
  const isQuiet = args[0] === '-n';
  const arg = args.find((one) => one !== '-n');
  if (arg === undefined) {
    const top = shell.directories[0];
    if (top === undefined) {
      yield* complain(shell, 'pushd', 'no other directory');
      return 1;
    }
    if (!(yield* changeFolder(shell, 'pushd', top, false))) return 1;
    shell.directories[0] = before;
    return yield* printStack(shell);
  }
  const place = placeOf(shell, arg);
  if (place !== undefined) {
    const all = [shell.folder, ...shell.directories];
    if (place < 0 || place >= all.length) {
      yield* complain(shell, 'pushd', `${arg}: directory stack index out of range`);
      return 1;
    }
    const rotated = [...all.slice(place), ...all.slice(0, place)];
    if (!(yield* changeFolder(shell, 'pushd', rotated[0]!, false))) return 1;
    shell.directories = rotated.slice(1);
    return yield* printStack(shell);
  }
  if (isQuiet) shell.directories.unshift(arg);
  else {
    if (!(yield* changeFolder(shell, 'pushd', arg, false))) return 1;
    shell.directories.unshift(before);
  }
  return yield* printStack(shell);
}

function* popd(shell: Shell, args: readonly string[]): Process<ExitCode> {
  const arg = args.find((one) => one !== '-n');
  const place = arg === undefined ? 0 : placeOf(shell, arg);
  if (shell.directories.length === 0) {
    yield* complain(shell, 'popd', 'directory stack empty');
    return 1;
  }
  if (place === undefined || place < 0 || place > shell.directories.length) {
    yield* complain(shell, 'popd', `${arg}: ${place === undefined ? 'invalid argument' : 'directory stack index out of range'}`);
    return place === undefined ? 2 : 1;
  }
  if (place > 0) shell.directories.splice(place - 1, 1);
  else {
    const top = shell.directories.shift()!;
    if (!(yield* changeFolder(shell, 'popd', top, false))) return 1;
  }
  return yield* printStack(shell);
}

function* dirs(shell: Shell, args: readonly string[]): Process<ExitCode> {
  const letters = args.filter((arg) => /^-[clpv]+$/.test(arg)).join('');
  if (letters.includes('c')) {
    shell.directories = [];
    return 0;
  }
  const all = [shell.folder, ...shell.directories].map((path) => (letters.includes('l') ? path : shown(shell, path)));
  if (letters.includes('v')) yield* shell.print(all.map((path, i) => `${String(i).padStart(2)}  ${path}\n`).join(''));
  else if (letters.includes('p')) yield* shell.print(all.map((path) => `${path}\n`).join(''));
  else yield* shell.print(`${all.join(' ')}\n`);
  return 0;
}

export const directoryStack: readonly Builtin[] = [
  { name: 'pushd', dialects: ['bash'], run: pushd },
  { name: 'popd', dialects: ['bash'], run: popd },
  { name: 'dirs', dialects: ['bash'], run: dirs },
];
