import { expect, test } from 'vitest';
import { DAY, SECOND } from '../../core/clock.ts';
import { ImageHost } from './testing/image-host.ts';

const BARE = { entrypoint: [] };
const YEAR_LATER = 1_748_851_200 * SECOND + 365 * DAY;

test('pip installs into site-packages, and the index moves on', () => {
  const app = new ImageHost().create('python:3.12-slim', 'app', ['sleep', '1000'], BARE);
  expect(app.exec(['pip', 'install', '-q', 'pandas', '--root-user-action=ignore', '--disable-pip-version-check'])).toMatchObject({ stdout: '', stderr: '', status: 0 });
  expect(app.exec(['pip', 'freeze']).stdout).toBe('numpy==2.2.6\npandas==2.2.3\npython-dateutil==2.9.0.post0\npytz==2025.2\nsix==1.17.0\ntzdata==2025.2\n');
  expect(app.exec(['pip', 'install', 'pandas', '--', 'What'])).toMatchObject({ status: 1, stderr: 'ERROR: Could not find a version that satisfies the requirement What (from versions: none)\nERROR: No matching distribution found for What\n' });
  const later = new ImageHost(YEAR_LATER).create('python:3.12-slim', 'app', ['sleep', '1000'], BARE);
  later.exec(['pip', 'install', '-q', 'pandas']);
  expect(later.exec(['pip', 'freeze']).stdout).toContain('pandas==3.0.0\n');
});

test('pip check finds what --no-deps left out', () => {
  const app = new ImageHost().create('python:3.12-slim', 'app', ['sleep', '1000'], BARE);
  expect(app.exec(['pip', 'check'])).toMatchObject({ stdout: 'No broken requirements found.\n', status: 0 });
  app.exec(['pip', 'install', '-q', '--no-deps', 'python-dateutil']);
  expect(app.exec(['pip', 'check'])).toMatchObject({ stdout: 'python-dateutil 2.9.0.post0 requires six, which is not installed.\n', status: 1 });
  app.exec(['pip', 'install', '-q', 'six']);
  expect(app.exec(['pip', 'check']).status).toBe(0);
});

test('apt-get check says what it reads; apt has no such command', () => {
  const app = new ImageHost().create('debian:bookworm-slim', 'app', ['sleep', '1000'], BARE);
  expect(app.exec(['apt-get', 'check'])).toMatchObject({ stdout: 'Reading package lists...\nBuilding dependency tree...\nReading state information...\n', stderr: '', status: 0 });
  const refused = app.exec(['apt', 'check']);
  expect(refused).toMatchObject({ stdout: '', status: 100 });
  expect(refused.stderr).toContain('E: Invalid operation check\n');
});

test('apt-get needs its lists, and takes things away again', () => {
  const app = new ImageHost().create('debian:bookworm-slim', 'app', ['sleep', '1000'], BARE);
  expect(app.exec(['apt-get', 'install', '-y', 'curl'])).toMatchObject({ status: 100, stderr: 'E: Unable to locate package curl\n' });
  expect(app.exec(['apt-get', 'update'])).toMatchObject({ status: 0 });
  expect(app.exec(['apt-get', 'install', 'curl']).stdout).toMatch(/Do you want to continue\? \[Y\/n\] Abort\.\n$/);
  expect(app.exec(['apt-get', 'install', '-y', '--no-install-recommends', 'curl']).status).toBe(0);
  expect(app.exec(['curl', '-s', 'http://nowhere/'])).toMatchObject({ status: 6 });
  expect(app.exec(['apt-get', 'purge', '-y', '--auto-remove', 'curl']).status).toBe(0);
  expect(app.files.exists('/usr/bin/curl')).toBe(false);
  expect(app.files.exists('/usr/lib/x86_64-linux-gnu/libcurl4.so')).toBe(false);
});

test('apk installs, and a container without a network can not', () => {
  const host = new ImageHost();
  const fetched = 'fetch https://dl-cdn.alpinelinux.org/alpine/v3.22/main/x86_64/APKINDEX.tar.gz\nfetch https://dl-cdn.alpinelinux.org/alpine/v3.22/community/x86_64/APKINDEX.tar.gz\n';
  expect(host.run('alpine', ['apk', 'add', '--no-cache', 'bash'])).toMatchObject({ status: 0, stdout: `${fetched}(1/2) Installing readline (8.2.13-r1)\n(2/2) Installing bash (5.2.37-r0)\nExecuting busybox-1.37.0-r18.trigger\nOK: 10 MiB in 17 packages\n` });
  expect(host.run('alpine', ['apk', 'add', '--no-cache', 'nope'])).toMatchObject({ status: 1, stderr: 'ERROR: unable to select packages:\n  nope (no such package):\n    required by: world[nope]\n' });
  const lost = host.run('python:3.12-slim', ['pip', 'install', 'pandas'], { ...BARE, isOffline: true });
  expect(lost.status).toBe(1);
  expect(lost.stderr).toContain('Temporary failure in name resolution');
});
