import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { familiarMatch } from './path-match.ts';
import * as references from './references.ts';
import type { Reference } from './references.ts';

const SUITE = '../shared/suites/reference.json';

interface Case {
  readonly fn: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly recv?: { readonly $string: string };
  readonly error?: string | null;
  readonly out: readonly unknown[];
}

const shown = (value: unknown): unknown => (typeof value === 'object' && value !== null && '$string' in value ? (value as { $string: string }).$string : value);
const format = (reference: Reference | { digest: string }): string => ('path' in reference ? references.formatReference(reference) : reference.digest);

function answer({ fn, args, recv }: Case): unknown {
  // Some of their references have digests that only WithDigest lets through.
  const named = (key: string) => {
    const [name, digest] = String(shown(args[key])).split('@');
    const reference = references.parseReference(name!);
    return digest === undefined ? reference : references.withDigest(reference, digest);
  };
  const receiver = () => references.parseReference(recv!.$string);
  switch (fn) {
    case 'Parse': return format(references.parseReference(String(args['s'])));
    case 'ParseNormalizedNamed': return format(references.parseNormalizedReference(String(args['s'])));
    case 'ParseDockerRef': return format(references.parseDockerReference(String(args['ref'])));
    case 'ParseAnyReference': return format(references.parseAnyReference(String(args['ref'])));
    case 'ParseNamed': return format(references.parseCanonicalReference(String(args['s'])));
    case 'WithName': return format(references.parseRepositoryName(String(args['name'])));
    case 'WithTag': return format(references.withTag(named('name'), String(args['tag'])));
    case 'WithDigest': return format(references.withDigest(named('name'), String(args['digest'])));
    case 'Domain': return named('named').domain;
    case 'Path': return named('named').path;
    case 'FamiliarName': return references.familiarName(named('ref'));
    case 'FamiliarString': return references.familiarReference(named('ref'));
    case 'repository.Name': return references.repositoryOf(receiver());
    case 'taggedReference.Tag': case 'reference.Tag': return receiver().tag;
    case 'canonicalReference.Digest': case 'reference.Digest': return receiver().digest;
    case 'FamiliarMatch': return familiarMatch(String(args['pattern']), named('ref'));
    default: return undefined;
  }
}

test('names of images as Docker takes, refuses and shows them', () => {
  expect(references.parseDockerReference('redis')).toEqual({ domain: 'docker.io', path: 'library/redis', tag: 'latest' });
  expect(references.familiarReference(references.parseDockerReference('localhost:5000/app:1'))).toBe('localhost:5000/app:1');
  expect(() => references.parseDockerReference('Redis')).toThrow('invalid reference format: repository name (library/Redis) must be lowercase');
  expect(() => references.parseDockerReference('a b')).toThrow('invalid reference format');
});

test('a hostile name takes no time', () => {
  expect(() => references.parseDockerReference(`${'a'.repeat(100_000)}!`)).toThrow('invalid reference format');
  expect(() => references.parseDockerReference(`${'a-'.repeat(100_000)}!/x`)).toThrow('invalid reference format');
});

test.skipIf(!existsSync(SUITE))('the cases of distribution/reference', () => {
  const suite = JSON.parse(readFileSync(SUITE, 'utf8')) as { sets: readonly { tag: string; cases: readonly Case[] }[] };
  const wrong: unknown[] = [];
  let count = 0;
  for (const each of suite.sets.find(({ tag }) => tag === 'v0.6.0')!.cases) {
    count++;
    let found: unknown;
    try {
      found = answer(each);
    } catch (error) {
      found = `error: ${(error as Error).message}`;
    }
    const expected = each.error ? `error: ${each.error}` : shown(each.out[0]);
    if (found !== expected) wrong.push({ ...each, found });
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(300);
});
