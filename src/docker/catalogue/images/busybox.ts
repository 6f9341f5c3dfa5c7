import { layer } from '../entries.ts';
import type { LayerBuilder } from '../entries.ts';
import { BOTH } from '../repository.ts';
import type { Edition, ImageRecipe, Platform, Repository } from '../repository.ts';
import { DEBIAN_APPLETS, IMAGE_APPLETS } from '../bases/busybox.ts';
import { PATH, Steps } from '../steps.ts';

type Library = 'glibc' | 'musl' | 'uclibc';

const BUILDS: readonly { readonly published: string; readonly version: string; readonly minor: string; readonly isLatest: boolean }[] = [
  { published: '2017-11-03', version: '1.27.2', minor: '1.27', isLatest: false },
  { published: '2019-10-15', version: '1.31.0', minor: '1.31', isLatest: false },
  { published: '2024-09-26', version: '1.36.1', minor: '1.36', isLatest: false },
  { published: '2024-09-26', version: '1.37.0', minor: '1.37', isLatest: true },
  { published: '2025-09-11', version: '1.36.1', minor: '1.36', isLatest: false },
  { published: '2025-09-11', version: '1.37.0', minor: '1.37', isLatest: true },
];

export const repository: Repository = {
  name: 'docker.io/library/busybox',
  description: 'Busybox base image.',
  stars: 3411,
  isOfficial: true,
  editions: () => BUILDS.flatMap(({ published, version, minor, isLatest }) => (['uclibc', 'musl', 'glibc'] as const).map((library): Edition => {
    const names = [version, minor, '1', 'stable', 'latest'].slice(0, isLatest ? 5 : 2);
    const own = names.filter((name) => name !== 'latest').map((name) => `${name}-${library}`);
    return {
      published,
      tags: [...own, ...(isLatest ? [library] : []), ...(library === 'glibc' ? names : [])],
      platforms: BOTH,
      image: (platform) => image(platform, version, library, published),
    };
  })),
};

/** Bytes of the one binary, and of the C library beside it. */
const SIZES: Readonly<Record<Library, readonly [binary: number, library: number]>> = { glibc: [1_023_112, 3_254_000], musl: [1_494_000, 0], uclibc: [1_242_000, 0] };

function image(platform: Platform, version: string, library: Library, published: string): ImageRecipe {
  return {
    config: { Env: [`PATH=${PATH}`], Cmd: ['sh'] },
    steps: new Steps(platform, published).step(`BusyBox ${version} (${library}), Debian 12`, layer(platform, published, (to) => files(to, library), library === 'glibc' ? 2_156_000 : 810_000)).list(),
  };
}

function files(to: LayerBuilder, library: Library): void {
  const [binary, libc] = SIZES[library];
  to.directory('bin dev etc home lib usr/bin usr/sbin var/spool/mail var/www').directory('root', { mode: 0o700 }).directory('tmp', { mode: 0o1777 });
  to.program('bin/[', binary, 'busybox');
  for (const name of ['busybox', ...IMAGE_APPLETS.split(' ')]) if (name !== '[') to.hardlink(`bin/${name}`, 'bin/[');
  to.link('usr/bin/env', '../../bin/env').link('lib64', 'lib');
  if (libc > 0) to.filler('lib/libc.so.6', 1_922_136, { mode: 0o755 }).filler('lib/libm.so.6', 907_784, { mode: 0o755 }).filler('lib/libresolv.so.2', 60_328, { mode: 0o755 }).filler('lib/libnss_dns.so.2', 14_352, { mode: 0o755 }).filler('lib/ld-linux.so.2', 210_904, { mode: 0o755 });
  to.file('etc/passwd', PASSWD).file('etc/group', GROUP).file('etc/shadow', PASSWD.replaceAll(/^([^:]+):.*$/gm, '$1:*:::::::').replace('root:*', 'root:'), { mode: 0o640 });
  to.file('etc/localtime', 'TZif2').file('etc/nsswitch.conf', 'passwd:         files\ngroup:          files\nhosts:          files dns\n').directory('etc/network/if-up.d etc/network/if-down.d');
}

const PASSWD = `root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/usr/sbin:/bin/false
bin:x:2:2:bin:/bin:/bin/false
sys:x:3:3:sys:/dev:/bin/false
sync:x:4:100:sync:/bin:/bin/sync
mail:x:8:8:mail:/var/spool/mail:/bin/false
www-data:x:33:33:www-data:/var/www:/bin/false
operator:x:37:37:Operator:/var:/bin/false
nobody:x:65534:65534:nobody:/home:/bin/false
`;

const GROUP = 'root:x:0:\ndaemon:x:1:\nbin:x:2:\nsys:x:3:\nadm:x:4:\ntty:x:5:\ndisk:x:6:\nwheel:x:10:root\nmail:x:8:\nwww-data:x:33:\nusers:x:100:\nnobody:x:65534:\n';

/** The one image of the machine on which the transcripts were recorded: Debian's static BusyBox, imported, without an environment. */
export function oracleBusybox(platform: Platform): ImageRecipe {
  return {
    config: { Cmd: ['sh'] },
    steps: [{ createdBy: '', comment: 'Imported from -', created: '2025-06-02T07:59:30Z', layer: layer(platform, '2025-05-20', (to) => {
      to.directory('bin dev etc home proc root sys var').directory('tmp', { mode: 0o1777 });
      to.program('bin/busybox', 1_982_256, 'busybox');
      for (const applet of DEBIAN_APPLETS.split(' ')) to.link(`bin/${applet}`, 'busybox');
      to.file('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n').file('etc/group', 'root:x:0:\nnobody:x:65534:\n');
    }) }],
  };
}
