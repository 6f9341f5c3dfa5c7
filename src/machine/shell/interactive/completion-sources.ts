import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import type { DirectoryEntry, Files } from '../../files/files.ts';
import type { Shell } from '../execute/shell.ts';
import { quoted } from './completion.ts';
import type { Candidate } from './completion.ts';
import type { TypedWord } from './completion-words.ts';

function entries(files: Files, folder: string): readonly DirectoryEntry[] {
  try {
    return files.list(folder);
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}

/** Names that can be typed as a command. */
export function commandNames(shell: Shell, prefix: string): string[] {
  const { files } = shell.system;
  const names = new Set<string>();
  const add = (name: string) => {
    if (name.startsWith(prefix)) names.add(name);
  };
  for (const builtin of shell.shared.builtins.values()) if (!builtin.dialects || builtin.dialects.includes(shell.dialect)) add(builtin.name);
  for (const name of shell.functions.keys()) add(name);
  for (const name of shell.aliases.keys()) add(name);
  for (const folder of (shell.variables.get('PATH') ?? '').split(':')) {
    for (const { name, type } of entries(files, folder === '' ? '.' : folder)) {
      if (name.startsWith(prefix) && type !== 'directory' && !names.has(name) && files.may(`${folder}/${name}`, 'x')) names.add(name);
    }
  }
  return [...names].sort();
}

/** `~roo` */
export function users(shell: Shell, prefix: string): string[] {
  const { files } = shell.system;
  if (!files.exists('/etc/passwd')) return [];
  const names = files.readText('/etc/passwd').split('\n').map((line) => `~${line.split(':')[0]}`);
  return names.filter((name) => name !== '~' && name.startsWith(prefix)).map((name) => `${name}/`);
}

/** Paths that begin as the word does; folders end in a slash. */
export function* paths(shell: Shell, word: TypedWord, kind: 'all' | 'folders' | 'executable'): Process<readonly Candidate[]> {
  const { files } = shell.system;
  const slash = word.text.lastIndexOf('/');
  // The value of --option=path is a path too.
  const equals = slash < 0 || word.text.indexOf('=') < slash ? word.text.indexOf('=') : -1;
  const option = equals > 0 && word.text.startsWith('-') ? word.text.slice(0, equals + 1) : '';
  const text = word.text.slice(option.length);
  const cut = text.lastIndexOf('/');
  const folder = text.slice(0, cut + 1);
  const prefix = text.slice(cut + 1);
  const home = shell.variables.get('HOME') ?? '/';
  const real = folder.startsWith('~/') ? home + folder.slice(1) : folder;
  yield* shell.spend(20);
  const found: Candidate[] = [];
  for (const { name, type } of entries(files, real === '' ? '.' : real)) {
    if (!name.startsWith(prefix) || (name.startsWith('.') && !prefix.startsWith('.'))) continue;
    const isFolder = type === 'directory' || (type === 'symlink' && isFolderAt(files, real + name));
    if (kind === 'folders' && !isFolder) continue;
    if (kind === 'executable' && !isFolder && !files.may(real + name, 'x')) continue;
    const full = option + folder + name + (isFolder ? '/' : '');
    const shown = word.quote ? quoted(full, word.quote) : folder.startsWith('~/') ? `~/${quoted(full.slice(2), undefined)}` : quoted(full, undefined);
    found.push({ text: shown, label: name + (isFolder ? '/' : ''), isOpen: isFolder });
  }
  return found;
}

function isFolderAt(files: Files, path: string): boolean {
  try {
    return files.stat(path).type === 'directory';
  } catch {
    return false;
  }
}
