import { addAccount, addPackages } from '../bases/additions.ts';
import { alpineAt, alpineSteps, ALPINE_VERSIONS } from '../bases/alpine.ts';
import { debianSnapshots, debianSteps, stableRelease } from '../bases/debian.ts';
import type { LayerBuilder } from '../entries.ts';
import type { ImageRecipe, Platform, Repository } from '../repository.ts';
import { inOrder, series } from '../series.ts';
import type { Dated } from '../series.ts';
import { PATH, Steps } from '../steps.ts';
import * as files from '../files/nginx.ts';

const MAINLINE: readonly Dated[] = [['2025-04-16', '1.27.5'], ['2025-06-24', '1.29.0'], ['2025-08-13', '1.29.1'], ['2025-10-07', '1.29.2'], ['2025-10-28', '1.29.3'], ['2025-12-09', '1.29.4'], ['2026-02-04', '1.29.5']];
const STABLE: readonly Dated[] = [['2025-04-25', '1.28.0'], ['2025-12-23', '1.28.1'], ['2026-02-04', '1.28.2']];

export const repository: Repository = {
  name: 'docker.io/library/nginx',
  description: 'Official build of Nginx.',
  stars: 20_870,
  isOfficial: true,
  editions: () => inOrder(...(['mainline', 'stable'] as const).flatMap((branch) => [debianLine(branch), alpineLine(branch)])),
};

function namesOf(branch: 'mainline' | 'stable', version: string): readonly string[] {
  return [version, version.split('.').slice(0, 2).join('.'), branch, ...(branch === 'mainline' ? ['1'] : [])];
}

function debianLine(branch: 'mainline' | 'stable') {
  return series({
    versions: branch === 'mainline' ? MAINLINE : STABLE,
    bases: [...debianSnapshots('bookworm').filter((date) => date < '2025-08-11'), ...debianSnapshots('trixie')],
    tags: (version, date) => [
      ...namesOf(branch, version).flatMap((name) => [name, `${name}-${stableRelease(date)}`]),
      ...(branch === 'mainline' ? ['latest', stableRelease(date)] : []),
    ],
    image: (platform, version, base, date) => debian(platform, version, base, date),
  });
}

function alpineLine(branch: 'mainline' | 'stable') {
  return series({
    versions: branch === 'mainline' ? MAINLINE : STABLE,
    bases: ALPINE_VERSIONS.filter(({ branch: each }) => each === '3.21' || each === '3.22').map(({ published }) => published),
    tags: (version) => [...namesOf(branch, version).flatMap((name) => [`${name}-alpine`, `${name}-alpine-slim`]), ...(branch === 'mainline' ? ['alpine', 'alpine-slim'] : [])],
    image: (platform, version, base, date) => alpine(platform, version, alpineAt(base).version, date),
  });
}

function config(version: string, release: string): ImageRecipe['config'] {
  return {
    ExposedPorts: { '80/tcp': {} },
    Env: [`PATH=${PATH}`, `NGINX_VERSION=${version}`, 'NJS_VERSION=0.8.10', `NJS_RELEASE=1${release}`, `PKG_RELEASE=1${release}`, `DYNPKG_RELEASE=1${release}`],
    Entrypoint: ['/docker-entrypoint.sh'],
    Cmd: ['nginx', '-g', 'daemon off;'],
    Labels: { maintainer: 'NGINX Docker Maintainers <docker-maint@nginx.com>' },
    StopSignal: 'SIGQUIT',
  };
}

function finish(steps: Steps): void {
  steps.copy('docker-entrypoint.sh /', (to) => to.file('docker-entrypoint.sh', files.ENTRYPOINT, { mode: 0o755 }));
  for (const [name, text] of Object.entries(files.SCRIPTS)) steps.copy(`${name} /docker-entrypoint.d`, (to) => to.file(`docker-entrypoint.d/${name}`, text, { mode: 0o755 }));
  steps.note('ENTRYPOINT ["/docker-entrypoint.sh"]', 'EXPOSE map[80/tcp:{}]', 'STOPSIGNAL SIGQUIT', 'CMD ["nginx" "-g" "daemon off;"]');
}

function debian(platform: Platform, version: string, base: string, date: string): ImageRecipe {
  const release = stableRelease(base);
  const suffix = `~${release}`;
  const steps = new Steps(platform, date, debianSteps(platform, release, base, 'slim'));
  steps.note('LABEL maintainer=NGINX Docker Maintainers <docker-maint@nginx.com>', `ENV NGINX_VERSION=${version}`, 'ENV NJS_VERSION=0.8.10', `ENV NJS_RELEASE=1${suffix}`, `ENV PKG_RELEASE=1${suffix}`, `ENV DYNPKG_RELEASE=1${suffix}`);
  steps.run('set -x && groupadd --system --gid 101 nginx && useradd --system --gid nginx --no-create-home --home /nonexistent --comment "nginx user" --shell /bin/false --uid 101 nginx && apt-get update && apt-get install --no-install-recommends --no-install-suggests -y gnupg1 ca-certificates && … && ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log && mkdir /docker-entrypoint.d', (to) => {
    addAccount(to, 'debian', 'nginx:x:101:101:nginx user:/nonexistent:/bin/false', 'nginx:x:101:');
    addPackages(to, release, `ca-certificates 20230311 393;curl 7.88.1-10+deb12u12 512;gettext-base 0.21-12 657;libcurl4 7.88.1-10+deb12u12 840;nginx ${version}-1${suffix} 3210;nginx-module-geoip ${version}-1${suffix} 78;nginx-module-image-filter ${version}-1${suffix} 80;nginx-module-njs ${version}+0.8.10-1${suffix} 4034;nginx-module-xslt ${version}-1${suffix} 78`);
    server(to).program('usr/bin/curl', 273_000).program('usr/bin/envsubst', 44_000).filler('etc/ssl/certs/ca-certificates.crt', 213_777).padTo(117_300_000, 'usr/lib/nginx/modules/ngx_stream_js_module.so');
  }, 43_960_000);
  finish(steps);
  return { config: config(version, suffix), steps: steps.list() };
}

function alpine(platform: Platform, version: string, base: string, date: string): ImageRecipe {
  const steps = new Steps(platform, date, alpineSteps(platform, base));
  steps.note('LABEL maintainer=NGINX Docker Maintainers <docker-maint@nginx.com>', `ENV NGINX_VERSION=${version}`, 'ENV PKG_RELEASE=1', 'ENV DYNPKG_RELEASE=1', 'ENV NJS_VERSION=0.8.10', 'ENV NJS_RELEASE=1');
  steps.run('set -x && addgroup -g 101 -S nginx && adduser -S -D -H -u 101 -h /var/cache/nginx -s /sbin/nologin -G nginx -g nginx nginx && …', (to) => {
    addAccount(to, 'alpine', 'nginx:x:101:101:nginx:/var/cache/nginx:/sbin/nologin', 'nginx:x:101:nginx');
    server(to).program('usr/bin/curl', 260_000).program('usr/bin/envsubst', 44_000).padTo(40_100_000, 'usr/lib/nginx/modules/ngx_stream_js_module.so');
  }, 15_600_000);
  finish(steps);
  return { config: config(version, ''), steps: steps.list() };
}

/** nginx as its own packages install it, with the logs where Docker sees them. */
function server(to: LayerBuilder): LayerBuilder {
  to.program('usr/sbin/nginx', 1_642_640).program('usr/sbin/nginx-debug', 1_790_000, 'nginx');
  to.file('etc/nginx/nginx.conf', files.NGINX_CONF).file('etc/nginx/conf.d/default.conf', files.DEFAULT_CONF).file('etc/nginx/mime.types', files.MIME_TYPES);
  to.file('etc/nginx/fastcgi_params', files.FASTCGI_PARAMS).file('etc/nginx/scgi_params', files.FASTCGI_PARAMS).file('etc/nginx/uwsgi_params', files.FASTCGI_PARAMS).link('etc/nginx/modules', '/usr/lib/nginx/modules');
  to.file('usr/share/nginx/html/index.html', files.INDEX).file('usr/share/nginx/html/50x.html', files.ERROR_PAGE);
  to.directory('var/cache/nginx docker-entrypoint.d usr/lib/nginx/modules').directory('var/log/nginx');
  return to.link('var/log/nginx/access.log', '/dev/stdout').link('var/log/nginx/error.log', '/dev/stderr');
}
