import { describe, expect, test } from 'vitest';
import { toBytes, toText } from '../../../core/bytes.ts';
import { inputOf, readAll } from '../../../core/stream.ts';
import type { Process } from '../../../core/process.ts';
import type { LayerEntry } from '../../../machine/files/layer.ts';
import { toTar } from '../../../machine/files/tar/write.ts';
import type { BuildMessage } from '../../api/types/build.ts';
import { TestBackend } from '../testing/backend.ts';
import { createBuilder } from './serve.ts';

function* ask(backend: TestBackend, query: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>): Process<string> {
  const entries = Object.entries(files).map(([path, text]): LayerEntry => ({ path, type: 'file', mode: 0o644, uid: 0, gid: 0, modified: 0, content: toBytes(text) }));
  const input = yield* createBuilder(backend).build(new Map(Object.entries(query).map(([name, value]) => [name, [value]])), inputOf(toTar(entries)));
  return toText(yield* readAll(input));
}

function messages(backend: TestBackend, query: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>): readonly BuildMessage[] {
  let text: string | undefined;
  backend.scheduler.start(ask(backend, query, files), (outcome) => {
    if (outcome.kind === 'threw') throw outcome.error;
    if (outcome.kind === 'returned') text = outcome.value;
  });
  backend.scheduler.run({ isOver: () => text !== undefined });
  return text!.split('\r\n').filter((line) => line !== '').map((line) => JSON.parse(line) as BuildMessage);
}

const streamed = (all: readonly BuildMessage[]) => all.map((message) => ('stream' in message ? message.stream : 'error' in message ? `ERROR ${message.error}` : '')).join('').replace(/[0-9a-f]{12}/g, '<id>');

describe('POST /build', () => {
  test('without BuildKit: step by step, the second time from the cache', () => {
    const backend = new TestBackend();
    const files = { Dockerfile: 'FROM busybox\nENV A=b\nRUN ["echo", "hello"]\nCOPY a /w/\nCMD ["sh"]\n', a: 'x' };
    const query = { t: 'app', version: '1' };
    expect(streamed(messages(backend, query, files))).toBe(
      [
        'Step 1/5 : FROM busybox', ' ---> <id>',
        'Step 2/5 : ENV A=b', ' ---> Running in <id>', ' ---> Removed intermediate container <id>', ' ---> <id>',
        'Step 3/5 : RUN ["echo", "hello"]', ' ---> Running in <id>', 'hello', ' ---> Removed intermediate container <id>', ' ---> <id>',
        'Step 4/5 : COPY a /w/', ' ---> <id>',
        'Step 5/5 : CMD ["sh"]', ' ---> Running in <id>', ' ---> Removed intermediate container <id>', ' ---> <id>',
        'Successfully built <id>', 'Successfully tagged app:latest', '',
      ].join('\n'),
    );
    const first = backend.images.get('docker.io/library/app:latest')!.document;
    expect(streamed(messages(backend, query, files))).toBe(
      [
        'Step 1/5 : FROM busybox', ' ---> <id>',
        ...['ENV A=b', 'RUN ["echo", "hello"]', 'COPY a /w/', 'CMD ["sh"]'].flatMap((code, i) => [`Step ${i + 2}/5 : ${code}`, ' ---> Using cache', ' ---> <id>']),
        'Successfully built <id>', 'Successfully tagged app:latest', '',
      ].join('\n'),
    );
    expect(backend.images.get('docker.io/library/app:latest')!.document).toEqual(first);
    expect(first.history!.slice(1).map(({ created_by }) => created_by!.replace(/[0-9a-f]{64}/, '<digest>'))).toEqual([
      '/bin/sh -c #(nop)  ENV A=b', 'echo hello', '/bin/sh -c #(nop) COPY file:<digest> in /w/ ', '/bin/sh -c #(nop)  CMD ["sh"]',
    ]);
  });

  test('without BuildKit: what fails', () => {
    const backend = new TestBackend();
    const fail = (text: string) => streamed(messages(backend, { version: '1' }, { Dockerfile: text, a: '', b: '' })).split('\n').at(-1);
    expect(fail('FROM busybox\nCOPY nope /x\n')).toBe('ERROR COPY failed: file not found in build context or excluded by .dockerignore: stat nope: file does not exist');
    expect(fail('FROM busybox\nCOPY a b /x\n')).toBe('ERROR When using COPY with more than one source file, the destination must be a directory and end with a /');
    expect(fail('FROM busybox\nRUN ["false"]\n')).toBe("ERROR The command 'false' returned a non-zero code: 1");
    expect(fail('FROM busybox\nRUN --mount=type=tmpfs,target=/x true\n')).toBe(
      'ERROR the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled',
    );
  });

  test('with BuildKit: a trace, then the image', () => {
    const backend = new TestBackend();
    const all = messages(backend, { version: '2', t: 'app' }, { Dockerfile: 'FROM busybox\nCOPY a /a\n', 'context/a': 'x' });
    expect(all.map((message) => ('id' in message ? message.id : 'error')).filter((id) => id !== 'moby.buildkit.trace')).toEqual(['moby.image.id']);
    const broken = messages(backend, { version: '2' }, { Dockerfile: 'FROM busybox\nRUNN true\n' });
    expect(broken.at(-1)).toEqual({
      errorDetail: {
        message: 'dockerfile parse error on line 2: unknown instruction: RUNN (did you mean RUN?)',
        source: { filename: 'Dockerfile', text: 'FROM busybox\nRUNN true\n', ranges: [{ start: 2, end: 2 }] },
      },
      error: 'dockerfile parse error on line 2: unknown instruction: RUNN (did you mean RUN?)',
    });
  });
});
