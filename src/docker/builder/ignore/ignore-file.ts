import { withoutMark } from '../parse/directives.ts';
import { clean } from './matcher.ts';

/** The patterns in the text of a .dockerignore file. `/x` is `x`: all are seen from the context's root. */
export function parseIgnoreFile(text: string): string[] {
  return withoutMark(text)
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('#')) return [];
      const trimmed = line.trim();
      if (trimmed === '') return [];
      const isException = trimmed.startsWith('!');
      const pattern = isException ? trimmed.slice(1).trim() : trimmed;
      if (pattern === '') return ['!'];
      const path = clean(pattern);
      return [(isException ? '!' : '') + (path.length > 1 && path.startsWith('/') ? path.slice(1) : path)];
    });
}
