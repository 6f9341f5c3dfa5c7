import { Regex, RegexError } from './support/regex/regex.ts';
import { compareBytes } from './support/compare.ts';
import { quoted } from './support/quoting.ts';
import { Answer } from './support/endings.ts';
import type { Call } from './support/call.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

type Value = bigint | string;

function asText(value: Value): string {
  return String(value);
}

function asNumber(value: Value): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return /^-?\d+$/.test(value) ? BigInt(value) : undefined;
}

function isNull(value: Value): boolean {
  return value === '' || asNumber(value) === 0n;
}

const LEVELS: readonly (readonly string[])[] = [['|'], ['&'], ['<', '<=', '=', '==', '!=', '>=', '>'], ['+', '-'], ['*', '/', '%'], [':']];

class Evaluator {
  #at = 0;

  constructor(private readonly call: Call, private readonly words: readonly string[]) {}

  evaluate(): Value {
    const value = this.#level(0);
    if (this.#at < this.words.length) throw this.#syntax(`unexpected argument ${quoted(this.words[this.#at]!)}`);
    return value;
  }

  #syntax(detail: string): Error {
    return this.call.refusal(this.call.isBusybox ? 'syntax error' : `syntax error: ${detail}`, 2);
  }

  #level(level: number): Value {
    if (level === LEVELS.length) return this.#primary();
    let left = this.#level(level + 1);
    for (;;) {
      const operator = this.words[this.#at];
      if (operator === undefined || !LEVELS[level]!.includes(operator)) return left;
      this.#at++;
      left = this.#apply(operator, left, this.#level(level + 1));
    }
  }

  #apply(operator: string, left: Value, right: Value): Value {
    if (operator === '|') return isNull(left) ? (isNull(right) ? 0n : right) : left;
    if (operator === '&') return isNull(left) || isNull(right) ? 0n : left;
    if (operator === ':') return this.#match(asText(left), asText(right));
    const [a, b] = [asNumber(left), asNumber(right)];
    if (LEVELS[2]!.includes(operator)) {
      const order = a !== undefined && b !== undefined ? (a < b ? -1 : a > b ? 1 : 0) : compareBytes(asText(left), asText(right));
      const holds = { '<': order < 0, '<=': order <= 0, '=': order === 0, '==': order === 0, '!=': order !== 0, '>=': order >= 0, '>': order > 0 }[operator as '<'];
      return holds ? 1n : 0n;
    }
    if (a === undefined || b === undefined) throw this.call.refusal(this.call.isBusybox ? 'non-numeric argument' : 'non-integer argument', 2);
    if ((operator === '/' || operator === '%') && b === 0n) throw this.call.refusal('division by zero', 2);
    return { '+': () => a + b, '-': () => a - b, '*': () => a * b, '/': () => a / b, '%': () => a % b }[operator as '+']();
  }

  #match(text: string, source: string): Value {
    try {
      const regex = new Regex(`^${source.replace(/^\^/, '')}`, { syntax: 'basic' });
      const match = regex.exec(text);
      if (regex.groups > 0) return match?.group(1) ?? '';
      return BigInt(match ? [...text.slice(0, match.end)].length : 0);
    } catch (error) {
      if (error instanceof RegexError) throw this.call.refusal(error.message, 2);
      throw error;
    }
  }

  #next(): Value {
    const word = this.words[this.#at++];
    if (word === undefined) throw this.#syntax(`missing argument after ${quoted(this.words.at(-1)!)}`);
    return word;
  }

  #primary(): Value {
    const word = asText(this.#next());
    switch (word) {
      case '(': {
        const value = this.#level(0);
        if (this.words[this.#at++] !== ')') throw this.#syntax(this.#at > this.words.length ? `expecting ')' after ${quoted(this.words.at(-1)!)}` : `expecting ')' instead of ${quoted(this.words[this.#at - 1]!)}`);
        return value;
      }
      case '+': return this.#next();
      case 'length': return BigInt([...asText(this.#primary())].length);
      case 'match': return this.#match(asText(this.#primary()), asText(this.#primary()));
      case 'index': {
        const [text, wanted] = [[...asText(this.#primary())], asText(this.#primary())];
        return BigInt(text.findIndex((character) => wanted.includes(character)) + 1);
      }
      case 'substr': {
        const [text, start, length] = [[...asText(this.#primary())], asNumber(this.#primary()), asNumber(this.#primary())];
        if (start === undefined || length === undefined || start < 1n || length < 1n) return '';
        return text.slice(Number(start) - 1, Number(start + length) - 1).join('');
      }
      default: return word;
    }
  }
}

export const tool: Tool = {
  name: 'expr',
  usage: 'EXPRESSION\nOPTION',
  usageStatus: 2,
  busyboxStatus: 2,
  *run(call) {
    const words = call.args[0] === '--' ? call.args.slice(1) : call.args;
    if (words.length === 1 && words[0] === '--help') throw new Answer(`Usage: ${call.name} EXPRESSION\n`);
    if (words.length === 0) throw call.missing('missing operand', 2);
    const value = new Evaluator(call, words).evaluate();
    yield* call.print(`${value}\n`);
    return isNull(value) ? 1 : 0;
  },
};

export const program = toProgram(tool);
