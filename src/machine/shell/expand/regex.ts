import { RegexError, RegexTooCostly } from '../../programs/support/regex/regex.ts';
import type { Match, Regex } from '../../programs/support/regex/regex.ts';
import type { RegexCache } from '../../programs/support/regex/cache.ts';
import { ShellError } from '../execute/errors.ts';

/** An extended regular expression for `=~`. Throws ShellError with status 2 for one that is none. */
export function compileRegex(cache: RegexCache, source: string): Regex {
  try {
    return cache.get(source);
  } catch (error) {
    if (error instanceof RegexError) throw new ShellError('', 'command', 2);
    throw error;
  }
}

/** Throws ShellError for a pattern that would take unreasonably long on this text. */
export function execRegex(regex: Regex, text: string): Match | undefined {
  try {
    return regex.exec(text);
  } catch (error) {
    if (error instanceof RegexTooCostly) throw new ShellError(`[[: ${error.message}`, 'command', 2);
    throw error;
  }
}
