import { describe, expect, it } from 'vitest';
import { explain } from '../explanations/match.ts';
import { cardsFor } from '../review/cards.ts';
import { cheatSheet } from './cheat-sheet.ts';
import { commandIndex } from './commands.ts';
import { LIBRARY_FILE, readLibrary } from './library.ts';
import { search, searchIndex } from './search.ts';

const found = import.meta.glob<string>(['../../../lessons/**/*.md', '../../../lessons/**/*.yaml', '!../../../lessons/**/{files,answer}/**'], { eager: true, query: '?raw', import: 'default' });
const all = new Map(Object.entries(found).map(([path, text]) => [path.replace(/^.*?lessons\//, ''), text]));
const texts = new Map([...all].filter(([path]) => LIBRARY_FILE.test(path)));
const german = new Map([...all].filter(([path]) => path.startsWith('de/')).map(([path, text]) => [path.slice(3), text]));
const library = readLibrary(texts);

describe('the library', () => {
  it('has the lessons, a check for each chapter, and those that are coming', () => {
    const chapters = library.chapters.filter((chapter) => !chapter.isPractice);
    expect(chapters.slice(0, 8).map((chapter) => chapter.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(chapters.map(({ number }) => library.checks.find((check) => check.chapter === number)?.questions.length)).toEqual(chapters.map(() => 3));
    expect(library.coming.map((lesson) => lesson.number)).toEqual(['1.1', '1.2', '8.2', '8.3', '8.4']);
  });

  it('is in German where there is German text, and in English elsewhere', () => {
    const translated = readLibrary(texts, { language: 'de', texts: german });
    const titles = (number: string) => translated.lessons.find((lesson) => lesson.number === number)!.title;
    expect([titles('2.1'), titles('4.1')]).toEqual(['Der erste Lauf', 'Memory']);
    expect(translated.lessons.map((lesson) => lesson.questions.map(({ id, answer }) => [id, answer]))).toEqual(library.lessons.map((lesson) => lesson.questions.map(({ id, answer }) => [id, answer])));
  });

  it('knows which lesson teaches a command', () => {
    const use = commandIndex(library.lessons).find(({ command }) => command === 'docker logs')!;
    expect(use.lessons[0]).toEqual({ id: 'look-inside', number: '2.5', title: 'Look inside', isTaught: true });
  });

  it('makes a cheat sheet that grows with the lessons that are done', () => {
    const rows = (...done: string[]) => cheatSheet(library, new Set(done)).map((part) => [part.title, part.rows.map((row) => row.write)]);
    expect(rows()).toEqual([]);
    expect(rows('first-run')).toEqual([['How Docker works', ['docker run IMAGE', 'docker images', 'docker ps -a']]]);
    expect(rows('first-run', 'cpu').map(([title]) => title)).toEqual(['How Docker works', 'Resources']);
  });

  it('chooses review cards from what went wrong', () => {
    expect(cardsFor(library.cards, 'first-run', ['second-pull']).map((card) => card.id)).toEqual(['first-run/second-pull']);
    expect(cardsFor(library.cards, 'check-2', ['layer']).map((card) => card.id)).toEqual(['check-2/layer']);
    expect(cardsFor(library.cards, 'first-run', [])).toEqual([]);
  });

  it('is searched as one types, titles first', () => {
    const entries = searchIndex(library);
    const hits = (query: string) => search(entries, query, 3).map(({ entry }) => `${entry.kind} ${entry.id}`);
    expect(hits('anonymous vol')[0]).toBe('term anonymous volume');
    expect(hits('docker logs')[0]).toBe('command docker logs');
    expect(hits('memory')[0]).toBe('lesson memory');
    expect(hits('zeppelin')).toEqual([]);
    expect(search(entries, 'OOMKilled', 1)[0]!.excerpt.toLowerCase()).toContain('memory');
  });

  it('explains an error that a terminal shows', () => {
    expect(explain(library.explanations, 'docker: Error response from daemon: Conflict. The container name "/web" is already in use by container "4bc5". You have to remove (or rename) that container to be able to reuse that name.')[0]?.id).toBe('name-in-use');
  });
});
