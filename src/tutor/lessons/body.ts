import type { Question, Section } from './lesson.ts';
import { LessonError } from './lesson.ts';
import { questionSchema, translatedQuestionSchema } from './schema.ts';
import { Yaml } from './yaml.ts';

export interface Body {
  readonly sections: readonly Section[];
  readonly questions: readonly Question[];
}

interface Fence {
  readonly info: string;
  readonly text: string;
  /** Line of the file where its text begins. */
  readonly line: number;
}

const QUESTION_KINDS: Readonly<Record<string, Pick<Question, 'kind' | 'isPrediction'>>> = {
  predict: { kind: 'choose', isPrediction: true },
  question: { kind: 'choose', isPrediction: false },
  order: { kind: 'order', isPrediction: false },
  ask: { kind: 'text', isPrediction: false },
};

/**
 * Cuts a lesson's markdown at its fenced blocks. What the fence names decides: `console` (commands to type), `goal ID`
 * (a check's state), `predict`, `question`, `order`, `ask` (YAML of a question), `recall ID` (a prediction
 * beside what happened), `parsons FILE` (lines to be ordered), `notes` (the notes' own words); anything else is code in that language. A
 * translation takes the answers from the questions that it translates: `asked`, by id.
 */
export function parseBody(markdown: string, file: string, firstLine: number, asked?: ReadonlyMap<string, Question>): Body {
  const sections: Section[] = [];
  const questions: Question[] = [];
  let prose: string[] = [];
  const endProse = () => {
    const text = prose.join('\n').trim();
    if (text) sections.push({ kind: 'prose', markdown: text });
    prose = [];
  };
  for (const part of splitFences(markdown, file, firstLine)) {
    if (typeof part === 'string') prose.push(part);
    else {
      endProse();
      sections.push(toSection(part, file, questions, asked));
    }
  }
  endProse();
  return { sections, questions };
}

function* splitFences(markdown: string, file: string, firstLine: number): Generator<string | Fence> {
  const lines = markdown.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const open = /^(`{3,})\s*(.*)$/.exec(lines[i]!);
    if (!open) {
      yield lines[i]!;
      continue;
    }
    const start = i;
    const text: string[] = [];
    while (++i < lines.length && lines[i]!.trimEnd() !== open[1]) text.push(lines[i]!);
    if (i >= lines.length) throw new LessonError(file, firstLine + start, 'this block is never closed');
    yield { info: open[2]!.trim(), text: text.join('\n'), line: firstLine + start + 1 };
  }
}

function toSection(fence: Fence, file: string, questions: Question[], known: ReadonlyMap<string, Question> | undefined): Section {
  const [name = '', argument] = fence.info.split(/\s+/, 2);
  const asked = QUESTION_KINDS[name];
  if (asked) {
    const question = known ? toTranslated(fence, known, file) : toQuestion(fence, asked, file);
    questions.push(question);
    return { kind: 'question', id: question.id };
  }
  if (name === 'goal') {
    if (!argument) throw new LessonError(file, fence.line - 1, 'a goal names its check: ```goal ID');
    return { kind: 'goal', check: argument };
  }
  if (name === 'recall') {
    if (!questions.some((question) => question.id === argument && question.isPrediction)) throw new LessonError(file, fence.line - 1, 'recalls a prediction that stands above it: ```recall ID');
    return { kind: 'recall', id: argument! };
  }
  if (name === 'parsons') {
    if (!argument) throw new LessonError(file, fence.line - 1, 'names the file whose lines these are: ```parsons FILE');
    return { kind: 'parsons', file: argument, lines: fence.text.split('\n').filter((line) => line.trim() !== '') };
  }
  if (name === 'notes') return { kind: 'notes', markdown: fence.text.trim() };
  if (name === 'console') return { kind: 'commands', lines: toCommands(fence) };
  return { kind: 'code', language: name, text: fence.text };
}

/** `$ ` before each command, `> ` before its further lines, as in a transcript. */
function toCommands(fence: Fence): string[] {
  const commands: string[] = [];
  for (const line of fence.text.split('\n')) {
    if (line.startsWith('> ') && commands.length > 0) commands[commands.length - 1] += `\n${line.slice(2)}`;
    else if (line.trim()) commands.push(line.replace(/^\$ /, ''));
  }
  return commands;
}

function toQuestion(fence: Fence, asked: Pick<Question, 'kind' | 'isPrediction'>, file: string): Question {
  const yaml = new Yaml(fence.text, file, fence.line);
  const { answer, see, ...given } = yaml.as(questionSchema);
  const rest = { ...given, ...(see ? { see } : {}) };
  if (asked.kind === 'order') {
    if (rest.options.length < 2) yaml.fail(['options'], 'needs two or more');
    return { ...asked, ...rest, answer: rest.options.map((_, index) => index) };
  }
  if (answer === undefined) yaml.fail([], `${rest.id}: answer: is missing`);
  if (asked.kind === 'text' && typeof answer !== 'string') yaml.fail(['answer'], 'is a regular expression');
  if (asked.kind === 'choose') {
    const chosen = typeof answer === 'object' ? answer : [answer];
    if (!chosen.every((one) => typeof one === 'number' && rest.options[one] !== undefined)) yaml.fail(['answer'], 'is the number of an option, counted from 0');
  }
  return { ...asked, ...rest, answer: answer as Question['answer'] };
}

/** A question in another language: its words alone; what is right stays as it is. */
function toTranslated(fence: Fence, known: ReadonlyMap<string, Question>, file: string): Question {
  const yaml = new Yaml(fence.text, file, fence.line);
  const { id, question, options, explain, replies } = yaml.as(translatedQuestionSchema);
  const base = known.get(id);
  if (!base) return yaml.fail(['id'], `the English text has no question ${id}`);
  if (options.length !== base.options.length) yaml.fail(['options'], `${options.length}, and the English text has ${base.options.length}`);
  if (Object.keys(replies).join() !== Object.keys(base.replies).join()) yaml.fail(['replies'], `to ${Object.keys(replies).join(', ') || 'nothing'}, and the English text to ${Object.keys(base.replies).join(', ') || 'nothing'}`);
  return { ...base, question, options, explain, replies };
}
