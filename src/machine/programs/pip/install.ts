import type { Process } from '../../../core/process.ts';
import { download, fetchMetadata } from './download.ts';
import { placeFiles, removeFiles } from './files.ts';
import { normalize, parseRequirement, projectOf, satisfies } from './index.ts';
import type { Project, Release, Requirement } from './index.ts';
import type { Installed } from './installed.ts';
import { printNotices } from './notices.ts';
import { chooseRelease, findProject, notFoundText, reachIndex } from './package-index.ts';
import type { Pip } from './pip.ts';
import { requirementFiles, requirementsGiven, requirementsOf } from './requirements.ts';
import { PipError } from './words.ts';

/** What was decided to install of a project. */
interface Chosen {
  readonly project: Project;
  readonly release: Release;
}

/**
 * Installs what was asked for, with all that it needs: the newest release that suits each requirement, in the order in
 * which they are met. Unlike pip it does not go back to try older releases when two requirements conflict.
 */
export function* install(pip: Pip): Process<number> {
  const managed = `${pip.installation.prefix}/lib/python${pip.installation.minor}/EXTERNALLY-MANAGED`;
  if (pip.system.files.exists(managed) && !pip.has('--break-system-packages') && pip.values('-t', '--target').length === 0) throw new PipError(EXTERNALLY_MANAGED);
  const wanted = requirementsGiven(pip);
  if (wanted.length === 0) throw new PipError('ERROR: You must give at least one requirement to install (see "pip help install")');
  const chosen = new Map<string, Chosen>();
  const order: string[] = [];
  const before = pip.installed();
  const queue = wanted.map((requirement) => ({ requirement, from: '' }));
  const constraints = new Map(requirementFiles(pip, pip.values('-c', '--constraint')).map((requirement) => [normalize(requirement.name), requirement] as const));
  let isOnline: boolean | undefined;
  while (queue.length > 0) {
    const { requirement, from } = queue.shift()!;
    const key = normalize(requirement.name);
    const present = before.get(key);
    const mustUpgrade = pip.has('-U', '--upgrade', '--force-reinstall', '-I', '--ignore-installed') && from === '';
    if (chosen.has(key)) {
      const picked = chosen.get(key)!;
      if (!satisfies(picked.release.version, requirement)) throw new PipError(conflict(wanted, picked.project, requirement, from));
      continue;
    }
    if (present && !mustUpgrade && satisfies(present.version, requirement)) {
      yield* pip.say(`Requirement already satisfied: ${requirement.text} in ${present.folder}${from === '' ? '' : ` (from ${from})`} (${present.version})\n`);
      const project = projectOf(requirement.name);
      if (!pip.has('--no-deps')) for (const each of project?.requires ?? []) queue.push({ requirement: parseRequirement(each)!, from: project!.name });
      continue;
    }
    isOnline ??= yield* reachIndex(pip, requirement);
    const project = isOnline ? findProject(pip, requirement) : undefined;
    const constraint = constraints.get(key);
    const both = { specifiers: [...requirement.specifiers, ...(constraint?.specifiers ?? [])] };
    const release = project && chooseRelease(pip, project, both);
    if (!project || !release) throw new PipError(notFoundText(pip, requirement, project));
    chosen.set(key, { project, release });
    order.push(key);
    yield* pip.say(`Collecting ${requirement.text}${from === '' ? '' : ` (from ${from})`}\n`);
    yield* fetchMetadata(pip, project, release);
    if (!pip.has('--no-deps')) for (const each of requirementsOf(project, release)) queue.push({ requirement: parseRequirement(each)!, from: project.name });
  }
  if (chosen.size > 0) yield* carryOut(pip, order, chosen, before);
  yield* printNotices(pip);
  return 0;
}

function* carryOut(pip: Pip, order: readonly string[], chosen: ReadonlyMap<string, Chosen>, before: ReadonlyMap<string, Installed>): Process<void> {
  for (const key of order) yield* download(pip, chosen.get(key)!.project, chosen.get(key)!.release);
  const sequence = order.toReversed().sort((a, b) => depth(chosen, a) - depth(chosen, b));
  yield* pip.say(`Installing collected packages: ${sequence.map((key) => chosen.get(key)!.project.name.toLowerCase() === key ? key : chosen.get(key)!.project.name).join(', ')}\n`);
  for (const key of sequence) {
    const { project, release } = chosen.get(key)!;
    const old = before.get(key);
    if (old) {
      yield* pip.say(`  Attempting uninstall: ${old.name}\n    Found existing installation: ${old.name} ${old.version}\n    Uninstalling ${old.name}-${old.version}:\n`);
      removeFiles(pip, old);
      yield* pip.say(`      Successfully uninstalled ${old.name}-${old.version}\n`);
    }
    yield* placeFiles(pip, project, release);
  }
  const done = order.map((key) => `${chosen.get(key)!.project.name}-${chosen.get(key)!.release.version}`).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  yield* pip.say(`Successfully installed ${done.join(' ')}\n`);
}

/** How many steps of requirements are below: what others need is installed first. */
function depth(chosen: ReadonlyMap<string, Chosen>, key: string, seen: readonly string[] = []): number {
  const found = chosen.get(key);
  if (!found || seen.includes(key)) return 0;
  return 1 + Math.max(-1, ...requirementsOf(found.project, found.release).map((each) => normalize(parseRequirement(each)!.name)).filter((name) => chosen.has(name)).map((name) => depth(chosen, name, [...seen, key])));
}

/** pip's words for two requirements that no release suits. */
function conflict(wanted: readonly Requirement[], project: Project, requirement: Requirement, from: string): string {
  const asked = wanted.find(({ name }) => normalize(name) === normalize(project.name));
  const names = [asked?.text, from === '' ? undefined : from].filter((name) => name).join(' and ');
  return `ERROR: Cannot install ${names} because these package versions have conflicting dependencies.\n\nThe conflict is caused by:\n${asked ? `    The user requested ${asked.text}\n` : ''}    ${from || 'The user'} ${from ? 'depends on' : 'requested'} ${requirement.text}\n\nTo fix this you could try to:\n1. loosen the range of package versions you've specified\n2. remove package versions to allow pip to attempt to solve the dependency conflict\n\nERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts`;
}

const EXTERNALLY_MANAGED = `error: externally-managed-environment

× This environment is externally managed
╰─> To install Python packages system-wide, try apt install
    python3-xyz, where xyz is the package you are trying to
    install.
    
    If you wish to install a non-Debian-packaged Python package,
    create a virtual environment using python3 -m venv path/to/venv.
    Then use path/to/venv/bin/python and path/to/venv/bin/pip. Make
    sure you have python3-full installed.
    
    If you wish to install a non-Debian packaged Python application,
    it may be easiest to use pipx install xyz, which will manage a
    virtual environment for you. Make sure you have pipx installed.
    
    See /usr/share/doc/python3.11/README.venv for more information.

note: If you believe this is a mistake, please contact your Python installation or OS distribution provider. You can override this, at the risk of breaking your Python installation or OS, by passing --break-system-packages.
hint: See PEP 668 for the detailed specification.`;
