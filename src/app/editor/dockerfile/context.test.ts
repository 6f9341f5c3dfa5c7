import { expect, test } from 'vitest';
import { instructionAt, placeAt } from './context.ts';

const LINES = ['FROM python:3', 'RUN pip install \\', '  # why', '  pandas', 'onbuild copy --fr'];

test('an instruction, with what was written of it before the cursor', () => {
  expect(placeAt(LINES, 1, 13)).toEqual({ instruction: 'FROM', before: 'python:3', word: 'python:3' });
  expect(placeAt(LINES, 2, 8)).toEqual({ instruction: 'RUN', before: 'pip ', word: '' });
  expect(placeAt(LINES, 4, 5)).toEqual({ instruction: 'RUN', before: 'pip install    pan', word: 'pan' });
  expect(placeAt(LINES, 5, 17)).toEqual({ instruction: 'COPY', before: '--fr', word: '--fr' });
});

test('before there is a space the instruction itself is being typed', () => {
  expect(placeAt(['WORK'], 1, 4)).toEqual({ instruction: undefined, before: '', word: 'WORK' });
  expect(placeAt([''], 1, 0)).toEqual({ instruction: undefined, before: '', word: '' });
});

test('the name under the cursor is an instruction at the start of a line alone', () => {
  expect(instructionAt(LINES, 1, 2)).toBe('FROM');
  expect(instructionAt(LINES, 5, 9)).toBe('COPY');
  expect(instructionAt(['RUN copy a b'], 1, 6)).toBeUndefined();
});
