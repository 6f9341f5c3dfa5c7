import { layer, oneEach, secondsOf, timeOf } from '../entries.ts';
import type { LayerBuilder } from '../entries.ts';
import type { LayerSource, Platform, Step } from '../repository.ts';
import { DEBIAN_GROUP, DEBIAN_PASSWD, shadowFile } from './accounts.ts';
import { basePackages, statusEntry } from './debian-packages.ts';

export type DebianRelease = 'bookworm' | 'trixie';
export type UbuntuRelease = 'jammy' | 'noble';

interface ReleaseFacts {
  readonly osRelease: string;
  readonly issue: string;
  readonly version: string;
  /** Bytes of all files, and of the compressed layer; slim and full. */
  readonly slim: readonly [number, number];
  readonly full: readonly [number, number];
}

const RELEASES: Readonly<Record<DebianRelease | UbuntuRelease, ReleaseFacts>> = {
  bookworm: {
    osRelease: debianOsRelease('12', 'bookworm'),
    issue: 'Debian GNU/Linux 12',
    version: '12.11',
    slim: [74_783_552, 28_230_000],
    full: [116_518_912, 48_494_000],
  },
  trixie: {
    osRelease: debianOsRelease('13', 'trixie'),
    issue: 'Debian GNU/Linux 13',
    version: '13.1',
    slim: [78_610_432, 29_775_000],
    full: [119_812_096, 49_278_000],
  },
  noble: {
    osRelease: ubuntuOsRelease('24.04', '24.04.2 LTS (Noble Numbat)', 'noble'),
    issue: 'Ubuntu 24.04.2 LTS',
    version: 'trixie/sid',
    slim: [78_118_912, 29_720_000],
    full: [78_118_912, 29_720_000],
  },
  jammy: {
    osRelease: ubuntuOsRelease('22.04', '22.04.5 LTS (Jammy Jellyfish)', 'jammy'),
    issue: 'Ubuntu 22.04.5 LTS',
    version: 'bookworm/sid',
    slim: [77_862_912, 29_540_000],
    full: [77_862_912, 29_540_000],
  },
};

/** When the base images were made anew; the first before the world begins. */
const SNAPSHOTS: Readonly<Record<DebianRelease, readonly string[]>> = {
  bookworm: ['2025-04-28', '2025-05-20', '2025-06-10', '2025-06-30', '2025-07-21', '2025-08-11', '2025-09-08', '2025-09-29', '2025-10-20', '2025-11-17', '2025-12-08', '2026-01-12', '2026-02-02', '2026-03-16', '2026-04-06', '2026-05-11', '2026-06-08'],
  trixie: ['2025-08-11', '2025-09-08', '2025-09-29', '2025-10-20', '2025-11-17', '2025-12-08', '2026-01-12', '2026-02-02', '2026-03-16', '2026-04-06', '2026-05-11', '2026-06-08'],
};

export function debianSnapshots(release: DebianRelease): readonly string[] {
  return SNAPSHOTS[release];
}

/** What official images of that day stand on: trixie since it became stable. */
export function stableRelease(date: string): DebianRelease {
  return date < '2025-08-11' ? 'bookworm' : 'trixie';
}

/** Debian's own base layer: the same object, so the same digest, for every image that stands on it. */
export const debianLayer = oneEach((platform, release, date, kind): LayerSource => {
  const facts = RELEASES[release as DebianRelease];
  const [size, blobSize] = kind === 'slim' ? facts.slim : facts.full;
  return layer(platform as Platform, date!, (to) => {
    debianFiles(to, release as DebianRelease, facts, date!);
    if (kind !== 'slim') documentation(to, size);
    to.padTo(size, 'usr/lib/locale/C.utf8/LC_COLLATE');
  }, onPlatform(platform as Platform, blobSize));
});

export const ubuntuLayer = oneEach((platform, release, date): LayerSource => {
  const facts = RELEASES[release as UbuntuRelease];
  return layer(platform as Platform, date!, (to) => {
    debianFiles(to, release as UbuntuRelease, facts, date!);
    to.file('etc/lsb-release', facts.osRelease.includes('24.04')
      ? 'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=24.04\nDISTRIB_CODENAME=noble\nDISTRIB_DESCRIPTION="Ubuntu 24.04.2 LTS"\n'
      : 'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04\nDISTRIB_CODENAME=jammy\nDISTRIB_DESCRIPTION="Ubuntu 22.04.5 LTS"\n');
    if (release === 'noble') {
      to.file('etc/passwd', `${DEBIAN_PASSWD}ubuntu:x:1000:1000:Ubuntu:/home/ubuntu:/bin/bash\n`);
      to.file('etc/group', `${DEBIAN_GROUP}ubuntu:x:1000:\n`);
      to.directory('home/ubuntu', { uid: 1000, gid: 1000, mode: 0o750 });
    }
    to.programs('usr/bin', 'ps top free kill pgrep pkill uptime vmstat w watch pidwait pmap pwdx skill slabtop tload snice');
    to.program('usr/sbin/sysctl', 31_112);
    to.padTo(facts.slim[0], 'usr/lib/locale/C.utf8/LC_COLLATE');
  }, onPlatform(platform as Platform, facts.slim[1]));
});

/** The steps of `docker history` for an image that stands on Debian. */
export function debianSteps(platform: Platform, release: DebianRelease, date: string, kind: 'slim' | 'full'): readonly Step[] {
  const architecture = platform.slice(6);
  return [{ createdBy: `# debian.sh --arch '${architecture}' out/ '${release}' '@${secondsOf(date)}'`, comment: 'debuerreotype 0.15', created: timeOf(date), layer: debianLayer(platform, release, date, kind) }];
}

function onPlatform(platform: Platform, blobSize: number): number {
  return platform === 'linux/amd64' ? blobSize : Math.round(blobSize * 0.993);
}

/** Files of a minimal Debian or Ubuntu: coreutils, apt and dpkg with their data, libraries, accounts. */
function debianFiles(to: LayerBuilder, release: DebianRelease | UbuntuRelease, facts: ReleaseFacts, date: string): void {
  to.directory('boot etc home opt srv media mnt proc sys dev run usr usr/bin usr/sbin usr/lib usr/games usr/include usr/local usr/share usr/src var');
  to.directory('root', { mode: 0o700 }).directory('tmp var/tmp', { mode: 0o1777 });
  to.link('bin', 'usr/bin').link('sbin', 'usr/sbin').link('lib', 'usr/lib');
  if (to.platform === 'linux/amd64') to.directory('usr/lib64').link('lib64', 'usr/lib64');
  to.directory('usr/local/bin usr/local/sbin usr/local/lib usr/local/etc usr/local/games usr/local/include usr/local/share usr/local/src');
  to.link('usr/local/man', 'share/man');
  to.directory('var/backups var/cache/apt/archives/partial var/cache/debconf var/lib/apt/lists/partial var/lib/dpkg/info var/lib/dpkg/updates var/lib/dpkg/triggers var/lib/misc var/lib/pam var/log/apt var/opt var/spool/mail');
  to.directory('var/mail', { mode: 0o2775, gid: 8 }).directory('var/local', { mode: 0o2775, gid: 50 });
  to.link('var/run', '/run').link('var/lock', '/run/lock').directory('run/lock', { mode: 0o1777 });
  configuration(to, release, facts, date);
  executables(to, release);
  libraries(to, release);
  packageDatabase(to, release);
}

function configuration(to: LayerBuilder, release: string, facts: ReleaseFacts, date: string): void {
  const isUbuntu = release === 'noble' || release === 'jammy';
  to.file('usr/lib/os-release', facts.osRelease).link('etc/os-release', '../usr/lib/os-release');
  to.file('etc/debian_version', `${facts.version}\n`);
  to.file('etc/issue', `${facts.issue} \\n \\l\n\n`).file('etc/issue.net', `${facts.issue}\n`);
  to.file('etc/passwd', DEBIAN_PASSWD).file('etc/group', DEBIAN_GROUP);
  to.file('etc/shadow', shadowFile(DEBIAN_PASSWD), { mode: 0o640, gid: 42 }).file('etc/gshadow', '', { mode: 0o640, gid: 42 });
  to.file('etc/shells', '# /etc/shells: valid login shells\n/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n/bin/rbash\n/usr/bin/rbash\n/bin/dash\n/usr/bin/dash\n');
  to.file('etc/profile', 'if [ "$(id -u)" -eq 0 ]; then\n  PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"\nelse\n  PATH="/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games"\nfi\nexport PATH\n');
  to.file('etc/bash.bashrc', '[ -z "$PS1" ] && return\nshopt -s checkwinsize\n');
  to.file('root/.bashrc', '# ~/.bashrc: executed by bash(1) for non-login shells.\n').file('root/.profile', 'if [ "$BASH" ]; then\n  if [ -f ~/.bashrc ]; then\n    . ~/.bashrc\n  fi\nfi\n\nmesg n 2> /dev/null || true\n');
  to.file('etc/nsswitch.conf', 'passwd:         files\ngroup:          files\nshadow:         files\ngshadow:        files\n\nhosts:          files dns\nnetworks:       files\n\nprotocols:      db files\nservices:       db files\nethers:         db files\nrpc:            db files\n\nnetgroup:       nis\n');
  to.file('etc/host.conf', 'multi on\n').file('etc/ld.so.conf', 'include /etc/ld.so.conf.d/*.conf\n').file('etc/environment', '').file('etc/fstab', '# UNCONFIGURED FSTAB FOR BASE SYSTEM\n');
  to.file('etc/login.defs', 'MAIL_DIR        /var/mail\nUMASK           022\nUID_MIN                  1000\nUID_MAX                 60000\nGID_MIN                  1000\nGID_MAX                 60000\nENCRYPT_METHOD YESCRYPT\n');
  to.file('etc/adduser.conf', '#DSHELL=/bin/bash\n#DHOME=/home\n#FIRST_UID=1000\n').file('etc/deluser.conf', '#REMOVE_HOME=0\n');
  to.directory('etc/skel etc/default etc/cron.daily etc/init.d etc/pam.d etc/security etc/profile.d etc/alternatives etc/opt');
  to.file('etc/skel/.bashrc', '# ~/.bashrc\n').file('etc/skel/.profile', '# ~/.profile\n');
  to.link('etc/localtime', '/usr/share/zoneinfo/Etc/UTC').file('etc/timezone', 'Etc/UTC\n').filler('usr/share/zoneinfo/Etc/UTC', 114);
  to.link('etc/mtab', '/proc/mounts').link('etc/rmt', '/usr/sbin/rmt');
  to.directory('etc/apt/apt.conf.d etc/apt/preferences.d etc/apt/sources.list.d etc/apt/trusted.gpg.d etc/apt/keyrings etc/apt/auth.conf.d');
  to.file('etc/apt/apt.conf.d/docker-clean', 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };\nDir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n');
  to.file('etc/apt/apt.conf.d/docker-no-languages', 'Acquire::Languages "none";\n').file('etc/apt/apt.conf.d/docker-gzip-indexes', 'Acquire::GzipIndexes "true";\n');
  to.file('etc/apt/apt.conf.d/docker-autoremove-suggests', 'Apt::AutoRemove::SuggestsImportant "false";\n');
  to.directory('etc/dpkg/dpkg.cfg.d etc/dpkg/origins').file('etc/dpkg/dpkg.cfg.d/docker-apt-speedup', 'force-unsafe-io\n');
  if (isUbuntu) {
    const keyring = '/usr/share/keyrings/ubuntu-archive-keyring.gpg';
    to.file(release === 'noble' ? 'etc/apt/sources.list.d/ubuntu.sources' : 'etc/apt/sources.list', release === 'noble'
      ? `Types: deb\nURIs: http://archive.ubuntu.com/ubuntu/\nSuites: noble noble-updates noble-backports\nComponents: main universe restricted multiverse\nSigned-By: ${keyring}\n\nTypes: deb\nURIs: http://security.ubuntu.com/ubuntu/\nSuites: noble-security\nComponents: main universe restricted multiverse\nSigned-By: ${keyring}\n`
      : ['jammy', 'jammy-updates', 'jammy-security'].map((suite) => `deb http://${suite === 'jammy-security' ? 'security' : 'archive'}.ubuntu.com/ubuntu/ ${suite} main restricted universe multiverse\n`).join(''));
    to.filler('usr/share/keyrings/ubuntu-archive-keyring.gpg', 3607);
  } else {
    to.file('etc/apt/sources.list.d/debian.sources', debianSources(release, date));
    to.filler('usr/share/keyrings/debian-archive-keyring.gpg', 55_861);
  }
}

function debianSources(release: string, date: string): string {
  const stamp = `${date.replaceAll('-', '')}T000000Z`;
  const block = (path: string, suites: string) =>
    `Types: deb\n# http://snapshot.debian.org/archive/${path}/${stamp}\nURIs: http://deb.debian.org/${path}\nSuites: ${suites}\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n`;
  return `${block('debian', `${release} ${release}-updates`)}\n${block('debian-security', `${release}-security`)}`;
}

const BIN =
  'cat chgrp chmod chown cp date dd df dir echo false ln ls mkdir mknod mktemp mv pwd readlink rm rmdir sleep stty sync touch true uname vdir ' +
  '[ arch b2sum base32 base64 basename basenc chcon cksum comm csplit cut dircolors dirname du env expand expr factor fmt fold groups head hostid ' +
  'id install join link logname md5sum mkfifo nice nl nohup nproc numfmt od paste pathchk pinky pr printenv printf ptx realpath runcon seq sha1sum ' +
  'sha224sum sha256sum sha384sum sha512sum shred shuf sort split stat stdbuf sum tac tail tee test timeout tr truncate tsort tty unexpand uniq ' +
  'unlink users wc who whoami yes find xargs cmp diff diff3 sdiff grep egrep fgrep sed tar gzip gunzip zcat zgrep perl hostname dnsdomainname clear ' +
  'tput tset reset infocmp tic mount umount findmnt lsblk mountpoint dmesg more su login newgrp getopt flock ionice ipcs last lscpu lslocks lsns nsenter ' +
  'prlimit rev renice script setarch setpriv setsid taskset unshare whereis wdctl logger chage chfn chsh expiry gpasswd passwd faillog lastlog getconf ' +
  'getent iconv ldd locale localedef tzselect zdump run-parts savelog which tempfile ischroot pidof ' +
  'apt apt-cache apt-cdrom apt-config apt-get apt-key apt-mark dpkg dpkg-deb dpkg-divert dpkg-query dpkg-split dpkg-statoverride dpkg-trigger ' +
  'update-alternatives debconf deb-systemd-helper gpgv';
const SBIN =
  'chroot adduser addgroup deluser delgroup useradd userdel usermod groupadd groupdel groupmod chpasswd newusers pwck grpck pwconv vipw nologin ' +
  'agetty blkid blockdev fsck losetup mkswap swapon swapoff pivot_root runuser sulogin switch_root ldconfig zic service invoke-rc.d update-rc.d ' +
  'start-stop-daemon killall5 fstab-decode add-shell remove-shell update-passwd dpkg-reconfigure dpkg-preconfigure mke2fs tune2fs e2fsck policy-rc.d';

function executables(to: LayerBuilder, release: string): void {
  to.program('usr/bin/bash', release === 'trixie' ? 1_298_416 : 1_265_648).link('usr/bin/rbash', 'bash');
  to.program('usr/bin/dash', 125_640, 'sh').link('usr/bin/sh', 'dash');
  to.program('usr/bin/mawk', 154_720, 'awk').link('usr/bin/awk', '/etc/alternatives/awk').link('etc/alternatives/awk', '/usr/bin/mawk').link('usr/bin/nawk', '/etc/alternatives/awk');
  to.programs('usr/bin', BIN).programs('usr/sbin', SBIN);
  for (const name of ['su', 'mount', 'umount', 'passwd', 'chsh', 'chfn', 'gpasswd', 'newgrp']) to.program(`usr/bin/${name}`, 72_000, name, { mode: 0o4755 });
  to.directory('usr/lib/apt/methods usr/lib/dpkg/methods');
  for (const method of ['http', 'gpgv', 'store', 'file', 'copy']) to.filler(`usr/lib/apt/methods/${method}`, 109_144, { mode: 0o755 });
  to.link('usr/lib/apt/methods/https', 'http');
}

function libraries(to: LayerBuilder, release: string): void {
  const triplet = to.platform === 'linux/amd64' ? 'x86_64-linux-gnu' : 'aarch64-linux-gnu';
  const folder = `usr/lib/${triplet}`;
  const loader = to.platform === 'linux/amd64' ? 'ld-linux-x86-64.so.2' : 'ld-linux-aarch64.so.1';
  to.filler(`${folder}/${loader}`, 210_904, { mode: 0o755 }).link(`${to.platform === 'linux/amd64' ? 'usr/lib64' : 'usr/lib'}/${loader}`, `/usr/lib/${triplet}/${loader}`);
  to.filler(`${folder}/libc.so.6`, 1_922_136, { mode: 0o755 }).filler(`${folder}/libm.so.6`, 907_784).filler(`${folder}/libpthread.so.0`, 14_480).filler(`${folder}/libdl.so.2`, 14_480);
  for (const { name, size } of basePackages(release)) {
    if (!name.startsWith('lib') || name.startsWith('libc6') || name.startsWith('libc-') || name.endsWith('-common') || name.includes('pam-')) continue;
    const [, stem, version] = /^(lib.*?)-?(\d[\d.]*)?(?:t64|g)?$/.exec(name) ?? [];
    to.filler(`${folder}/${stem}.so.${version ?? 1}`, Math.round(size * 1024 * 0.55));
  }
  to.filler(`${folder}/perl-base/POSIX.pm`, 21_470).filler(`${folder}/perl-base/unicore.tar`, 2_841_600).filler('usr/share/zoneinfo/tzdata.zi', 109_390).filler('usr/lib/locale/C.utf8/LC_CTYPE', 353_616);
  to.filler('usr/lib/terminfo/x/xterm', 3780).filler('usr/lib/terminfo/x/xterm-256color', 3991).filler('usr/lib/terminfo/l/linux', 1740).filler('etc/ld.so.cache', 6254);
}

function packageDatabase(to: LayerBuilder, release: string): void {
  const architecture = to.platform.slice(6);
  const packages = basePackages(release);
  const maintainer = release === 'noble' || release === 'jammy' ? 'Ubuntu Developers <ubuntu-devel-discuss@lists.ubuntu.com>' : 'Debian Developers <debian-devel@lists.debian.org>';
  to.file('var/lib/dpkg/status', packages.map((entry) => statusEntry({ ...entry, architecture: entry.architecture === 'all' ? 'all' : architecture, priority: 'required', section: 'base', maintainer })).join('\n'));
  to.file('var/lib/dpkg/arch', `${architecture}\n`).file('var/lib/dpkg/available', '').file('var/lib/dpkg/diversions', '').file('var/lib/dpkg/statoverride', '').file('var/lib/dpkg/lock', '', { mode: 0o640 }).file('var/lib/dpkg/lock-frontend', '', { mode: 0o640 });
  to.file('var/lib/apt/extended_states', '', {}).file('var/log/dpkg.log', '').file('var/log/alternatives.log', '').file('var/log/lastlog', '', { gid: 43, mode: 0o664 });
  for (const { name } of packages) to.file(`var/lib/dpkg/info/${name}.list`, `/.\n/usr\n/usr/share\n/usr/share/doc/${name}\n`);
}

/** What the slim images leave out: manual pages, translations, documentation. */
function documentation(to: LayerBuilder, size: number): void {
  to.filler('usr/share/man/man1/bash.1.gz', 91_000).filler('usr/share/man/man1/ls.1.gz', 3100).filler('usr/share/man/man8/apt-get.8.gz', 7300);
  for (const language of ['de', 'es', 'fr', 'it', 'ja', 'pl', 'pt_BR', 'ru', 'zh_CN']) to.filler(`usr/share/locale/${language}/LC_MESSAGES/coreutils.mo`, 380_000 + language.charCodeAt(0) * 211);
  to.filler('usr/share/doc/base-files/README', 1900).filler('usr/share/i18n/locales/iso14651_t1_common', Math.round(size * 0.04)).filler('usr/share/common-licenses/GPL-3', 35_147);
}

function debianOsRelease(version: string, name: string): string {
  return `PRETTY_NAME="Debian GNU/Linux ${version} (${name})"\nNAME="Debian GNU/Linux"\nVERSION_ID="${version}"\nVERSION="${version} (${name})"\nVERSION_CODENAME=${name}\nID=debian\nHOME_URL="https://www.debian.org/"\nSUPPORT_URL="https://www.debian.org/support"\nBUG_REPORT_URL="https://bugs.debian.org/"\n`;
}

function ubuntuOsRelease(version: string, full: string, name: string): string {
  return `PRETTY_NAME="Ubuntu ${full.split(' (')[0]}"\nNAME="Ubuntu"\nVERSION_ID="${version}"\nVERSION="${full}"\nVERSION_CODENAME=${name}\nID=ubuntu\nID_LIKE=debian\nHOME_URL="https://www.ubuntu.com/"\nSUPPORT_URL="https://help.ubuntu.com/"\nBUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"\nPRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"\nUBUNTU_CODENAME=${name}\nLOGO=ubuntu-logo\n`;
}
