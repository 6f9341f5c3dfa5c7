/** A package that a base image comes with. */
export interface BasePackage {
  readonly name: string;
  readonly version: string;
  /** KiB once installed. */
  readonly size: number;
  readonly architecture: 'any' | 'all';
}

/** Name, version and KiB; `*` marks what is the same on every processor. */
const BOOKWORM = `adduser 3.134 686*;apt 2.6.1 4232;base-files 12.4+deb12u11 341;base-passwd 3.6.1 247;bash 5.2.15-2+b8 7164;
bsdutils 1:2.38.1-5+deb12u3 355;coreutils 9.1-1 18062;dash 0.5.12-2 191;debconf 1.5.82 491*;debian-archive-keyring 2023.3+deb12u2 293*;
debianutils 5.7-0.5~deb12u1 243;diffutils 1:3.8-4 1598;dpkg 1.21.22 6409;e2fsprogs 1.47.0-2 1496;findutils 4.9.0-4 1746;
gcc-12-base 12.2.0-14+deb12u1 100;gpgv 2.2.40-1.1 918;grep 3.8-5 1245;gzip 1.12-1 252;hostname 3.23+nmu1 46;init-system-helpers 1.65.2 140*;
libacl1 2.3.1-3 73;libapt-pkg6.0 2.6.1 3297;libattr1 1:2.5.1-4 59;libaudit-common 1:3.0.9-1 22*;libaudit1 1:3.0.9-1 150;
libblkid1 2.38.1-5+deb12u3 398;libbz2-1.0 1.0.8-5+b1 106;libc-bin 2.36-9+deb12u10 2042;libc6 2.36-9+deb12u10 13001;libcap-ng0 0.8.3-1+b3 65;
libcap2 1:2.66-4+deb12u1 95;libcom-err2 1.47.0-2 54;libcrypt1 1:4.4.33-2 233;libdb5.3 5.3.28+dfsg2-1 1833;libdebconfclient0 0.270 37;
libext2fs2 1.47.0-2 534;libffi8 3.4.4-1 68;libgcc-s1 12.2.0-14+deb12u1 140;libgcrypt20 1.10.1-3 1592;libgmp10 2:6.2.1+dfsg1-1.1 855;
libgnutls30 3.7.9-2+deb12u4 3390;libgpg-error0 1.46-1 192;libhogweed6 3.8.1-2 463;libidn2-0 2.3.3-1+b1 439;liblz4-1 1.9.4-1 169;
liblzma5 5.4.1-1 333;libmd0 1.0.4-2 79;libmount1 2.38.1-5+deb12u3 454;libnettle8 3.8.1-2 520;libp11-kit0 0.24.1-2 1408;
libpam-modules 1.5.2-6+deb12u1 1031;libpam-modules-bin 1.5.2-6+deb12u1 227;libpam-runtime 1.5.2-6+deb12u1 876*;libpam0g 1.5.2-6+deb12u1 215;
libpcre2-8-0 10.42-1 685;libseccomp2 2.5.4-1+deb12u1 148;libselinux1 3.4-1+b6 199;libsemanage-common 3.4-1 37*;libsemanage2 3.4-1+b5 297;
libsepol2 3.4-2.1 775;libsmartcols1 2.38.1-5+deb12u3 289;libss2 1.47.0-2 70;libstdc++6 12.2.0-14+deb12u1 2686;libsystemd0 252.38-1~deb12u1 909;
libtasn1-6 4.19.0-2+deb12u1 116;libtinfo6 6.4-4 541;libudev1 252.38-1~deb12u1 240;libunistring2 1.0-2 1807;libuuid1 2.38.1-5+deb12u3 79;
libxxhash0 0.8.1-1 99;libzstd1 1.5.4+dfsg2-5 785;login 1:4.13+dfsg1-1+deb12u1 2550;logsave 1.47.0-2 49;mawk 1.3.4.20200120-3.1 263;
mount 2.38.1-5+deb12u3 393;ncurses-base 6.4-4 379*;ncurses-bin 6.4-4 636;passwd 1:4.13+dfsg1-1+deb12u1 2827;perl-base 5.36.0-7+deb12u2 7643;
sed 4.9-1 987;sysvinit-utils 3.06-4 100;tar 1.34+dfsg-1.2+deb12u1 3144;tzdata 2025b-0+deb12u1 2565*;usr-is-merged 37~deb12u1 13*;
util-linux 2.38.1-5+deb12u3 4978;util-linux-extra 2.38.1-5+deb12u3 366;zlib1g 1:1.2.13.dfsg-1 168`;

const TRIXIE = `apt 3.0.3 4711;base-files 13.8 342;base-passwd 3.6.7 249;bash 5.2.37-2+b5 7268;bsdutils 1:2.41-5 352;coreutils 9.7-3 18556;dash 0.5.12-12 195;
debconf 1.5.91 497*;debian-archive-keyring 2025.1 296*;debianutils 5.23.2 240;diffutils 1:3.10-4 1717;dpkg 1.22.21 6592;findutils 4.10.0-3 1760;
gcc-14-base 14.2.0-19 116;grep 3.11-4 1255;gzip 1.13-1 256;hostname 3.25 48;init-system-helpers 1.69 131*;libacl1 2.3.2-2+b1 74;libapt-pkg7.0 3.0.3 3551;
libattr1 1:2.5.2-3 60;libaudit-common 1:4.0.2-2 22*;libaudit1 1:4.0.2-2+b2 156;libblkid1 2.41-5 414;libbz2-1.0 1.0.8-6 106;libc-bin 2.41-12 2065;
libc6 2.41-12 13211;libcap-ng0 0.8.5-4+b1 67;libcap2 1:2.75-10+b1 96;libcrypt1 1:4.4.38-1 236;libdb5.3t64 5.3.28+dfsg2-9 1839;libdebconfclient0 0.280 38;
libgcc-s1 14.2.0-19 147;libgmp10 2:6.3.0+dfsg-3 868;libhogweed6t64 3.10.1-1 469;liblastlog2-2 2.41-5 44;liblz4-1 1.10.0-4 191;liblzma5 5.8.1-1 341;
libmd0 1.1.0-2+b1 84;libmount1 2.41-5 475;libnettle8t64 3.10.1-1 525;libpam-modules 1.7.0-5 1060;libpam-modules-bin 1.7.0-5 235;libpam-runtime 1.7.0-5 890*;
libpam0g 1.7.0-5 221;libpcre2-8-0 10.45-1 708;libseccomp2 2.6.0-2 152;libselinux1 3.8.1-1 203;libsemanage-common 3.8.1-1 37*;libsemanage2 3.8.1-1 299;
libsepol2 3.8.1-1 790;libsmartcols1 2.41-5 315;libsqlite3-0 3.46.1-7 1765;libssl3t64 3.5.1-1 9123;libstdc++6 14.2.0-19 2755;libsystemd0 257.7-1 1093;
libtinfo6 6.5+20250216-2 550;libudev1 257.7-1 318;libuuid1 2.41-5 84;libxxhash0 0.8.3-2 99;libzstd1 1.5.7+dfsg-1 847;login 1:4.16.0-2+really2.41-5 98;
login.defs 1:4.17.4-2 30*;logsave 1.47.2-3+b3 49;mawk 1.3.4.20250131-1 268;mount 2.41-5 421;ncurses-base 6.5+20250216-2 385*;ncurses-bin 6.5+20250216-2 650;
openssl-provider-legacy 3.5.1-1 306;passwd 1:4.17.4-2 2911;perl-base 5.40.1-6 7980;sed 4.9-2 990;sqv 1.3.0-3 4160;sysvinit-utils 3.14-4 102;
tar 1.35+dfsg-3.1 3193;tzdata 2025b-4 2571*;util-linux 2.41-5 4894;zlib1g 1:1.3.dfsg+really1.3.1-1+b1 168`;

const NOBLE = `apt 2.8.3 4236;base-files 13ubuntu10.2 394;base-passwd 3.6.3build1 242;bash 5.2.21-2ubuntu4 1918;bsdutils 1:2.39.3-9ubuntu6.2 352;
coreutils 9.4-3ubuntu6 7107;dash 0.5.12-6ubuntu5 223;debconf 1.5.86ubuntu1 512*;debianutils 5.17build1 244;diffutils 1:3.10-1build1 1617;dpkg 1.22.6ubuntu6.1 6622;
e2fsprogs 1.47.0-2.4~exp1ubuntu4.1 1548;findutils 4.9.0-5build1 660;gcc-14-base 14.2.0-4ubuntu2~24.04 107;gpgv 2.4.4-2ubuntu17.2 463;grep 3.11-4build1 504;
gzip 1.12-1ubuntu3 245;hostname 3.23+nmu2ubuntu2 44;init-system-helpers 1.66ubuntu1 145*;libacl1 2.3.2-1build1.1 67;libapt-pkg6.0t64 2.8.3 3243;
libc-bin 2.39-0ubuntu8.4 1712;libc6 2.39-0ubuntu8.4 13589;libgcrypt20 1.10.3-2build1 1374;libgnutls30t64 3.8.3-1.1ubuntu3.3 2543;libpam-modules 1.5.3-5ubuntu5.1 1038;
libpam-runtime 1.5.3-5ubuntu5.1 310*;libpcre2-8-0 10.42-4ubuntu2.1 643;libproc2-0 2:4.0.4-4ubuntu3.2 136;libselinux1 3.5-2ubuntu2.1 190;libssl3t64 3.0.13-0ubuntu3.5 6344;
libstdc++6 14.2.0-4ubuntu2~24.04 2696;libsystemd0 255.4-1ubuntu8.6 1078;libtinfo6 6.4+20240113-1ubuntu2 535;libudev1 255.4-1ubuntu8.6 359;libzstd1 1.5.5+dfsg2-2build1.1 775;
login 1:4.13+dfsg1-4ubuntu3.2 860;logsave 1.47.0-2.4~exp1ubuntu4.1 89;mawk 1.3.4.20240123-1build1 258;mount 2.39.3-9ubuntu6.2 404;ncurses-base 6.4+20240113-1ubuntu2 384*;
ncurses-bin 6.4+20240113-1ubuntu2 641;passwd 1:4.13+dfsg1-4ubuntu3.2 2477;perl-base 5.38.2-3.2ubuntu0.1 7822;procps 2:4.0.4-4ubuntu3.2 1380;sed 4.9-2build1 325;
sensible-utils 0.0.22 66*;sysvinit-utils 3.08-6ubuntu3 91;tar 1.35+dfsg-3build1 874;ubuntu-keyring 2023.11.28.1 50*;unminimize 0.2.1 47;util-linux 2.39.3-9ubuntu6.2 2384;
zlib1g 1:1.3.dfsg-3.1ubuntu2.1 165`;

const JAMMY = `adduser 3.118ubuntu5 623*;apt 2.4.14 4174;base-files 12ubuntu4.7 394;base-passwd 3.5.52build1 243;bash 5.1-6ubuntu1.1 1864;bsdutils 1:2.37.2-4ubuntu3.4 346;
coreutils 8.32-4.1ubuntu1.2 7112;dash 0.5.11+git20210903+really0.5.11-0ubuntu1 217;debconf 1.5.79ubuntu1 510*;debianutils 5.5-1ubuntu2 243;diffutils 1:3.8-0ubuntu2 1610;
dpkg 1.21.1ubuntu2.3 6740;e2fsprogs 1.46.5-2ubuntu1.2 1535;findutils 4.8.0-1ubuntu3 660;gcc-12-base 12.3.0-1ubuntu1~22.04 260;gpgv 2.2.27-3ubuntu2.3 410;
grep 3.7-1build1 495;gzip 1.10-4ubuntu4.1 245;hostname 3.23ubuntu2 51;init-system-helpers 1.62 125*;libapt-pkg6.0 2.4.14 3219;libc-bin 2.35-0ubuntu3.9 2539;
libc6 2.35-0ubuntu3.9 13586;libgnutls30 3.7.3-4ubuntu1.6 2534;libpam-modules 1.4.0-11ubuntu2.5 1059;libpcre2-8-0 10.39-3ubuntu0.1 610;libprocps8 2:3.3.17-6ubuntu2.1 124;
libselinux1 3.3-1build2 200;libssl3 3.0.2-0ubuntu1.19 5880;libstdc++6 12.3.0-1ubuntu1~22.04 2690;libsystemd0 249.11-0ubuntu3.16 1012;libtinfo6 6.3-2ubuntu0.1 558;
login 1:4.8.1-2ubuntu2.2 858;mawk 1.3.4.20200120-3 241;mount 2.37.2-4ubuntu3.4 397;ncurses-base 6.3-2ubuntu0.1 394*;ncurses-bin 6.3-2ubuntu0.1 642;
passwd 1:4.8.1-2ubuntu2.2 2465;perl-base 5.34.0-3ubuntu1.4 7804;procps 2:3.3.17-6ubuntu2.1 1324;sed 4.8-1ubuntu2 323;sensible-utils 0.0.17 62*;tar 1.34+dfsg-1ubuntu0.1.22.04.2 889;
ubuntu-keyring 2021.03.26 50*;usrmerge 25ubuntu2 54*;util-linux 2.37.2-4ubuntu3.4 3459;zlib1g 1:1.2.11.dfsg-2ubuntu9.2 162`;

const LISTS: Readonly<Record<string, string>> = { bookworm: BOOKWORM, trixie: TRIXIE, noble: NOBLE, jammy: JAMMY };

/** What the base image of a release (`bookworm`, `noble`) has installed. */
export function basePackages(release: string): readonly BasePackage[] {
  return (LISTS[release] ?? '')
    .split(';')
    .map((line) => line.trim())
    .filter((line) => line)
    .map((line) => {
      const [name, version, size] = line.split(' ');
      return { name: name!, version: version!, size: parseInt(size!, 10), architecture: size!.endsWith('*') ? 'all' : 'any' };
    });
}

/** An entry of /var/lib/dpkg/status. */
export function statusEntry(entry: {
  readonly name: string;
  readonly version: string;
  readonly size: number;
  readonly architecture: string;
  readonly description?: string;
  readonly depends?: readonly string[];
  readonly priority?: string;
  readonly section?: string;
  readonly maintainer?: string;
}): string {
  return (
    `Package: ${entry.name}\nStatus: install ok installed\nPriority: ${entry.priority ?? 'optional'}\nSection: ${entry.section ?? 'misc'}\n` +
    `Installed-Size: ${entry.size}\nMaintainer: ${entry.maintainer ?? 'Debian Developers <debian-devel@lists.debian.org>'}\n` +
    `Architecture: ${entry.architecture}\n${entry.architecture === 'all' ? 'Multi-Arch: foreign\n' : ''}Version: ${entry.version}\n` +
    (entry.depends && entry.depends.length > 0 ? `Depends: ${entry.depends.join(', ')}\n` : '') +
    `Description: ${entry.description ?? `${entry.name} of the base system`}\n`
  );
}
