import { expect, test } from 'vitest';
import { planBuild } from './build-plan.ts';
import { Session } from './session.ts';

const DOCKERFILE = `FROM alpine
WORKDIR /srv
COPY app.txt .
RUN head -c 1000 /dev/zero > big
CMD ["cat", "app.txt"]
`;

/** A session whose folder holds a Dockerfile that was built once. */
function built(): Session {
  const session = new Session(undefined, { lesson: 'host', seed: 'plan' });
  session.input({ kind: 'edit', path: 'Dockerfile', text: DOCKERFILE });
  session.input({ kind: 'edit', path: 'app.txt', text: 'one\n' });
  session.input({ kind: 'open', columns: 80, rows: 24 });
  session.settle(1_000_000);
  session.typeLine('docker build -q .');
  return session;
}

test('steps that were built before come from the cache, each with the size of its layer', () => {
  const { steps, problem } = planBuild(built(), 'Dockerfile', DOCKERFILE);
  expect(problem).toBeUndefined();
  expect(steps.map(({ line, isCached, size }) => [line, isCached, size])).toEqual([
    [2, true, 0],
    [3, true, 4],
    [4, true, 1000],
  ]);
});

test('a file that changed says why its step and those after it are built anew', () => {
  const session = built();
  session.input({ kind: 'edit', path: 'app.txt', text: 'two\n' });
  expect(planBuild(session, 'Dockerfile', DOCKERFILE).steps.map(({ line, why }) => [line, why])).toEqual([
    [2, 'cached: nothing that it is made from has changed'],
    [3, 'not cached: file app.txt changed'],
    [4, 'not cached: a step before it changed'],
  ]);
});

test('a build that fails says with what, and keeps what was decided until then', () => {
  const plan = planBuild(built(), 'Dockerfile', DOCKERFILE.replace('head', 'heat'));
  expect(plan.problem).toContain('did not complete successfully: exit code: 127');
  expect(plan.steps.map(({ line, isCached }) => [line, isCached])).toEqual([[2, true], [3, true], [4, false]]);
});
