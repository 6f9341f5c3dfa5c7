import type { Process } from '../../../core/process.ts';
import type { ExitCode } from '../../system.ts';
import { allInPath, findCommand } from '../execute/command-search.ts';
import { quoteAlways, quoteSingle } from '../execute/quoting.ts';
import type { Shell } from '../execute/shell.ts';
import { builtinOf, runWords } from '../execute/simple.ts';
import { complain, parseFlags } from './builtin.ts';
import type { Builtin } from './builtin.ts';
import { printFunction } from './print-function.ts';

export const KEYWORDS: ReadonlySet<string> = new Set(['if', 'then', 'else', 'elif', 'fi', 'case', 'esac', 'for', 'while', 'until', 'do', 'done', '{', '}', '!', 'in']);
const BASH_KEYWORDS = new Set([...KEYWORDS, 'function', 'select', 'time', 'coproc', '[[', ']]']);

type Kind = 'alias' | 'keyword' | 'function' | 'builtin' | 'file';

interface Meaning {
  readonly kind: Kind;
  readonly path?: string;
}

function meanings(shell: Shell, name: string, findsAll: boolean): Meaning[] {
  const found: Meaning[] = [];
  if (shell.aliases.has(name) && (!shell.isBash || shell.isInteractive || shell.shellOptions.has('expand_aliases'))) found.push({ kind: 'alias' });
  if ((shell.isBash ? BASH_KEYWORDS : KEYWORDS).has(name)) found.push({ kind: 'keyword' });
  if (shell.functions.has(name)) found.push({ kind: 'function' });
  if (builtinOf(shell, name)) found.push({ kind: 'builtin' });
  if (findsAll) found.push(...allInPath(shell, name).map((path) => ({ kind: 'file' as const, path })));
  else if (found.length === 0) {
    const file = findCommand(shell, name, shell.variables.get('PATH'));
    if ('path' in file) found.push({ kind: 'file', path: file.path });
  }
  return findsAll ? found : found.slice(0, 1);
}

function describe(shell: Shell, name: string, { kind, path }: Meaning): string {
  if (shell.isBash) {
    switch (kind) {
      case 'alias': return `${name} is aliased to \`${shell.aliases.get(name)}'\n`;
      case 'keyword': return `${name} is a shell keyword\n`;
      case 'function': return `${name} is a function\n${printFunction(shell.functions.get(name)!)}`;
      case 'builtin': return `${name} is a shell builtin\n`;
      case 'file': return shell.hashed.has(name) && !name.includes('/') && shell.hashed.get(name)!.hits > 1 ? `${name} is hashed (${path})\n` : `${name} is ${path}\n`;
    }
  }
  switch (kind) {
    case 'alias': return `${name} is an alias for ${shell.aliases.get(name)}\n`;
    case 'keyword': return `${name} is a shell keyword\n`;
    case 'function': return `${name} is a ${shell.dialect === 'dash' ? 'shell ' : ''}function\n`;
    case 'builtin': return `${name} is a ${builtinOf(shell, name)!.isSpecial ? 'special ' : ''}shell builtin\n`;
    case 'file': return shell.hashed.has(name) && shell.hashed.get(name)!.hits > 1 ? `${name} is a tracked alias for ${path}\n` : `${name} is ${path}\n`;
  }
}

const type: Builtin = {
  name: 'type',
  *run(shell, args) {
    const { values, rest } = shell.isBash ? parseFlags(shell, 'type', args, 'afptP', 'type [-afptP] name [name ...]') : { values: new Map<string, string>(), rest: args };
    if (shell.dialect === 'ash' && rest[0]?.startsWith('-')) return yield* show(shell, rest.slice(1), false);
    let status = 0;
    for (const name of rest) {
      const found = meanings(shell, name, values.has('a')).filter(({ kind }) => !(values.has('P') && kind !== 'file') && !(values.has('f') && kind === 'function'));
      const files = values.has('P') && found.length === 0 ? allInPath(shell, name).slice(0, 1).map((path): Meaning => ({ kind: 'file', path })) : found;
      if (files.length === 0) {
        status = shell.isBash ? 1 : 127;
        if (values.has('t') || values.has('p') || values.has('P')) continue;
        if (shell.isBash) yield* complain(shell, 'type', `${name}: not found`);
        else yield* shell.print(`${name}: not found\n`);
      }
      for (const meaning of files) {
        if (values.has('t')) yield* shell.print(`${meaning.kind}\n`);
        else if (values.has('p') || values.has('P')) yield* shell.print(meaning.path === undefined ? '' : `${meaning.path}\n`);
        else yield* shell.print(describe(shell, name, meaning));
      }
    }
    return status;
  },
};

/** `command -v` prints what would be run, `-V` describes it. */
function* show(shell: Shell, names: readonly string[], isVerbose: boolean): Process<ExitCode> {
  let status = 0;
  for (const name of names) {
    const meaning = meanings(shell, name, false)[0];
    if (!meaning) {
      status = shell.isBash ? 1 : 127;
      if (isVerbose) {
        if (shell.isBash) yield* complain(shell, 'command', `${name}: not found`);
        else yield* shell.print(`${name}: not found\n`);
      }
    } else if (isVerbose) yield* shell.print(describe(shell, name, meaning));
    else if (meaning.kind === 'alias') yield* shell.print(`alias ${name}=${(shell.isBash ? quoteAlways : quoteSingle)(shell.aliases.get(name)!)}\n`);
    else yield* shell.print(`${meaning.path ?? name}\n`);
  }
  return status;
}

const command: Builtin = {
  name: 'command',
  *run(shell, args) {
    const { values, rest } = parseFlags(shell, 'command', args, 'pvV', 'command [-pVv] command [arg ...]');
    if (rest.length === 0) return 0;
    if (values.has('v') || values.has('V')) return yield* show(shell, shell.isBash ? rest : rest.slice(0, 1), values.has('V'));
    return yield* runWords(shell, rest, values.has('p'));
  },
};

const builtin: Builtin = {
  name: 'builtin',
  dialects: ['bash'],
  *run(shell, args) {
    const name = args[0];
    if (name === undefined) return 0;
    const found = builtinOf(shell, name);
    if (!found) {
      yield* complain(shell, 'builtin', `${name}: not a shell builtin`);
      return 1;
    }
    const result = found.run(shell, args.slice(1), { name });
    return typeof result === 'number' ? result : yield* result;
  },
};

const hash: Builtin = {
  name: 'hash',
  *run(shell, args) {
    if (args[0] === '-r') {
      shell.hashed.clear();
      return 0;
    }
    if (args.length === 0) {
      if (shell.isBash && shell.hashed.size === 0) yield* shell.print('hash: hash table empty\n');
      else if (shell.isBash) yield* shell.print(`hits\tcommand\n${[...shell.hashed.values()].map(({ path, hits }) => `${String(hits).padStart(4)}\t${path}\n`).join('')}`);
      else yield* shell.print([...shell.hashed.values()].map(({ path }) => `${path}\n`).join(''));
      return 0;
    }
    let status = 0;
    const isDeleting = args[0] === '-d';
    const isTelling = args[0] === '-t';
    for (const name of args.filter((arg) => !arg.startsWith('-'))) {
      if (isDeleting) shell.hashed.delete(name);
      else if (isTelling) {
        const known = shell.hashed.get(name);
        if (known) yield* shell.print(`${known.path}\n`);
        else status = 1;
      } else if ('problem' in findCommand(shell, name, shell.variables.get('PATH'))) {
        yield* complain(shell, 'hash', `${name}: not found`);
        status = 1;
      } else shell.hashed.get(name)!.hits = 0;
    }
    return status;
  },
};

export const typeBuiltins: readonly Builtin[] = [type, command, builtin, hash];
