/** Lines may run over by this much where that saves a short last line. */
const SLOP = 5;
const NARROWEST = 24;

/** Breaks text into lines that begin at column `indent` and end before `width`, as pflag does; the first is already indented. */
export function wrapText(text: string, indent: number, width: number): string {
  let margin = indent;
  let room = width - indent;
  let first = '';
  if (room < NARROWEST) {
    margin = 16;
    room = width - margin;
    first = `\n${' '.repeat(margin)}`;
  }
  if (room < NARROWEST) return text.replaceAll('\n', first);
  const lines: string[] = [];
  let rest = text;
  do {
    const [line, after] = takeLine(rest, room - SLOP);
    lines.push(line);
    rest = after;
  } while (rest !== '');
  return first + lines.join('\n').replaceAll('\n', `\n${' '.repeat(margin)}`);
}

function takeLine(text: string, room: number): readonly [line: string, rest: string] {
  if (room + SLOP > text.length) return [text, ''];
  const head = text.slice(0, room);
  const space = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\t'), head.lastIndexOf('\n'));
  if (space <= 0) return [text, ''];
  const newline = head.lastIndexOf('\n');
  const end = newline > 0 && newline < space ? newline : space;
  return [text.slice(0, end), text.slice(end + 1)];
}
