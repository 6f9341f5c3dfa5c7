import type { Node } from '../../parse/node.ts';

/** `# drydock ignore=rule,rule` and hadolint's `# hadolint ignore=DL3002`; `global` and `stage` before `ignore` reach further. */
const PRAGMA = /^\s*#\s*(?:drydock|hadolint)\s+(?:(global|stage)\s+)?ignore\s*=\s*([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?:#.*)?$/i;
const HADOLINT = /^\s*#\s*hadolint\b/i;
const CODE = /^[A-Z]+\d+$/;

export interface Pragma {
  readonly scope: 'instruction' | 'stage' | 'global';
  /** Names of rules, ours or hadolint's. */
  readonly rules: ReadonlySet<string>;
  /** The line that it stands on. */
  readonly line: number;
}

/** The comments that say which rules to leave out, between instructions. */
export function readPragmas(text: string, nodes: readonly Node[]): readonly Pragma[] {
  if (!/ignore\s*=/.test(text)) return [];
  const inside = new Set<number>();
  for (const { lines } of nodes) for (let line = lines.start; line <= lines.end; line++) inside.add(line);
  return text.split('\n').flatMap((comment, i) => {
    const match = comment.length < 1000 ? PRAGMA.exec(comment) : null;
    if (!match || inside.has(i + 1)) return [];
    const rules = match[2]!.split(',').map((rule) => rule.trim());
    // One word that is no code, and hadolint takes the line for a plain comment.
    if (HADOLINT.test(comment) && !rules.every((rule) => CODE.test(rule))) return [];
    return [{ scope: (match[1]?.toLowerCase() ?? 'instruction') as Pragma['scope'], rules: new Set(rules), line: i + 1 }];
  });
}
