import { toBytes } from '../../core/bytes.ts';
import type { Process } from '../../core/process.ts';
import { serveHttp } from '../../machine/network/http.ts';
import type { Internet } from '../../machine/network/internet.ts';
import type { Socket } from '../../machine/network/network.ts';

/** Names of the internet at which package indexes and registries are found. Their protocols need TLS, which nobody speaks here: who connects knows what is there. */
const SECURE_SITES: readonly (readonly string[])[] = [
  ['pypi.org'],
  ['files.pythonhosted.org'],
  ['dl-cdn.alpinelinux.org'],
  ['registry.npmjs.org'],
  ['registry-1.docker.io', 'auth.docker.io', 'index.docker.io', 'hub.docker.com'],
  ['gcr.io', 'us.gcr.io', 'eu.gcr.io', 'asia.gcr.io'],
  ['europe-west1-docker.pkg.dev', 'us-docker.pkg.dev', 'us-central1-docker.pkg.dev'],
  ['ghcr.io'],
  ['quay.io'],
  ['github.com'],
];

const PLAIN_SITES: readonly (readonly string[])[] = [['deb.debian.org', 'security.debian.org'], ['archive.ubuntu.com', 'security.ubuntu.com'], ['dl-4.alpinelinux.org']];

/** Puts the public sites into a world's internet: package indexes, registries, example.com. */
export function addPublicSites(internet: Internet): void {
  for (const names of SECURE_SITES) internet.add({ names, ports: new Map([[443, hold], [80, moved]]) });
  for (const names of PLAIN_SITES) internet.add({ names, ports: new Map([[80, hold]]) });
  internet.add({ names: ['example.com', 'www.example.com'], ports: new Map([[80, example], [443, hold]]) });
}

/** Takes a connection and says nothing; it ends when the caller goes. */
function* hold(socket: Socket): Process<void> {
  while ((yield* socket.input.read()).length > 0);
}

function* moved(socket: Socket): Process<void> {
  yield* serveHttp(socket, function* (request) {
    return { status: 301, headers: [['Location', `https://${request.headers.get('host') ?? ''}${request.target}`]], body: '' };
  });
}

const PAGE = '<!doctype html>\n<html>\n<head>\n    <title>Example Domain</title>\n</head>\n<body>\n<div>\n    <h1>Example Domain</h1>\n    <p>This domain is for use in illustrative examples in documents.</p>\n</div>\n</body>\n</html>\n';

function* example(socket: Socket): Process<void> {
  yield* serveHttp(socket, function* () {
    return { status: 200, headers: [['Content-Type', 'text/html']], body: toBytes(PAGE) };
  });
}
