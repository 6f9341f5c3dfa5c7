import { familiarMatch } from '../../docker/registry/path-match.ts';
import * as references from '../../docker/registry/references.ts';
import type { Reference } from '../../docker/registry/references.ts';
import { Tally, canonical, currentCases } from './suite.ts';
import type { GoCase, GoSuite, SuiteResult } from './suite.ts';

interface Suite extends GoSuite {
  readonly regexp: readonly PatternCase[];
}

/** Whether a pattern takes a text, and what its groups then hold. */
interface PatternCase {
  readonly test: string;
  readonly input: string;
  readonly match: boolean;
  readonly subs: readonly string[] | null;
}

/** A recorded value that prints as a text. */
type Named = { readonly $string: string } | string;
type Args = Readonly<Record<'s' | 'ref' | 'name' | 'named' | 'tag' | 'digest' | 'pattern', never>>;

const shown = (value: unknown): unknown => (typeof value === 'object' && value !== null && '$string' in value ? value.$string : value);
const format = (reference: Reference | { readonly digest: string }): string => ('path' in reference ? references.formatReference(reference) : reference.digest);

/** Some recorded references have digests that only WithDigest lets through. */
function referenceOf(value: Named): Reference {
  const [name = '', digest] = String(shown(value)).split('@');
  const reference = references.parseReference(name);
  return digest === undefined ? reference : references.withDigest(reference, digest);
}

const CALLS: Readonly<Record<string, (args: Args, receiver: () => Reference) => unknown>> = {
  Parse: ({ s }) => format(references.parseReference(s)),
  ParseNormalizedNamed: ({ s }) => format(references.parseNormalizedReference(s)),
  ParseDockerRef: ({ ref }) => format(references.parseDockerReference(ref)),
  ParseAnyReference: ({ ref }) => format(references.parseAnyReference(ref)),
  ParseNamed: ({ s }) => format(references.parseCanonicalReference(s)),
  WithName: ({ name }) => format(references.parseRepositoryName(name)),
  WithTag: ({ name, tag }) => format(references.withTag(referenceOf(name), tag)),
  WithDigest: ({ name, digest }) => format(references.withDigest(referenceOf(name), digest)),
  Domain: ({ named }) => referenceOf(named).domain,
  Path: ({ named }) => referenceOf(named).path,
  FamiliarName: ({ ref }) => references.familiarName(referenceOf(ref)),
  FamiliarString: ({ ref }) => references.familiarReference(referenceOf(ref)),
  FamiliarMatch: ({ pattern, ref }) => familiarMatch(pattern, referenceOf(ref)),
  'repository.Name': (_, receiver) => references.repositoryOf(receiver()),
  'taggedReference.Tag': (_, receiver) => receiver().tag,
  'reference.Tag': (_, receiver) => receiver().tag,
  'canonicalReference.Digest': (_, receiver) => receiver().digest,
  'reference.Digest': (_, receiver) => receiver().digest,
};

/** The patterns, asked by way of the functions that use them: the groups of a match, or undefined. */
const PATTERNS: Readonly<Record<string, (input: string) => readonly (string | undefined)[]>> = {
  TestDomainRegexp: (input) => (references.parseRepositoryName(`${input}/path`).domain === input ? [] : refuse()),
  TestFullNameRegexp: (input) => {
    const { domain, path } = references.parseRepositoryName(input);
    return [domain, path];
  },
  TestReferenceRegexp: (input) => {
    const reference = references.parseReference(input);
    return [references.repositoryOf(reference), reference.tag, reference.digest];
  },
  TestIdentifierRegexp: (input) => (format(references.parseAnyReference(input)) === `sha256:${input}` ? [] : refuse()),
};

function refuse(): never {
  throw new references.InvalidReference('does not match');
}

/** reference.json: names of images as distribution/reference takes, refuses and shows them. */
export function runSuite(suite: Suite): SuiteResult {
  const tally = new Tally();
  for (const { test, isCurrent } of currentCases(suite)) {
    if (!isCurrent) tally.skip();
    else tally.check(`${test.fn} ${canonical(test.args)} ${canonical(test.recv)}`, test.error ? `error: ${test.error}` : canonical(shown(test.out[0])), answer(test));
  }
  for (const { test, input, match, subs } of suite.regexp) tally.check(`${test} ${input}`, match ? canonical(subs ?? []) : 'no match', groups(test, input));
  return tally.result;
}

function answer({ fn, args, recv }: GoCase): string {
  try {
    return canonical(CALLS[fn]!(args as Args, () => references.parseReference(String(shown(recv)))));
  } catch (error) {
    return `error: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function groups(test: string, input: string): string {
  try {
    return canonical(PATTERNS[test]!(input).map((group) => group ?? ''));
  } catch (error) {
    if (error instanceof references.InvalidReference) return 'no match';
    throw error;
  }
}
