import { layer, oneEach, timeOf } from '../entries.ts';
import type { LayerBuilder } from '../entries.ts';
import type { LayerSource, Platform, Step } from '../repository.ts';
import { ALPINE_GROUP, ALPINE_PASSWD, shadowFile } from './accounts.ts';
import { ALPINE_APPLETS } from './busybox.ts';

export interface AlpineVersion {
  /** `3.22` */
  readonly branch: string;
  /** `3.22.0` */
  readonly version: string;
  readonly published: string;
  readonly packages: string;
}

/** Name, version, bytes installed. */
const PACKAGES_319 = 'alpine-baselayout 3.4.3-r2 32768;alpine-baselayout-data 3.4.3-r2 77824;alpine-keys 2.4-r1 159744;apk-tools 2.14.4-r0 323584;busybox 1.36.1-r20 962560;busybox-binsh 1.36.1-r20 8192;ca-certificates-bundle 20250619-r0 233472;libc-utils 0.7.2-r5 4096;libcrypto3 3.1.8-r0 4657152;libssl3 3.1.8-r0 684032;musl 1.2.4_git20230717-r5 667648;musl-utils 1.2.4_git20230717-r5 126976;scanelf 1.3.7-r2 77824;ssl_client 1.36.1-r20 28672;zlib 1.3.1-r0 110592';
const PACKAGES_320 = 'alpine-baselayout 3.6.5-r0 32768;alpine-baselayout-data 3.6.5-r0 77824;alpine-keys 2.4-r1 159744;apk-tools 2.14.4-r1 323584;busybox 1.36.1-r30 962560;busybox-binsh 1.36.1-r30 8192;ca-certificates-bundle 20250619-r0 233472;libcrypto3 3.3.3-r0 4698112;libssl3 3.3.3-r0 692224;musl 1.2.5-r1 667648;musl-utils 1.2.5-r1 126976;scanelf 1.3.7-r2 77824;ssl_client 1.36.1-r30 28672;zlib 1.3.1-r1 110592';
const PACKAGES_321 = 'alpine-baselayout 3.6.8-r1 32768;alpine-baselayout-data 3.6.8-r1 77824;alpine-keys 2.5-r0 159744;alpine-release 3.21.3-r0 8192;apk-tools 2.14.6-r3 323584;busybox 1.37.0-r12 978944;busybox-binsh 1.37.0-r12 8192;ca-certificates-bundle 20241121-r1 233472;libcrypto3 3.3.3-r0 4698112;libssl3 3.3.3-r0 692224;musl 1.2.5-r9 667648;musl-utils 1.2.5-r9 126976;scanelf 1.3.8-r1 77824;ssl_client 1.37.0-r12 28672;zlib 1.3.1-r2 110592';
const PACKAGES_322 = 'alpine-baselayout 3.7.0-r0 32768;alpine-baselayout-data 3.7.0-r0 77824;alpine-keys 2.5-r0 159744;alpine-release 3.22.0-r0 8192;apk-tools 2.14.9-r2 323584;busybox 1.37.0-r18 978944;busybox-binsh 1.37.0-r18 8192;ca-certificates-bundle 20241121-r2 233472;libcrypto3 3.5.0-r0 5386240;libssl3 3.5.0-r0 905216;musl 1.2.5-r10 667648;musl-utils 1.2.5-r10 126976;scanelf 1.3.8-r1 77824;ssl_client 1.37.0-r18 28672;zlib 1.3.1-r2 110592';

/** All releases, by publication. */
export const ALPINE_VERSIONS: readonly AlpineVersion[] = [
  { branch: '3.19', version: '3.19.7', published: '2025-02-14', packages: PACKAGES_319 },
  { branch: '3.20', version: '3.20.6', published: '2025-02-14', packages: PACKAGES_320 },
  { branch: '3.21', version: '3.21.3', published: '2025-02-14', packages: PACKAGES_321 },
  { branch: '3.22', version: '3.22.0', published: '2025-05-30', packages: PACKAGES_322 },
  { branch: '3.20', version: '3.20.7', published: '2025-07-15', packages: PACKAGES_320 },
  { branch: '3.21', version: '3.21.4', published: '2025-07-15', packages: PACKAGES_321 },
  { branch: '3.22', version: '3.22.1', published: '2025-07-15', packages: PACKAGES_322 },
  { branch: '3.19', version: '3.19.9', published: '2025-10-08', packages: PACKAGES_319 },
  { branch: '3.20', version: '3.20.8', published: '2025-10-08', packages: PACKAGES_320 },
  { branch: '3.21', version: '3.21.5', published: '2025-10-08', packages: PACKAGES_321 },
  { branch: '3.22', version: '3.22.2', published: '2025-10-08', packages: PACKAGES_322 },
  { branch: '3.23', version: '3.23.0', published: '2025-12-03', packages: PACKAGES_322 },
  { branch: '3.22', version: '3.22.3', published: '2026-01-28', packages: PACKAGES_322 },
  { branch: '3.23', version: '3.23.3', published: '2026-01-28', packages: PACKAGES_322 },
];

export function alpineVersion(version: string): AlpineVersion {
  return ALPINE_VERSIONS.find((each) => each.version === version)!;
}

/** The newest release of a branch on a day; of all branches unless told. */
export function alpineAt(date: string, branch?: string): AlpineVersion {
  const there = ALPINE_VERSIONS.filter((each) => each.published <= date && (branch === undefined || each.branch === branch));
  return there.reduce((best, each) => (minor(each) > minor(best) || (minor(each) === minor(best) && each.published >= best.published) ? each : best));
}

export const alpineLayer = oneEach((platform, version): LayerSource => {
  const release = alpineVersion(version!);
  return layer(platform as Platform, release.published, (to) => alpineFiles(to, release), platform === 'linux/amd64' ? 3_798_000 : 4_133_000);
});

export function alpineSteps(platform: Platform, version: string): readonly Step[] {
  const created = timeOf(alpineVersion(version).published);
  return [
    { createdBy: `ADD alpine-minirootfs-${version}-${platform === 'linux/amd64' ? 'x86_64' : 'aarch64'}.tar.gz / # buildkit`, comment: 'buildkit.dockerfile.v0', created, layer: alpineLayer(platform, version) },
    { createdBy: 'CMD ["/bin/sh"]', comment: 'buildkit.dockerfile.v0', created },
  ];
}

function minor(release: AlpineVersion): number {
  return Number(release.branch.split('.')[1]);
}

function alpineFiles(to: LayerBuilder, release: AlpineVersion): void {
  const { branch, version } = release;
  to.directory('bin dev etc home lib media/cdrom media/floppy media/usb mnt opt proc run sbin srv sys usr/bin usr/lib usr/local/bin usr/local/lib usr/local/share usr/sbin usr/share var/cache/misc var/empty var/lib/misc var/local var/log var/opt var/spool/cron var/mail');
  to.directory('root', { mode: 0o700 }).directory('tmp var/tmp', { mode: 0o1777 }).link('var/run', '/run').link('var/lock', '/run/lock').directory('run/lock');
  to.program('bin/busybox', 808_712, 'busybox');
  for (const path of ALPINE_APPLETS) to.link(path, '/bin/busybox');
  to.program('sbin/apk', 71_304, 'apk').program('usr/bin/getent', 48_000).program('usr/bin/ldd', 400).program('usr/bin/iconv', 22_000).program('usr/bin/ssl_client', 14_000).program('usr/bin/scanelf', 71_000);
  const loader = to.platform === 'linux/amd64' ? 'ld-musl-x86_64.so.1' : 'ld-musl-aarch64.so.1';
  to.filler(`lib/${loader}`, 662_920, { mode: 0o755 }).link(`lib/libc.musl-${to.platform === 'linux/amd64' ? 'x86_64' : 'aarch64'}.so.1`, loader);
  to.filler('usr/lib/libcrypto.so.3', 4_651_296, { mode: 0o755 }).filler('usr/lib/libssl.so.3', 681_032, { mode: 0o755 }).filler('usr/lib/libz.so.1.3.1', 100_208).link('usr/lib/libz.so.1', 'libz.so.1.3.1').filler('usr/lib/libapk.so.2.14.0', 240_000);
  to.file('etc/alpine-release', `${version}\n`);
  to.file('usr/lib/os-release', `NAME="Alpine Linux"\nID=alpine\nVERSION_ID=${version}\nPRETTY_NAME="Alpine Linux v${branch}"\nHOME_URL="https://alpinelinux.org/"\nBUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"\n`).link('etc/os-release', '../usr/lib/os-release');
  to.file('etc/issue', `Welcome to Alpine Linux ${branch}\nKernel \\r on an \\m (\\l)\n\n`).file('etc/motd', 'Welcome to Alpine!\n\nThe Alpine Wiki contains a large amount of how-to guides and general\ninformation about administrating Alpine systems.\nSee <https://wiki.alpinelinux.org/>.\n');
  to.file('etc/passwd', ALPINE_PASSWD).file('etc/group', ALPINE_GROUP).file('etc/shadow', shadowFile(ALPINE_PASSWD), { mode: 0o640, gid: 42 });
  to.file('etc/shells', '# valid login shells\n/bin/sh\n/bin/ash\n').file('etc/fstab', '/dev/cdrom\t/media/cdrom\tiso9660\tnoauto,ro 0 0\n').file('etc/profile', 'export PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"\nexport PAGER=less\numask 022\n');
  to.directory('etc/profile.d etc/apk/keys etc/apk/protected_paths.d etc/crontabs etc/conf.d etc/init.d etc/network etc/opt etc/periodic/daily etc/ssl/certs etc/modprobe.d');
  to.file('etc/nsswitch.conf', 'hosts: files dns\n').file('etc/services', 'http\t\t80/tcp\nhttps\t\t443/tcp\nssh\t\t22/tcp\n').file('etc/protocols', 'icmp\t1\tICMP\ntcp\t6\tTCP\nudp\t17\tUDP\n').file('etc/inittab', '').link('etc/mtab', '../proc/mounts');
  to.file('etc/apk/arch', `${to.platform === 'linux/amd64' ? 'x86_64' : 'aarch64'}\n`).file('etc/apk/repositories', `https://dl-cdn.alpinelinux.org/alpine/v${branch}/main\nhttps://dl-cdn.alpinelinux.org/alpine/v${branch}/community\n`);
  const packages = release.packages.split(';').map((line) => line.split(' ') as [string, string, string]);
  to.file('etc/apk/world', 'alpine-baselayout\nalpine-keys\nalpine-release\napk-tools\nbusybox\nlibc-utils\n');
  to.filler('etc/ssl/certs/ca-certificates.crt', 216_000).link('etc/ssl/cert.pem', 'certs/ca-certificates.crt');
  to.directory('lib/apk/db lib/apk/exec var/cache/apk usr/share/apk/keys');
  to.file('lib/apk/db/installed', packages.map(([name, number, size]) => installedEntry({ name, version: number, size: Number(size), architecture: to.platform === 'linux/amd64' ? 'x86_64' : 'aarch64' })).join(''));
  to.file('lib/apk/db/lock', '', { mode: 0o600 }).file('lib/apk/db/triggers', '').filler('lib/apk/db/scripts.tar', 21_504);
  to.padTo(8_310_000, 'usr/lib/engines-3/loader_attic.so');
}

/** An entry of /lib/apk/db/installed. */
export function installedEntry(entry: { readonly name: string; readonly version: string; readonly size: number; readonly architecture: string; readonly depends?: readonly string[]; readonly description?: string; readonly files?: readonly string[] }): string {
  return (
    `P:${entry.name}\nV:${entry.version}\nA:${entry.architecture}\nS:${Math.round(entry.size * 0.4)}\nI:${entry.size}\nT:${entry.description ?? entry.name}\n` +
    `U:https://alpinelinux.org/\nL:MIT\no:${entry.name}\n${entry.depends && entry.depends.length > 0 ? `D:${entry.depends.join(' ')}\n` : ''}${(entry.files ?? []).map((file) => `R:${file}\n`).join('')}\n`
  );
}
