import { lineage } from '../facts.ts';
import type { ScriptStep, StageFacts } from '../facts.ts';

/** The value of a setting as ENV and ARG of a stage, or ENV of those it is built on, leave it. */
export function settingOf(stage: StageFacts, name: string): string | undefined {
  for (const { env } of lineage(stage)) {
    const value = env.get(name);
    if (value !== undefined) return value;
  }
  return stage.args.get(name) || undefined;
}

/** Fills in the variables that are known where a RUN stands; the others stay. */
export function variablesAt({ stage }: ScriptStep): (text: string) => string {
  return (text) => (text.includes('$') ? text.replace(/\$(?:(\w+)|\{(\w+)\})/g, (written, bare?: string, braced?: string) => settingOf(stage, bare ?? braced!) ?? written) : text);
}
