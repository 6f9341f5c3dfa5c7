import type { LayerEntry } from '../../machine/files/layer.ts';

/** All that a build is given. */
export interface BuildRequest {
  /** The name that messages show (`Dockerfile`), and its text; absent when there is no such file. */
  readonly dockerfile: { readonly name: string; readonly text: string | undefined };
  /** The files of the context, what .dockerignore leaves out left out. */
  readonly context: readonly LayerEntry[];
  /** The lines of .dockerignore, for the checks. */
  readonly ignore: readonly string[];
  /** `--build-context`: files, or an image. */
  readonly contexts: ReadonlyMap<string, { readonly entries: readonly LayerEntry[] } | { readonly reference: string }>;
  readonly secrets: ReadonlyMap<string, Uint8Array>;
  /** `--ssh` ids. */
  readonly ssh: readonly string[];
  /** '' is the last stage. */
  readonly target: string;
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
  /** `linux/arm64`; undefined unless asked for. */
  readonly platform: string | undefined;
  readonly hasNoCache: boolean;
  /** Stages that are built anew. */
  readonly noCacheFilter: readonly string[];
  readonly pull: boolean;
  readonly network: 'default' | 'none' | 'host';
  readonly extraHosts: readonly (readonly [name: string, address: string])[];
  readonly shmSize: number | undefined;
  readonly ulimits: ReadonlyMap<string, { readonly soft: number; readonly hard: number }>;
  /** Complete but for `:latest`: `docker.io/library/app`. */
  readonly tags: readonly string[];
  /** What becomes of the result: an image, its files for the client, or nothing. */
  readonly output: 'image' | 'files' | 'none';
  /** In progress: `client directory` or `client tarball`. */
  readonly fileOutput?: 'client directory' | 'client tarball';
  /** `--check`: only the checks. */
  readonly isCheck: boolean;
}

const NO_ENTRIES: ReadonlyMap<string, never> = new Map<string, never>();

/** A plain build of a context, for whoever needs no more. */
export function plainRequest(text: string | undefined, context: readonly LayerEntry[] = [], more: Partial<BuildRequest> = {}): BuildRequest {
  return {
    dockerfile: { name: 'Dockerfile', text },
    context, ignore: [], contexts: NO_ENTRIES, secrets: NO_ENTRIES, ssh: [], target: '', buildArgs: NO_ENTRIES, labels: NO_ENTRIES,
    platform: undefined, hasNoCache: false, noCacheFilter: [], pull: false, network: 'default', extraHosts: [], shmSize: undefined,
    ulimits: NO_ENTRIES, tags: [], output: 'image', isCheck: false,
    ...more,
  };
}
