import type { Process } from '../../../core/process.ts';
import type { Shell } from '../execute/shell.ts';
import { KEYWORDS } from '../builtins/type.ts';
import { completers } from './completers.ts';
import { commandNames, paths, users } from './completion-sources.ts';
import { wordsAt } from './completion-words.ts';
import type { CursorWord } from './completion-words.ts';

/** What Tab has found. */
export interface Completion {
  /** Where in the line the word begins that is completed. */
  readonly from: number;
  /** Whole words that can stand there, as typed (quoted where they have to be). */
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  /** What is put into the line. */
  readonly text: string;
  /** What is shown in a list. */
  readonly label: string;
  /** More may follow right behind: no blank is put there. */
  readonly isOpen: boolean;
}

const FOLDERS_ONLY = new Set(['cd', 'chdir', 'pushd', 'rmdir']);
const NAMES_OF_VARIABLES = new Set(['unset', 'export', 'readonly', 'declare', 'typeset', 'local']);
const NAMES_OF_COMMANDS = new Set(['type', 'which', 'command', 'man', 'hash', 'exec', 'builtin']);

/** Completes the word before the cursor. */
export function* complete(shell: Shell, line: string, cursor: number): Process<Completion> {
  const at = wordsAt(line.slice(0, cursor), shell.aliases);
  const { word } = at;
  const variable = /\$(\{?)([A-Za-z_]\w*)?$/.exec(word.raw);
  if (variable && word.quote !== "'") return variables(shell, at, cursor, variable[1] === '{', variable[2] ?? '');
  if (word.text.startsWith('~') && !word.text.includes('/')) return completion(at, users(shell, word.text).map((text) => ({ text, label: text, isOpen: true })));
  if (at.isRedirect) return completion(at, yield* paths(shell, word, 'all'));
  if (at.index === 0) {
    if (word.text.includes('/')) return completion(at, yield* paths(shell, word, 'executable'));
    const names = [...new Set([...commandNames(shell, word.text), ...[...KEYWORDS].filter((name) => name.startsWith(word.text) && word.text !== '')])].sort();
    const folders = names.length > 0 ? [] : yield* paths(shell, word, 'folders');
    return completion(at, [...names.map((text) => ({ text, label: text, isOpen: false })), ...folders]);
  }
  return completion(at, yield* argument(shell, at));
}

function completion(at: CursorWord, candidates: readonly Candidate[]): Completion {
  return { from: at.from, candidates };
}

function variables(shell: Shell, at: CursorWord, cursor: number, isBraced: boolean, prefix: string): Completion {
  const names = shell.variables.names().filter((name) => name.startsWith(prefix));
  const from = cursor - prefix.length;
  return { from, candidates: names.map((name) => ({ text: isBraced ? `${name}}` : name, label: name, isOpen: at.word.quote !== undefined })) };
}

function* argument(shell: Shell, at: CursorWord): Process<readonly Candidate[]> {
  const { word } = at;
  const command = at.words[0]!.replace(/.*\//, '');
  const completer = completers.get(command);
  if (completer) {
    const found = yield* completer.complete(shell.system, [...at.words.slice(0, at.index), word.text], at.index);
    const candidates = found.map((text) => ({ text: quoted(text, word.quote), label: label(text, word.text), isOpen: /[/=:]$/.test(text) }));
    if (candidates.length > 0 || completer.isExhaustive) return candidates;
    return yield* paths(shell, word, 'all');
  }
  if (word.text.startsWith('%') && /^(?:fg|bg|kill|wait|jobs|disown)$/.test(command)) {
    return shell.jobs.list.map((job) => ({ text: `%${job.id}`, label: `%${job.id}`, isOpen: false })).filter(({ text }) => text.startsWith(word.text));
  }
  const plain = (names: readonly string[]) => names.filter((name) => name.startsWith(word.text)).map((text) => ({ text, label: text, isOpen: false }));
  if (NAMES_OF_VARIABLES.has(command) && !word.text.includes('=')) return plain(shell.variables.names());
  if (NAMES_OF_COMMANDS.has(command) && !word.text.includes('/')) return plain(commandNames(shell, word.text));
  if (/^(?:alias|unalias)$/.test(command)) return plain([...shell.aliases.keys()].sort());
  return yield* paths(shell, word, FOLDERS_ONLY.has(command) ? 'folders' : 'all');
}

function label(text: string, typed: string): string {
  // As readline shows paths: what comes behind the last slash that is there already.
  const slash = typed.lastIndexOf('/');
  return slash >= 0 && text.startsWith(typed.slice(0, slash + 1)) ? text.slice(slash + 1) : text;
}

/** A word as it has to be typed. */
export function quoted(text: string, quote: string | undefined): string {
  if (quote === "'") return `'${text.replaceAll("'", "'\\''")}`;
  if (quote === '"') return `"${text.replace(/["$`\\]/g, '\\$&')}`;
  return text.replace(/[ \t\n"'`$&|;<>()*?[\]{}\\!#]/g, '\\$&');
}
