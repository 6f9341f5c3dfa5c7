import type { ParameterOperator, ParameterPart, Part, Word } from '../ast.ts';
import { makeWord } from './make-word.ts';
import { UNQUOTED, Words } from './words.ts';

const NAME = /[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?\-$!]/y;
const POSIX_OPERATOR = /:[-=?+]|##|%%|[-=?+#%]/y;
const OPERATOR = { dash: POSIX_OPERATOR, ash: /:[-=?+]|##|%%|\/\/|[-=?+#%/:]/y, bash: /:[-=?+]|##|%%|\/\/|\/#|\/%|\^\^|,,|[-=?+#%/:^,@]/y };

/** Reads `${…}`. */
export abstract class Parameters extends Words {
  protected override readBraced(isInsideDouble: boolean): Part {
    const start = this.pos - 2;
    const line = this.line;
    const part = this.readLength(start) ?? this.readIndirect(start, isInsideDouble) ?? this.readNamed(start, isInsideDouble, {});
    if (part) return part;
    this.pos = start + 2;
    this.line = line;
    return this.readBad(start, isInsideDouble);
  }

  /** `${#x}` and `${#x[@]}`. */
  private readLength(start: number): Part | undefined {
    if (this.text[this.pos] !== '#') return undefined;
    const from = this.pos;
    this.pos++;
    const name = this.match(NAME);
    const index = name === undefined ? undefined : this.readIndex();
    if (name !== undefined && this.text[this.pos] === '}') {
      this.pos++;
      return this.part(start, { name, isLength: true, ...(index !== undefined && { index }) });
    }
    this.pos = from;
    return undefined;
  }

  /** `${!x…}`, `${!x@}`, `${!x[@]}`. */
  private readIndirect(start: number, isInsideDouble: boolean): Part | undefined {
    if (this.text[this.pos] !== '!' || !this.features.transforms || !/[A-Za-z_0-9#@*]/.test(this.text[this.pos + 1] ?? '')) return undefined;
    const from = this.pos;
    this.pos++;
    const name = this.match(NAME)!;
    const mark = this.text[this.pos];
    if ((mark === '@' || mark === '*') && this.text[this.pos + 1] === '}') {
      this.pos += 2;
      return this.part(start, { name, prefix: mark });
    }
    this.pos = from + 1;
    const part = this.readNamed(start, isInsideDouble, { isIndirect: true });
    if (!part) this.pos = from;
    return part;
  }

  private readNamed(start: number, isInsideDouble: boolean, more: Partial<ParameterPart>): Part | undefined {
    const name = this.match(NAME);
    if (name === undefined) {
      if (this.isAtEnd) this.failAtEnd({ kind: 'unterminated', opener: '}' }, '}');
      return undefined;
    }
    const index = this.readIndex();
    const common = { ...more, name, ...(index !== undefined && { index }) };
    if (this.text[this.pos] === '}') {
      this.pos++;
      return this.part(start, common);
    }
    const operator = this.match(OPERATOR[this.dialect]) as ParameterOperator | undefined;
    if (operator === undefined) {
      if (this.isAtEnd) this.failAtEnd({ kind: 'unterminated', opener: '}' }, '}');
      return undefined;
    }
    const words = this.readOperands(operator, isInsideDouble);
    if (this.text[this.pos] !== '}') {
      if (this.isAtEnd) this.failAtEnd({ kind: 'unterminated', opener: '}' }, '}');
      return undefined;
    }
    this.pos++;
    return this.part(start, { ...common, operator, ...words });
  }

  private readOperands(operator: ParameterOperator, isInsideDouble: boolean): { word: Word; second?: Word } {
    switch (operator) {
      case '/': case '//': case '/#': case '/%': {
        const word = this.readBracedWord(false, '/}');
        if (this.text[this.pos] !== '/') return { word };
        this.pos++;
        return { word, second: this.readBracedWord(false, '}') };
      }
      case ':': {
        const word = this.readArithmeticUntil(':}');
        if (this.text[this.pos] !== ':') return { word };
        this.pos++;
        return { word, second: this.readArithmeticUntil('}') };
      }
      case '#': case '##': case '%': case '%%': case '^': case '^^': case ',': case ',,':
        return { word: this.readBracedWord(false, '}') };
      default:
        return { word: this.readBracedWord(isInsideDouble, '}') };
    }
  }

  /** `[…]`, when arrays are known and one is there. */
  private readIndex(): '@' | '*' | Word | undefined {
    if (!this.features.arrays || this.text[this.pos] !== '[') return undefined;
    this.pos++;
    const word = this.readSubscript();
    return word.source === '@' || word.source === '*' ? word.source : word;
  }

  /** The text of a subscript and its closing bracket, which is consumed. */
  protected readSubscript(): Word {
    const start = this.pos;
    let depth = 0;
    const parts = this.readParts((c) => {
      if (c === '[') depth++;
      else if (c === ']' && depth-- === 0) return true;
      return false;
    }, UNQUOTED);
    if (this.isAtEnd) this.failAtEnd({ kind: 'unterminated', opener: ']' }, ']');
    const word = makeWord(parts, this.text.slice(start, this.pos));
    this.pos++;
    return word;
  }

  private readBad(start: number, isInsideDouble: boolean): Part {
    this.readBracedWord(isInsideDouble, '}');
    if (this.isAtEnd) this.failAtEnd({ kind: 'unterminated', opener: '}' }, '}');
    this.pos++;
    return { kind: 'bad', source: this.text.slice(start, this.pos) };
  }

  private part(start: number, fields: Partial<ParameterPart> & { readonly name: string }): ParameterPart {
    return { kind: 'parameter', ...fields, source: this.text.slice(start, this.pos) };
  }

  protected match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.pos;
    const text = pattern.exec(this.text)?.[0];
    if (text !== undefined) this.pos += text.length;
    return text;
  }
}
