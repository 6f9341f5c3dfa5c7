import fc from 'fast-check';
import { DockerfileError } from '../parse/node.ts';
import type { ParsedDockerfile } from '../parse/node.ts';
import { parseDockerfile } from '../parse/parser.ts';

/** Pieces that Dockerfiles are made of, and that break them. */
const PIECES = [
  'FROM', 'from', 'RUN', 'run', 'COPY', 'ADD', 'ENV', 'ARG', 'LABEL', 'CMD', 'ENTRYPOINT', 'WORKDIR', 'USER', 'EXPOSE', 'VOLUME', 'HEALTHCHECK', 'SHELL', 'ONBUILD', 'STOPSIGNAL', 'MAINTAINER', 'NONE',
  'busybox', 'a', 'b', 'AS', 'as', 'build', '--from=build', '--chown=1:2', '--chmod=755', '--mount=type=cache,target=/x', '--mount=type=bind', '--network=none', '--link', '--platform=$BUILDPLATFORM', '--interval=5s',
  '\n', '\n', '\n', '\n\n', '\r\n', ' ', '  ', '\t', '\\\n', '\\\n\n', '`\n', '\\', '`', '#', '# comment\n', '# escape=`\n', '# syntax=docker/dockerfile:1\n', '# check=skip=all\n', '\ufeff',
  '"', "'", '$', '$A', '${A}', '${A:-', '${A:+b}', '${A#x}', '${A%%*}', '${A/x/y}', '}', '{', '[', ']', '["a", "b"]', '[1]', '<<EOF\n', '<<-"E"\n', 'EOF\n', 'E\n', '3<<EOF', '=', 'A=1', 'A="b c"', 'A', ',', ';', '&&', '|', '&',
  '(', ')', 'if', 'then', 'fi', 'apt-get install', 'sudo', 'cd /x', 'pip install flask', 'npm ci', '/', '.', '..', '/a/', '*', '80', '80/tcp', '1-2', 'é', '\u0000', '\u2028', '😀', '\ud800',
];

const line = fc.array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string() }), { maxLength: 8 }).map((pieces) => pieces.join(' '));
const instruction = fc.tuple(fc.constantFrom('FROM a', 'FROM a AS b', 'RUN', 'COPY', 'ENV', 'ARG', 'LABEL', 'CMD', 'ONBUILD', 'EXPOSE', 'HEALTHCHECK', 'WORKDIR', 'ADD', 'USER'), line).map((parts) => parts.join(' '));

/** Text that is nearly, or wholly, a Dockerfile. */
export const dockerfile = fc.oneof(
  { weight: 5, arbitrary: fc.array(instruction, { maxLength: 12 }).map((lines) => `FROM busybox\n${lines.join('\n')}\n`) },
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

/** Pieces repeated until they hurt, if anything is worse than linear. */
export const repeated = fc.tuple(fc.constantFrom('FROM a\nRUN ', 'FROM a\nENV A=', 'FROM a\nCOPY ', 'FROM a\nLABEL ', 'FROM a\n', ''), fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 5 }))
  .map(([start, pieces]) => (times: number) => `${start}${pieces.join(' ').repeat(times)}\n`);

/** Undefined for what BuildKit refuses; anything else that is thrown is a fault. */
export function tryParse(text: string): ParsedDockerfile | undefined {
  try {
    return parseDockerfile(text);
  } catch (error) {
    if (error instanceof DockerfileError) return undefined;
    throw error;
  }
}
