import { formatReference, parseNormalizedReference, withDefaultTag } from '../../registry/references.ts';

/** `busybox` as `docker.io/library/busybox:latest`. Throws docker's words (`invalid reference format`). */
export function normalReference(name: string): string {
  return formatReference(withDefaultTag(parseNormalizedReference(name)));
}

/** With the digest that a registry answered for it. */
export function withDigest(reference: string, digest: string): string {
  return reference.includes('@') ? reference : `${reference}@${digest}`;
}
