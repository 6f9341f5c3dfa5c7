import { expect, test } from 'vitest';
import { packJournal, unpackJournal } from './journal-link.ts';
import { JournalError, checkJournal, parseJournal } from './journal.ts';
import type { Journal } from './journal.ts';

const journal: Journal = {
  version: 1,
  lesson: 'first-run',
  seed: 'a',
  inputs: [
    { at: 0, kind: 'open', columns: 80, rows: 24 },
    { at: 5, kind: 'type', terminal: 0, data: 'docker ps ⚓\r' },
    { at: 9, kind: 'edit', path: 'Dockerfile', text: 'FROM busybox\n' },
  ],
};

test('a link holds a journal whole', () => {
  expect(unpackJournal(packJournal(journal))).toEqual(journal);
});

test('what is broken says where', () => {
  const refused = (action: () => unknown) => {
    try {
      action();
    } catch (error) {
      return error instanceof JournalError ? error.message : String(error);
    }
  };
  expect([
    refused(() => parseJournal('{')),
    refused(() => checkJournal({ ...journal, version: 7 })),
    refused(() => checkJournal({ ...journal, inputs: [{ at: 0, kind: 'fly' }] })),
    refused(() => checkJournal({ ...journal, inputs: [{ at: 5, kind: 'pass' }, { at: 4, kind: 'pass' }] })),
    refused(() => unpackJournal('???')),
    refused(() => unpackJournal('AAAA')),
  ]).toMatchInlineSnapshot(`
    [
      "not a recording of Drydock's: Expected property name or '}' in JSON at position 1",
      "this recording has version 7, and this Drydock plays version 1: open it with the Drydock that made it",
      "not a recording of Drydock's: inputs.0.kind: Invalid type: Expected ("open" | "close" | "type" | "resize" | "edit" | "answer" | "pass") but received "fly"",
      "not a recording of Drydock's: inputs.1.at: earlier than the input before it",
      "this link is damaged, or holds more than 4 MiB",
      "this link is damaged, or holds more than 4 MiB",
    ]
  `);
});
