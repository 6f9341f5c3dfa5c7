import * as monaco from 'monaco-editor/editor/editor.api.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codeAction/register.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/comment/register.js';
import 'monaco-editor/features/contextmenu/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/folding/register.js';
import 'monaco-editor/features/format/register.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/indentation/register.js';
import 'monaco-editor/features/linesOperations/register.js';
import 'monaco-editor/features/multicursor/register.js';
import 'monaco-editor/features/parameterHints/register.js';
import 'monaco-editor/features/suggest/register.js';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/features/toggleTabFocusMode/register.js';
import 'monaco-editor/features/wordOperations/register.js';
import 'monaco-editor/languages/definitions/dockerfile/register.js';
import 'monaco-editor/languages/definitions/ini/register.js';
import 'monaco-editor/languages/definitions/python/register.js';
import 'monaco-editor/languages/definitions/shell/register.js';
import 'monaco-editor/languages/definitions/sql/register.js';
import 'monaco-editor/languages/definitions/yaml/register.js';
import type { BuildPlan } from '../../tutor/session/build-plan.ts';
import { PlanNotes, notesOf } from './build-plan.ts';
import type { Surroundings } from './dockerfile/completion.ts';
import { registerDockerfile } from './dockerfile/language.ts';
import { words } from './dockerfile/words/words.ts';
import { watchProblems } from './problems.ts';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/(^|\/)(Dockerfile[^/]*|[^/]*\.Dockerfile)$/i, 'dockerfile'],
  [/\.ya?ml$/, 'yaml'],
  [/\.py$/, 'python'],
  [/\.(sh|bash)$/, 'shell'],
  [/\.sql$/, 'sql'],
  [/\.(ini|conf|cfg|env)$/, 'ini'],
];

function languageOf(path: string): string {
  return LANGUAGES.find(([pattern]) => pattern.test(path))?.[1] ?? 'plaintext';
}

/** One editor that shows one file of the learner's folder at a time. */
export interface FileEditor {
  /** Shows a file; the same file again with another text takes the text, and keeps the cursor where it can. */
  show(path: string, text: string): void;
  setTheme(theme: string): void;
  /** Something that a build depends on has changed: a file, the cache. */
  planAgain(): void;
  dispose(): void;
}

/** What the editor is told, and what it may ask. */
export interface EditorHost extends Surroundings {
  changed(path: string, text: string): void;
  /** What a build of this Dockerfile would do now; undefined where it can't be said. */
  planOf(path: string, text: string): Promise<BuildPlan | undefined>;
}

/** A plan is asked for when nothing was typed for so long, ms. */
const PLAN_PAUSE = 500;

const THEMES: Readonly<Record<string, string>> = { light: 'vs', dark: 'vs-dark', contrast: 'hc-black' };

export function createEditor(element: HTMLElement, host: EditorHost): FileEditor {
  const editor = monaco.editor.create(element, {
    model: null,
    automaticLayout: true,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
    fontSize: 13.5,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    renderWhitespace: 'selection',
    rulers: [],
    ariaLabel: words().ariaLabel,
    lightbulb: { enabled: monaco.editor.ShowLightbulbIconMode.OnCode },
    wordBasedSuggestions: 'off',
    // Enter ends a line, whatever is suggested; Tab takes a suggestion.
    acceptSuggestionOnEnter: 'off',
    fixedOverflowWidgets: true,
  });
  const models = new Map<string, monaco.editor.ITextModel>();
  const notes = new PlanNotes(editor);
  const unregister = registerDockerfile(monaco, () => host);
  let isShowing = false;
  let planning: ReturnType<typeof setTimeout> | undefined;

  let isPlanning = false;

  const plan = async () => {
    const model = editor.getModel();
    if (model?.getLanguageId() !== 'dockerfile') return;
    if (isPlanning) return planSoon();
    const text = model.getValue();
    isPlanning = true;
    const made = await host.planOf(model.uri.path.slice(1), text).finally(() => (isPlanning = false));
    if (made && editor.getModel() === model && model.getValue() === text) notes.show(notesOf(text, made));
  };
  const planSoon = () => {
    clearTimeout(planning);
    planning = setTimeout(() => void plan(), PLAN_PAUSE);
  };

  const open = (path: string, text: string) => {
    const model = monaco.editor.createModel(text, languageOf(path), monaco.Uri.from({ scheme: 'file', path: `/${path}` }));
    model.onDidChangeContent(() => {
      notes.clear();
      planSoon();
      if (!isShowing) host.changed(path, model.getValue());
    });
    if (languageOf(path) === 'dockerfile') watchProblems(monaco, model);
    models.set(path, model);
    return model;
  };

  return {
    show(path, text) {
      const model = models.get(path) ?? open(path, text);
      isShowing = true;
      if (model.getValue() !== text) model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
      isShowing = false;
      if (editor.getModel() !== model) {
        notes.clear();
        editor.setModel(model);
        planSoon();
      }
    },
    planAgain: planSoon,
    setTheme: (theme) => monaco.editor.setTheme(THEMES[theme] ?? 'vs'),
    dispose() {
      clearTimeout(planning);
      unregister();
      for (const model of models.values()) model.dispose();
      editor.dispose();
    },
  };
}
