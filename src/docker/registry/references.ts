import type { Digest } from '../../core/digest.ts';

/**
 * A name of an image: `docker.io/library/busybox:latest`, `localhost:5000/app@sha256:…`. The grammar and its errors are
 * those of distribution/reference 0.6, which Docker 28 uses.
 */
export interface Reference {
  /** `docker.io`, `localhost:5000`; empty only where a raw name has none. */
  readonly domain: string;
  /** `library/busybox`. */
  readonly path: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

/** A name that is none; `message` is Docker's. */
export class InvalidReference extends Error {
  override readonly name = 'InvalidReference';
}

const INVALID_FORMAT = 'invalid reference format';
const MAX_NAME = 255;
const DEFAULT_DOMAIN = 'docker.io';

// Written without ambiguity, so that no input takes more than linear time.
const DOMAIN_PART = '[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*';
const DOMAIN = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const PATH_PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const PATH = `${PATH_PART}(?:/${PATH_PART})*`;
const NAME = `(?:(${DOMAIN})/)?(${PATH})`;
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';

const WHOLE = new RegExp(`^${NAME}(?::(${TAG}))?(?:@(${DIGEST}))?$`);
const ONLY_NAME = new RegExp(`^${NAME}$`);
const ONLY_TAG = new RegExp(`^${TAG}$`);
const ONLY_DIGEST = new RegExp(`^${DIGEST}$`);
const IDENTIFIER = /^[a-f0-9]{64}$/;
const DIGEST_SYNTAX = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/;
const DIGEST_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** A name just as it stands: no registry, namespace or tag is added. */
export function parseReference(text: string): Reference {
  const match = WHOLE.exec(text);
  if (!match) {
    if (text === '') throw new InvalidReference('repository name must have at least one component');
    throw new InvalidReference(WHOLE.test(text.toLowerCase()) ? 'repository name must be lowercase' : INVALID_FORMAT);
  }
  const [, domain = '', path = '', tag, digest] = match;
  checkLength(path);
  if (digest !== undefined) checkDigest(digest);
  return { domain, path, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest: digest as Digest }) };
}

/** What people type, made full: `redis` is `docker.io/library/redis`. No tag is added. */
export function parseNormalizedReference(text: string): Reference {
  if (IDENTIFIER.test(text)) throw new InvalidReference(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  const [domain, rest] = splitDomain(text);
  const colon = rest.indexOf(':');
  const remote = colon < 0 ? rest : rest.slice(0, colon);
  if (remote !== remote.toLowerCase()) throw new InvalidReference(`${INVALID_FORMAT}: repository name (${remote}) must be lowercase`);
  return parseReference(`${domain}/${rest}`);
}

/** A full name, with a digest or a tag, `latest` unless told; a tag beside a digest goes. */
export function parseDockerReference(text: string): Reference {
  const reference = parseNormalizedReference(text);
  if (reference.digest === undefined) return withDefaultTag(reference);
  return { domain: reference.domain, path: reference.path, digest: reference.digest };
}

/** A full name, or an image's id: 64 digits or a digest. */
export function parseAnyReference(text: string): Reference | { readonly digest: Digest } {
  if (IDENTIFIER.test(text)) return { digest: `sha256:${text}` };
  return isDigest(text) ? { digest: text } : parseNormalizedReference(text);
}

/** A name that is full already. */
export function parseCanonicalReference(text: string): Reference {
  const reference = parseNormalizedReference(text);
  if (formatReference(reference) !== text) throw new InvalidReference('repository name must be canonical');
  return reference;
}

/** `latest` for a name without tag or digest. */
export function withDefaultTag(reference: Reference): Reference {
  return reference.tag === undefined && reference.digest === undefined ? { ...reference, tag: 'latest' } : reference;
}

/** A repository's name, as it stands. */
export function parseRepositoryName(name: string): Reference {
  const match = ONLY_NAME.exec(name);
  if (!match) throw new InvalidReference(INVALID_FORMAT);
  checkLength(match[2]!);
  return { domain: match[1] ?? '', path: match[2]! };
}

export function withTag(reference: Reference, tag: string): Reference {
  if (!ONLY_TAG.test(tag)) throw new InvalidReference('invalid tag format');
  return { ...reference, tag };
}

export function withDigest(reference: Reference, digest: string): Reference {
  if (!ONLY_DIGEST.test(digest)) throw new InvalidReference('invalid digest format');
  return { ...reference, digest: digest as Digest };
}

/** `docker.io/library/redis`. */
export function repositoryOf(reference: Reference): string {
  return reference.domain ? `${reference.domain}/${reference.path}` : reference.path;
}

/** `docker.io/library/redis:7@sha256:…`. */
export function formatReference(reference: Reference): string {
  return suffixed(repositoryOf(reference), reference);
}

/** `redis`: what Docker shows to people. */
export function familiarName(reference: Reference): string {
  if (reference.domain !== DEFAULT_DOMAIN) return repositoryOf(reference);
  const [namespace, name, ...more] = reference.path.split('/');
  return namespace === 'library' && name !== undefined && more.length === 0 ? name : reference.path;
}

/** `redis:7`. */
export function familiarReference(reference: Reference): string {
  return suffixed(familiarName(reference), reference);
}

/** Whether a text is a digest that Docker takes. */
export function isDigest(text: string): text is Digest {
  const colon = text.indexOf(':');
  return DIGEST_SYNTAX.test(text) && DIGEST_LENGTHS[text.slice(0, colon)] === text.length - colon - 1 && /^[a-f0-9]+$/.test(text.slice(colon + 1));
}

function suffixed(name: string, { tag, digest }: Reference): string {
  return name + (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}

function splitDomain(text: string): [domain: string, rest: string] {
  const slash = text.indexOf('/');
  if (slash < 0) return [DEFAULT_DOMAIN, `library/${text}`];
  const first = text.slice(0, slash);
  const isDomain = first === 'localhost' || first.includes('.') || first.includes(':') || first !== first.toLowerCase();
  if (!isDomain) return [DEFAULT_DOMAIN, text];
  const domain = first === 'index.docker.io' ? DEFAULT_DOMAIN : first;
  const rest = text.slice(slash + 1);
  return [domain, domain === DEFAULT_DOMAIN && !rest.includes('/') ? `library/${rest}` : rest];
}

function checkLength(path: string): void {
  if (path.length > MAX_NAME) throw new InvalidReference(`repository name must not be more than ${MAX_NAME} characters`);
}

function checkDigest(digest: string): void {
  if (!DIGEST_SYNTAX.test(digest)) throw new InvalidReference('invalid checksum digest format');
  const colon = digest.indexOf(':');
  const length = DIGEST_LENGTHS[digest.slice(0, colon)];
  if (length === undefined) throw new InvalidReference('unsupported digest algorithm');
  if (length !== digest.length - colon - 1) throw new InvalidReference('invalid checksum digest length');
  if (!/^[a-f0-9]+$/.test(digest.slice(colon + 1))) throw new InvalidReference('invalid checksum digest format');
}
