import type { LayerBuilder } from '../entries.ts';
import { DEBIAN_GROUP, DEBIAN_PASSWD, ALPINE_GROUP, ALPINE_PASSWD, shadowFile } from './accounts.ts';
import { basePackages, statusEntry } from './debian-packages.ts';
import type { BasePackage } from './debian-packages.ts';

/** What `groupadd` and `useradd` of an image's Dockerfile leave behind. */
export function addAccount(to: LayerBuilder, family: 'debian' | 'alpine', passwd: string, group: string): LayerBuilder {
  const [users, groups] = family === 'debian' ? [DEBIAN_PASSWD, DEBIAN_GROUP] : [ALPINE_PASSWD, ALPINE_GROUP];
  to.file('etc/passwd', `${users}${passwd}\n`).file('etc/group', `${groups}${group}\n`);
  return to.file('etc/shadow', shadowFile(`${users}${passwd}\n`), { mode: 0o640, gid: 42 });
}

/** Brings dpkg's list up to date with `name version KiB` lines, and leaves the packages' own file lists. */
export function addPackages(to: LayerBuilder, release: string, lines: string): LayerBuilder {
  const architecture = to.platform.slice('linux/'.length);
  const added = lines.split(';').map((line): BasePackage => {
    const [name, version, size] = line.trim().split(' ');
    return { name: name!, version: version!, size: Number(size), architecture: 'any' };
  });
  const all = [...basePackages(release), ...added].sort((a, b) => (a.name < b.name ? -1 : 1));
  to.file('var/lib/dpkg/status', all.map((entry) => statusEntry({ ...entry, architecture: entry.architecture === 'all' ? 'all' : architecture })).join('\n'));
  for (const { name } of added) to.file(`var/lib/dpkg/info/${name}.list`, `/.\n/usr\n/usr/share\n/usr/share/doc/${name}\n`);
  return to;
}

/** `ca-certificates netbase tzdata`, which language images install first. */
export function certificates(to: LayerBuilder, release: string): LayerBuilder {
  addPackages(to, release, 'ca-certificates 20230311 393;libssl3 3.0.16-1~deb12u1 6038;netbase 6.4 42;openssl 3.0.16-1~deb12u1 2294');
  to.program('usr/bin/openssl', 1_005_368).filler('etc/ssl/certs/ca-certificates.crt', 213_777).filler('usr/share/ca-certificates/mozilla/bundle.crt', 230_000);
  to.file('etc/protocols', 'icmp\t1\tICMP\ntcp\t6\tTCP\nudp\t17\tUDP\n').file('etc/services', 'ssh\t\t22/tcp\nhttp\t\t80/tcp\nhttps\t\t443/tcp\npostgresql\t5432/tcp\nredis\t\t6379/tcp\n');
  return to.padTo(9_320_000, 'usr/share/zoneinfo/right.tar');
}
