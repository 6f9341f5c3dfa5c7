/**
 * What was typed: `text` for characters that are put in, otherwise a key by name: `C-a`, `M-b`, `Up`, `C-Left`, `Enter`,
 * `Tab`, `Backspace`, `Escape`, or `Paste` with what was pasted.
 */
export interface Key {
  readonly name: string;
  readonly text: string;
}

const FINAL: Readonly<Record<string, string>> = { A: 'Up', B: 'Down', C: 'Right', D: 'Left', H: 'Home', F: 'End', Z: 'S-Tab' };
const NUMBERED: Readonly<Record<string, string>> = { 1: 'Home', 2: 'Insert', 3: 'Delete', 4: 'End', 5: 'PageUp', 6: 'PageDown', 7: 'Home', 8: 'End' };
const CONTROL: Readonly<Record<string, string>> = { '\r': 'Enter', '\n': 'Enter', '\t': 'Tab', '\x7f': 'Backspace', '\x08': 'Backspace', '\x1b': 'Escape', '\x1f': 'C-_', '\x00': 'C-@' };
const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';

/** Cuts what arrives from a terminal into keys. An escape sequence, or a paste, may come in pieces. */
export class KeyReader {
  #rest = '';

  /** The keys that are complete. */
  read(text: string): Key[] {
    this.#rest += text;
    const keys: Key[] = [];
    while (this.#rest !== '') {
      const [key, length] = next(this.#rest);
      if (length === 0) break;
      this.#rest = this.#rest.slice(length);
      if (key) keys.push(key);
    }
    return keys;
  }

  /** Nothing more comes for now: an Escape that waits for the rest of a sequence is the key of that name. */
  flush(): Key[] {
    if (this.#rest === '' || this.#rest.startsWith(PASTE_START)) return [];
    const text = this.#rest;
    this.#rest = '';
    return text === '\x1b' ? [{ name: 'Escape', text: '' }] : [];
  }

  get isInMiddle(): boolean {
    return this.#rest !== '';
  }
}

/** The first key, and how long it is: 0 when more has to come. */
function next(text: string): readonly [Key | undefined, number] {
  const c = text[0]!;
  if (c === '\x1b') return escaped(text);
  if (c < ' ' || c === '\x7f') {
    const name = CONTROL[c] ?? `C-${String.fromCharCode(c.charCodeAt(0) + 96)}`;
    return [{ name, text: c }, 1];
  }
  const run = /^[^\0-\x1f\x7f]+/.exec(text)![0];
  return [{ name: 'text', text: run }, run.length];
}

function escaped(text: string): readonly [Key | undefined, number] {
  if (text.length === 1) return [undefined, 0];
  if (text.startsWith(PASTE_START)) {
    const end = text.indexOf(PASTE_END);
    if (end < 0) return [undefined, 0];
    return [{ name: 'Paste', text: text.slice(PASTE_START.length, end) }, end + PASTE_END.length];
  }
  const sequence = /^\x1b\[([0-9;?]*)([@-~])/.exec(text);
  if (sequence) return [sequenceKey(sequence[1]!, sequence[2]!), sequence[0].length];
  if (/^\x1b\[[0-9;?]*$/.test(text) || text === '\x1bO') return [undefined, 0];
  if (text[1] === 'O') {
    const name = FINAL[text[2]!];
    return [name ? { name, text: '' } : undefined, 3];
  }
  const code = text.codePointAt(1)!;
  const letter = String.fromCodePoint(code);
  if (letter === '\x7f' || letter === '\b') return [{ name: 'M-Backspace', text: '' }, 2];
  return [{ name: code < 32 ? `M-C-${String.fromCharCode(code + 96)}` : `M-${letter}`, text: '' }, 1 + letter.length];
}

function sequenceKey(parameters: string, final: string): Key | undefined {
  const [first = '', modifier = '1'] = parameters.split(';');
  const name = final === '~' ? NUMBERED[first] : FINAL[final];
  if (name === undefined) return undefined;
  const bits = Number(modifier) - 1;
  const prefix = `${bits & 4 ? 'C-' : ''}${bits & 2 ? 'M-' : ''}`;
  return { name: prefix + name, text: '' };
}
