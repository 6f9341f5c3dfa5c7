import { expect, test } from 'vitest';
import { adviseDockerfile } from './index.ts';

const advice = (text: string, lacksIgnoreFile?: boolean) =>
  adviseDockerfile(text, lacksIgnoreFile === undefined ? {} : { lacksIgnoreFile }).map(({ line, rule }) => `${line} ${rule}`);

test('a Dockerfile with nothing to say of', () => {
  expect(adviseDockerfile(`FROM python:3.12-slim
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends curl=8.14.1-2 && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
COPY --chown=1000 . .
USER 1000
CMD ["python", "app.py"]
`)).toEqual([]);
});

test('each thing that beginners do, with its line', () => {
  expect(advice(`FROM node
COPY . .
RUN apt update
RUN apt install curl; cd /tmp
RUN export A=1
RUN sudo npm install
RUN source ~/.bashrc && curl -s https://x.org | sh
RUN rm -rf /tmp/*
ENTRYPOINT node app.js
CMD ["--port", "80"]
`, true)).toEqual([
    '1 pin-base-image',
    '2 copy-to-a-known-folder', '2 order-for-the-cache', '2 dockerignore',
    '3 apt-get-for-scripts', '3 update-with-install', '3 remove-package-lists',
    '4 pin-system-packages', '4 install-without-asking', '4 no-recommends', '4 apt-get-for-scripts', '4 no-cd-in-run', '4 chain-with-and',
    '5 ends-with-run',
    '6 no-sudo', '6 join-runs',
    '7 set-pipefail', '7 bash-in-sh',
    '8 remove-in-same-layer',
    '10 set-a-user', '10 entrypoint-takes-cmd',
  ]);
});

test('a message says what is meant, and where more is said', () => {
  expect(adviseDockerfile('FROM alpine:3.20\nRUN apk add --no-cache git curl\n')).toEqual([{
    rule: 'pin-system-packages',
    message: 'no version of git, curl is named: write NAME=VERSION',
    description: "Name the versions of the distribution's packages",
    url: 'docs/advice/pin-system-packages.md',
    line: 2,
    endLine: 2,
  }]);
});

test("comments silence rules, by our names and by hadolint's", () => {
  expect(advice('FROM debian:12\n# drydock ignore=no-sudo\nRUN sudo a\nRUN sudo b && c\n')).toEqual(['4 no-sudo']);
  expect(advice('# hadolint global ignore=DL3004\nFROM debian:12\nRUN sudo a\n')).toEqual([]);
  expect(advice('# drydock stage ignore=no-sudo\nFROM debian:12\nRUN sudo a\nFROM debian:12\nRUN sudo a\n')).toEqual(['5 no-sudo']);
});

test('what only a stage on the way has, does not matter', () => {
  const stage = 'FROM debian:12 AS build\nRUN apt-get update\n';
  expect(advice(`${stage}FROM scratch\nCOPY --from=build /a /a\n`)).toEqual(['2 update-with-install']);
  expect(advice(`${stage}FROM build\n`)).toEqual(['2 update-with-install', '2 remove-package-lists']);
});

test('scripts in here-documents, in sh -c and behind ONBUILD are read too', () => {
  expect(advice('FROM debian:12\nRUN <<EOF\nset -e\nsudo a\nEOF\n')).toEqual(['2 no-sudo']);
  expect(advice('FROM debian:12\nRUN ["sh", "-c", "sudo a"]\n')).toEqual(['2 no-sudo']);
  expect(advice('FROM debian:12\nONBUILD RUN (cd /x && make) && $(sudo a)\n')).toEqual(['2 no-sudo']);
  expect(advice('FROM debian:12\nSHELL ["pwsh", "-c"]\nRUN sudo a | b\n')).toEqual([]);
});

test('what the shell will refuse', () => {
  expect(adviseDockerfile('FROM debian:12\nRUN if true; then echo "a"\n').map(({ message }) => message)).toEqual(['the shell will refuse this: "fi" is missing']);
});
