import type { Parsed } from '../options.ts';

export const TAR_OPTIONS = {
  create: 'c --create', extract: 'x --extract --get', list: 't --list', append: 'gnu:r --append', update: '!gnu:u --update', diff: '!gnu:d --diff --compare',
  file: 'f --file=', directory: 'C --directory=', verbose: 'v --verbose', gzip: 'z --gzip --gunzip', bzip2: 'j --bzip2', xz: 'J --xz', zstd: 'gnu:--zstd', auto: 'a --auto-compress',
  filesFrom: 'T --files-from=', excludeFrom: 'X --exclude-from=', exclude: '--exclude=', dereference: 'h --dereference', keepOld: 'k --keep-old-files', overwrite: '--overwrite',
  toStdout: 'O --to-stdout', preserve: 'p --preserve-permissions --same-permissions', noOwner: 'o --no-same-owner', sameOwner: 'gnu:--same-owner', touch: 'm --touch', strip: '--strip-components=', absolute: 'gnu:P --absolute-names',
  numeric: '--numeric-owner', owner: 'gnu:--owner=', group: 'gnu:--group=', mtime: 'gnu:--mtime=', mode: '!gnu:--mode=', sort: 'gnu:--sort=', transform: '!gnu:--transform= --xform=', wildcards: 'gnu:--wildcards',
  null: '!gnu:--null', noRecursion: '--no-recursion', oneFileSystem: 'gnu:--one-file-system', format: 'gnu:H --format=', sparse: 'gnu:S --sparse', totals: '!gnu:--totals', blocking: 'gnu:b --blocking-factor=', checkpoint: '!gnu:--checkpoint[=]',
  warning: 'gnu:--warning=', ignoreFailed: 'gnu:--ignore-failed-read', removeFiles: '!gnu:--remove-files', incremental: '!gnu:g --listed-incremental=', interactive: '!gnu:w --interactive', unlinkFirst: 'gnu:U --unlink-first', ignoreZeros: 'gnu:i --ignore-zeros',
} as const;

export type TarOptions = Parsed<keyof typeof TAR_OPTIONS>;
