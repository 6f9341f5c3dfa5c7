

/** Ends pip with words on standard error. */
export class PipError extends Error {
  override readonly name = 'PipError';

  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message);
  }
}

const VALUED = new Set(['-r', '--requirement', '-c', '--constraint', '-i', '--index-url', '--extra-index-url', '-t', '--target', '--trusted-host', '--timeout', '--retries', '--progress-bar', '--root-user-action', '--cache-dir', '--upgrade-strategy', '--only-binary', '--no-binary', '--prefix', '--platform', '--python-version', '--log', '--format', '--path', '--config-settings', '-f', '--find-links', '--exclude']);
export const FLAGS = new Set(['-U', '--upgrade', '--no-cache-dir', '-q', '--quiet', '-qq', '-v', '--verbose', '--user', '--no-deps', '--disable-pip-version-check', '--break-system-packages', '--prefer-binary', '--no-input', '--no-build-isolation', '--pre', '--force-reinstall', '-y', '--yes', '--no-warn-script-location', '--ignore-installed', '-I', '--no-color', '--isolated', '--require-hashes', '--outdated', '-o', '--local', '-l', '--files', '--all', '--no-compile', '--compile', '--dry-run', '--no-python-version-warning', '--use-pep517', '--not-required']);
const LOCAL = new Set(['-e', '--editable']);

export interface Words {
  readonly operands: string[];
  readonly flags: Set<string>;
  readonly values: Map<string, string[]>;
}

/** Throws PipError for what pip does not know. */
export function parseWords(command: string, rest: readonly string[]): Words {
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
