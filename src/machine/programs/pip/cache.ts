import type { Process } from '../../../core/process.ts';
import { cacheFolder, sizeText } from './download.ts';
import type { Pip } from './pip.ts';
import { PipError } from './words.ts';

export function* manageCache(pip: Pip): Process<number> {
  const [verb] = pip.words.operands;
  const folder = cacheFolder(pip);
  const { files } = pip.system;
  const cached = files.exists(`${folder}/http-v2`) ? files.list(`${folder}/http-v2`) : [];
  const bytes = cached.reduce((sum, { name }) => sum + files.stat(`${folder}/http-v2/${name}`).size, 0);
  switch (verb) {
    case 'dir': yield* pip.print(`${folder}\n`); return 0;
    case 'purge':
      if (cached.length === 0) yield* pip.system.complain('WARNING: No matching packages\n');
      files.removeAll(folder);
      yield* pip.print(`Files removed: ${cached.length}${cached.length > 0 ? ` (${sizeText(bytes)})` : ''}\n`);
      return 0;
    case 'info': yield* pip.print(`Package index page cache location (pip v23.3+): ${folder}/http-v2\nPackage index page cache size: ${sizeText(bytes)}\nNumber of HTTP files: ${cached.length}\n`); return 0;
    case 'list': yield* pip.print('No locally built wheels cached.\n'); return 0;
    default: throw new PipError('ERROR: Need an action (dir, info, list, purge, remove) to perform.');
  }
}
