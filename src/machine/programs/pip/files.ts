import { MILLISECOND } from '../../../core/clock.ts';
import type { Process } from '../../../core/process.ts';
import { normalize } from './index.ts';
import type { Project, Release } from './index.ts';
import type { Installed } from './installed.ts';
import type { Pip } from './pip.ts';
import { requirementsOf } from './requirements.ts';

function targetFolder(pip: Pip): string {
  const target = pip.values('-t', '--target')[0];
  if (target !== undefined) return target;
  const prefix = pip.values('--prefix')[0];
  if (prefix !== undefined) return `${prefix}/lib/python${pip.installation.minor}/site-packages`;
  const own = pip.installation.sitePackages[0]!;
  if (pip.has('--user')) return pip.folders().at(-1)!;
  const isWritable = pip.system.files.exists(own) ? pip.system.files.may(own, 'w') : pip.system.credentials.uid === 0;
  return isWritable ? own : pip.folders().at(-1)!;
}

/** Where commands go: beside the packages of --prefix, --target and --user. */
function scriptFolder(pip: Pip): string {
  const prefix = pip.values('-t', '--target', '--prefix')[0];
  if (prefix !== undefined) return `${prefix}/bin`;
  return targetFolder(pip) === pip.folders().at(-1) ? `${pip.system.env.get('HOME') ?? '/root'}/.local/bin` : `${pip.installation.prefix}/bin`;
}

export function* placeFiles(pip: Pip, project: Project, release: Release): Process<void> {
  const { files } = pip.system;
  const target = targetFolder(pip);
  files.mkdirAll(target);
  const unpacked = Math.round(release.size * 1024 * (project.isBinary ? 3.6 : 3.1));
  const record: string[] = [];
  const put = (path: string, content: string | { kind: 'filler'; name: string; size: number }, mode = 0o644) => {
    files.mkdirAll(path.replace(/\/[^/]*$/, ''));
    files.write(path, content, mode);
    record.push(path);
  };
  for (const [i, module] of project.modules.entries()) {
    if (normalize(project.name) === 'six') put(`${target}/six.py`, { kind: 'filler', name: 'six.py', size: 34_703 });
    else {
      put(`${target}/${module}/__init__.py`, { kind: 'filler', name: `${module} ${release.version}`, size: 4_200 });
      put(`${target}/${module}/_version.py`, { kind: 'filler', name: `${module} version ${release.version}`, size: 500 });
      if (i === 0 && unpacked > 20_000) put(`${target}/${module}/${project.isBinary ? `_core.cpython-${pip.installation.minor.replace('.', '')}-${pip.system.host.machine}-linux-gnu.so` : 'core.py'}`, { kind: 'filler', name: `${module} core ${release.version}`, size: unpacked });
      put(`${target}/${module}/__pycache__/__init__.cpython-${pip.installation.minor.replace('.', '')}.pyc`, { kind: 'filler', name: `${module} pyc ${release.version}`, size: 4_600 });
    }
  }
  for (const script of project.scripts) put(`${scriptFolder(pip)}/${script}`, `#!${pip.installation.prefix}/bin/python${pip.installation.minor}\n# -*- coding: utf-8 -*-\nimport sys\nfrom ${project.modules[0]}.__main__ import main\nif __name__ == '__main__':\n    sys.exit(main(sys.argv[1:]))\n`, 0o755);
  const info = `${target}/${normalize(project.name).replaceAll('-', '_')}-${release.version}.dist-info`;
  put(`${info}/METADATA`, `Metadata-Version: 2.1\nName: ${project.name}\nVersion: ${release.version}\nSummary: ${project.summary}\n${requirementsOf(project, release).map((each) => `Requires-Dist: ${each}\n`).join('')}Requires-Python: >=3.${release.python}\n`);
  put(`${info}/INSTALLER`, 'pip\n');
  put(`${info}/WHEEL`, 'Wheel-Version: 1.0\n');
  put(`${info}/top_level.txt`, project.modules.map((module) => `${module}\n`).join(''));
  put(`${info}/RECORD`, record.map((path) => `${path},,\n`).join(''));
  yield* pip.system.compute(Math.round(30 * MILLISECOND + (unpacked / 1_000_000) * 12 * MILLISECOND));
}

export function removeFiles(pip: Pip, installed: Installed): void {
  const { files } = pip.system;
  const record = `${installed.path}/RECORD`;
  const paths = files.exists(record) ? files.readText(record).split('\n').map((line) => line.split(',')[0]!).filter((path) => path) : [];
  const folders = new Set<string>();
  for (const path of paths) {
    const whole = path.startsWith('/') ? path : `${installed.folder}/${path}`;
    if (whole.startsWith(installed.folder)) folders.add(`${installed.folder}/${whole.slice(installed.folder.length + 1).split('/')[0]}`);
    else files.removeAll(whole);
  }
  for (const folder of folders) files.removeAll(folder);
  files.removeAll(installed.path);
}
