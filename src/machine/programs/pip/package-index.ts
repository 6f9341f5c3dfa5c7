import { SECOND } from '../../../core/clock.ts';
import type { Process } from '../../../core/process.ts';
import { reach } from '../support/reach.ts';
import { compareVersions, normalize, projectOf, releasesAt, satisfies } from './index.ts';
import type { Project, Release, Requirement } from './index.ts';
import type { Pip } from './pip.ts';
import { PipError } from './words.ts';

/** The token of the course's private index: what must not end up in an image. */
const PRIVATE_TOKEN = 'acme-s3cret-token';

/** Whether the index can be reached; says what pip says when not. */
export function* reachIndex(pip: Pip, requirement: Requirement): Process<boolean> {
  const url = pip.values('-i', '--index-url')[0] ?? pip.system.env.get('PIP_INDEX_URL') ?? 'https://pypi.org/simple';
  const host = /^https?:\/\/(?:[^@/]*@)?([^/:]+)/.exec(url)?.[1] ?? 'pypi.org';
  if (isPrivateHost(host)) return true;
  const problem = yield* reach(pip.system, host, 443);
  if (problem === undefined) return true;
  const reason = problem === 'unresolved' ? '[Errno -3] Temporary failure in name resolution' : problem === 'unknown' ? '[Errno -2] Name or service not known' : '[Errno 101] Network is unreachable';
  for (let left = 4; left >= 0; left--) {
    yield* pip.system.complain(`WARNING: Retrying (Retry(total=${left}, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f${pip.system.entropy.hex(10)}>: Failed to establish a new connection: ${reason}')': /simple/${normalize(requirement.name)}/\n`);
    yield* pip.system.sleep(0.25 * SECOND * 2 ** (4 - left));
  }
  return false;
}

/** Throws PipError where the private index refuses the token. */
export function findProject(pip: Pip, requirement: Requirement): Project | undefined {
  const project = projectOf(requirement.name);
  if (!project?.isPrivate) return project;
  const index = [...pip.values('--extra-index-url', '-i', '--index-url'), pip.system.env.get('PIP_EXTRA_INDEX_URL') ?? '', pip.system.env.get('PIP_INDEX_URL') ?? '', ...configuredIndexes(pip)].find((url) => url.includes('packages.acme.example'));
  if (index === undefined) return undefined;
  const token = /^https?:\/\/(?:[^:@/]*:)?([^@/]*)@/.exec(index)?.[1];
  if (token !== PRIVATE_TOKEN) throw new PipError(`ERROR: HTTP error 401 while getting ${index.replace(/\/\/[^@]*@/, '//****@').replace(/\/$/, '')}/${normalize(requirement.name)}/\nERROR: 401 Client Error: Unauthorized for url: https://packages.acme.example/simple/${normalize(requirement.name)}/`);
  return project;
}

function configuredIndexes(pip: Pip): readonly string[] {
  const home = pip.system.env.get('HOME') ?? '/root';
  return ['/etc/pip.conf', `${home}/.config/pip/pip.conf`, `${home}/.pip/pip.conf`, pip.system.env.get('PIP_CONFIG_FILE') ?? ''].flatMap((path) => (path !== '' && pip.system.files.exists(path) ? [...pip.system.files.readText(path).matchAll(/^(?:extra-)?index-url\s*=\s*(\S+)/gm)].map(([, url]) => url!) : []));
}

/** The newest release that suits the requirement and this Python. */
export function chooseRelease(pip: Pip, project: Project, requirement: Pick<Requirement, 'specifiers'>): Release | undefined {
  return releasesAt(project, pip.date()).filter((release) => release.python <= pip.minor() && satisfies(release.version, requirement)).sort((a, b) => compareVersions(a.version, b.version)).at(-1);
}

export function notFoundText(pip: Pip, requirement: Requirement, project: Project | undefined): string {
  const all = project ? releasesAt(project, pip.date()).filter((release) => release.python <= pip.minor()).map(({ version }) => version) : [];
  const tooNew = project ? releasesAt(project, pip.date()).filter((release) => release.python > pip.minor() && satisfies(release.version, requirement)) : [];
  const ignored = tooNew.length > 0 ? `ERROR: Ignored the following versions that require a different python version: ${tooNew.map(({ version, python }) => `${version} Requires-Python >=3.${python}`).join('; ')}\n` : '';
  return `${ignored}ERROR: Could not find a version that satisfies the requirement ${requirement.text} (from versions: ${all.length > 0 ? all.join(', ') : 'none'})\nERROR: No matching distribution found for ${requirement.text}`;
}

function isPrivateHost(host: string): boolean {
  return host === 'packages.acme.example';
}
