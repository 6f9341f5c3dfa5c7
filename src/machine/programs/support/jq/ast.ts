/** A value of JSON. Objects keep the order in which keys came; printing may sort them. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type Filter =
  | { readonly kind: 'identity' | 'descend' }
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'text'; readonly parts: readonly (string | Filter)[]; readonly format: string | undefined }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'index'; readonly of: Filter; readonly key: Filter; readonly isOptional: boolean }
  | { readonly kind: 'slice'; readonly of: Filter; readonly from: Filter | undefined; readonly to: Filter | undefined; readonly isOptional: boolean }
  | { readonly kind: 'iterate'; readonly of: Filter; readonly isOptional: boolean }
  | { readonly kind: 'pipe' | 'comma' | 'alternative'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'update'; readonly operator: string; readonly target: Filter; readonly value: Filter }
  | { readonly kind: 'negate'; readonly body: Filter }
  | { readonly kind: 'array'; readonly body: Filter | undefined }
  | { readonly kind: 'object'; readonly entries: readonly { readonly key: Filter; readonly value: Filter }[] }
  | { readonly kind: 'if'; readonly test: Filter; readonly yes: Filter; readonly no: Filter | undefined }
  | { readonly kind: 'try'; readonly body: Filter; readonly handler: Filter | undefined }
  | { readonly kind: 'reduce'; readonly source: Filter; readonly name: string; readonly start: Filter; readonly step: Filter }
  | { readonly kind: 'bind'; readonly source: Filter; readonly name: string; readonly body: Filter }
  | { readonly kind: 'define'; readonly name: string; readonly parameters: readonly string[]; readonly body: Filter; readonly rest: Filter }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Filter[] };

/** The filter is none; the message is jq's. */
export class JqSyntaxError extends Error {
  override readonly name = 'JqSyntaxError';
}

/** The filter failed on a value. */
export class JqError extends Error {
  override readonly name = 'JqError';

  constructor(readonly value: Json) {
    super(typeof value === 'string' ? value : JSON.stringify(value));
  }
}
