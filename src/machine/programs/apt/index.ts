/** A package of Debian's and Ubuntu's archives, and of Alpine's where it has the same. */
export interface ArchivePackage {
  readonly name: string;
  readonly version: string;
  /** KiB of the .deb, and once installed. */
  readonly download: number;
  readonly installed: number;
  readonly depends: readonly string[];
  /** Installed too, unless --no-install-recommends. */
  readonly recommends: readonly string[];
  /** Programs that it puts into /usr/bin; `NAME` or `NAME=PROGRAM`, with `sbin/` before for /usr/sbin. */
  readonly programs: readonly string[];
  readonly summary: string;
  readonly isAll: boolean;
}

/** name | version | KiB download, installed | depends | recommends | programs | summary */
const TABLE = `
curl | 7.88.1-10+deb12u12 | 315 512 | libcurl4 | | curl | command line tool for transferring data with URL syntax
libcurl4 | 7.88.1-10+deb12u12 | 391 840 | libbrotli1 libnghttp2-14 libpsl5 librtmp1 libssh2-1 libldap-2.5-0 | ca-certificates | | easy-to-use client-side URL transfer library
libbrotli1 | 1.0.9-2+b6 | 275 800 | | | | library implementing brotli encoder and decoder
libnghttp2-14 | 1.52.0-1+deb12u2 | 73 209 | | | | library implementing HTTP/2 protocol
libpsl5 | 0.21.2-1 | 58 101 | | publicsuffix | | Library for Public Suffix List
publicsuffix* | 20230209.2326-1 | 126 320 | | | | accurate, machine-readable list of domain name suffixes
librtmp1 | 2.4+20151223.gitfa8646d.1-2+b2 | 61 150 | | | | toolkit for RTMP streams
libssh2-1 | 1.10.0-3+b1 | 179 370 | | | | SSH2 client-side library
libldap-2.5-0 | 2.5.13+dfsg-5 | 183 546 | libsasl2-2 | libldap-common | | OpenLDAP libraries
libldap-common* | 2.5.13+dfsg-5 | 29 105 | | | | OpenLDAP common files for libraries
libsasl2-2 | 2.1.28+dfsg-10 | 60 185 | libsasl2-modules-db | libsasl2-modules | | Cyrus SASL - authentication abstraction library
libsasl2-modules-db | 2.1.28+dfsg-10 | 20 72 | | | | Cyrus SASL - pluggable authentication modules (DB)
libsasl2-modules | 2.1.28+dfsg-10 | 67 236 | | | | Cyrus SASL - pluggable authentication modules
ca-certificates* | 20230311 | 153 388 | openssl | | sbin/update-ca-certificates | Common CA certificates
openssl | 3.0.16-1~deb12u1 | 1432 2294 | libssl3 | ca-certificates | openssl | Secure Sockets Layer toolkit - cryptographic utility
libssl3 | 3.0.16-1~deb12u1 | 2016 6038 | | | | Secure Sockets Layer toolkit - shared libraries
wget | 1.21.3-1+deb12u1 | 962 3687 | libpsl5 libssl3 | ca-certificates | wget | retrieves files from the web
git | 1:2.39.5-0+deb12u2 | 7261 46930 | git-man libcurl3-gnutls liberror-perl perl | less openssh-client ca-certificates patch | git | fast, scalable, distributed revision control system
git-man* | 1:2.39.5-0+deb12u2 | 2054 2084 | | | | fast, scalable, distributed revision control system (manual pages)
libcurl3-gnutls | 7.88.1-10+deb12u12 | 386 832 | libbrotli1 libnghttp2-14 libpsl5 librtmp1 libssh2-1 libldap-2.5-0 | ca-certificates | | easy-to-use client-side URL transfer library (GnuTLS flavour)
liberror-perl* | 0.17029-2 | 29 76 | perl | | | Perl module for error/exception handling
perl | 5.36.0-7+deb12u2 | 239 670 | perl-modules-5.36 libperl5.36 | | perl | Larry Wall's Practical Extraction and Report Language
perl-modules-5.36* | 5.36.0-7+deb12u2 | 2815 17816 | | | | Core Perl modules
libperl5.36 | 5.36.0-7+deb12u2 | 4207 28861 | libgdbm6 | | | shared Perl library
libgdbm6 | 1.23-3 | 72 129 | | libgdbm-compat4 | | GNU dbm database routines (runtime version)
libgdbm-compat4 | 1.23-3 | 48 70 | | | | GNU dbm database routines (legacy support runtime version)
less | 590-2.1~deb12u2 | 132 318 | | | less | pager program similar to more
openssh-client | 1:9.2p1-2+deb12u6 | 992 5829 | libedit2 | xauth | ssh scp sftp ssh-keygen | secure shell (SSH) client
libedit2 | 3.1-20221030-2 | 93 258 | libbsd0 | | | BSD editline and history libraries
libbsd0 | 0.11.7-2 | 117 219 | | | | utility functions from BSD systems - shared library
xauth | 1:1.1.2-1 | 36 79 | libx11-6 | | xauth | X authentication utility
libx11-6 | 2:1.8.4-2+deb12u2 | 760 1568 | libx11-data | | | X11 client-side library
libx11-data* | 2:1.8.4-2+deb12u2 | 292 1600 | | | | X11 client-side library
patch | 2.7.6-7 | 128 243 | | | patch | Apply a diff file to an original
vim | 2:9.0.1378-2+deb12u2 | 1568 3738 | vim-common vim-runtime libgpm2 | | vim vi=vi | Vi IMproved - enhanced vi editor
vim-common* | 2:9.0.1378-2+deb12u2 | 124 374 | | xxd | | Vi IMproved - Common files
vim-runtime* | 2:9.0.1378-2+deb12u2 | 7025 33857 | | | | Vi IMproved - Runtime files
vim-tiny | 2:9.0.1378-2+deb12u2 | 720 1805 | vim-common | | vim.tiny=vi vi=vi | Vi IMproved - enhanced vi editor - compact version
xxd | 2:9.0.1378-2+deb12u2 | 83 270 | | | xxd | tool to make (or reverse) a hex dump
libgpm2 | 1.20.7-10+b1 | 14 38 | | | | General Purpose Mouse - shared library
nano | 7.2-1+deb12u1 | 690 2871 | | | nano | small, friendly text editor inspired by Pico
procps | 2:4.0.2-3 | 709 2021 | libproc2-0 | psmisc | ps top free kill pgrep pkill uptime vmstat watch w sbin/sysctl | /proc file system utilities
libproc2-0 | 2:4.0.2-3 | 63 126 | | | | library for accessing process information from /proc
psmisc | 23.6-1 | 259 943 | | | killall pstree fuser | utilities that use the proc file system
htop | 3.2.2-2 | 155 405 | libnl-3-200 | | htop | interactive processes viewer
libnl-3-200 | 3.7.0-0.2+b1 | 63 158 | | | | library for dealing with netlink sockets
iproute2 | 6.1.0-3 | 1046 3606 | libbpf1 libelf1 libmnl0 | libatm1 | ip ss bridge sbin/ip=ip | networking and traffic control tools
libbpf1 | 1:1.1.0-1 | 145 338 | libelf1 | | | eBPF helper library (shared library)
libelf1 | 0.188-2.1 | 174 1015 | | | | library to read and write ELF files
libmnl0 | 1.0.4-3 | 12 37 | | | | minimalistic Netlink communication library
libatm1 | 1:2.5.1-4+b2 | 45 146 | | | | shared library for ATM
net-tools | 2.10-0.1+deb12u2 | 243 1014 | | | netstat sbin/ifconfig sbin/route sbin/arp | NET-3 networking toolkit
iputils-ping | 3:20221126-1+deb12u1 | 47 127 | libcap2-bin | | ping | Tools to test the reachability of network hosts
libcap2-bin | 1:2.66-4+deb12u1 | 34 108 | | libpam-cap | setcap=setcap getcap=getcap | POSIX 1003.1e capabilities (utilities)
libpam-cap | 1:2.66-4+deb12u1 | 15 37 | | | | POSIX 1003.1e capabilities (PAM module)
dnsutils | 1:9.18.33-1~deb12u2 | 263 290 | bind9-dnsutils | | | Transitional package for bind9-dnsutils
bind9-dnsutils | 1:9.18.33-1~deb12u2 | 404 700 | bind9-libs bind9-host | | dig nslookup | Clients provided with BIND 9
bind9-libs | 1:9.18.33-1~deb12u2 | 1413 4050 | libuv1 libxml2 | | | Shared Libraries used by BIND 9
bind9-host | 1:9.18.33-1~deb12u2 | 306 380 | bind9-libs | | host | DNS Lookup Utility
libuv1 | 1.44.2-1+deb12u1 | 136 303 | | | | asynchronous event notification library - runtime library
libxml2 | 2.9.14+dfsg-1.3~deb12u1 | 687 1889 | libicu72 | | | GNOME XML library
libicu72 | 72.1-3 | 9376 35560 | | | | International Components for Unicode
netcat-openbsd | 1.219-1 | 41 109 | libbsd0 | | nc netcat=nc | TCP/IP swiss army knife
netcat-traditional | 1.10-47 | 67 141 | | | nc netcat=nc | TCP/IP swiss army knife
telnet | 0.17+2.4-2+deb12u1 | 38 60 | inetutils-telnet | | | transitional dummy package for inetutils-telnet
inetutils-telnet | 2:2.4-2+deb12u1 | 146 310 | | | telnet | telnet client
traceroute | 1:2.1.2-1 | 64 172 | | | traceroute | Traces the route taken by packets over an IPv4/IPv6 network
jq | 1.6-2.1+deb12u1 | 64 111 | libjq1 | | jq | lightweight and flexible command-line JSON processor
libjq1 | 1.6-2.1+deb12u1 | 135 353 | libonig5 | | | lightweight and flexible command-line JSON processor - shared library
libonig5 | 6.9.8-1 | 188 642 | | | | regular expressions library
tree | 2.1.0-1 | 53 116 | | | tree | displays an indented directory tree, in color
unzip | 6.0-28 | 166 391 | | zip | unzip | De-archiver for .zip files
zip | 3.0-13 | 231 627 | | unzip | zip | Archiver for .zip files
xz-utils | 5.4.1-1 | 471 1184 | | | xz | XZ-format compression utilities
bzip2 | 1.0.8-5+b1 | 50 120 | | | bzip2 | high-quality block-sorting file compressor - utilities
bc | 1.07.1-3+b1 | 106 220 | | | bc | GNU bc arbitrary precision calculator language
file | 1:5.44-3 | 42 117 | libmagic1 | | file | Recognize the type of data in a file using "magic" numbers
libmagic1 | 1:5.44-3 | 104 227 | libmagic-mgc | | | Recognize the type of data in a file using "magic" numbers - library
libmagic-mgc | 1:5.44-3 | 305 7254 | | | | File type determination library using "magic" numbers (compiled magic file)
sudo | 1.9.13p3-1+deb12u1 | 1890 6184 | | | sudo | Provide limited super user privileges to specific users
tini | 0.19.0-1 | 255 846 | | | tini | tiny but valid init for containers
dumb-init | 1.2.5-2 | 14 49 | | | dumb-init=tini | wrapper script which proxies signals to a child
gosu | 1.14-1+b10 | 934 2500 | | | gosu | Simple Go-based setuid+setgid+setgroups+exec
cowsay* | 3.03+dfsg2-8 | 22 93 | perl | | cowsay | configurable talking cow
figlet | 2.2.5-3+b1 | 136 752 | | | figlet | Make large character ASCII banners out of ordinary text
sl | 5.02-1+b1 | 14 57 | | | sl | Correct you if you type \`sl' by mistake
cron | 3.0pl1-162 | 73 201 | cron-daemon-common | | sbin/cron crontab | process scheduling daemon
cron-daemon-common* | 3.0pl1-162 | 12 23 | | | | process scheduling daemon's configuration files
stress | 1.0.7-1 | 18 55 | | | stress | tool to impose load on and stress test a computer system
stress-ng | 0.15.06-2 | 2100 6800 | | | stress-ng | tool to load and stress a computer
nginx | 1.22.1-9+deb12u2 | 527 1364 | nginx-common iproute2 | | sbin/nginx | small, powerful, scalable web/proxy server
nginx-common* | 1.22.1-9+deb12u2 | 112 306 | | | | small, powerful, scalable web/proxy server - common files
redis-server | 5:7.0.15-1~deb12u4 | 73 220 | redis-tools | | | Persistent key-value database with network interface
redis-tools | 5:7.0.15-1~deb12u4 | 989 6100 | libjemalloc2 | | redis-cli redis-server | Persistent key-value database with network interface (client)
libjemalloc2 | 5.3.0-1 | 275 1000 | | | | general-purpose scalable concurrent malloc(3) implementation
postgresql-client | 15+248 | 10 66 | postgresql-client-15 | | | front-end programs for PostgreSQL (supported version)
postgresql-client-15 | 15.13-0+deb12u1 | 1708 7950 | libpq5 postgresql-client-common | | psql pg_isready pg_dump createdb dropdb | front-end programs for PostgreSQL 15
postgresql-client-common* | 248 | 35 136 | perl | libreadline8 | | manager for multiple PostgreSQL client versions
libpq5 | 15.13-0+deb12u1 | 191 760 | libldap-2.5-0 libssl3 | | | PostgreSQL C client library
libpq-dev | 15.13-0+deb12u1 | 147 657 | libpq5 libssl-dev | | pg_config | header files for libpq5 (PostgreSQL library)
libreadline8 | 8.2-1.3 | 166 475 | readline-common | | | GNU readline and history libraries, run-time libraries
readline-common* | 8.2-1.3 | 69 90 | | | | GNU readline and history libraries, common files
libssl-dev | 3.0.16-1~deb12u1 | 2441 12417 | libssl3 | | | Secure Sockets Layer toolkit - development files
libffi-dev | 3.4.4-1 | 59 320 | | | | Foreign Function Interface library (development files)
zlib1g-dev | 1:1.2.13.dfsg-1 | 916 1314 | | | | compression library - development
gcc | 4:12.2.0-3 | 5 47 | gcc-12 cpp | libc6-dev | gcc | GNU C compiler
gcc-12 | 12.2.0-14+deb12u1 | 19300 55982 | binutils libgcc-12-dev cpp | libc6-dev | gcc-12 | GNU C compiler
g++ | 4:12.2.0-3 | 1 16 | gcc libstdc++-12-dev | | g++ | GNU C++ compiler
cpp | 4:12.2.0-3 | 7 30 | | | cpp | GNU C preprocessor (cpp)
binutils | 2.40-2 | 2812 18400 | | | ld as ar | GNU assembler, linker and binary utilities
libgcc-12-dev | 12.2.0-14+deb12u1 | 2437 13290 | | | | GCC support library (development files)
libstdc++-12-dev | 12.2.0-14+deb12u1 | 2046 18730 | | | | GNU Standard C++ Library v3 (development files)
libc6-dev | 2.36-9+deb12u10 | 1903 11917 | linux-libc-dev libcrypt-dev | | | GNU C Library: Development Libraries and Header Files
linux-libc-dev | 6.1.140-1 | 2136 7178 | | | | Linux support headers for userspace development
libcrypt-dev | 1:4.4.33-2 | 118 270 | | | | libcrypt development files
make | 4.3-4.1 | 396 1604 | | | make | utility for directing compilation
build-essential | 12.9 | 8 20 | gcc g++ make libc6-dev dpkg-dev | | | Informational list of build-essential packages
dpkg-dev* | 1.21.22 | 1353 2430 | binutils make patch xz-utils | | dpkg-buildpackage dpkg-architecture | Debian package development tools
python3 | 3.11.2-1+b1 | 26 80 | python3-minimal python3.11 libpython3-stdlib | | | interactive high-level object-oriented language (default python3 version)
python3-minimal | 3.11.2-1+b1 | 26 121 | python3.11-minimal | | python3=python python3.11=python | minimal subset of the Python language (default python3 version)
python3.11 | 3.11.2-6+deb12u6 | 572 650 | libpython3.11-stdlib | media-types | | Interactive high-level object-oriented language (version 3.11)
python3.11-minimal | 3.11.2-6+deb12u6 | 2064 6730 | libpython3.11-minimal | | | Minimal subset of the Python language (version 3.11)
libpython3.11-minimal | 3.11.2-6+deb12u6 | 816 5600 | | | | Minimal subset of the Python language (version 3.11)
libpython3.11-stdlib | 3.11.2-6+deb12u6 | 1798 8200 | libsqlite3-0 libreadline8 | media-types | | Interactive high-level object-oriented language (standard library, version 3.11)
libpython3-stdlib | 3.11.2-1+b1 | 9 34 | | | | interactive high-level object-oriented language (default python3 version)
libsqlite3-0 | 3.40.1-2+deb12u1 | 837 1690 | | | | SQLite 3 shared library
media-types* | 10.0.0 | 26 91 | | | | List of standard media types and their usual file extension
python3-pip* | 23.0.1+dfsg-1 | 1325 7050 | python3 python3-setuptools python3-wheel ca-certificates | build-essential python3-dev | pip3=pip pip=pip | Python package installer
python3-setuptools* | 66.1.1-1+deb12u1 | 521 3100 | python3 | | | Python3 Distutils Enhancements
python3-wheel* | 0.38.4-2 | 30 140 | python3 | | | built-package format for Python
python3-venv | 3.11.2-1+b1 | 1 6 | python3 python3-pip | | | venv module for python3 (default python3 version)
python3-dev | 3.11.2-1+b1 | 26 28 | python3 libc6-dev | | | header files and a static library for Python (default)
python3-pandas* | 1.5.3+dfsg-2 | 2996 18900 | python3 python3-numpy python3-dateutil | | | data structures for "relational" or "labeled" data
python3-numpy | 1:1.24.2-1+deb12u1 | 5263 24000 | python3 | | | Fast array facility to the Python language (Python 3)
python3-dateutil* | 2.8.2-2 | 78 300 | python3 | | | powerful extensions to the standard Python 3 datetime module
nodejs | 18.19.0+dfsg-6~deb12u2 | 318 1000 | libnode108 | npm | node | evented I/O for V8 javascript - runtime executable
libnode108 | 18.19.0+dfsg-6~deb12u2 | 10300 40500 | | | | evented I/O for V8 javascript - runtime library
npm* | 9.2.0~ds1-1 | 500 2400 | nodejs | | npm | package manager for Node.js
default-jre | 2:1.17-74 | 1 6 | openjdk-17-jre-headless | | | Standard Java or Java compatible Runtime
openjdk-17-jre-headless | 17.0.15+6-1~deb12u1 | 43800 193000 | | | java | OpenJDK Java runtime, using Hotspot JIT (headless)
gnupg* | 2.2.40-1.1 | 846 885 | gpg | | | GNU privacy guard - a free PGP replacement
gpg | 2.2.40-1.1 | 949 1577 | | | gpg | GNU Privacy Guard -- minimalist public key operations
lsb-release* | 12.0-1 | 6 15 | | | lsb_release=lsb_release | Linux Standard Base version reporting utility (minimal implementation)
apt-transport-https* | 2.6.1 | 25 35 | | | | transitional package for https support
software-properties-common* | 0.99.30-4.1~deb12u1 | 64 300 | python3 gnupg | | add-apt-repository | manage the repositories that you install software from
locales* | 2.36-9+deb12u10 | 3903 15800 | | | sbin/locale-gen | GNU C Library: National Language (locale) data [support]
tzdata* | 2025b-0+deb12u1 | 260 2565 | | | | time zone and daylight-saving time data
gettext-base | 0.21-12 | 158 657 | | | envsubst gettext | GNU Internationalization utilities for the base system
rsync | 3.2.7-1+deb12u2 | 417 779 | | | rsync | fast, versatile, remote (and local) file-copying tool
tmux | 3.3a-3 | 455 1100 | | | tmux | terminal multiplexer
supervisor* | 4.2.5-1 | 309 1700 | python3 | | supervisord supervisorctl | System for controlling process state
imagemagick | 8:6.9.11.60+dfsg-1.6+deb12u3 | 122 234 | | | convert | image manipulation programs -- binaries
ffmpeg | 7:5.1.6-0+deb12u1 | 1829 2350 | | | ffmpeg ffprobe | Tools for transcoding, streaming and playing of multimedia files
sqlite3 | 3.40.1-2+deb12u1 | 348 600 | libsqlite3-0 libreadline8 | | sqlite3 | Command line interface for SQLite 3
default-mysql-client | 1.1.0 | 3 6 | mariadb-client | | | MySQL database client binaries (metapackage)
mariadb-client | 1:10.11.11-0+deb12u1 | 2884 40000 | perl | | mysql mariadb | MariaDB database client binaries
`;

const packages: ReadonlyMap<string, ArchivePackage> = new Map(
  TABLE.trim().split('\n').map((line): [string, ArchivePackage] => {
    const [head = '', version = '', sizes = '', depends = '', recommends = '', programs = '', summary = ''] = line.split('|').map((part) => part.trim());
    const words = (text: string) => text.split(/\s+/).filter((word) => word);
    const [download, installed] = sizes.split(' ').map(Number);
    const name = head.replace(/\*$/, '');
    return [name, { name, version, download: download!, installed: installed!, depends: words(depends), recommends: words(recommends), programs: words(programs), summary, isAll: head.endsWith('*') }];
  }),
);

/** A package as the archive has it on a day: its security updates count up as months go by. */
export function archivePackage(name: string, date: string, release: string): ArchivePackage | undefined {
  const found = packages.get(name);
  if (!found) return undefined;
  const version = versionAt(found.version, date);
  return { ...found, version: release === 'bookworm' ? version : forRelease(version, release) };
}

export function allPackages(): readonly ArchivePackage[] {
  return [...packages.values()];
}

/** Every half year an update of the same release: `…deb12u2` becomes `…deb12u3`. */
function versionAt(version: string, date: string): string {
  const months = (Number(date.slice(0, 4)) - 2025) * 12 + Number(date.slice(5, 7)) - 6;
  const updates = Math.max(0, Math.floor(months / 6));
  if (updates === 0) return version;
  const match = /^(.*deb12u)(\d+)$/.exec(version);
  return match ? `${match[1]}${Number(match[2]) + updates}` : version;
}

function forRelease(version: string, release: string): string {
  const suffix = release === 'trixie' ? 'deb13u' : release === 'noble' ? 'ubuntu0.24.04.' : 'ubuntu0.22.04.';
  return version.replace(/deb12u/, suffix);
}
