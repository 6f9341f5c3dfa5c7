import { NotSimulated } from '../../../core/errors.ts';
import { isSystemError } from '../../errno.ts';
import { compareVersions, parseRequirement } from './index.ts';
import type { Project, Release, Requirement } from './index.ts';
import type { Pip } from './pip.ts';
import { PipError } from './words.ts';

/** What the command line asks for, and the files that it names. */
export function requirementsGiven(pip: Pip): Requirement[] {
  const { operands, values } = pip.words;
  if ((values.get('-e') ?? values.get('--editable') ?? []).length > 0) throw new NotSimulated('pip install --editable');
  const direct = operands.map((text) => {
    if (/^(?:\.{0,2}\/|\.$|git\+|https?:)/.test(text) || /\.(?:whl|tar\.gz|zip)$/.test(text)) throw new NotSimulated(`pip install ${text}`);
    return parseRequirement(text) ?? invalid(text);
  });
  return [...direct, ...requirementFiles(pip, pip.values('-r', '--requirement'))];
}

/** The lines of requirements files; options in them count as if given to pip. */
export function requirementFiles(pip: Pip, paths: readonly string[]): Requirement[] {
  return paths.flatMap((path) => {
    let text: string;
    try {
      text = pip.system.files.readText(path);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new PipError(`ERROR: Could not open requirements file: [Errno ${error.code === 'EACCES' ? 13 : error.code === 'EISDIR' ? 21 : 2}] ${error.message}: '${path}'`);
    }
    return text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/).flatMap((line, i) => {
      const plain = line.replace(/(^|\s)#.*$/, '').replaceAll(/\s--hash=\S+/g, '').trim();
      if (plain === '') return [];
      const file = /^(?:-r|--requirement)[= ]\s*(.+)$/.exec(plain);
      if (file) return requirementFiles(pip, [`${path.replace(/[^/]*$/, '')}${file[1]!}`]);
      const option = /^(-i|--index-url|--extra-index-url|--trusted-host)[= ](.+)$/.exec(plain);
      if (option) {
        pip.words.values.set(option[1]!, [...(pip.words.values.get(option[1]!) ?? []), option[2]!.trim()]);
        return [];
      }
      if (plain.startsWith('-')) throw new NotSimulated(`the line ${plain} in a requirements file`);
      return [parseRequirement(plain) ?? invalid(plain, ` (from line ${i + 1} of ${path})`)];
    });
  });
}

function invalid(text: string, where = ''): never {
  throw new PipError(`ERROR: Invalid requirement: '${text}'${where}: Expected end or semicolon (after name and no valid version specifier)`);
}

/** pandas 3 and numpy 2 need other things than the versions before. */
export function requirementsOf(project: Project, release: Release): readonly string[] {
  if (project.name === 'pandas' && compareVersions(release.version, '2.0') < 0) return ['python-dateutil>=2.8.1', 'pytz>=2020.1', 'numpy<2,>=1.21.0'];
  if (project.name === 'pandas' && compareVersions(release.version, '3.0') >= 0) return ['numpy>=1.26.0', 'python-dateutil>=2.8.2'];
  return project.requires;
}
