import { parseFamiliarName } from '@swimlane/docker-reference';

/** `busybox` as `docker.io/library/busybox:latest`; with `@sha256:…` the tag stays away. Throws docker's words (`invalid reference format`). */
export function normalReference(name: string): string {
  if (/^[a-f0-9]{64}$/.test(name)) throw new Error(`invalid repository name (${name}), cannot specify 64-byte hexadecimal strings`);
  const slash = name.indexOf('/');
  const path = slash < 0 ? name : name.slice(slash + 1);
  const remote = hasDomain(name) ? path : name;
  const repository = remote.split('@')[0]!.replace(/:[^/]*$/, '');
  if (repository !== repository.toLowerCase()) throw new Error('invalid reference format: repository name (' + full(name, repository) + ') must be lowercase');
  let reference: ReturnType<typeof parseFamiliarName>;
  try {
    reference = parseFamiliarName(name);
  } catch {
    throw new Error('invalid reference format');
  }
  const base = `${reference.domain ?? 'docker.io'}/${reference.repository}`;
  if (reference.digest) return `${base}${reference.tag ? `:${reference.tag}` : ''}@${reference.digest}`;
  return `${base}:${reference.tag ?? 'latest'}`;
}

function hasDomain(name: string): boolean {
  const slash = name.indexOf('/');
  if (slash < 0) return false;
  const first = name.slice(0, slash);
  return first.includes('.') || first.includes(':') || first === 'localhost' || first !== first.toLowerCase();
}

function full(name: string, repository: string): string {
  return hasDomain(name) || repository.includes('/') ? repository : `library/${repository}`;
}

/** With the digest that a registry answered for it. */
export function withDigest(reference: string, digest: string): string {
  return reference.includes('@') ? reference : `${reference}@${digest}`;
}
