import { describe, expect, test } from 'vitest';
import { fixesFor } from './fixes.ts';
import { checkDockerfile } from './index.ts';

/** The text after the fix of the first problem that it has, and what is still found in it. */
function mended(text: string): { readonly text: string; readonly left: readonly string[] } {
  const { errors, warnings } = checkDockerfile(text);
  const problem = errors[0] ?? warnings[0]!;
  const fix = fixesFor(text, problem)[0]!;
  const lines = text.split('\n');
  lines.splice(fix.start - 1, fix.end - fix.start + 1, ...fix.lines);
  const after = checkDockerfile(lines.join('\n'));
  return { text: lines.join('\n'), left: [...after.errors.map(({ message }) => message), ...after.warnings.map(({ rule }) => rule)] };
}

describe('a fix takes its problem away', () => {
  test.each([
    ['FROM busybox AS Base', 'FROM busybox AS base'],
    ['FROM busybox as base', 'FROM busybox AS base'],
    ['FROM busybox\nRUN a \\\n\n  b', 'FROM busybox\nRUN a \\\n  b'],
    ['FROM busybox\nRUN a\nworkdir /a', 'FROM busybox\nRUN a\nWORKDIR /a'],
    ['FROM busybox\nCMD python app.py', 'FROM busybox\nCMD ["python", "app.py"]'],
    ['FROM busybox\nCMD echo $HOME', 'FROM busybox\nCMD ["/bin/sh", "-c", "echo $HOME"]'],
    ['FROM busybox\nMAINTAINER Ana <ana@acme.test>', 'FROM busybox\nLABEL org.opencontainers.image.authors="Ana <ana@acme.test>"'],
    ['FROM busybox\nENV A b c', 'FROM busybox\nENV A="b c"'],
    ['FROM --platform=$TARGETPLATFORM busybox', 'FROM busybox'],
    ['FROM --platform=linux/amd64 busybox', 'FROM busybox'],
    ['FROM scratch\nWORKDIR app', 'FROM scratch\nWORKDIR /app'],
    ['FROM busybox\nEXPOSE 80/TCP', 'FROM busybox\nEXPOSE 80/tcp'],
    ['FROM busybox\nARG VERSION=1\nENV A=$VERSIO', 'FROM busybox\nARG VERSION=1\nENV A=$VERSION'],
    ['FROM busybox\nRUNN ls', 'FROM busybox\nRUN ls'],
  ])('%j', (before, after) => {
    expect(mended(before)).toEqual({ text: after, left: [] });
  });
});

test('a problem that needs thought has no fix', () => {
  expect(fixesFor('FROM busybox\nENV API_KEY=1', { rule: 'SecretsUsedInArgOrEnv', message: '', line: 2 })).toEqual([]);
});
