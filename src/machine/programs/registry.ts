import { digestOf } from '../../core/digest.ts';
import { toBytes, toText } from '../../core/bytes.ts';
import type { Process } from '../../core/process.ts';
import { readAll } from '../../core/stream.ts';
import { isSystemError } from '../errno.ts';
import { HeaderList } from '../network/http-message.ts';
import type { Program, System } from '../system.ts';
import { formatMoment, momentOf } from './support/calendar.ts';
import { serveHttp } from './support/http-server.ts';
import type { HttpAnswer, ServedRequest } from './support/http-server.ts';

const ROOT = '/var/lib/registry/docker/registry/v2';
/** Layers are sent as their size alone: the bytes of a large one would be of no use here. */
const LAYER_HEADER = 'X-Drydock-Layer';

/** The registry (https://distribution.github.io/distribution/): `registry serve CONFIG`. */
export const program: Program = {
  name: 'registry',
  *main(system) {
    const [, action, path] = system.argv;
    if (action === '--version' || action === '-v') {
      yield* system.print('registry github.com/distribution/distribution/v3 3.0.0\n');
      return 0;
    }
    if (action !== 'serve') {
      yield* system.complain(action === undefined ? 'Usage:\n  registry [flags]\n  registry [command]\n' : `drydock: registry ${action} is not simulated\n`);
      return 1;
    }
    const problem = [...system.env.keys()].find((name) => name.startsWith('REGISTRY_') && !['REGISTRY_HTTP_ADDR', 'REGISTRY_STORAGE_DELETE_ENABLED', 'REGISTRY_HTTP_SECRET', 'REGISTRY_LOG_LEVEL'].includes(name));
    if (problem !== undefined) {
      yield* system.complain(`drydock: ${problem} of registry is not simulated\n`);
      return 1;
    }
    let configuration: string;
    try {
      configuration = system.files.readText(path ?? '');
    } catch (error) {
      if (!isSystemError(error)) throw error;
      yield* system.complain(`configuration error: open ${path ?? ''}: ${error.message.toLowerCase()}\n`);
      return 1;
    }
    const address = system.env.get('REGISTRY_HTTP_ADDR') ?? /addr:\s*(\S+)/.exec(configuration)?.[1] ?? ':5000';
    const listener = system.network.listen({ host: '0.0.0.0', port: Number(address.split(':').at(-1)) });
    yield* system.complain(`time="${formatMoment('%Y-%m-%dT%H:%M:%SZ', momentOf(system.now()))}" level=info msg="listening on [::]:${listener.address.port}" go.version=go1.23.7 instance.id=${system.entropy.hex(32)} service=registry version=3.0.0\n`);
    const service = new Service(system);
    yield* serveHttp(system, listener, { handle: (request) => service.handle(request) });
    return 0;
  },
};

class Service {
  constructor(private readonly system: System) {}

  *handle({ head, body, socket }: ServedRequest): Process<HttpAnswer> {
    yield* this.system.compute(400);
    const given = yield* readAll(body);
    const [path = '', query = ''] = head.target.split('?');
    const answer = this.#answer(head.method, path, query, head.headers, given);
    const now = momentOf(this.system.now());
    yield* this.system.print(`${socket.remote.host} - - [${formatMoment('%d/%b/%Y:%H:%M:%S +0000', now)}] "${head.method} ${head.target} ${head.version}" ${answer.status} ${typeof answer.body === 'string' ? toBytes(answer.body).length : 0} "" "${head.headers.get('user-agent') ?? ''}"\n`);
    return answer;
  }

  #answer(method: string, path: string, query: string, headers: HeaderList, body: Uint8Array): HttpAnswer {
    if (path === '/v2/' || path === '/v2') return json(200, {});
    if (path === '/') return answerOf(200, '', []);
    if (path === '/v2/_catalog') return json(200, { repositories: this.#repositories() });
    const match = /^\/v2\/(.+)\/(tags\/list|manifests\/[^/]+|blobs\/uploads\/?|blobs\/[^/]+)$/.exec(path);
    if (!match) return answerOf(404, '404 page not found\n', [['Content-Type', 'text/plain; charset=utf-8']]);
    const [, name = '', rest = ''] = match;
    if (rest === 'tags/list') {
      const tags = this.#list(`${ROOT}/repositories/${name}/_manifests/tags`);
      return tags ? json(200, { name, tags }) : failure(404, 'NAME_UNKNOWN', 'repository name not known to registry', { name });
    }
    if (rest.startsWith('manifests/')) return this.#manifest(method, name, rest.slice('manifests/'.length), headers, body);
    if (rest.startsWith('blobs/uploads')) return this.#upload(name, query, headers, body);
    return this.#blob(method, name, rest.slice('blobs/'.length));
  }

  #manifest(method: string, name: string, reference: string, headers: HeaderList, body: Uint8Array): HttpAnswer {
    const { files } = this.system;
    const folder = `${ROOT}/repositories/${name}/_manifests`;
    const link = reference.includes(':') ? `${folder}/revisions/sha256/${reference.slice(7)}/link` : `${folder}/tags/${reference}/current/link`;
    if (method === 'PUT') {
      const digest = digestOf(toText(body));
      this.#write(blobPath(digest), toText(body));
      this.#write(`${folder}/revisions/sha256/${digest.slice(7)}/link`, digest);
      this.#write(`${folder}/revisions/sha256/${digest.slice(7)}/type`, headers.get('content-type') ?? '');
      if (!reference.includes(':')) this.#write(link, digest);
      return answerOf(201, '', [['Docker-Content-Digest', digest], ['Location', `/v2/${name}/manifests/${digest}`]]);
    }
    if (!files.exists(link)) return failure(404, 'MANIFEST_UNKNOWN', 'manifest unknown', reference.includes(':') ? { Name: name, Revision: reference } : { Tag: reference });
    const digest = files.readText(link);
    if (method === 'DELETE') {
      files.unlink(link);
      return answerOf(202, '', []);
    }
    return answerOf(200, files.readText(blobPath(digest)), [['Content-Type', files.readText(`${folder}/revisions/sha256/${digest.slice(7)}/type`)], ['Docker-Content-Digest', digest]]);
  }

  #upload(name: string, query: string, headers: HeaderList, body: Uint8Array): HttpAnswer {
    const digest = decodeURIComponent(/(?:^|&)digest=([^&]+)/.exec(query)?.[1] ?? '');
    if (!digest) return answerOf(400, '{"errors":[{"code":"UNSUPPORTED","message":"drydock: uploads in parts are not simulated"}]}\n', []);
    const size = headers.get(LAYER_HEADER);
    if (size === undefined) this.#write(blobPath(digest), toText(body));
    else this.#write(blobPath(digest), { kind: 'filler', name: digest, size: Number(size) });
    return answerOf(201, '', [['Docker-Content-Digest', digest], ['Location', `/v2/${name}/blobs/${digest}`]]);
  }

  #blob(method: string, name: string, digest: string): HttpAnswer {
    const { files } = this.system;
    const path = blobPath(digest);
    if (!files.exists(path)) return failure(404, 'BLOB_UNKNOWN', 'blob unknown to registry', digest);
    const content = files.content(path);
    if (typeof content === 'object' && 'kind' in content) return answerOf(200, '', [['Content-Type', 'application/octet-stream'], [LAYER_HEADER, String(files.stat(path).size)]]);
    void name;
    return answerOf(200, method === 'HEAD' ? '' : files.readText(path), [['Content-Type', 'application/octet-stream'], ['Docker-Content-Digest', digest]]);
  }

  #write(path: string, content: string | { readonly kind: 'filler'; readonly name: string; readonly size: number }): void {
    this.system.files.mkdirAll(path.replace(/\/[^/]*$/, ''));
    this.system.files.write(path, content);
  }

  #list(path: string): readonly string[] | undefined {
    return this.system.files.exists(path) ? this.system.files.list(path).map(({ name }) => name).sort() : undefined;
  }

  #repositories(folder = `${ROOT}/repositories`, prefix = ''): readonly string[] {
    return (this.#list(folder) ?? []).flatMap((name) => (name === '_manifests' ? [prefix] : this.#repositories(`${folder}/${name}`, prefix ? `${prefix}/${name}` : name)));
  }
}

function blobPath(digest: string): string {
  const hex = digest.replace('sha256:', '');
  return `${ROOT}/blobs/sha256/${hex.slice(0, 2)}/${hex}/data`;
}

function answerOf(status: number, body: string, headers: readonly (readonly [string, string])[]): HttpAnswer {
  return { status, body, headers: new HeaderList([...headers, ['Docker-Distribution-Api-Version', 'registry/2.0'], ['X-Content-Type-Options', 'nosniff']]) };
}

function json(status: number, value: unknown): HttpAnswer {
  return answerOf(status, Object.keys(value as object).length === 0 ? '{}' : `${JSON.stringify(value)}\n`, [['Content-Type', 'application/json; charset=utf-8']]);
}

function failure(status: number, code: string, message: string, detail: unknown): HttpAnswer {
  return json(status, { errors: [{ code, message, detail }] });
}
