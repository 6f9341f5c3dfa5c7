import { expect, test } from 'vitest';
import { HOUR } from '../../core/clock.ts';
import { Session, playJournal } from './session.ts';

function begin(seed = 'test'): Session {
  const session = new Session(undefined, { lesson: 'sandbox-empty', seed });
  session.input({ kind: 'open', columns: 80, rows: 24 });
  session.settle(HOUR);
  return session;
}

test('a journal makes the same world again', () => {
  const session = begin();
  session.typeLine('docker volume create keep');
  session.typeLine('echo $((6*7))');
  session.input({ kind: 'edit', path: 'notes.txt', text: 'hello\n' });
  session.typeLine('cat notes.txt');
  const again = playJournal(undefined, session.journal);
  expect(again.log).toEqual(session.log);
  expect(session.log.map(({ line, output, status }) => ({ line, output, status }))).toEqual([
    { line: 'docker volume create keep', output: 'keep\n', status: 0 },
    { line: 'echo $((6*7))', output: '42\n', status: 0 },
    { line: 'cat notes.txt', output: 'hello\n', status: 0 },
  ]);
  expect(again.machine.view()).toEqual(session.machine.view());
});

test('undo takes the last command away with all that was typed for it', () => {
  const session = begin();
  session.typeLine('echo one');
  session.typeLine('echo two');
  const back = playJournal(undefined, session.undone()!);
  expect(back.log.map((command) => command.line)).toEqual(['echo one']);
});

test('moments are what one can go back to: commands, saved files, answers', () => {
  const session = begin();
  session.typeLine('echo one');
  session.input({ kind: 'edit', path: 'notes.txt', text: 'hello\n' });
  session.typeLine('cat notes.txt; false');
  expect(session.moments.map(({ kind, text, status }) => ({ kind, text, status }))).toEqual([
    { kind: 'command', text: 'echo one', status: 0 },
    { kind: 'edit', text: 'notes.txt', status: undefined },
    { kind: 'command', text: 'cat notes.txt; false', status: 1 },
  ]);
  const earlier = playJournal(undefined, session.before(1)!);
  expect(earlier.log.map((command) => command.line)).toEqual(['echo one']);
  expect(earlier.machine.files.exists(`${earlier.folder}/notes.txt`)).toBe(false);
});

test('a command that was typed ahead can be gone back from alone', () => {
  const session = begin();
  session.input({ kind: 'type', terminal: 0, data: 'sleep 3; echo one\r' });
  session.run({ until: session.now + 1_000_000 });
  session.input({ kind: 'type', terminal: 0, data: 'echo two\r' });
  session.settle(HOUR);
  expect(session.moments.map((moment) => moment.text)).toEqual(['sleep 3; echo one', 'echo two']);
  const back = playJournal(undefined, session.undone()!);
  back.settle(HOUR);
  expect(back.log.map(({ line, status }) => ({ line, status }))).toEqual([{ line: 'sleep 3; echo one', status: 0 }]);
});
