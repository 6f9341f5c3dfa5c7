import { invalidParameter } from '../../api/errors.ts';

/** An image's name in full: `docker.io/library/busybox:latest` (https://github.com/distribution/reference). */
export interface Reference {
  /** `docker.io`, `localhost:5000`. */
  readonly domain: string;
  /** `library/busybox`. */
  readonly path: string;
  readonly tag?: string;
  /** `sha256:…`. */
  readonly digest?: string;
}

const DEFAULT_DOMAIN = 'docker.io';
const IDENTIFIER = /^[a-f0-9]{64}$/;
const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REFERENCE = new RegExp(
  `^(?:(${DOMAIN})/)?(${COMPONENT}(?:/${COMPONENT})*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$`,
);

/** Takes a name as people write it. Throws invalidParameter with the library's words. */
export function parseReference(text: string): Reference {
  if (IDENTIFIER.test(text)) throw invalidParameter(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  const [domain, rest] = splitDomain(text);
  const colon = rest.indexOf(':');
  const remote = colon < 0 ? rest : rest.slice(0, colon);
  if (remote.toLowerCase() !== remote) throw invalidParameter(`invalid reference format: repository name (${remote}) must be lowercase`);
  const match = REFERENCE.exec(`${domain}/${rest}`);
  if (!match) throw invalidParameter('invalid reference format');
  // What looks like a domain and is none (an underscore in it) is the first part of the path.
  const [, named = '', path, tag, digest] = match;
  if (path!.length > 255) throw invalidParameter('repository name must not be more than 255 characters');
  if (digest !== undefined && !/^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/.test(digest)) throw invalidParameter(digest.startsWith('sha') ? 'invalid checksum digest length' : 'unsupported digest algorithm');
  return { domain: named, path: path!, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

function splitDomain(name: string): [domain: string, rest: string] {
  const slash = name.indexOf('/');
  if (slash < 0) return [DEFAULT_DOMAIN, `library/${name}`];
  const first = name.slice(0, slash);
  const isDomain = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first;
  if (!isDomain) return [DEFAULT_DOMAIN, name];
  const domain = first === 'index.docker.io' ? DEFAULT_DOMAIN : first;
  const rest = name.slice(slash + 1);
  return [domain, domain === DEFAULT_DOMAIN && !rest.includes('/') ? `library/${rest}` : rest];
}

/** Adds `latest` where neither a tag nor a digest is. */
export function withDefaultTag(reference: Reference): Reference {
  return reference.tag === undefined && reference.digest === undefined ? { ...reference, tag: 'latest' } : reference;
}

/** `docker.io/library/busybox`. */
export function repositoryOf(reference: Reference): string {
  return reference.domain === '' ? reference.path : `${reference.domain}/${reference.path}`;
}

/** In full: `docker.io/library/busybox:latest`, or with `@sha256:…`. */
export function fullName(reference: Reference): string {
  return repositoryOf(reference) + suffix(reference);
}

/** As Docker shows it: `busybox:latest`, `localhost:5000/app:v1`. */
export function familiarName(reference: Reference): string {
  return familiarRepository(reference) + suffix(reference);
}

/** Without tag and digest: `busybox`, `me/app`, `localhost:5000/app`. */
export function familiarRepository(reference: Reference): string {
  if (reference.domain !== DEFAULT_DOMAIN) return repositoryOf(reference);
  return reference.path.startsWith('library/') && !reference.path.slice(8).includes('/') ? reference.path.slice(8) : reference.path;
}

function suffix(reference: Reference): string {
  return (reference.tag === undefined ? '' : `:${reference.tag}`) + (reference.digest === undefined ? '' : `@${reference.digest}`);
}
