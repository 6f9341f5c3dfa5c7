import { debianSnapshots, debianSteps, stableRelease } from '../bases/debian.ts';
import type { ImageRecipe, Platform, Repository } from '../repository.ts';
import { series } from '../series.ts';
import { Steps } from '../steps.ts';

const PATH = '/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export const repository: Repository = {
  name: 'docker.io/library/httpd',
  description: 'The Apache HTTP Server Project',
  stars: 4_880,
  isOfficial: true,
  editions: () => series({
    versions: [['2025-01-24', '2.4.63'], ['2025-07-11', '2.4.64'], ['2025-07-24', '2.4.65'], ['2025-12-05', '2.4.66']],
    bases: [...debianSnapshots('bookworm').filter((date) => date < '2025-08-11'), ...debianSnapshots('trixie')],
    tags: (version, date) => [version, '2.4', '2', 'latest'].flatMap((name) => (name === 'latest' ? [name, stableRelease(date)] : [name, `${name}-${stableRelease(date)}`])),
    image: (platform, version, base, date) => image(platform, version, base, date),
  }),
};

function image(platform: Platform, version: string, base: string, date: string): ImageRecipe {
  const steps = new Steps(platform, date, debianSteps(platform, stableRelease(base), base, 'slim'));
  steps.note('ENV HTTPD_PREFIX=/usr/local/apache2', `ENV PATH=${PATH}`);
  steps.run('mkdir -p "$HTTPD_PREFIX" && chown www-data:www-data "$HTTPD_PREFIX"', (to) => to.directory('usr/local/apache2', { uid: 33, gid: 33 }), 145).note('WORKDIR /usr/local/apache2');
  steps.run('set -eux; apt-get update; apt-get install -y --no-install-recommends ca-certificates libaprutil1-ldap libldap-common ; rm -rf /var/lib/apt/lists/*', (to) => to.filler('usr/lib/libaprutil-1.so.0', 11_400_000), 4_180_000);
  steps.note(`ENV HTTPD_VERSION=${version}`).run('set -eux; … wget -O httpd.tar.bz2 …; ./configure --prefix="$HTTPD_PREFIX" --enable-mods-shared=reallyall; make -j "$(nproc)"; make install; … httpd -v', (to) => {
    to.program('usr/local/apache2/bin/httpd', 990_000).file('usr/local/apache2/htdocs/index.html', '<html><body><h1>It works!</h1></body></html>\n');
    to.file('usr/local/apache2/conf/httpd.conf', 'ServerRoot "/usr/local/apache2"\nListen 80\nUser www-data\nGroup www-data\nServerAdmin you@example.com\nDocumentRoot "/usr/local/apache2/htdocs"\nErrorLog /proc/self/fd/2\nLogLevel warn\nCustomLog /proc/self/fd/1 common\n');
    to.directory('usr/local/apache2/logs').padTo(61_300_000, 'usr/local/apache2/modules/mod_lua.so');
  }, 23_900_000);
  steps.note('STOPSIGNAL SIGWINCH').copy('httpd-foreground /usr/local/bin/', (to) => to.file('usr/local/bin/httpd-foreground', '#!/bin/sh\nset -e\n\n# Apache gets grumpy about PID files pre-existing\nrm -f /usr/local/apache2/logs/httpd.pid\n\nexec httpd -DFOREGROUND "$@"\n', { mode: 0o755 })).note('EXPOSE map[80/tcp:{}]', 'CMD ["httpd-foreground"]');
  return { config: { ExposedPorts: { '80/tcp': {} }, Env: [`PATH=${PATH}`, 'HTTPD_PREFIX=/usr/local/apache2', `HTTPD_VERSION=${version}`], Cmd: ['httpd-foreground'], WorkingDir: '/usr/local/apache2', StopSignal: 'SIGWINCH' }, steps: steps.list() };
}
