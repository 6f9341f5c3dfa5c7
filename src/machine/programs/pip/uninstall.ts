import type { Process } from '../../../core/process.ts';
import { removeFiles } from './files.ts';
import { normalize } from './index.ts';
import { printNotices } from './notices.ts';
import type { Pip } from './pip.ts';
import { requirementFiles } from './requirements.ts';
import { PipError } from './words.ts';

export function* uninstall(pip: Pip): Process<number> {
  const names = [...pip.words.operands, ...requirementFiles(pip, pip.values('-r', '--requirement')).map(({ name }) => name)];
  if (names.length === 0) throw new PipError('ERROR: You must give at least one requirement to uninstall (see "pip help uninstall")');
  for (const name of names) {
    const found = pip.installed().get(normalize(name));
    if (!found) {
      yield* pip.system.complain(`WARNING: Skipping ${name} as it is not installed.\n`);
      continue;
    }
    yield* pip.say(`Found existing installation: ${found.name} ${found.version}\nUninstalling ${found.name}-${found.version}:\n`);
    if (!pip.has('-y', '--yes')) {
      yield* pip.print(`  Would remove:\n    ${found.path}/*\nProceed (Y/n)? `);
      const answer = yield* pip.system.stdin.read();
      if (answer.length === 0) throw new PipError('ERROR: Exception:\nEOFError: EOF when reading a line', 2);
      if (/^n/i.test(new TextDecoder().decode(answer))) return 0;
    }
    removeFiles(pip, found);
    yield* pip.say(`  Successfully uninstalled ${found.name}-${found.version}\n`);
  }
  yield* printNotices(pip);
  return 0;
}
