import { toBytes, toText } from '../../core/bytes.ts';
import { ANSWERS_FILE } from '../grading/given-work.ts';
import type { Equivalent } from '../lessons/lesson.ts';

/** A solution with a small fault put into it, which some check should notice. */
export interface Mutant {
  readonly file: string;
  /** `without "docker start web"`, for the report. */
  readonly change: string;
  /** What a lesson would list if this is right, too. */
  readonly as: Omit<Equivalent, 'why'>;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

type Files = ReadonlyMap<string, Uint8Array>;

/** The solution with each line left out, and with each two neighbours swapped. Blank lines and comments don't count. */
export function* mutantsOf(solution: Files): Generator<Mutant> {
  for (const [file, bytes] of solution) {
    const text = toText(bytes);
    if (text.includes('\ufffd')) continue;
    const lines = text.split('\n');
    const counted = lines.map((_, i) => i).filter((i) => isStatement(lines[i]!));
    const made = (change: string, as: Mutant['as'], changed: readonly string[]): Mutant => ({
      file,
      change: `${change} (${file})`,
      as,
      files: new Map([...solution, [file, toBytes(changed.join('\n'))]]),
    });
    for (const i of counted) {
      const line = lines[i]!.trim();
      yield made(`without "${line}"`, { drop: line }, lines.toSpliced(i, 1));
    }
    // The order of answers to questions means nothing.
    if (file === ANSWERS_FILE) continue;
    for (let k = 1; k < counted.length; k++) {
      const [a, b] = [counted[k - 1]!, counted[k]!];
      if (lines[a]!.trim() === lines[b]!.trim()) continue;
      if (isDockerfile(file) && isFree(lines[a]!, lines[b]!)) continue;
      const swap = [lines[a]!.trim(), lines[b]!.trim()] as const;
      yield made(`with "${swap[1]}" before "${swap[0]}"`, { swap }, lines.with(a, lines[b]!).with(b, lines[a]!));
    }
  }
}

function isStatement(line: string): boolean {
  return line.trim() !== '' && !/^\s*#(?!!)/.test(line);
}

const isDockerfile = (file: string) => /(?:^|\/)(?:[\w-]+\.)?Dockerfile[^/]*$/.test(file);

/** What these say of the image counts wherever in the stage they stand. */
const METADATA = /^\s*(CMD|ENTRYPOINT|EXPOSE|LABEL|STOPSIGNAL|HEALTHCHECK)\b/i;

function isFree(first: string, second: string): boolean {
  const [one, other] = [first, second].map((line) => METADATA.exec(line)?.[1]?.toUpperCase());
  return one !== other && !/^\s*(?:FROM|ARG)\b/i.test(first) && !/^\s*FROM\b/i.test(second);
}

/** Whether a lesson says that this mutant is right, too: the very change, a line that may be left out anyway, or a file whose lines may stand in any order. */
export function isListed(mutant: Mutant, entry: Equivalent): boolean {
  const { drop, swap } = mutant.as;
  if (drop !== undefined) return entry.drop === drop;
  if (entry.drop !== undefined) return swap!.includes(entry.drop);
  return entry['any-order'] === mutant.file || (entry.swap?.[0] === swap![0] && entry.swap[1] === swap![1]);
}

/** Whether an entry claims this very change, so that it is wrong if the change is noticed. */
export function isClaimed(mutant: Mutant, entry: Equivalent): boolean {
  return isListed(mutant, entry) && (entry.drop === undefined || mutant.as.drop !== undefined) && entry['any-order'] === undefined;
}
