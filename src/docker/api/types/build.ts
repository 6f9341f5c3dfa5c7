// What `POST /build` streams, as JSON lines. With `version=2` a line `moby.buildkit.trace` holds a `SolveStatus`, in the
// shape that `docker build --progress=rawjson` prints. Times are RFC 3339.

export type Vertex = {
  readonly digest: string;
  readonly inputs?: readonly string[];
  readonly name: string;
  readonly started?: string;
  readonly completed?: string;
  readonly cached?: boolean;
  readonly error?: string;
  /** Ours: why the step was or was not taken from the cache. */
  readonly why?: string;
};

export type VertexStatus = {
  readonly id: string;
  readonly vertex: string;
  readonly name: string;
  readonly current: number;
  readonly total?: number;
  readonly timestamp: string;
  readonly started: string;
  readonly completed?: string;
};

export type VertexLog = {
  readonly vertex: string;
  /** 1 is standard output, 2 standard error. */
  readonly stream: 1 | 2;
  /** Base64. */
  readonly data: string;
  readonly timestamp: string;
};

export type VertexWarning = {
  readonly vertex: string;
  readonly level: number;
  /** `FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 1)`, base64. */
  readonly short: string;
  readonly detail: readonly string[];
  readonly url: string;
  readonly range?: readonly { readonly start: { readonly line: number }; readonly end: { readonly line: number } }[];
};

export type SolveStatus = {
  readonly vertexes?: readonly Vertex[];
  readonly statuses?: readonly VertexStatus[];
  readonly logs?: readonly VertexLog[];
  readonly warnings?: readonly VertexWarning[];
};

/** The lines of a Dockerfile that an error points at. */
export type SourceExcerpt = {
  readonly filename: string;
  readonly text: string;
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
};

/** What `--check` answers. */
export type LintResult = {
  readonly warnings: readonly {
    readonly ruleName: string;
    readonly description: string;
    readonly url: string;
    readonly detail: string;
    readonly location: { readonly start: number; readonly end: number };
  }[];
  readonly sources: readonly { readonly filename: string; readonly data: string }[];
  readonly error?: { readonly message: string; readonly location?: { readonly start: number; readonly end: number } };
};

export type BuildMessage =
  | { readonly stream: string }
  | { readonly id: 'moby.buildkit.trace'; readonly aux: SolveStatus }
  | { readonly id: 'moby.image.id'; readonly aux: { readonly ID: string } }
  | { readonly id: 'drydock.lint'; readonly aux: LintResult }
  /** The files of `--output`, a piece of a tar at a time, base64. */
  | { readonly id: 'drydock.export'; readonly aux: { readonly data: string } }
  | { readonly aux: { readonly ID: string } }
  | { readonly errorDetail: { readonly code?: number; readonly message: string; readonly source?: SourceExcerpt }; readonly error: string };

export type BuildPruneResponse = {
  readonly CachesDeleted: readonly string[] | null;
  readonly SpaceReclaimed: number;
};
