import { describe, expect, test } from 'vitest';
import { TestBackend, buildText } from './testing/backend.ts';

describe('build', () => {
  test('steps, layers and history of a small image', () => {
    const backend = new TestBackend();
    const { result, steps, error } = buildText(backend, 'FROM busybox\nENV A=b\nCOPY a sub/ /w/\nWORKDIR /x\nRUN ["touch", "made"]\nCMD ["sh"]\n', { a: 'A\n', 'sub/b': 'B\n' }, { tags: ['docker.io/library/app:latest'] });
    expect(error).toBeUndefined();
    expect(steps).toEqual([
      '[internal] load build definition from Dockerfile',
      '[internal] load metadata for docker.io/library/busybox:latest',
      '[internal] load .dockerignore',
      '[1/4] FROM docker.io/library/busybox:latest',
      '[internal] load build context',
      '[2/4] COPY a sub/ /w/',
      '[3/4] WORKDIR /x',
      '[4/4] RUN ["touch", "made"]',
      'exporting to image',
    ]);
    const { layers, document } = backend.images.get('docker.io/library/app:latest')!;
    expect(layers.slice(1).map((layer) => layer.entries().map(({ path }) => path))).toEqual([['w', 'w/a', 'w/b'], ['x'], ['x', 'x/made']]);
    expect(document.history!.slice(-5).map(({ created_by, empty_layer }) => [created_by, empty_layer ?? false])).toEqual([
      ['ENV A=b', true],
      ['COPY a sub/ /w/ # buildkit', false],
      ['WORKDIR /x', false],
      ['RUN touch made # buildkit', false],
      ['CMD ["sh"]', true],
    ]);
    expect(result!.image!.document.rootfs.diff_ids).toHaveLength(document.history!.filter(({ empty_layer }) => !empty_layer).length);
  });

  test('a second build is cached and gives the same image; a changed file says so', () => {
    const backend = new TestBackend();
    const text = 'FROM busybox\nRUN ["touch", "/one"]\nCOPY a /a\nRUN ["touch", "/two"]\n';
    const first = buildText(backend, text, { a: '1', other: 'x' });
    const second = buildText(backend, text, { a: '1', other: 'y' });
    expect(second.result!.image!.id).toBe(first.result!.image!.id);
    expect(second.steps.filter((step) => step.includes('['))).toContain('CACHED [4/4] RUN ["touch", "/two"]');
    const third = buildText(backend, text, { a: '2' });
    expect(third.result!.decisions.map(({ isCached, why }) => [isCached, why])).toEqual([
      [true, 'cached: nothing that it is made from has changed'],
      [false, 'not cached: file a changed'],
      [false, 'not cached: a step before it changed'],
    ]);
  });

  test('a stage that nobody needs is not built, and two that are needed are built side by side', () => {
    const backend = new TestBackend();
    const text = 'FROM busybox AS a\nRUN ["sleep", "10"]\nFROM busybox AS b\nRUN ["sleep", "10"]\nRUN ["touch", "/b"]\nFROM busybox AS broken\nRUN ["false"]\nFROM busybox\nCOPY --from=a /etc/passwd /a\nCOPY --from=b /b /b\n';
    const before = backend.scheduler.clock.now();
    const { error } = buildText(backend, text);
    expect(error).toBeUndefined();
    expect(backend.scheduler.clock.now() - before).toBeLessThan(12_000_000);
  });

  test('errors are BuildKit\'s, with the lines they point at', () => {
    const backend = new TestBackend();
    const missing = buildText(backend, 'FROM busybox\nCOPY nope /x\n').error!;
    expect(missing.message).toMatch(/^failed to compute cache key: failed to calculate checksum of ref [0-9a-f-]{36}::[0-9a-z]{25}: "\/nope": not found$/);
    expect(missing.source?.ranges).toEqual([{ start: 2, end: 2 }]);
    expect(buildText(backend, 'FROM busybox\nRUN ["false", "a"]\n').error!.message).toBe('process "false a" did not complete successfully: exit code: 1');
    expect(buildText(backend, 'FROM nope\n').error!.message).toBe(
      'nope: failed to resolve source metadata for docker.io/library/nope:latest: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    );
  });

  test('COPY keeps times and modes, sets owners, and follows wildcards', () => {
    const backend = new TestBackend();
    buildText(backend, 'FROM busybox\nCOPY --chown=1000:2000 --chmod=600 *.txt dir /d/\n', { 'b.txt': 'b', 'a.txt': 'a', 'dir/deep/c': 'c', 'no.md': '' }, { tags: ['app'] });
    const entries = backend.images.get('docker.io/library/app:latest')!.layers.at(-1)!.entries();
    expect(entries.map(({ path, mode, uid, gid }) => `${path} ${mode.toString(8)} ${uid}:${gid}`)).toEqual([
      'd 755 1000:2000', 'd/a.txt 600 1000:2000', 'd/b.txt 600 1000:2000', 'd/deep 600 1000:2000', 'd/deep/c 600 1000:2000',
    ]);
    expect(entries[1]!.modified).toBe(1_700_000_000);
  });
});
