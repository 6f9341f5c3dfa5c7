import { MILLISECOND, SECOND } from '../../../core/clock.ts';
import type { Process } from '../../../core/process.ts';
import { normalize } from './index.ts';
import type { Project, Release } from './index.ts';
import type { Pip } from './pip.ts';
import { PipError } from './words.ts';

/** The file that the index offers for this Python and machine. */
function wheelName(pip: Pip, project: Project, release: Release): string {
  const name = normalize(project.name).replaceAll('-', '_');
  if (project.needs) return `${name}-${release.version}.tar.gz`;
  const tag = `cp${pip.installation.minor.replace('.', '')}`;
  const machine = pip.system.host.machine;
  return project.isBinary ? `${name}-${release.version}-${tag}-${tag}-manylinux_2_17_${machine}.manylinux2014_${machine}.whl` : `${name}-${release.version}-py3-none-any.whl`;
}

/** What a release needs is asked first. Throws PipError where one is built from source and lacks its tools. */
export function* fetchMetadata(pip: Pip, project: Project, release: Release): Process<void> {
  const wheel = wheelName(pip, project, release);
  yield* pip.system.sleep(60 * MILLISECOND);
  yield* pip.system.compute(15 * MILLISECOND);
  if (isCached(pip, wheel)) return yield* pip.say(`  Using cached ${wheel}${project.needs ? '' : '.metadata'} (${sizeText(metadataSize(release))})\n`);
  yield* pip.say(`  Downloading ${wheel}${project.needs ? '' : '.metadata'} (${sizeText(project.needs ? release.size * 1024 : metadataSize(release))})\n`);
  if (!project.needs) return;
  const tool = (pip.system.env.get('PATH') ?? '').split(':').some((folder) => pip.system.files.exists(`${folder}/${project.needs!}`));
  if (!tool) throw new PipError(needsText(project));
}

/** At 12 MB/s, with a bar for what is large. */
export function* download(pip: Pip, project: Project, release: Release): Process<void> {
  const wheel = wheelName(pip, project, release);
  const bytes = release.size * 1024;
  if (isCached(pip, wheel)) return yield* pip.say(`Using cached ${wheel} (${sizeText(bytes)})\n`);
  yield* pip.say(`Downloading ${wheel} (${sizeText(bytes)})\n`);
  const seconds = bytes / 12_000_000;
  yield* pip.system.sleep(Math.round(seconds * SECOND));
  if (bytes >= 512 * 1024) {
    const isOnTerminal = pip.system.descriptors.get(1)?.terminal !== undefined;
    const [value, unit] = sizeText(bytes).split(' ');
    yield* pip.say(`   ${isOnTerminal ? '\x1b[38;5;70m' : ''}${'━'.repeat(40)}${isOnTerminal ? '\x1b[0m' : ''} ${value}/${value} ${unit} ${(bytes / 1e6 / Math.max(seconds, 0.01)).toFixed(1)} MB/s eta 0:00:00\n`);
  }
  if (!isCaching(pip)) return;
  pip.system.files.mkdirAll(cachePath(pip, wheel).replace(/\/[^/]*$/, ''), 0o755);
  pip.system.files.write(cachePath(pip, wheel), { kind: 'filler', name: wheel, size: bytes });
}

export function cacheFolder(pip: Pip): string {
  return `${pip.system.env.get('PIP_CACHE_DIR') ?? pip.values('--cache-dir')[0] ?? `${pip.system.env.get('HOME') ?? '/root'}/.cache/pip`}`;
}

function cachePath(pip: Pip, wheel: string): string {
  return `${cacheFolder(pip)}/http-v2/${wheel}.body`;
}

function isCaching(pip: Pip): boolean {
  return !pip.has('--no-cache-dir') && !['1', 'true', 'yes', 'on'].includes((pip.system.env.get('PIP_NO_CACHE_DIR') ?? '').toLowerCase());
}

function isCached(pip: Pip, wheel: string): boolean {
  return isCaching(pip) && pip.system.files.exists(cachePath(pip, wheel));
}

function metadataSize(release: Release): number {
  return 1_900 + Math.min(release.size, 40_000) * 6;
}

export function sizeText(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return bytes >= 10_000 ? `${Math.floor(bytes / 1000)} kB` : bytes >= 1000 ? `${(bytes / 1000).toFixed(1)} kB` : `${bytes} bytes`;
}

function needsText(project: Project): string {
  return `  error: subprocess-exited-with-error\n  \n  × python setup.py egg_info did not run successfully.\n  │ exit code: 1\n  ╰─> [6 lines of output]\n      running egg_info\n      Error: ${project.needs} executable not found.\n      \n      ${project.needs} is required to build ${project.name} from source.  Please add the directory\n      containing ${project.needs} to the $PATH or specify the full executable path.\n      [end of output]\n  \n  note: This error originates from a subprocess, and is likely not a problem with pip.\nerror: metadata-generation-failed\n\n× Encountered error while generating package metadata.\n╰─> See above for output.\n\nnote: This is an issue with the package mentioned above, not pip.\nhint: See above for details.`;
}
