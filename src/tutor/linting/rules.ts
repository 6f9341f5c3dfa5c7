import { toText } from '../../core/bytes.ts';
import { COMMANDS } from '../../docker/cli/commands/index.ts';
import { commandsIn } from '../course/commands.ts';
import { LINES_FILE } from '../grading/given-work.ts';
import type { Condition, Lesson, Observation } from '../lessons/lesson.ts';
import { filesBelow } from '../session/prepare.ts';
import { brokenLinks } from './links.ts';
import type { Names } from './links.ts';

/** What is looked for in a lesson without running it: the problems, in words. */
export interface Rule {
  readonly name: string;
  problems(lesson: Lesson, names: Names): Iterable<string>;
}

const HINTS = 3;
const LEAST_MISTAKES = 2;
/** Minutes. */
const SHORTEST = 5;
const LONGEST = 10;
const LONGEST_CAPSTONE = 30;

/** A lesson that one works on, not only reads. */
const isWork = (lesson: Lesson) => lesson.checks.length > 0;

/** Everything that `drydock lessons` looks for in the text. A new rule is a row here. */
export const RULES: readonly Rule[] = [
  { name: 'its length', problems: lengthProblems },
  { name: 'its hints', problems: hintProblems },
  { name: 'its mistakes', problems: mistakeProblems },
  { name: 'its answers', problems: answerProblems },
  { name: 'its questions', problems: questionProblems },
  { name: 'its predictions', problems: predictionProblems },
  { name: 'its files', problems: fileProblems },
  { name: 'its variants', problems: variantProblems },
  { name: 'its links', problems: (lesson, names) => textsOf(lesson).flatMap((text) => brokenLinks(text, names)) },
  { name: 'its commands', problems: commandProblems },
  { name: 'its takeaway', problems: takeawayProblems },
];

/** All of a lesson's markdown. */
function textsOf(lesson: Lesson): string[] {
  const sections = lesson.sections.flatMap((section) => (section.kind === 'prose' || section.kind === 'notes' ? [section.markdown] : []));
  const questions = lesson.questions.flatMap((question) => [question.question, question.explain, ...question.options, ...Object.values(question.replies)]);
  const cards = lesson.takeaway.cards.flatMap((card) => [card.question, card.answer]);
  const checks = lesson.checks.flatMap((check) => [check.title, check.expected ?? '', check.why ?? '']);
  return [lesson.objective, ...sections, ...questions, ...checks, ...lesson.mistakes.map((mistake) => mistake.say), ...lesson.hints, ...cards, ...lesson.takeaway.sheet.map((row) => row.does)];
}

function* lengthProblems(lesson: Lesson): Iterable<string> {
  const longest = lesson.kind === 'capstone' || lesson.kind === 'clinic' ? LONGEST_CAPSTONE : LONGEST;
  if (lesson.duration < SHORTEST || lesson.duration > longest) yield `takes ${lesson.duration} minutes; ${SHORTEST} to ${longest} are meant`;
}

/** Three hints, of which the last alone may say the solution. What the text shows as a command to type is no secret. */
function* hintProblems(lesson: Lesson): Iterable<string> {
  if (!isWork(lesson)) return;
  if (lesson.hints.length !== HINTS) yield `${lesson.hints.length} hints; ${HINTS} are meant: a question, a pointer, a worked one`;
  const secrets = solutionLines(lesson);
  for (const [i, hint] of lesson.hints.slice(0, -1).entries()) {
    const said = secrets.find((line) => plain(hint).includes(plain(line)));
    if (said) yield `hint ${i + 1} gives the solution away: ${said}`;
  }
}

const plain = (text: string) => text.replace(/[`\s]+/g, ' ');

/** Lines of the solution that the learner has to find: not in the start's files, not shown in the text. */
function solutionLines(lesson: Lesson): string[] {
  const start = lesson.world.files === undefined ? new Map<string, Uint8Array>() : filesBelow(lesson.folder, lesson.world.files);
  const shown = new Set(lesson.sections.flatMap((section) => (section.kind === 'commands' ? section.lines : section.kind === 'code' ? section.text.split('\n') : [])).map((line) => line.trim()));
  const lines: string[] = [];
  for (const [path, bytes] of filesBelow(lesson.folder, lesson.answer?.solution ?? '')) {
    const given = new Set((start.has(path) ? toText(start.get(path)!) : '').split('\n').map((line) => line.trim()));
    if (path.endsWith('.yaml') && path !== 'compose.yaml') continue;
    for (const line of toText(bytes).split('\n').map((one) => one.trim())) {
      const isStatement = line.includes(' ') && !line.startsWith('#');
      if (isStatement && !given.has(line) && !(path === LINES_FILE && shown.has(line)) && !shown.has(line)) lines.push(line);
    }
  }
  return lines;
}

function* mistakeProblems(lesson: Lesson): Iterable<string> {
  if (!isWork(lesson)) return;
  if (lesson.mistakes.length < LEAST_MISTAKES) yield `recognises ${lesson.mistakes.length}; ${LEAST_MISTAKES} or more are meant`;
  const told = new Set(Object.values(lesson.answer?.wrong ?? {}));
  for (const { id } of lesson.mistakes) if (!told.has(id)) yield `no wrong answer is told ${id}, so nothing shows that it can be reached`;
}

function* answerProblems(lesson: Lesson): Iterable<string> {
  if (!isWork(lesson)) return;
  if (!lesson.answer) {
    yield 'a lesson with checks ships its solution';
    return;
  }
  const named = [lesson.answer.solution, ...lesson.answer.accepted, ...Object.keys(lesson.answer.wrong)].map((folder) => folder.replace(/\/$/, ''));
  for (const folder of named) if (filesBelow(lesson.folder, folder).size === 0) yield `there is nothing in ${folder}`;
  const there = new Set([...lesson.folder.keys()].filter((path) => path.startsWith('answer/')).map((path) => path.split('/').slice(0, 2).join('/')));
  for (const folder of there) if (!named.includes(folder)) yield `${folder} is there, and the lesson does not name it`;
}

function observed(condition: Condition): Observation[] {
  if ('all' in condition) return condition.all.flatMap(observed);
  if ('any' in condition) return condition.any.flatMap(observed);
  return 'not' in condition ? observed(condition.not) : [condition];
}

function* questionProblems(lesson: Lesson, { lessons }: Names): Iterable<string> {
  const ids = lesson.questions.map((question) => question.id);
  for (const [i, id] of ids.entries()) if (ids.indexOf(id) !== i) yield `${id} is asked twice`;
  for (const { kind, spec } of [...lesson.checks.map((check) => check.condition), ...lesson.mistakes.map((mistake) => mistake.when)].flatMap(observed)) {
    if (kind === 'answer' && !ids.includes(spec as string)) yield `no question is called ${String(spec)}`;
  }
  for (const question of lesson.questions) {
    for (const option of Object.keys(question.replies)) if (question.options[Number(option)] === undefined) yield `${question.id} replies to an option ${option} that it does not have`;
    if (question.see && !lessons.has(question.see)) yield `${question.id} sends to ${question.see}, and there is no such lesson`;
  }
}

/** A prediction comes before what it is about, and again beside what happened. It is made once, so no goal may hang on its being right. */
function* predictionProblems(lesson: Lesson): Iterable<string> {
  const predictions = new Set(lesson.questions.filter((question) => question.isPrediction).map((question) => question.id));
  for (const { id, condition } of lesson.checks) {
    for (const { kind, spec, expect } of observed(condition)) {
      if (kind === 'answer' && predictions.has(spec as string) && expect['isRight'] !== undefined) yield `${id} asks for a right prediction; who guessed wrong could never reach it (expect: {given: true})`;
    }
  }
  for (const { id } of lesson.questions.filter((question) => question.isPrediction)) {
    const asked = lesson.sections.findIndex((section) => section.kind === 'question' && section.id === id);
    const again = lesson.sections.findIndex((section) => section.kind === 'recall' && section.id === id);
    if (again < 0) yield `${id} is never looked at again: \`\`\`recall ${id} belongs behind what shows it`;
    else if (!lesson.sections.slice(asked, again).some((section) => section.kind === 'commands' || section.kind === 'goal')) yield `between ${id} and its recall nothing is run`;
  }
}

function* fileProblems(lesson: Lesson): Iterable<string> {
  const { files, editable } = lesson.world;
  const given = files === undefined ? new Map<string, Uint8Array>() : filesBelow(lesson.folder, files);
  if (files !== undefined && given.size === 0) yield `there is nothing in ${files}`;
  for (const path of editable) if (!given.has(path) && !path.includes('{{')) yield `${path} is to be edited, and is not there`;
  for (const section of lesson.sections) if (section.kind === 'parsons' && !given.has(section.file)) yield `lines of ${section.file} are to be ordered, and it is not there`;
  for (const mistake of lesson.mistakes) {
    const file = mistake.at?.file;
    const inAnswers = file !== undefined && [...lesson.folder.keys()].some((path) => path.endsWith(`/${file}`));
    if (file !== undefined && !inAnswers) yield `${mistake.id} points at ${file}, which nobody has`;
  }
}

function* variantProblems(lesson: Lesson): Iterable<string> {
  const { folder, ...rest } = lesson;
  const texts = [JSON.stringify(rest), ...[...folder].filter(([path]) => path !== 'index.md').map(([, bytes]) => toText(bytes))].join('\n');
  for (const name of Object.keys(lesson.variants)) if (!new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`).test(texts)) yield `${name} has values, and {{${name}}} stands nowhere`;
}

const KNOWN = new Set(COMMANDS.flatMap((command) => [command.path, ...(command.names ?? [])]));

function* commandProblems(lesson: Lesson): Iterable<string> {
  const typed = lesson.sections.flatMap((section) => (section.kind === 'commands' ? section.lines : [])).filter((line) => line.trimStart().startsWith('docker '));
  for (const command of commandsIn([...typed, ...lesson.takeaway.sheet.map((row) => row.write)].join('\n'))) {
    if (!KNOWN.has(command)) yield `docker has no command ${command}`;
  }
}

function* takeawayProblems(lesson: Lesson, { practice }: Names): Iterable<string> {
  if (!isWork(lesson) || practice.has(lesson.number.split('.')[0]!)) return;
  const { sheet, cards } = lesson.takeaway;
  if (sheet.length === 0) yield 'has no line for the cheat sheet (takeaway.yaml)';
  if (cards.length === 0) yield 'has no review card (takeaway.yaml)';
  const known = new Set([...lesson.mistakes, ...lesson.checks, ...lesson.questions].map((one) => one.id));
  for (const card of cards) {
    if (card.after.length === 0) yield `${card.id} comes after nothing`;
    for (const id of card.after) if (!known.has(id)) yield `${card.id} comes after ${id}, and nothing is called so`;
    if (!lesson.skills.includes(card.skill)) yield `${card.id} is for the skill ${card.skill}, which is not among the lesson's`;
  }
}
