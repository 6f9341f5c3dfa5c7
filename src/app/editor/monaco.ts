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
  dispose(): void;
}

const THEMES: Readonly<Record<string, string>> = { light: 'vs', dark: 'vs-dark', contrast: 'hc-black' };

export function createEditor(element: HTMLElement, changed: (path: string, text: string) => void): FileEditor {
  const editor = monaco.editor.create(element, {
    model: null,
    automaticLayout: true,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
    fontSize: 13.5,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    renderWhitespace: 'selection',
    rulers: [],
    ariaLabel: 'File editor. Press Control M to let Tab leave the editor.',
    fixedOverflowWidgets: true,
  });
  const models = new Map<string, monaco.editor.ITextModel>();
  let isShowing = false;

  const open = (path: string, text: string) => {
    const model = monaco.editor.createModel(text, languageOf(path), monaco.Uri.from({ scheme: 'file', path: `/${path}` }));
    model.onDidChangeContent(() => {
      if (!isShowing) changed(path, model.getValue());
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
      if (editor.getModel() !== model) editor.setModel(model);
    },
    setTheme: (theme) => monaco.editor.setTheme(THEMES[theme] ?? 'vs'),
    dispose() {
      for (const model of models.values()) model.dispose();
      editor.dispose();
    },
  };
}
