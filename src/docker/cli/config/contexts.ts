import { sha256Hex } from '../../../core/digest.ts';
import type { Files } from '../../../machine/files/files.ts';
import { isSystemError } from '../../../machine/errno.ts';

export const DEFAULT_HOST = 'unix:///var/run/docker.sock';

export interface Context {
  readonly name: string;
  readonly description: string;
  readonly host: string;
  readonly skipTlsVerify: boolean;
}

interface Meta {
  readonly Name: string;
  readonly Metadata: { readonly Description?: string };
  readonly Endpoints: { readonly docker?: { readonly Host?: string; readonly SkipTLSVerify?: boolean } };
}

/** The contexts that `docker context create` made, kept as files under the configuration's folder. */
export class ContextStore {
  readonly #meta: string;

  constructor(
    private readonly files: Files,
    private readonly folder: string,
  ) {
    this.#meta = `${folder}/contexts/meta`;
  }

  /** Where `docker context inspect` says it is kept. */
  storage(name: string): { readonly metadata: string; readonly tls: string } {
    return { metadata: `${this.#meta}/${sha256Hex(name)}`, tls: `${this.folder}/contexts/tls/${sha256Hex(name)}` };
  }

  /** By name, without `default`. */
  all(): readonly Context[] {
    try {
      return this.files
        .list(this.#meta)
        .map((entry) => this.#read(`${this.#meta}/${entry.name}/meta.json`))
        .filter((context) => context !== undefined)
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      if (isSystemError(error)) return [];
      throw error;
    }
  }

  get(name: string): Context | undefined {
    return this.#read(`${this.storage(name).metadata}/meta.json`);
  }

  put(context: Context): void {
    const { metadata } = this.storage(context.name);
    this.files.mkdirAll(metadata, 0o755);
    this.files.write(`${metadata}/meta.json`, encodeContext(context), 0o644);
  }

  remove(name: string): void {
    this.files.removeAll(this.storage(name).metadata);
    this.files.removeAll(this.storage(name).tls);
  }

  #read(path: string): Context | undefined {
    try {
      return decodeContext(this.files.readText(path));
    } catch (error) {
      if (isSystemError(error) || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }
}

export function encodeContext(context: Context): string {
  const meta: Meta = {
    Name: context.name,
    Metadata: context.description === '' ? {} : { Description: context.description },
    Endpoints: { docker: { Host: context.host, SkipTLSVerify: context.skipTlsVerify } },
  };
  return JSON.stringify(meta);
}

/** Throws SyntaxError. */
export function decodeContext(text: string): Context {
  const meta = JSON.parse(text) as Meta;
  const endpoint = meta.Endpoints.docker ?? {};
  return { name: meta.Name, description: meta.Metadata.Description ?? '', host: endpoint.Host ?? DEFAULT_HOST, skipTlsVerify: endpoint.SkipTLSVerify ?? false };
}
