import { NotSimulated } from '../../../core/errors.ts';
import type { Process } from '../../../core/process.ts';
import { compareVersions, normalize, parseRequirement, projectOf, releasesAt, satisfies } from './index.ts';
import type { Installed } from './installed.ts';
import { printUpdateNotice } from './notices.ts';
import { chooseRelease } from './package-index.ts';
import type { Pip } from './pip.ts';
import { requirementsOf } from './requirements.ts';
import { PipError } from './words.ts';

function inOrder(pip: Pip): readonly Installed[] {
  return [...pip.installed().values()].sort((a, b) => (normalize(a.name) < normalize(b.name) ? -1 : 1));
}

export function* freeze(pip: Pip): Process<number> {
  const hidden = new Set(pip.has('--all') ? [] : ['pip', 'setuptools', 'wheel', 'distribute']);
  yield* pip.print(inOrder(pip).filter(({ name }) => !hidden.has(normalize(name))).map(({ name, version }) => `${name}==${version}\n`).join(''));
  return 0;
}

/** Whether what is installed has what it needs, in versions that suit it: first what is missing, as pip lists it. */
export function* check(pip: Pip): Process<number> {
  const all = pip.installed();
  const missing: string[] = [];
  const unsuited: string[] = [];
  for (const { name, version } of inOrder(pip)) {
    const project = projectOf(name);
    const release = project && releasesAt(project, pip.date()).find((each) => each.version === version);
    if (!project || !release) continue;
    for (const text of requirementsOf(project, release)) {
      const requirement = parseRequirement(text)!;
      const needed = normalize(requirement.name);
      const found = all.get(needed);
      if (!found) missing.push(`${normalize(name)} ${version} requires ${needed}, which is not installed.\n`);
      else if (!satisfies(found.version, requirement)) unsuited.push(`${normalize(name)} ${version} has requirement ${text}, but you have ${needed} ${found.version}.\n`);
    }
  }
  const problems = [...missing, ...unsuited];
  yield* pip.print(problems.join('') || 'No broken requirements found.\n');
  return problems.length > 0 ? 1 : 0;
}

export function* listPackages(pip: Pip): Process<number> {
  const all = inOrder(pip);
  const format = pip.values('--format')[0];
  if (format === 'freeze') yield* pip.print(all.map(({ name, version }) => `${name}==${version}\n`).join(''));
  else if (format === 'json') yield* pip.print(`${JSON.stringify(all.map(({ name, version }) => ({ name, version })))}\n`);
  else {
    const rows = pip.has('-o', '--outdated') ? all.flatMap(({ name, version }) => {
      const project = projectOf(name);
      const newest = project && chooseRelease(pip, project, { specifiers: [] });
      return newest && compareVersions(newest.version, version) > 0 ? [[name, version, newest.version, 'wheel']] : [];
    }) : all.map(({ name, version }) => [name, version]);
    const head = pip.has('-o', '--outdated') ? ['Package', 'Version', 'Latest', 'Type'] : ['Package', 'Version'];
    if (rows.length > 0) yield* pip.print(table(head, rows));
  }
  yield* printUpdateNotice(pip);
  return 0;
}

export function* showPackages(pip: Pip): Process<number> {
  const all = pip.installed();
  const missing = pip.words.operands.filter((name) => !all.has(normalize(name)));
  if (pip.words.operands.length === 0) throw new PipError('WARNING: ERROR: Please provide a package name or names.');
  if (missing.length > 0) yield* pip.system.complain(`WARNING: Package(s) not found: ${missing.join(', ')}\n`);
  const texts = pip.words.operands.flatMap((name) => {
    const found = all.get(normalize(name));
    if (!found) return [];
    const project = projectOf(found.name);
    const requires = (project?.requires ?? []).map((each) => parseRequirement(each)!.name).sort();
    const users = [...all.values()].filter((each) => projectOf(each.name)?.requires.some((text) => normalize(parseRequirement(text)!.name) === normalize(found.name))).map((each) => each.name);
    return [`Name: ${found.name}\nVersion: ${found.version}\nSummary: ${project?.summary ?? ''}\nHome-page: \nAuthor: \nAuthor-email: \nLicense: \nLocation: ${found.folder}\nRequires: ${requires.join(', ')}\nRequired-by: ${users.join(', ')}\n`];
  });
  yield* pip.print(texts.join('---\n'));
  return missing.length === pip.words.operands.length ? 1 : 0;
}

export function* indexVersions(pip: Pip): Process<number> {
  const [verb, name = ''] = pip.words.operands;
  const project = projectOf(name);
  if (verb !== 'versions') throw new NotSimulated(`pip index ${verb ?? ''}`);
  const all = project && !project.isPrivate ? releasesAt(project, pip.date()).filter((release) => release.python <= pip.minor()).map(({ version }) => version).reverse() : [];
  if (all.length === 0) throw new PipError(`ERROR: No matching distribution found for ${name}`);
  const installed = pip.installed().get(normalize(name));
  yield* pip.print(`${project!.name} (${all[0]})\nAvailable versions: ${all.join(', ')}\n${installed ? `  INSTALLED: ${installed.version}\n  LATEST:    ${all[0]}\n` : ''}`);
  return 0;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) => `${cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd(widths[i]!))).join(' ')}\n`;
  return line(head) + line(widths.map((width) => '-'.repeat(width))) + rows.map(line).join('');
}
