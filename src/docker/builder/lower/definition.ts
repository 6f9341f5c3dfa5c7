import { sha256Hex } from '../../../core/digest.ts';
import type { Operation, Output, Vertex } from './vertex.ts';

const KEYS = new WeakMap<Vertex, string>();

/** What a step reads from besides its root: each once. */
export function sourcesOf(operation: Operation): readonly Output[] {
  if (operation.kind === 'run') return unique(operation.mounts.map(({ root }) => root));
  if (operation.kind === 'transfer') return unique(operation.actions.map(({ from }) => (from.kind === 'files' ? from.root : undefined)));
  return [];
}

function unique(outputs: readonly Output[]): readonly Output[] {
  return [...new Set(outputs)].filter((output) => output !== undefined);
}

/** The same for steps that do the same with the same. */
export function definitionOf(vertex: Vertex): string {
  const known = KEYS.get(vertex);
  if (known !== undefined) return known;
  // From the bottom up and not by recursion: a Dockerfile may have thousands of steps.
  const waiting: Vertex[] = [vertex];
  while (waiting.length > 0) {
    const top = waiting.at(-1)!;
    const inputs = inputsOf(top.operation).filter((input) => !KEYS.has(input));
    if (inputs.length > 0) waiting.push(...inputs);
    else {
      KEYS.set(top, sha256Hex(`${top.platform} ${top.ignoresCache} ${describe(top.operation)}`));
      waiting.pop();
    }
  }
  return KEYS.get(vertex)!;
}

function inputsOf(operation: Operation): readonly Vertex[] {
  const root = 'root' in operation ? operation.root : undefined;
  return [root, ...sourcesOf(operation)].filter((input) => input !== undefined);
}

function describe(operation: Operation): string {
  return JSON.stringify(operation, (name, value: unknown) => {
    if (name === 'image') return undefined;
    if (name === 'root') return value === undefined ? undefined : KEYS.get(value as Vertex);
    return value instanceof Map ? [...(value as Map<string, string>)] : value;
  });
}
