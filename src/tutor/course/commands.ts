import type { Lesson } from '../lessons/lesson.ts';

/** A command of docker's and where the course has it. */
export interface CommandUse {
  /** `docker run`, `docker volume create`. */
  readonly command: string;
  /** Where it is taught (its cheat sheet says it) first, then where it is used. */
  readonly lessons: readonly { readonly id: string; readonly number: string; readonly title: string; readonly isTaught: boolean }[];
}

/** Groups of commands: the word behind them is a part of the command's name. */
const GROUPS = new Set(['builder', 'buildx', 'compose', 'container', 'context', 'image', 'manifest', 'network', 'node', 'plugin', 'secret', 'config', 'service', 'stack', 'swarm', 'system', 'trust', 'volume']);
const COMMAND = /\bdocker ((?:-\S+ )*)([a-z]+)(?: ([a-z]+))?/g;

/** The commands of docker's that a text has, each once: `docker ps`, `docker volume ls`. */
export function commandsIn(text: string): string[] {
  const found = new Set<string>();
  for (const [, , word = '', second] of text.matchAll(COMMAND)) {
    if (!GROUPS.has(word)) found.add(`docker ${word}`);
    else if (second) found.add(`docker ${word} ${second}`);
  }
  return [...found];
}

/** The commands to type that a lesson shows, and those of its hints in code. */
export function commandsOf(lesson: Lesson): string[] {
  const shown = lesson.sections.flatMap((section) => (section.kind === 'commands' ? section.lines : []));
  const hinted = lesson.hints.flatMap((hint) => hint.match(/`[^`]+`/g) ?? []);
  return commandsIn([...shown, ...hinted, ...lesson.takeaway.sheet.map((row) => row.write)].join('\n'));
}

/** Which lessons have which command, by command. */
export function commandIndex(lessons: readonly Lesson[]): CommandUse[] {
  const uses = new Map<string, CommandUse['lessons'][number][]>();
  for (const lesson of lessons) {
    const taught = new Set(commandsIn(lesson.takeaway.sheet.map((row) => row.write).join('\n')));
    for (const command of commandsOf(lesson)) {
      const { id, number, title } = lesson;
      uses.set(command, [...(uses.get(command) ?? []), { id, number, title, isTaught: taught.has(command) }]);
    }
  }
  return [...uses]
    .map(([command, list]) => ({ command, lessons: [...list.filter((use) => use.isTaught), ...list.filter((use) => !use.isTaught)] }))
    .sort((a, b) => (a.command < b.command ? -1 : 1));
}
