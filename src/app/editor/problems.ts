import type * as Monaco from 'monaco-editor/editor/editor.api.js';
import { checkDockerfile } from '../../docker/builder/check/index.ts';

/** Marks a Dockerfile's errors and build checks as one types: the same that `docker build --check` prints. */
export function watchProblems(monaco: typeof Monaco, model: Monaco.editor.ITextModel): void {
  const check = () => {
    const { errors, warnings } = checkDockerfile(model.getValue());
    const at = (line: number) => {
      const safe = Math.min(Math.max(line, 1), model.getLineCount());
      return { startLineNumber: safe, endLineNumber: safe, startColumn: model.getLineFirstNonWhitespaceColumn(safe) || 1, endColumn: model.getLineMaxColumn(safe) };
    };
    monaco.editor.setModelMarkers(model, 'docker build', [
      ...errors.map((error) => ({ ...at(error.line), message: error.message, severity: monaco.MarkerSeverity.Error })),
      ...warnings.map((warning) => ({ ...at(warning.line), message: `${warning.rule}: ${warning.message}`, severity: monaco.MarkerSeverity.Warning })),
    ]);
  };
  check();
  const listener = model.onDidChangeContent(check);
  model.onWillDispose(() => listener.dispose());
}
