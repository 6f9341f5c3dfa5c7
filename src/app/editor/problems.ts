import type * as Monaco from 'monaco-editor/editor/editor.api.js';
import { adviseDockerfile } from '../../docker/builder/check/advice/index.ts';
import { checkDockerfile } from '../../docker/builder/check/index.ts';
import { words } from './dockerfile/words/words.ts';

/** Marks a Dockerfile's errors and build checks as one types, the same that `docker build --check` prints, and our advice beside them. */
export function watchProblems(monaco: typeof Monaco, model: Monaco.editor.ITextModel): void {
  const check = () => {
    const text = model.getValue();
    const { errors, warnings } = checkDockerfile(text);
    const { Error: error, Warning: warning, Info: info } = monaco.MarkerSeverity;
    const at = (line: number) => {
      const safe = Math.min(Math.max(line, 1), model.getLineCount());
      return { startLineNumber: safe, endLineNumber: safe, startColumn: model.getLineFirstNonWhitespaceColumn(safe) || 1, endColumn: model.getLineMaxColumn(safe) };
    };
    monaco.editor.setModelMarkers(model, 'docker build', [
      ...errors.map(({ line, message }) => ({ ...at(line), message, severity: error })),
      ...warnings.map(({ line, message, rule }) => ({ ...at(line), message, severity: warning, source: 'docker build --check', code: rule })),
      ...adviseDockerfile(text).map(({ line, message, rule }) => ({ ...at(line), message, severity: info, source: words().advice, code: rule })),
    ]);
  };
  check();
  const listener = model.onDidChangeContent(check);
  model.onWillDispose(() => listener.dispose());
}
