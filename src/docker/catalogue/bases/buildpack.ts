import { layer, oneEach, timeOf } from '../entries.ts';
import type { LayerSource, Platform, Step } from '../repository.ts';
import { addPackages } from './additions.ts';
import { debianSteps } from './debian.ts';
import type { DebianRelease } from './debian.ts';

interface Stage {
  readonly packages: string;
  readonly listed: string;
  readonly programs: string;
  readonly bytes: number;
  readonly blob: number;
}

const CURL = 'ca-certificates 20230311 393;curl 7.88.1-10+deb12u12 512;gnupg 2.2.40-1.1 885;libcurl4 7.88.1-10+deb12u12 840;libssl3 3.0.16-1~deb12u1 6038;netbase 6.4 42;openssl 3.0.16-1~deb12u1 2294;wget 1.21.3-1+deb12u1 3687';
const SCM = `${CURL};git 1:2.39.5-0+deb12u2 46930;mercurial 6.3.2-1+deb12u1 1182;openssh-client 1:9.2p1-2+deb12u6 5829;procps 2:4.0.2-3 2021;subversion 1.14.2-4+deb12u1 4845`;
const BUILD = `${SCM};autoconf 2.71-3 1936;automake 1:1.16.5-1.3 1821;dpkg-dev 1.21.22 2430;file 1:5.44-3 117;g++ 4:12.2.0-3 16;gcc 4:12.2.0-3 47;imagemagick 8:6.9.11.60+dfsg-1.6+deb12u3 234;libc6-dev 2.36-9+deb12u10 11917;libffi-dev 3.4.4-1 320;libmariadb-dev 1:10.11.11-0+deb12u1 2085;libpq-dev 15.13-0+deb12u1 1025;libsqlite3-dev 3.40.1-2+deb12u1 2802;libssl-dev 3.0.16-1~deb12u1 12417;libxml2-dev 2.9.14+dfsg-1.3~deb12u1 3283;make 4.3-4.1 1604;patch 2.7.6-7 243;unzip 6.0-28 391;xz-utils 5.4.1-1 1184;zlib1g-dev 1:1.2.13.dfsg-1 1314`;

/** What buildpack-deps adds to Debian, in three layers. */
const STAGES: readonly Stage[] = [
  { packages: 'ca-certificates curl gnupg netbase sq wget', listed: CURL, programs: 'curl wget gpg openssl', bytes: 47_900_000, blob: 24_020_000 },
  { packages: 'git mercurial openssh-client subversion procps', listed: SCM, programs: 'git hg ssh scp svn ps top free kill pgrep pkill uptime vmstat watch', bytes: 177_000_000, blob: 64_390_000 },
  { packages: 'autoconf automake bzip2 default-libmysqlclient-dev dpkg-dev file g++ gcc imagemagick libbz2-dev libc6-dev libffi-dev libpq-dev libsqlite3-dev libssl-dev libxml2-dev make patch unzip xz-utils zlib1g-dev', listed: BUILD, programs: 'gcc g++ cc c++ make autoconf automake patch unzip file convert xz bzip2 cpp ld ar', bytes: 587_000_000, blob: 211_300_000 },
];

const stageLayer = oneEach((platform, release, date, index): LayerSource => {
  const stage = STAGES[Number(index)]!;
  return layer(platform as Platform, date!, (to) => {
    addPackages(to, release!, stage.listed).programs('usr/bin', stage.programs, 260_000);
    to.padTo(stage.bytes, `usr/lib/gcc/stage${index}.a`);
  }, stage.blob);
});

/** The base of the full images of languages: Debian with compilers and the libraries that packages build against. */
export function buildpackSteps(platform: Platform, release: DebianRelease, date: string): readonly Step[] {
  return [
    ...debianSteps(platform, release, date, 'full'),
    ...STAGES.map((stage, i): Step => ({
      createdBy: `RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends ${stage.packages}; rm -rf /var/lib/apt/lists/* # buildkit`,
      comment: 'buildkit.dockerfile.v0',
      created: timeOf(date),
      layer: stageLayer(platform, release, date, String(i)),
    })),
  ];
}
