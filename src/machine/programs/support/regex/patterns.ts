import type { Call } from '../call.ts';
import { Regex, RegexError, RegexTooCostly, literalSource } from './regex.ts';
import type { Match, RegexOptions } from './regex.ts';

/** Several patterns as one: the leftmost match, and of those the longest. */
export class Patterns {
  constructor(private readonly regexes: readonly Regex[]) {}

  test(line: string): boolean {
    return this.regexes.some((regex) => regex.test(line));
  }

  exec(line: string, from: number): Match | undefined {
    let best: Match | undefined;
    for (const regex of this.regexes) {
      const match = regex.exec(line, from);
      if (match && (!best || match.start < best.start || (match.start === best.start && match.end > best.end))) best = match;
    }
    return best;
  }
}

/** Compiles a pattern, and words its errors as the tool does. */
export function compileRegex(call: Call, source: string, options: RegexOptions, status: number): Regex {
  try {
    return new Regex(source, options);
  } catch (error) {
    if (error instanceof RegexError) throw call.refusal(call.isBusybox ? `bad regex '${source}': ${error.message}` : error.message, status);
    throw error;
  }
}

export function compilePatterns(call: Call, sources: readonly string[], options: RegexOptions, wishes: { readonly isFixed: boolean; readonly isWhole: 'line' | 'word' | undefined }, status: number): Patterns {
  return new Patterns(sources.map((source) => {
    const plain = wishes.isFixed ? literalSource(source) : source;
    const syntax = wishes.isFixed ? 'basic' : options.syntax;
    const [open, close] = syntax === 'basic' ? ['\\(', '\\)'] : ['(', ')'];
    const whole = wishes.isWhole === 'line' ? `^${open}${plain}${close}$` : plain;
    return compileRegex(call, wishes.isWhole === 'line' && hasReference(plain) ? `^${plain}$` : whole, { ...options, syntax }, status);
  }));
}

/** Groups may not be renumbered under back references. */
function hasReference(source: string): boolean {
  return /\\[1-9]/.test(source);
}

export { RegexTooCostly };
