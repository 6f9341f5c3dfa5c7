import { toBytes, toText } from '../../../core/bytes.ts';
import { digestOf } from '../../../core/digest.ts';
import type { Process } from '../../../core/process.ts';
import { readAll } from '../../../core/stream.ts';
import { HeaderList } from '../../network/http-message.ts';
import type { System } from '../../system.ts';
import { formatMoment, momentOf } from '../support/calendar.ts';
import type { HttpAnswer, ServedRequest } from '../support/http-server.ts';
import { Gate } from './htpasswd.ts';
import type { Settings } from './settings.ts';

/** Layers are sent as their size alone: the bytes of a large one would be of no use here. */
const LAYER_HEADER = 'X-Drydock-Layer';
const DIGEST = /^sha256:[0-9a-f]{64}$/;

interface Asked {
  readonly method: string;
  readonly name: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** The HTTP API of a registry (https://distribution.github.io/distribution/spec/api/) over files as the real one lays them out. */
export class Service {
  readonly #gate: Gate | undefined;

  constructor(
    private readonly system: System,
    private readonly settings: Settings,
  ) {
    this.#gate = settings.auth && new Gate(system, settings.auth.path);
  }

  *handle({ head, body, socket }: ServedRequest): Process<HttpAnswer> {
    yield* this.system.compute(400);
    const given = yield* readAll(body);
    const [path = '', query = ''] = head.target.split('?');
    const answer = this.#answer(path, { method: head.method, name: '', query: parseQuery(query), headers: head.headers, body: given });
    const now = momentOf(this.system.now());
    yield* this.system.print(`${socket.remote.host} - - [${formatMoment('%d/%b/%Y:%H:%M:%S +0000', now)}] "${head.method} ${head.target} ${head.version}" ${answer.status} ${typeof answer.body === 'string' ? toBytes(answer.body).length : 0} "" "${head.headers.get('user-agent') ?? ''}"\n`);
    return answer;
  }

  #answer(path: string, asked: Asked): HttpAnswer {
    if (path === '/') return answerOf(200, '', []);
    if (path.startsWith('/v2') && this.#gate && !this.#gate.admits(asked.headers.get('authorization'))) {
      return failure(401, 'UNAUTHORIZED', 'authentication required', null, [['Www-Authenticate', `Basic realm="${this.settings.auth!.realm}"`]]);
    }
    if (path === '/v2/' || path === '/v2') return json(200, {});
    if (path === '/v2/_catalog') return this.#catalogue(asked.query);
    const [, name = '', rest = ''] = /^\/v2\/(.+)\/(tags\/list|manifests\/[^/]+|blobs\/uploads\/?|blobs\/[^/]+)$/.exec(path) ?? [];
    if (rest === '') return answerOf(404, '404 page not found\n', [['Content-Type', 'text/plain; charset=utf-8']]);
    const inside = { ...asked, name };
    if (rest === 'tags/list') {
      const tags = this.#list(`${this.#folder(name)}/_manifests/tags`);
      return tags ? json(200, { name, tags }) : failure(404, 'NAME_UNKNOWN', 'repository name not known to registry', { name });
    }
    if (rest.startsWith('manifests/')) return this.#manifest(rest.slice('manifests/'.length), inside);
    if (rest.startsWith('blobs/uploads')) return this.#upload(inside);
    return this.#blob(rest.slice('blobs/'.length), inside);
  }

  #catalogue(query: ReadonlyMap<string, string>): HttpAnswer {
    const last = query.get('last') ?? '';
    const all = this.#repositories().filter((name) => name > last);
    const shown = all.slice(0, Number(query.get('n') ?? 100));
    const link = shown.length < all.length || query.has('n') ? [['Link', `</v2/_catalog?last=${encodeURIComponent(shown.at(-1) ?? '')}&n=${query.get('n') ?? 100}>; rel="next"`] as const] : [];
    return json(200, { repositories: shown }, link);
  }

  #manifest(reference: string, asked: Asked): HttpAnswer {
    if (asked.method === 'PUT') return this.#putManifest(reference, asked);
    const { files } = this.system;
    const isDigest = reference.includes(':');
    const link = this.#manifestLink(asked.name, reference);
    if (asked.method === 'DELETE') return this.#deleteManifest(reference, asked);
    if (!files.exists(link)) return failure(404, 'MANIFEST_UNKNOWN', 'manifest unknown', isDigest ? { Name: asked.name, Revision: reference } : { Tag: reference });
    const digest = files.readText(link);
    return answerOf(200, files.readText(this.#blobPath(digest)), [
      ['Content-Type', files.readText(`${this.#folder(asked.name)}/_manifests/revisions/sha256/${digest.slice(7)}/type`)], ['Docker-Content-Digest', digest], ['Etag', `"${digest}"`],
    ]);
  }

  #putManifest(reference: string, { name, headers, body }: Asked): HttpAnswer {
    const digest = digestOf(toText(body));
    const missing = blobsOf(toText(body)).find((each) => !this.system.files.exists(this.#layerLink(name, each)));
    if (missing !== undefined) return failure(400, 'MANIFEST_BLOB_UNKNOWN', 'blob unknown to registry', missing);
    const revision = `${this.#folder(name)}/_manifests/revisions/sha256/${digest.slice(7)}`;
    this.#write(this.#blobPath(digest), toText(body));
    this.#write(`${revision}/link`, digest);
    this.#write(`${revision}/type`, headers.get('content-type') ?? '');
    if (!reference.includes(':')) this.#write(this.#manifestLink(name, reference), digest);
    return answerOf(201, '', [['Docker-Content-Digest', digest], ['Location', `/v2/${name}/manifests/${digest}`]]);
  }

  /** By digest alone, with all tags that name it, and only where it is enabled. */
  #deleteManifest(reference: string, { name }: Asked): HttpAnswer {
    const { files } = this.system;
    if (!DIGEST.test(reference)) return failure(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content');
    if (!this.settings.allowsDeletes) return failure(405, 'UNSUPPORTED', 'The operation is unsupported.');
    const link = this.#manifestLink(name, reference);
    if (!files.exists(link)) return failure(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
    files.unlink(link);
    const tags = `${this.#folder(name)}/_manifests/tags`;
    for (const tag of this.#list(tags) ?? []) {
      if (files.readText(`${tags}/${tag}/current/link`) !== reference) continue;
      files.unlink(`${tags}/${tag}/current/link`);
      files.rmdir(`${tags}/${tag}/current`);
      files.rmdir(`${tags}/${tag}`);
    }
    return answerOf(202, '', []);
  }

  #upload({ name, query, headers, body }: Asked): HttpAnswer {
    const mounted = query.get('mount');
    const digest = mounted ?? query.get('digest');
    if (digest === undefined) return failure(400, 'UNSUPPORTED', 'drydock: uploads in parts are not simulated');
    if (mounted !== undefined) {
      // Nothing of that name there: the upload is to begin.
      if (!this.system.files.exists(this.#layerLink(query.get('from') ?? '', mounted))) return answerOf(202, '', [['Location', `/v2/${name}/blobs/uploads/`]]);
    } else {
      const size = headers.get(LAYER_HEADER);
      this.#write(this.#blobPath(digest), size === undefined ? toText(body) : { kind: 'filler', name: digest, size: Number(size) });
    }
    this.#write(this.#layerLink(name, digest), digest);
    return answerOf(201, '', [['Docker-Content-Digest', digest], ['Location', `/v2/${name}/blobs/${digest}`]]);
  }

  #blob(digest: string, { method, name }: Asked): HttpAnswer {
    if (!DIGEST.test(digest)) return failure(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content', {});
    const { files } = this.system;
    const path = this.#blobPath(digest);
    if (!files.exists(this.#layerLink(name, digest)) || !files.exists(path)) return failure(404, 'BLOB_UNKNOWN', 'blob unknown to registry', digest);
    const content = files.content(path);
    if (typeof content === 'object' && 'kind' in content) return answerOf(200, '', [['Content-Type', 'application/octet-stream'], [LAYER_HEADER, String(files.stat(path).size)]]);
    return answerOf(200, method === 'HEAD' ? '' : files.readText(path), [['Content-Type', 'application/octet-stream'], ['Docker-Content-Digest', digest]]);
  }

  #write(path: string, content: string | { readonly kind: 'filler'; readonly name: string; readonly size: number }): void {
    this.system.files.mkdirAll(path.replace(/\/[^/]*$/, ''));
    this.system.files.write(path, content);
  }

  #list(path: string): readonly string[] | undefined {
    return this.system.files.exists(path) ? this.system.files.list(path).map(({ name }) => name).sort() : undefined;
  }

  #repositories(folder = `${this.settings.root}/repositories`, prefix = ''): readonly string[] {
    return (this.#list(folder) ?? []).flatMap((name) => {
      if (name === '_layers') return [];
      return name === '_manifests' ? [prefix] : this.#repositories(`${folder}/${name}`, prefix ? `${prefix}/${name}` : name);
    });
  }

  #folder(name: string): string {
    return `${this.settings.root}/repositories/${name}`;
  }

  #manifestLink(name: string, reference: string): string {
    const folder = `${this.#folder(name)}/_manifests`;
    return reference.includes(':') ? `${folder}/revisions/sha256/${reference.slice(7)}/link` : `${folder}/tags/${reference}/current/link`;
  }

  #layerLink(name: string, digest: string): string {
    return `${this.#folder(name)}/_layers/sha256/${digest.slice(7)}/link`;
  }

  #blobPath(digest: string): string {
    const hex = digest.slice(7);
    return `${this.settings.root}/blobs/sha256/${hex.slice(0, 2)}/${hex}/data`;
  }
}

/** What a manifest needs in its repository; a list of platforms needs manifests, which are looked for when they are asked for. */
function blobsOf(text: string): readonly string[] {
  const { config, layers = [] } = JSON.parse(text) as { readonly config?: { readonly digest: string }; readonly layers?: readonly { readonly digest: string }[] };
  return [...(config ? [config] : []), ...layers].map(({ digest }) => digest);
}

function parseQuery(text: string): ReadonlyMap<string, string> {
  return new Map(text.split('&').filter(Boolean).map((part) => {
    const [name = '', value = ''] = part.split('=');
    return [name, decodeURIComponent(value)];
  }));
}

type Headers = readonly (readonly [string, string])[];

function answerOf(status: number, body: string, headers: Headers): HttpAnswer {
  return { status, body, headers: new HeaderList([...headers, ['Docker-Distribution-Api-Version', 'registry/2.0'], ['X-Content-Type-Options', 'nosniff']]) };
}

function json(status: number, value: object, headers: Headers = []): HttpAnswer {
  return answerOf(status, Object.keys(value).length === 0 ? '{}' : `${JSON.stringify(value)}\n`, [['Content-Type', 'application/json; charset=utf-8'], ...headers]);
}

/** `detail` is left out where it is undefined. */
function failure(status: number, code: string, message: string, detail?: unknown, headers: Headers = []): HttpAnswer {
  return json(status, { errors: [{ code, message, detail }] }, headers);
}
