import type { Process } from '../../../core/process.ts';
import type { Editor } from './editor.ts';
import type { Key } from './keys.ts';
import { Search } from './search.ts';

type Command = (editor: Editor, key: Key) => Process<void>;

/** A command that never has to wait. */
function act(change: (editor: Editor) => void): Command {
  return function* (editor) {
    change(editor);
  };
}

const left = act(({ buffer }) => {
  buffer.cursor = buffer.step(buffer.cursor, -1);
});
const right = act(({ buffer }) => {
  buffer.cursor = buffer.step(buffer.cursor, 1);
});
const wordLeft = act(({ buffer }) => {
  buffer.cursor = buffer.word(buffer.cursor, -1);
});
const wordRight = act(({ buffer }) => {
  buffer.cursor = buffer.word(buffer.cursor, 1);
});
const toStart = act(({ buffer }) => {
  buffer.cursor = buffer.lineStart;
});
const toEnd = act(({ buffer }) => {
  buffer.cursor = buffer.lineEnd;
});
const erase = act(({ buffer }) => buffer.erase(buffer.cursor, buffer.step(buffer.cursor, 1)));
const killWordRight = act(({ buffer }) => buffer.kill(buffer.cursor, buffer.word(buffer.cursor, 1)));

const backspace: Command = function* (editor) {
  const { buffer } = editor;
  if (buffer.cursor === 0) return yield* editor.bell();
  buffer.erase(buffer.step(buffer.cursor, -1), buffer.cursor);
};

const older: Command = function* (editor) {
  const { buffer } = editor;
  if (buffer.text.lastIndexOf('\n', buffer.cursor - 1) >= 0 && editor.at === editor.history.lines.length) return moveRow(editor, -1);
  if (editor.at === 0) return yield* editor.bell();
  editor.show(editor.at - 1);
};

const newer: Command = function* (editor) {
  const { buffer } = editor;
  if (buffer.text.indexOf('\n', buffer.cursor) >= 0) return moveRow(editor, 1);
  if (editor.at >= editor.history.lines.length) return yield* editor.bell();
  editor.show(editor.at + 1);
};

/** Up and down within a text of several lines. */
function moveRow({ buffer }: Editor, by: 1 | -1): void {
  const column = buffer.cursor - buffer.lineStart;
  const start = by < 0 ? buffer.text.lastIndexOf('\n', buffer.lineStart - 2) + 1 : buffer.lineEnd + 1;
  const end = buffer.text.indexOf('\n', start);
  buffer.cursor = Math.min(start + column, end < 0 ? buffer.text.length : end);
}



function search(isForward: boolean): Command {
  return act((editor) => {
    editor.search = new Search(editor, isForward, editor.lastSearch);
  });
}

/** Alt-.: the last word of the line before, and of the one before that. */
const lastArgument: Command = function* (editor) {
  const { buffer, history } = editor;
  const previous = editor.argument;
  const at = (previous?.at ?? history.lines.length) - 1;
  const line = history.lines[at];
  if (line === undefined) return yield* editor.bell();
  const word = (line.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? []).at(-1) ?? '';
  const from = previous?.from ?? buffer.cursor;
  buffer.replace(from, previous ? buffer.cursor : from, word);
  editor.argument = { at, from };
};

const endOrErase: Command = function* (editor, key) {
  if (editor.buffer.text !== '') return yield* erase(editor, key);
  editor.ending = { kind: 'end' };
};

const interrupt: Command = function* (editor) {
  editor.buffer.cursor = editor.buffer.text.length;
  yield* editor.draw();
  yield* editor.shell.write(2, `^C${editor.screen.leave(editor.prompt, editor.buffer.text)}`);
  editor.ending = { kind: 'interrupt' };
};

const clear: Command = function* (editor) {
  editor.screen.start();
  yield* editor.shell.write(2, '\x1b[H\x1b[2J');
};

const prefixed: Command = function* (editor) {
  const key = yield* editor.key();
  if (key?.name === 'C-u') editor.buffer.undo();
  else if (key?.name === 'C-x') editor.buffer.cursor = editor.buffer.cursor === 0 ? editor.buffer.text.length : 0;
  else yield* editor.bell();
};

const capitalised = (word: string) => word.replace(/[\p{L}\p{N}]+/u, (letters) => letters[0]!.toUpperCase() + letters.slice(1).toLowerCase());

/** What each key does. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  Enter: (editor) => editor.accept(),
  Tab: (editor) => editor.list.press(),
  Backspace: backspace, Delete: erase, 'C-d': endOrErase, 'C-c': interrupt, 'C-l': clear,
  Left: left, 'C-b': left, Right: right, 'C-f': right,
  'C-Left': wordLeft, 'M-b': wordLeft, 'M-Left': wordLeft, 'C-Right': wordRight, 'M-f': wordRight, 'M-Right': wordRight,
  Home: toStart, 'C-a': toStart, End: toEnd, 'C-e': toEnd,
  Up: older, 'C-p': older, Down: newer, 'C-n': newer,
  'M-<': act((editor) => editor.show(0)),
  'M->': act((editor) => editor.show(editor.history.lines.length)),
  'C-k': act(({ buffer }) => buffer.kill(buffer.cursor, buffer.lineEnd)),
  'C-u': act(({ buffer }) => buffer.kill(buffer.lineStart, buffer.cursor)),
  'C-w': act(({ buffer }) => buffer.kill(buffer.word(buffer.cursor, -1, 'blanks'), buffer.cursor)),
  'M-Backspace': act(({ buffer }) => buffer.kill(buffer.word(buffer.cursor, -1), buffer.cursor)),
  'M-d': killWordRight, 'C-Delete': killWordRight,
  'C-y': act(({ buffer }) => buffer.yank()),
  'C-t': act(({ buffer }) => void buffer.transpose()),
  'M-u': act(({ buffer }) => buffer.changeCase((word) => word.toUpperCase())),
  'M-l': act(({ buffer }) => buffer.changeCase((word) => word.toLowerCase())),
  'M-c': act(({ buffer }) => buffer.changeCase(capitalised)),
  'C-_': act(({ buffer }) => void buffer.undo()),
  'C-x': prefixed,
  'M-.': lastArgument, 'M-_': lastArgument,
  'C-r': search(false), 'C-s': search(true),
  'C-v': act((editor) => {
    editor.isQuoting = true;
  }),
  'M-r': act((editor) => editor.buffer.set(editor.history.lines[editor.at] ?? '')),
  'M-#': function* (editor) {
    editor.buffer.set(`#${editor.buffer.text}`);
    yield* editor.accept();
  },
  // Nothing, and no bell either.
  Escape: act(() => {}), 'C-g': act(() => {}), 'C-z': act(() => {}), Insert: act(() => {}), PageUp: older, PageDown: newer, 'C-@': act(() => {}),
};
