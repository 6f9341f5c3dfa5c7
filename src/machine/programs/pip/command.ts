import { MILLISECOND } from '../../../core/clock.ts';
import { NotSimulated } from '../../../core/errors.ts';
import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import type { System } from '../../system.ts';
import type { Installation } from '../python/start.ts';
import { manageCache } from './cache.ts';
import { check, freeze, indexVersions, listPackages, showPackages } from './inspect.ts';
import { install } from './install.ts';
import { Pip } from './pip.ts';
import { uninstall } from './uninstall.ts';
import { FLAGS, PipError, parseWords } from './words.ts';

/** pip(1): installs from the simulated index into this Python. */
export function* runPip(system: System, installation: Installation, given: readonly string[], name: string): Process<number> {
  yield* system.compute(180 * MILLISECOND);
  system.allocate(30 * 1024 * 1024);
  try {
    return yield* run(system, installation, given, name);
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

const COMMANDS: Readonly<Record<string, (pip: Pip) => Process<number>>> = {
  install, uninstall, freeze, check, list: listPackages, show: showPackages, cache: manageCache, index: indexVersions,
};

const NOT_SIMULATED = ['download', 'wheel', 'config', 'hash', 'debug', 'search', 'inspect', 'lock'];

function* run(system: System, installation: Installation, given: readonly string[], name: string): Process<number> {
  const [command, ...rest] = given.filter((word, i) => !(i === 0 && FLAGS.has(word)));
  if (command === undefined || command === 'help' || command === '--help' || command === '-h') {
    yield* system.print(usage(name));
    return 0;
  }
  if (command === '--version' || command === '-V') {
    yield* system.print(`pip ${new Pip(system, installation).ownVersion()} from ${installation.sitePackages.at(-1)}/pip (python ${installation.minor})\n`);
    return 0;
  }
  if (NOT_SIMULATED.includes(command)) throw new NotSimulated(`pip ${command}`);
  const words = parseWords(command, rest);
  if (!Object.hasOwn(COMMANDS, command)) throw new PipError(`ERROR: unknown command "${command}"`);
  return yield* COMMANDS[command]!(new Pip(system, installation, words));
}

function usage(name: string): string {
  return `
Usage:   
  ${name} <command> [options]

Commands:
  install                     Install packages.
  uninstall                   Uninstall packages.
  freeze                      Output installed packages in requirements format.
  list                        List installed packages.
  show                        Show information about installed packages.
  check                       Verify installed packages have compatible dependencies.
  cache                       Inspect and manage pip's wheel cache.
  index                       Inspect information available from package indexes.
`;
}
