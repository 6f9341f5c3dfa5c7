import type { Process } from '../../../core/process.ts';
import { compareVersions, projectOf } from './index.ts';
import { chooseRelease } from './package-index.ts';
import type { Pip } from './pip.ts';

/** What pip says at its end about root and about itself. */
export function* printNotices(pip: Pip): Process<void> {
  if (pip.has('-q', '--quiet', '-qq')) return;
  const quietRoot = pip.values('--root-user-action')[0] === 'ignore' || pip.system.env.get('PIP_ROOT_USER_ACTION') === 'ignore';
  if (pip.system.credentials.uid === 0 && !quietRoot && pip.values('-t', '--target').length === 0) {
    const more = Number(pip.ownVersion().split('.')[0]) >= 24;
    yield* pip.system.complain(more
      ? "WARNING: Running pip as the 'root' user can result in broken permissions and conflicting behaviour with the system package manager, possibly rendering your system unusable. It is recommended to use a virtual environment instead: https://pip.pypa.io/warnings/venv. Use the --root-user-action option if you know what you are doing and want to suppress this warning.\n"
      : "WARNING: Running pip as the 'root' user can result in broken permissions and conflicting behaviour with the system package manager. It is recommended to use a virtual environment instead: https://pip.pypa.io/warnings/venv\n");
  }
  yield* printUpdateNotice(pip);
}

/** That there is a newer pip. */
export function* printUpdateNotice(pip: Pip): Process<void> {
  if (pip.has('--disable-pip-version-check') || pip.system.env.has('PIP_DISABLE_PIP_VERSION_CHECK')) return;
  const own = pip.ownVersion();
  const newest = chooseRelease(pip, projectOf('pip')!, { specifiers: [] });
  if (newest && compareVersions(newest.version, own) > 0) yield* pip.system.complain(`\n[notice] A new release of pip is available: ${own} -> ${newest.version}\n[notice] To update, run: pip install --upgrade pip\n`);
}
