import type { Micros } from '../../core/clock.ts';
import { toText } from '../../core/bytes.ts';
import type { CommandRecord } from '../checks/probe.ts';

const OUTPUT_LIMIT = 65_536;
/** OSC 133 A, B, C and D;STATUS are FinalTerm's marks; OSC 633;E;LINE is the editor VS Code's for the command line. */
const MARK = /\x1b\](133|633);([A-E])(?:;([^\x07\x1b]*))?(?:\x07|\x1b\\)/g;
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_]|[ -/]+[0-~])/g;

/** Text without escape sequences, with what carriage returns and backspaces overwrote left as it came. */
export function withoutEscapes(text: string): string {
  return text.replace(ESCAPES, '').replaceAll('\r\n', '\n');
}

/**
 * Follows what a terminal shows, by the marks that the host's shell prints around its prompt and its commands
 * (the same that terminals use to jump from prompt to prompt).
 */
export class CommandTracker {
  /** The shell shows its prompt and waits for a command. */
  isAtPrompt = false;
  #pending = '';
  #line = '';
  #output: string | undefined;

  constructor(
    private readonly log: CommandRecord[],
    private readonly now: () => Micros,
    private readonly ended: (command: CommandRecord) => void,
    private readonly began: () => void = () => {},
  ) {}

  /** Takes what the terminal is about to show. */
  shown(bytes: Uint8Array): void {
    const text = this.#pending + toText(bytes);
    const open = text.lastIndexOf('\x1b');
    const isCut = open >= 0 && text.length - open < 8192 && /^\x1b(?:\](?:[^\x07\x1b]*)|\[?[0-?]*)?$/.test(text.slice(open));
    this.#pending = isCut ? text.slice(open) : '';
    this.#take(isCut ? text.slice(0, open) : text);
  }

  #take(text: string): void {
    let from = 0;
    for (const mark of text.matchAll(MARK)) {
      this.#keep(text.slice(from, mark.index));
      from = mark.index + mark[0].length;
      this.#mark(mark[2]!, mark[3]);
    }
    this.#keep(text.slice(from));
  }

  #keep(text: string): void {
    if (this.#output === undefined || this.#output.length >= OUTPUT_LIMIT) return;
    this.#output = (this.#output + text).slice(0, OUTPUT_LIMIT);
  }

  #mark(letter: string, argument: string | undefined): void {
    if (letter === 'B') this.isAtPrompt = true;
    else if (letter === 'E') this.#line = unescape633(argument ?? '');
    else if (letter === 'C') {
      this.isAtPrompt = false;
      this.#output = '';
      this.log.push({ line: this.#line, output: '', status: undefined, at: this.now() });
      this.began();
    } else if (letter === 'D' && this.#output !== undefined) {
      const started = this.log.at(-1)!;
      const record = { ...started, output: withoutEscapes(this.#output), status: Number(argument ?? 0) };
      this.#output = undefined;
      this.log[this.log.length - 1] = record;
      this.ended(record);
    }
  }
}

/** `\\` and `\xHH`, as VS Code escapes them. */
function unescape633(text: string): string {
  return text.replace(/\\(?:\\|x([0-9a-f]{2}))/gi, (_, hex: string | undefined) => (hex ? String.fromCharCode(parseInt(hex, 16)) : '\\'));
}
