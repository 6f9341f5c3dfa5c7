import type * as Monaco from 'monaco-editor/editor/editor.api.js';
import { parseDockerfile } from '../../docker/builder/parse/parser.ts';
import type { BuildPlan } from '../../tutor/session/build-plan.ts';
import { humanSize } from '../diagram/size.ts';
import { words } from './dockerfile/words/words.ts';

/** What is said at the end of a line of a Dockerfile. */
export interface LineNote {
  readonly line: number;
  readonly text: string;
  readonly why: string;
  readonly tone: 'cached' | 'built' | 'failed' | 'quiet';
}

const LAYERED = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/** What a plan says of each instruction: the layer that it makes, its size, and whether it would come from the cache. Throws nothing: a text that can't be parsed has no notes. */
export function notesOf(text: string, plan: BuildPlan): readonly LineNote[] {
  const said = words().plan;
  const steps = new Map(plan.steps.map((step) => [step.line, step]));
  return nodesOf(text).flatMap((node): LineNote[] => {
    const keyword = node.keyword.toUpperCase();
    if (keyword === 'FROM' || keyword === 'ARG') return [];
    const step = steps.get(node.lines.start);
    const line = node.lines.start;
    if (step?.size !== undefined) return [{ line, text: `${humanSize(step.size)} · ${step.isCached ? said.cached : said.built}`, why: step.why, tone: step.isCached ? 'cached' : 'built' }];
    if (plan.problem !== undefined) return step ? [{ line, text: said.fails, why: plan.problem, tone: 'failed' }] : [];
    const text = LAYERED.has(keyword) ? said.notNeeded : said.noLayer;
    return [{ line, text, why: text, tone: 'quiet' }];
  });
}

function nodesOf(text: string) {
  try {
    return parseDockerfile(text).nodes;
  } catch {
    return [];
  }
}

/** Shows notes at the ends of lines, with the reason where one points. */
export class PlanNotes {
  readonly #shown: Monaco.editor.IEditorDecorationsCollection;

  constructor(private readonly editor: Monaco.editor.IStandaloneCodeEditor) {
    this.#shown = editor.createDecorationsCollection();
  }

  show(notes: readonly LineNote[]): void {
    const model = this.editor.getModel();
    if (!model) return;
    this.#shown.set(notes.filter(({ line }) => line <= model.getLineCount()).map(({ line, text, why, tone }) => {
      const column = model.getLineMaxColumn(line);
      return {
        range: { startLineNumber: line, endLineNumber: line, startColumn: column, endColumn: column },
        options: {
          showIfCollapsed: true,
          after: { content: `    ${text}`, inlineClassName: `plan-note ${tone}` },
          hoverMessage: { value: `${words().plan.would} ${why}` },
        },
      };
    }));
  }

  clear(): void {
    this.#shown.clear();
  }
}
