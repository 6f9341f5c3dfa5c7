const AGO = /\b(?:Less than a second|About an? (?:minute|hour)|\d+ (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?))\b/g;
const WIDTHS: Readonly<Record<number, string>> = { 12: '<id-', 25: '<swarm-id-', 64: '<ID-' };

/** Replaces what differs from run to run. One for a whole transcript: ids are numbered as they are met. */
export class Normaliser {
  readonly #ids: string[] = [];
  readonly #hasVaryingSizes: boolean;

  constructor(
    private readonly cwd: string,
    notes: readonly string[],
  ) {
    this.#hasVaryingSizes = notes.includes('sizes vary');
  }

  normalise(text: string): string {
    const sized = this.#hasVaryingSizes ? text.replace(/\b\d+(?:\.\d+)?(?:[kMGT]?B|[KMGT]iB)\b/g, '<size>') : text;
    return sized
      .replaceAll(this.cwd, '<cwd>')
      .replace(/\bSWMTKN-1-[0-9a-z]{50}-[0-9a-z]{25}\b/g, '<token>')
      .replace(/\b(?:[0-9a-f]{64}|(?=[a-z]*\d)[0-9a-z]{25}|[0-9a-f]{12})\b/g, (id) => this.#number(id))
      .replace(/\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b/g, '<mac>')
      .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z| ?[+-]\d{4}(?: [A-Z]{3})?|[+-]\d\d:\d\d)?/g, (time) => (time.startsWith('0001-') ? time : '<time>'))
      .replace(AGO, '<duration>')
      .replace(/(?<![=\w.,])(3[2-9]\d{3}|[45]\d{4}|60\d{3})(?=->|\n|$)/g, '<port>')
      .split('\n')
      .map((line) => line.replace(/(\S) {2,}(?=\S)/g, '$1  ').trimEnd())
      .join('\n');
  }

  /** As wide as the id itself, so that tables keep their columns. */
  #number(id: string): string {
    const short = id.slice(0, 12);
    let index = this.#ids.indexOf(short);
    if (index < 0) index = this.#ids.push(short) - 1;
    const name = WIDTHS[id.length]!;
    return `${name}${String(index + 1).padStart(id.length - name.length - 1, '0')}>`;
  }
}

/** Whether a text is what a transcript holds: `[...]` there stands for any run of characters in its line. */
export function matchesText(expected: string, actual: string): boolean {
  const [wanted, found] = [expected, actual].map((text) => text.replace(/\n$/, '').split('\n')) as [string[], string[]];
  return wanted.length === found.length && wanted.every((line, i) => line === found[i] || matchesLine(line, found[i]!));
}

function matchesLine(wanted: string, found: string): boolean {
  if (!wanted.includes('[...]')) return false;
  const pattern = wanted.split('[...]').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(found);
}
