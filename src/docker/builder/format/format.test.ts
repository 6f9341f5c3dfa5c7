import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dump } from '../parse/dump.ts';
import { parseDockerfile } from '../parse/parser.ts';
import { dockerfile, tryParse } from '../testing/arbitraries.ts';
import { formatDockerfile } from './format.ts';

test('one style for all', () => {
  expect(formatDockerfile(`
# syntax=docker/dockerfile:1


  # the base
from   golang:1.23   as build
run apt-get update \\
  && apt-get install -y \\

      git   \\
  # for modules
      curl
copy    --from=x   a   b   \\
  c /d
ENV   A=1 \\
  B="x  y" \\
 C=3



onbuild run   make
RUN <<EOF
  if x; then


    y
  fi
EOF
cmd ["a",   "b"]   `)).toBe(`# syntax=docker/dockerfile:1

# the base
FROM golang:1.23 AS build
RUN apt-get update \\
  && apt-get install -y \\
      git   \\
    # for modules
      curl
COPY --from=x a b \\
    c /d
ENV A=1 \\
    B="x  y" \\
    C=3

ONBUILD RUN make
RUN <<EOF
  if x; then


    y
  fi
EOF
CMD ["a",   "b"]
`);
});

test('what is no Dockerfile, or would become another, stays', () => {
  for (const text of ['', 'RUN <<EOF\nnever closed', '\n# escape=`\nFROM a\nRUN a \\\n b\n']) expect(formatDockerfile(text)).toBe(text);
});

test('the tree stays the same, and formatting twice changes nothing', () => {
  fc.assert(fc.property(dockerfile, (text) => {
    const formatted = formatDockerfile(text);
    const before = tryParse(text);
    if (!before) {
      expect(formatted).toBe(text);
      return;
    }
    expect(withCapitals(dump(parseDockerfile(formatted)))).toBe(withCapitals(dump(before)));
    expect(formatDockerfile(formatted)).toBe(formatted);
  }), { numRuns: 500 });
});

/** AS alone may change its case. */
function withCapitals(tree: string): string {
  return tree.replace(/^(\(from "[^"]*") "(as)"/gim, (_, from: string) => `${from} "AS"`);
}
