import type { LintResult } from '../../api/types/build.ts';
import type { Trace } from '../progress/trace.ts';
import { excerptText } from './excerpt.ts';

const YELLOW = '\u001b[33m';
const RESET = '\u001b[0m';

/** What is said of a build's warnings at its end. */
export function warningsText({ warnings }: Trace, isDebug: boolean, dockerfile: { readonly name: string; readonly text: string }): string {
  if (warnings.length === 0) return '';
  const count = warnings.length === 1 ? '1 warning found' : `${warnings.length} warnings found`;
  let out = `\n ${YELLOW}${count}${isDebug ? '' : ' (use docker --debug to expand)'}:\n${RESET}`;
  for (const { short, detail, url, lines } of warnings) {
    out += ` - ${short}\n`;
    if (!isDebug) continue;
    out += `${detail}\n${url === '' ? '' : `More info: ${url}\n`}`;
    if (lines.length > 0) out += excerptText({ filename: dockerfile.name, text: dockerfile.text, ranges: lines });
    out += '\n';
  }
  return out;
}

/** What `--check` prints, and the error that it ends with. */
export function lintText({ warnings, sources, error }: LintResult): { readonly out: string; readonly error: string | undefined } {
  const source = sources[0]!;
  const excerpt = (range: { readonly start: number; readonly end: number }) => excerptText({ filename: source.filename, text: source.data, ranges: [range] });
  const sorted = [...warnings].sort((a, b) => a.location.start - b.location.start);
  let out = '';
  if (sorted.length > 0) out += `Check complete, ${sorted.length === 1 ? '1 warning has' : `${sorted.length} warnings have`} been found!\n`;
  for (const { ruleName, url, detail, location } of sorted) {
    out += `\nWARNING: ${ruleName}${url === '' ? '' : ` - ${url}`}\n${detail}\n${excerpt(location)}`;
  }
  if (!error) return { out: sorted.length === 0 ? 'Check complete, no warnings found.\n' : out, error: undefined };
  if (sorted.length > 0) out += '\n';
  return { out, error: `${error.message}\n${error.location ? excerpt(error.location) : ''}`.trimEnd() };
}
