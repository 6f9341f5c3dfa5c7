import type * as Monaco from 'monaco-editor/editor/editor.api.js';
import { fixesFor } from '../../../docker/builder/check/fixes.ts';
import { formatDockerfile } from '../../../docker/builder/format/format.ts';
import { completionProvider } from './completion.ts';
import type { Surroundings } from './completion.ts';
import { instructionAt, placeAt } from './context.ts';
import { createService } from './service.ts';
import { words } from './words/words.ts';

const LANGUAGE = 'dockerfile';

/** Makes an editor know Dockerfiles: completion, hover, signatures, formatting, folding, quick fixes. Returns how to take it back. */
export function registerDockerfile(monaco: typeof Monaco, around: () => Surroundings): () => void {
  const service = createService();
  const { languages } = monaco;
  const made = [
    languages.registerCompletionItemProvider(LANGUAGE, completionProvider(monaco, service, around)),
    languages.registerHoverProvider(LANGUAGE, { provideHover: hover }),
    languages.registerSignatureHelpProvider(LANGUAGE, {
      signatureHelpTriggerCharacters: [' ', '-', '[', ','],
      provideSignatureHelp(model, position) {
        const found = service.computeSignatureHelp(model.getValue(), { line: position.lineNumber - 1, character: position.column - 1 });
        if (!found || found.signatures.length === 0) return null;
        const signatures = found.signatures.map(({ label, parameters = [] }) => ({ label, parameters: parameters.map((one) => ({ label: one.label })) }));
        return { value: { signatures, activeSignature: found.activeSignature ?? 0, activeParameter: found.activeParameter ?? 0 }, dispose() {} };
      },
    }),
    languages.registerDocumentFormattingEditProvider(LANGUAGE, {
      provideDocumentFormattingEdits: (model) => [{ range: model.getFullModelRange(), text: formatDockerfile(model.getValue()) }],
    }),
    languages.registerFoldingRangeProvider(LANGUAGE, {
      provideFoldingRanges: (model) => service.computeFoldingRanges(model.getValue()).map(({ startLine, endLine }) => ({ start: startLine + 1, end: endLine + 1 })),
    }),
    languages.registerCodeActionProvider(LANGUAGE, { provideCodeActions: quickFixes }),
  ];
  return () => {
    for (const one of made) one.dispose();
  };
}

/** What an instruction or a flag is for. */
function hover(model: Monaco.editor.ITextModel, position: Monaco.Position): Monaco.languages.Hover | null {
  const lines = model.getLinesContent();
  const name = instructionAt(lines, position.lineNumber, position.column - 1);
  const { instructions, flags } = words();
  if (name !== undefined) return { contents: [{ value: `**${name}** ${instructions[name as keyof typeof instructions]}` }] };
  const word = wordAt(lines[position.lineNumber - 1]!, position.column - 1);
  const flag = /^--[a-z-]+/.exec(word)?.[0];
  const isOfInstruction = placeAt(lines, position.lineNumber, position.column - 1).instruction !== undefined;
  const text = flag && isOfInstruction ? flags[flag as keyof typeof flags] : undefined;
  return text === undefined ? null : { contents: [{ value: `**${flag}** ${text}` }] };
}

function wordAt(line: string, column: number): string {
  const start = line.lastIndexOf(' ', Math.max(0, column - 1)) + 1;
  return /^\S*/.exec(line.slice(start))![0];
}

function quickFixes(model: Monaco.editor.ITextModel, _range: Monaco.Range, { markers }: Monaco.languages.CodeActionContext): Monaco.languages.CodeActionList {
  const text = model.getValue();
  const actions = markers.flatMap((marker) => {
    const rule = typeof marker.code === 'object' ? marker.code.value : marker.code;
    return fixesFor(text, { ...(rule === undefined ? {} : { rule }), message: marker.message, line: marker.startLineNumber }).map((fix): Monaco.languages.CodeAction => {
      const isGone = fix.lines.length === 0;
      const range = { startLineNumber: fix.start, startColumn: 1, endLineNumber: isGone ? fix.end + 1 : fix.end, endColumn: isGone ? 1 : model.getLineMaxColumn(fix.end) };
      return {
        title: fix.title,
        kind: 'quickfix',
        diagnostics: [marker],
        isPreferred: true,
        edit: { edits: [{ resource: model.uri, versionId: model.getVersionId(), textEdit: { range, text: fix.lines.join('\n') } }] },
      };
    });
  });
  return { actions, dispose() {} };
}
