import type { SourceExcerpt } from '../../api/types/build.ts';

const LINE = '--------------------\n';

/** The lines of a Dockerfile around those that something points at, which are marked `>>>`. */
export function excerptText({ filename, text, ranges }: SourceExcerpt): string {
  const lines = text.split('\n');
  let start = Math.min(...ranges.map((range) => range.start));
  let end = Math.max(...ranges.map((range) => range.end));
  if (start < 1 || start > lines.length) return '';
  end = Math.min(end, lines.length);
  const first = start;
  const padding = start === end ? 4 : 2;
  for (let added = 0; added < padding; added++) {
    if (start > 1) {
      start--;
      added++;
    }
    if (end !== lines.length) {
      end++;
      added++;
    }
  }
  const isMarked = (line: number) => ranges.some((range) => range.start <= line && line <= range.end);
  let out = `${filename}:${first}\n${LINE}`;
  for (let line = start; line <= end; line++) out += ` ${String(line).padStart(3)} | ${isMarked(line) ? '>>>' : '   '} ${lines[line - 1]}\n`;
  return out + LINE;
}
