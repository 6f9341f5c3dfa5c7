import type { DockerfileLanguageService } from 'dockerfile-language-service';
import type * as Monaco from 'monaco-editor/editor/editor.api.js';
import { placeAt } from './context.ts';
import { INSTRUCTION_FLAGS, shownFlag } from './flags.ts';
import { words } from './words/words.ts';

/** What the editor may ask of the learner's machine. */
export interface Surroundings {
  /** Files and folders below the Dockerfile's folder. */
  paths(): readonly string[];
  /** Repositories that FROM may name, or the tags of one. */
  imageNames(repository?: string): Promise<readonly string[]>;
}

type Item = Monaco.languages.CompletionItem;
type Kinds = typeof Monaco.languages.CompletionItemKind;

/** What the language service marks as a flag; ours are more, and say what they are for. */
const LIBRARY_FLAG = 5;
/** Variables that are always there, and that nobody wants to see first. */
const PROXY = /proxy/i;

/** Completion of instructions, flags, stages, variables, images with their tags, and files of the context. */
export function completionProvider(monaco: typeof Monaco, service: DockerfileLanguageService, around: () => Surroundings): Monaco.languages.CompletionItemProvider {
  const kinds = monaco.languages.CompletionItemKind;
  return {
    triggerCharacters: [' ', '-', '=', ':', '/', '$', '{', '.'],
    async provideCompletionItems(model, position) {
      const place = placeAt(model.getLinesContent(), position.lineNumber, position.column - 1);
      const range = { startLineNumber: position.lineNumber, endLineNumber: position.lineNumber, startColumn: position.column - place.word.length, endColumn: position.column };
      const own = place.instruction === undefined ? [] : await ownItems(kinds, place.instruction, place.before, place.word, around());
      return { suggestions: [...own.map((item) => ({ ...item, range })), ...libraryItems(monaco, service, model, position)] };
    },
  };
}

type Own = Omit<Item, 'range'>;

async function ownItems(kinds: Kinds, instruction: string, before: string, word: string, around: Surroundings): Promise<readonly Own[]> {
  if (word.startsWith('-')) return flagItems(kinds, instruction);
  const given = before.slice(0, before.length - word.length).trim();
  const hasFlagsOnly = given.split(/\s+/).every((part) => part === '' || part.startsWith('--'));
  if (instruction === 'FROM' && hasFlagsOnly) return imageItems(kinds, word, around);
  if (instruction === 'FROM' && !/\bas\b/i.test(given)) return [{ label: 'AS', kind: kinds.Keyword, insertText: 'AS ' }];
  if ((instruction === 'COPY' || instruction === 'ADD') && !/--from=/.test(given)) return pathItems(kinds, around);
  return [];
}

function flagItems(kinds: Kinds, instruction: string): readonly Own[] {
  const { flags } = words();
  return (INSTRUCTION_FLAGS[instruction] ?? []).map((snippet) => {
    const label = shownFlag(snippet);
    const name = /^--[a-z-]+/.exec(label)![0] as keyof typeof flags;
    return { label, kind: kinds.Property, insertText: snippet, insertTextRules: 4, documentation: { value: flags[name] } };
  });
}

async function imageItems(kinds: Kinds, word: string, around: Surroundings): Promise<readonly Own[]> {
  const colon = word.lastIndexOf(':');
  const repository = colon < 0 ? undefined : word.slice(0, colon);
  const names = await around.imageNames(repository);
  return names.map((name, i) => {
    const label = repository === undefined ? name : `${repository}:${name}`;
    return { label, kind: kinds.Reference, insertText: label, sortText: String(i).padStart(5, '0') };
  });
}

function pathItems(kinds: Kinds, around: Surroundings): readonly Own[] {
  return around.paths().map((path) => ({ label: path, kind: path.endsWith('/') ? kinds.Folder : kinds.File, insertText: path }));
}

function libraryItems(monaco: typeof Monaco, service: DockerfileLanguageService, model: Monaco.editor.ITextModel, position: Monaco.Position): Item[] {
  const { instructions } = words();
  const kinds = monaco.languages.CompletionItemKind;
  const found = service.computeCompletionItems(model.getValue(), { line: position.lineNumber - 1, character: position.column - 1 });
  if (!Array.isArray(found)) return [];
  return found.filter(({ kind, label }) => kind !== LIBRARY_FLAG || label.startsWith('--from')).flatMap((item) => {
    const edit = item.textEdit;
    if (!edit || !('range' in edit)) return [];
    const { start, end } = edit.range;
    const name = item.label.split(' ')[0] as keyof typeof instructions;
    const explained = instructions[name];
    return [{
      label: item.label,
      kind: item.kind === 6 ? kinds.Variable : item.kind === 7 ? kinds.Class : kinds.Keyword,
      insertText: edit.newText,
      insertTextRules: item.insertTextFormat === 2 ? 4 : 0,
      sortText: PROXY.test(item.label) ? `zz${item.label}` : `m${item.label}`,
      range: { startLineNumber: start.line + 1, startColumn: start.character + 1, endLineNumber: end.line + 1, endColumn: end.character + 1 },
      ...(explained ? { documentation: { value: explained } } : typeof item.documentation === 'string' ? { documentation: item.documentation } : {}),
    }];
  });
}
