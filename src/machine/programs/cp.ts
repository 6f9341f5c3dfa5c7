import { Copier, targetsOf } from './support/copy.ts';
import { parseOptions } from './support/options.ts';
import type { Parsed } from './support/options.ts';
import type { Call } from './support/call.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  archive: 'a --archive',
  attributesOnly: '!gnu:--attributes-only',
  backup: '!gnu:b --backup[=]',
  noDereferenceLinks: 'd',
  force: 'f --force',
  interactive: 'i --interactive',
  dereferenceOperands: 'H',
  link: 'l --link',
  dereference: 'L --dereference',
  noClobber: 'n --no-clobber',
  noDereference: 'P --no-dereference',
  preserve: 'p',
  preserveList: 'gnu:--preserve[=]',
  noPreserve: 'gnu:--no-preserve=',
  parents: '!--parents',
  recursive: 'r R --recursive',
  reflink: '!gnu:--reflink[=]',
  removeDestination: '--remove-destination',
  sparse: '!gnu:--sparse=',
  symbolic: 's --symbolic-link',
  suffix: '!gnu:S --suffix=',
  target: 't --target-directory=',
  noTarget: 'T --no-target-directory',
  update: 'u --update[=]',
  verbose: 'v --verbose',
  oneFileSystem: '!gnu:x --one-file-system',
  context: '!Z',
} as const;

type Options = Parsed<keyof typeof OPTIONS>;

function preserved(options: Options): ReadonlySet<string> {
  const kept = new Set<string>();
  const all = ['mode', 'ownership', 'timestamps', 'links'];
  for (const [key, value] of options.order) {
    const names = key === 'archive' ? all
      : key === 'preserve' ? ['mode', 'ownership', 'timestamps']
      : key === 'preserveList' ? (value ?? 'mode,ownership,timestamps').split(',').flatMap((name) => (name === 'all' ? all : [name]))
      : key === 'noDereferenceLinks' ? ['links'] : [];
    for (const name of names) kept.add(name);
    if (key === 'noPreserve') for (const name of value!.split(',')) kept.delete(name);
  }
  return kept;
}

function overwriting(options: Options): 'always' | 'ask' | 'never' | 'older' {
  const last = options.last('noClobber', 'interactive', 'force');
  if (last === 'noClobber') return 'never';
  if (options.has('interactive')) return 'ask';
  return options.has('update') ? 'older' : 'always';
}

function follows(call: Call, options: Options): 'all' | 'operands' | 'none' {
  switch (options.last('dereference', 'dereferenceOperands', 'noDereference', 'archive', 'noDereferenceLinks')) {
    case 'dereference': return 'all';
    case 'dereferenceOperands': return 'operands';
    case undefined: return options.has('recursive') || (options.has('link') && !call.isBusybox) ? 'none' : 'all';
    default: return 'none';
  }
}

export const tool: Tool = {
  name: 'cp',
  usage: '[OPTION]... [-T] SOURCE DEST\n[OPTION]... SOURCE... DIRECTORY\n[OPTION]... -t DIRECTORY SOURCE...',
  busyboxUsage: '[-arPLHpfinlsTu] SOURCE DEST\n[-arPLHpfinlsu] SOURCE... { -t DIRECTORY | DIRECTORY }',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const targets = targetsOf(call, options.operands, options.value('target'), options.has('noTarget'));
    const kept = preserved(options);
    const copier = new Copier(call, {
      isRecursive: options.has('recursive') || options.has('archive'),
      follows: follows(call, options),
      keepsMode: kept.has('mode'),
      keepsOwner: kept.has('ownership'),
      keepsTimes: kept.has('timestamps'),
      keepsLinks: kept.has('links'),
      isForced: options.has('force'),
      overwrites: overwriting(options),
      isVerbose: options.has('verbose'),
      makes: options.has('link') ? 'hardlink' : options.has('symbolic') ? 'symlink' : 'copy',
      removesDestination: options.has('removeDestination'),
      hasDirectoryTarget: targets.isDirectory,
    });
    const taken = new Set<string>();
    for (const source of targets.sources) {
      const place = targets.place(source);
      if (targets.sources.length > 1 && taken.has(place) && !call.isBusybox) {
        yield* call.fail(`will not overwrite just-created ${quoted(place)} with ${quoted(source)}`);
        continue;
      }
      taken.add(place);
      yield* copier.copy(source, place);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
