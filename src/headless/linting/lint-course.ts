import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Tinypool } from 'tinypool';
import { parseCourseMap } from '../../tutor/course/course-map.ts';
import type { Chapter } from '../../tutor/course/course-map.ts';
import { LIBRARY_FILE, readLibrary } from '../../tutor/course/library.ts';
import { LessonError } from '../../tutor/lessons/lesson.ts';
import { UNREADABLE, courseFindings, namesOf } from '../../tutor/linting/course-rules.ts';
import { trialsOf } from '../../tutor/linting/examine.ts';
import type { Finding } from '../../tutor/linting/finding.ts';
import type { Names } from '../../tutor/linting/links.ts';
import { RULES } from '../../tutor/linting/rules.ts';
import { translationFindings } from '../../tutor/linting/translation-rules.ts';
import type { PlacedLesson } from '../../tutor/linting/translation-rules.ts';
import { lessonPaths, loadLesson } from '../lesson-folder.ts';
import type { LintResult, LintTask } from './task.ts';

export interface LintOptions {
  readonly root: string;
  readonly seeds: number;
  readonly jobs: number;
  /** Numbers of lessons; all of them and the course's other texts when there is none. */
  readonly chosen: readonly string[];
}

/** What was found out about one lesson (`2.1`) or about the course's other texts (`course`). */
export interface LintRow {
  readonly number: string;
  readonly finding: Finding;
  /** That this lesson has taken so far, of all workers. */
  readonly seconds: number;
}

/** The texts of the lessons' folder that belong to a library, by path there. */
export function readTexts(root: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (entry.isFile() && LIBRARY_FILE.test(path.replace(/^[a-z]{2}\//, ''))) texts.set(path, readFileSync(join(root, path), 'utf8'));
  }
  return texts;
}

/** Tries everything that the lessons promise: first what reading shows, then what running shows, in workers. */
export async function* lintCourse(options: LintOptions): AsyncGenerator<LintRow> {
  const { root, chosen } = options;
  const paths = lessonPaths(root).filter((path) => chosen.length === 0 || chosen.includes(numberOf(path)));
  const texts = readTexts(root);
  const names = namesFrom(texts);
  const lessons: PlacedLesson[] = [];
  for (const path of paths) {
    const number = numberOf(path);
    try {
      const lesson = loadLesson(path, root);
      lessons.push({ path, lesson });
      for (const rule of RULES) for (const finding of findingsOf(rule.name, [...rule.problems(lesson, names)])) yield { number, finding, seconds: 0 };
    } catch (error) {
      if (!(error instanceof LessonError)) throw error;
      yield { number, finding: { what: 'is read', problem: error.message }, seconds: 0 };
    }
  }
  if (chosen.length > 0) for (const finding of courseFindings(texts)) if (finding.what === UNREADABLE) yield { number: 'course', finding, seconds: 0 };
  if (chosen.length === 0) for (const finding of [...courseFindings(texts), ...translationFindings(texts, lessons, chaptersOf(texts))]) yield { number: 'course', finding, seconds: 0 };
  yield* runTrials(lessons, options);
}

/** None where the map can't be read, which is told on its own. */
function chaptersOf(texts: ReadonlyMap<string, string>): readonly Chapter[] {
  try {
    return parseCourseMap(texts.get('course.yaml') ?? '').chapters;
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return [];
  }
}

const numberOf = (path: string) => path.split('/').map((part) => parseInt(part, 10)).join('.');

function findingsOf(what: string, problems: readonly string[]): Finding[] {
  return problems.length === 0 ? [{ what }] : problems.map((problem) => ({ what, problem }));
}

/** What texts may point at; nothing where the course can't be read, which is told on its own. */
function namesFrom(texts: ReadonlyMap<string, string>): Names {
  try {
    return namesOf(readLibrary(texts));
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return { lessons: new Set(), chapters: new Set(), terms: new Set(), practice: new Set() };
  }
}

async function* runTrials(lessons: readonly PlacedLesson[], { root, seeds, jobs }: LintOptions): AsyncGenerator<LintRow> {
  const tasks = lessons.flatMap(({ path, lesson }) => trialsOf(lesson, seeds).map((trial): LintTask => ({ lessonPath: path, lessonsRoot: root, trial })));
  if (tasks.length === 0) return;
  const pool = new Tinypool({ filename: new URL('./lint-worker.mjs', import.meta.url).href, minThreads: jobs, maxThreads: jobs });
  try {
    const running = tasks.map((task) => runOne(pool, task));
    const seconds = new Map<string, number>();
    for (const [i, done] of running.entries()) {
      const task = tasks[i]!;
      const result = await done;
      const number = numberOf(task.lessonPath);
      seconds.set(number, (seconds.get(number) ?? 0) + result.seconds);
      for (const finding of result.findings) yield { number, finding, seconds: seconds.get(number)! };
    }
  } finally {
    await pool.destroy();
  }
}

/** A worker that breaks costs its own task and no other. */
async function runOne(pool: Tinypool, task: LintTask): Promise<LintResult> {
  try {
    return (await pool.run(task)) as LintResult;
  } catch (error) {
    return { findings: [{ what: `${task.trial.kind} ${task.trial.seed}`, problem: error instanceof Error ? error.message : String(error) }], seconds: 0 };
  }
}
