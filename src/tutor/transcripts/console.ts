/** One command of a transcript and what it printed. */
export interface Step {
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

export interface Transcript {
  readonly title: string;
  /** `sizes vary`, `registry at localhost:5000`, `engine 26.1.5 with BuildKit`. */
  readonly notes: readonly string[];
  readonly steps: readonly Step[];
}

/** A line of a `.console` file that is none of its kinds of line. */
export class TranscriptError extends Error {
  override readonly name = 'TranscriptError';
}

type Draft = { -readonly [Key in keyof Step]: Step[Key] };

/** Reads a `.console` file: `# title`, `# notes`, `$ command`, `> more of it`, `  | output`, `  2| error output`, `  [status]`. */
export function parseTranscript(text: string): Transcript {
  let title = '';
  const notes: string[] = [];
  const steps: Draft[] = [];
  text
    .replace(/\n$/, '')
    .split('\n')
    .forEach((line, i) => {
      const step = steps.at(-1);
      if (line.startsWith('# ') && !step) {
        if (title) notes.push(line.slice(2));
        else title = line.slice(2);
      } else if (line.startsWith('$ ')) steps.push({ command: line.slice(2), stdout: '', stderr: '', status: 0 });
      else if (step && (line === '>' || line.startsWith('> '))) step.command += `\n${line.slice(2)}`;
      else if (step && /^ {2}2\|(?: |$)/.test(line)) step.stderr += `${line.slice(5)}\n`;
      else if (step && /^ {2}\[\d+\]$/.test(line)) step.status = Number(line.slice(3, -1));
      else if (step && /^ {2}\|(?: |$)/.test(line)) step.stdout += `${line.slice(4)}\n`;
      else if (line.trim() !== '') throw new TranscriptError(`line ${i + 1}: not a line of a transcript: ${line}`);
    });
  return { title, notes, steps };
}

const linesOf = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** A step as it stands in a file. */
export function formatStep({ command, stdout, stderr, status }: Step): string {
  const [first, ...rest] = command.split('\n');
  return [
    `$ ${first}`,
    ...rest.map((line) => (line ? `> ${line}` : '>')),
    ...linesOf(stdout).map((line) => `  | ${line}`.trimEnd()),
    ...linesOf(stderr).map((line) => `  2| ${line}`.trimEnd()),
    ...(status === 0 ? [] : [`  [${status}]`]),
  ].join('\n');
}
