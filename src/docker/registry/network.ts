import { toBytes, toText } from '../../core/bytes.ts';
import { MILLISECOND, SECOND } from '../../core/clock.ts';
import type { Clock } from '../../core/clock.ts';
import { digestOf } from '../../core/digest.ts';
import type { Digest } from '../../core/digest.ts';
import { until } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import { readAll } from '../../core/stream.ts';
import { isSystemError } from '../../machine/errno.ts';
import { ByteReader, HeaderList, readResponseHead, responseBody, writeRequest } from '../../machine/network/http-message.ts';
import type { ResponseHead } from '../../machine/network/http-message.ts';
import type { NetworkStack } from '../../machine/network/network.ts';
import { toBase64 } from '../../machine/programs/support/base64.ts';
import { RegistryError } from './endpoint.ts';
import type { Blob, Credentials, OnProgress, RegistryEndpoint, StoredManifest } from './endpoint.ts';
import type { BlobLayer } from './layer.ts';
import type { FindRegistry } from './client.ts';

/** Layers under way to and in registries that run in containers: these keep only a layer's size on their disk. */
export class LayerPool {
  readonly #layers = new Map<Digest, BlobLayer>();

  put(layer: BlobLayer): void {
    this.#layers.set(layer.digest, layer);
  }

  get(digest: Digest): BlobLayer | undefined {
    return this.#layers.get(digest);
  }
}

/** Bytes a second to a registry on the local network. */
const BANDWIDTH = 200_000_000;

/** Finds registries by connecting to them from a host's network, as the daemon there would. */
export function findOnNetwork(network: () => NetworkStack, clock: Clock, pool: LayerPool): FindRegistry {
  return function* (domain) {
    const endpoint = new NetworkRegistry(network, clock, pool, domain);
    yield* endpoint.check();
    return endpoint;
  };
}

class NetworkRegistry implements RegistryEndpoint {
  readonly url: string;
  readonly #isSecure: boolean;
  readonly #host: string;
  readonly #port: number;

  constructor(
    private readonly network: () => NetworkStack,
    private readonly clock: Clock,
    private readonly pool: LayerPool,
    private readonly domain: string,
  ) {
    const [host = '', port] = domain.split(':');
    // What is on the host itself may do without TLS.
    this.#isSecure = host !== 'localhost' && !host.startsWith('127.');
    this.#host = host;
    this.#port = Number(port ?? (this.#isSecure ? 443 : 80));
    this.url = `${this.#isSecure ? 'https' : 'http'}://${domain}/v2/`;
  }

  *check(credentials?: Credentials): Process<void> {
    const { head } = yield* this.#ask('GET', '/v2/', credentials);
    if (head.status === 401 && credentials) throw new RegistryError('UNAUTHORIZED', 'authentication required');
  }

  *manifest(repository: string, reference: string, credentials?: Credentials): Process<StoredManifest> {
    const { head, body } = yield* this.#ask('GET', `/v2/${repository}/manifests/${reference}`, credentials);
    if (head.status === 401 && !credentials) throw new RegistryError('UNAUTHORIZED', NO_CREDENTIALS, `Head "${this.url}${repository}/manifests/${reference}": ${NO_CREDENTIALS}`);
    if (head.status !== 200) throw errorOf(head, 'MANIFEST_UNKNOWN', 'manifest unknown', credentials);
    const text = toText(body);
    return { text, mediaType: head.headers.get('content-type') ?? '', digest: digestOf(text) };
  }

  *putManifest(repository: string, reference: string, manifest: StoredManifest, credentials?: Credentials): Process<void> {
    const { head } = yield* this.#ask('PUT', `/v2/${repository}/manifests/${reference}`, credentials, [['Content-Type', manifest.mediaType]], manifest.text);
    if (head.status !== 201) throw errorOf(head, 'DENIED', 'requested access to the resource is denied', credentials);
  }

  *hasBlob(repository: string, digest: Digest, credentials?: Credentials): Process<boolean> {
    const { head } = yield* this.#ask('HEAD', `/v2/${repository}/blobs/${digest}`, credentials);
    if (head.status === 401) throw errorOf(head, 'UNAUTHORIZED', '', credentials);
    return head.status === 200;
  }

  *blob(repository: string, digest: Digest, credentials?: Credentials, onProgress?: OnProgress): Process<Blob> {
    const { head, body } = yield* this.#ask('GET', `/v2/${repository}/blobs/${digest}`, credentials);
    if (head.status !== 200) throw errorOf(head, 'BLOB_UNKNOWN', 'blob unknown to registry', credentials);
    if (!head.headers.has('x-drydock-layer')) return { kind: 'text', text: toText(body) };
    const layer = this.pool.get(digest);
    if (!layer) throw new RegistryError('BLOB_UNKNOWN', 'blob unknown to registry');
    yield* this.#transfer(layer.size, onProgress);
    return { kind: 'layer', layer };
  }

  *putBlob(repository: string, digest: Digest, blob: Blob, credentials?: Credentials, onProgress?: OnProgress): Process<void> {
    if (blob.kind === 'layer') {
      yield* this.#transfer(blob.layer.size, onProgress);
      this.pool.put(blob.layer);
    }
    const target = `/v2/${repository}/blobs/uploads/?digest=${digest}`;
    const { head } = yield* this.#ask('PUT', target, credentials, blob.kind === 'layer' ? [['X-Drydock-Layer', String(blob.layer.size)]] : [], blob.kind === 'layer' ? '' : blob.text);
    if (head.status !== 201) throw errorOf(head, 'DENIED', 'requested access to the resource is denied', credentials);
  }

  *mountBlob(repository: string, digest: Digest, from: string, credentials?: Credentials): Process<boolean> {
    const { head } = yield* this.#ask('POST', `/v2/${repository}/blobs/uploads/?mount=${digest}&from=${encodeURIComponent(from)}`, credentials);
    if (head.status === 401) throw errorOf(head, 'UNAUTHORIZED', '', credentials);
    return head.status === 201;
  }

  *tags(repository: string, credentials?: Credentials): Process<readonly string[]> {
    const { head, body } = yield* this.#ask('GET', `/v2/${repository}/tags/list`, credentials);
    if (head.status !== 200) throw errorOf(head, 'NAME_UNKNOWN', 'repository name not known to registry', credentials);
    return (JSON.parse(toText(body)) as { readonly tags: readonly string[] }).tags;
  }

  *#transfer(bytes: number, onProgress?: OnProgress): Process<void> {
    for (let done = 0; done < bytes; ) {
      const part = Math.min(bytes - done, (BANDWIDTH * 100 * MILLISECOND) / SECOND);
      yield until(this.clock, this.clock.now() + Math.ceil((part * SECOND) / BANDWIDTH));
      done += part;
      onProgress?.(done, bytes);
    }
  }

  *#ask(method: string, target: string, credentials?: Credentials, headers: readonly (readonly [string, string])[] = [], body?: string): Process<{ readonly head: ResponseHead; readonly body: Uint8Array }> {
    const socket = yield* this.#connect();
    try {
      if (this.#isSecure) throw this.#failure('http: server gave HTTP response to HTTPS client');
      const all = new HeaderList([['Host', this.domain], ['User-Agent', 'docker/28.2.2'], ...(credentials ? [['Authorization', `Basic ${basic(credentials)}`] as const] : []), ['Connection', 'close'], ...headers]);
      yield* writeRequest(socket.output, { method, target, headers: all }, body === undefined ? undefined : toBytes(body));
      const reader = new ByteReader(socket.input);
      const head = yield* readResponseHead(reader);
      if (!head) throw this.#failure('EOF');
      return { head, body: yield* readAll(responseBody(head, method, reader)) };
    } finally {
      socket.close();
    }
  }

  *#connect() {
    const network = this.network();
    const addresses = this.#host === 'localhost' ? ['127.0.0.1'] : /^[\d.]+$/.test(this.#host) ? [this.#host] : yield* network.resolve(this.#host);
    const host = addresses.find((each) => each.includes('.'));
    if (host === undefined) throw this.#failure(`dial tcp: lookup ${this.#host}: no such host`);
    try {
      return yield* network.connect({ host, port: this.#port });
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw this.#failure(`dial tcp ${host}:${this.#port}: ${error.code === 'ETIMEDOUT' ? 'i/o timeout' : `connect: ${error.message.toLowerCase()}`}`);
    }
  }

  #failure(why: string): RegistryError {
    return new RegistryError('NETWORK', why, `Get "${this.url}": ${why}`);
  }
}

function errorOf(head: ResponseHead, code: 'MANIFEST_UNKNOWN' | 'DENIED' | 'BLOB_UNKNOWN' | 'NAME_UNKNOWN' | 'UNAUTHORIZED', text: string, credentials: Credentials | undefined): RegistryError {
  if (head.status !== 401) return new RegistryError(code, text);
  return credentials ? new RegistryError('UNAUTHORIZED', 'authentication required') : new RegistryError('UNAUTHORIZED', NO_CREDENTIALS, NO_CREDENTIALS);
}

const NO_CREDENTIALS = 'no basic auth credentials';

function basic({ username, password }: Credentials): string {
  return toBase64(toBytes(`${username}:${password}`));
}
