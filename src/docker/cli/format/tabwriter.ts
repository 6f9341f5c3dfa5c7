/** How wide a column of Go's text/tabwriter is at least, and what stands between columns. */
export interface TabStops {
  readonly least: number;
  readonly padding: number;
}

/** As docker's tables have them. */
export const TABLE: TabStops = { least: 10, padding: 3 };
/** As `docker version` has them. */
export const WIDE: TabStops = { least: 20, padding: 1 };

/**
 * Lays out text whose cells end in tabs: a column is a run of lines that all have that cell, and as wide as its widest.
 * What follows the last tab of a line belongs to no column.
 */
export function alignTabs(text: string, stops: TabStops = TABLE): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const widths = lines.map(() => [] as number[]);
  align(lines, widths, 0, lines.length, 0, stops);
  return lines
    .map((cells, row) => cells.map((cell, column) => (column < cells.length - 1 ? cell + ' '.repeat(widths[row]![column]! - widthOf(cell)) : cell)).join(''))
    .join('\n');
}

const widthOf = (text: string): number => [...text].length;

function align(lines: readonly (readonly string[])[], widths: number[][], from: number, to: number, column: number, stops: TabStops): void {
  for (let row = from; row < to; row++) {
    if (column >= lines[row]!.length - 1) continue;
    let end = row;
    let width = stops.least;
    while (end < to && column < lines[end]!.length - 1) {
      width = Math.max(width, widthOf(lines[end]![column]!) + stops.padding);
      end++;
    }
    for (let i = row; i < end; i++) widths[i]![column] = width;
    align(lines, widths, row, end, column + 1, stops);
    row = end - 1;
  }
}
