import { expect, test } from 'vitest';
import { notesOf } from './build-plan.ts';

const TEXT = 'FROM alpine AS build\nRUN make\nFROM alpine\nENV A=1\nCOPY --from=build /x /x\nRUN two\n';
const step = (line: number, isCached: boolean, size?: number) => ({ name: '', line, isCached, why: isCached ? 'cached: …' : 'not cached: …', ...(size === undefined ? {} : { size }) });

test('each line that makes a layer has its size and where it comes from; settings make none', () => {
  const notes = notesOf(TEXT, { steps: [step(5, true, 1500), step(6, false, 20_000_000)] });
  expect(notes.map(({ line, text, tone }) => [line, text, tone])).toEqual([
    [2, 'not built: no step needs it', 'quiet'],
    [4, 'no layer: a setting of the image', 'quiet'],
    [5, '1.5kB · cached', 'cached'],
    [6, '20MB · built anew', 'built'],
  ]);
});

test('where the build fails, the step that does says with what, and what was not come to says nothing', () => {
  const notes = notesOf(TEXT, { steps: [step(2, false)], problem: 'ERROR: exit code: 2' });
  expect(notes).toEqual([{ line: 2, text: 'fails', why: 'ERROR: exit code: 2', tone: 'failed' }]);
});

test('a text that is no Dockerfile has no notes', () => {
  expect(notesOf('FROM a\nRUN <<EOF\n', { steps: [] })).toEqual([]);
});
