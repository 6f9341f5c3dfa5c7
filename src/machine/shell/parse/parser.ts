import type { AndOr, Assignment, Command, List, Pipeline, Redirect, RedirectOperator, SimpleCommand, Word } from '../ast.ts';
import { Compounds } from './compounds.ts';
import { DECLARATIONS } from './declarations.ts';
import type { Token } from './tokens.ts';

const REDIRECTS = new Set(['<', '>', '>>', '>|', '<>', '<&', '>&', '&>', '&>>', '<<', '<<-', '<<<']);
/** Words that can't begin a command. */
const CLOSING = new Set(['!', 'then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}']);
/** An alias whose value keeps changing the text this often is not followed any further. */
const MOST_ALIASES = 200;

/**
 * Parses a script a line at a time, as shells do: what stands before a mistake is run first, and an alias counts from
 * the next line on.
 */
export class Parser extends Compounds {
  private aliasEnds: { readonly name: string; readonly remaining: number; readonly goesOn: boolean }[] = [];
  private aliasCount = 0;

  /** The commands of the next line that has any (as many lines as it takes); undefined at the end. Throws SyntaxFailure, Incomplete. */
  nextLine(): List | undefined {
    this.depth = 0;
    this.isExtglob = this.options.isExtglob?.() ?? false;
    while (this.peek().kind === 'newline') this.next();
    if (this.peek().kind === 'end') return undefined;
    const list = this.parseList((token) => token.kind === 'newline' || token.kind === 'end');
    const token = this.peek();
    if (token.kind !== 'newline' && token.kind !== 'end') this.unexpected(token);
    if (token.kind === 'newline') this.next();
    return list;
  }

  /** How much of the text has been taken. */
  get consumed(): number {
    return this.pos;
  }

  /** The text that has not been taken. */
  get rest(): string {
    return this.text.slice(this.pos);
  }

  get nextLineNumber(): number {
    return this.line;
  }

  protected override readSubstitution(): List {
    this.enter();
    const list = this.nested(() => {
      const result = this.parseCompoundList((token) => token.kind === 'operator' && token.text === ')', ')', true);
      this.next();
      return result;
    });
    this.leave();
    return list;
  }

  /** and-ors with `;` and `&` between them, on one line. */
  protected override parseList(ends: (token: Token) => boolean): List {
    const { line, start } = this.peek();
    const items: { command: Command; isBackground: boolean }[] = [];
    for (;;) {
      const command = this.parseAndOr();
      const token = this.peek();
      const separator = token.kind === 'operator' && (token.text === ';' || token.text === '&') ? token.text : undefined;
      items.push({ command, isBackground: separator === '&' });
      if (separator === undefined) break;
      this.next();
      if (ends(this.peek()) || this.peek().kind === 'newline') break;
    }
    return { kind: 'list', items, line, source: this.sourceFrom(start) };
  }

  protected override parseAndOr(): Command {
    const { line, start } = this.peek();
    const first = this.parsePipeline();
    const rest: { operator: '&&' | '||'; command: Command }[] = [];
    for (;;) {
      const token = this.peek();
      if (token.kind !== 'operator' || (token.text !== '&&' && token.text !== '||')) break;
      this.next();
      this.skipNewlines();
      rest.push({ operator: token.text, command: this.parsePipeline() });
    }
    if (rest.length === 0) return first;
    return { kind: 'and-or', first, rest, line, source: this.sourceFrom(start) } satisfies AndOr;
  }

  private parsePipeline(): Command {
    const { line, start } = this.peek();
    let isNegated = false;
    let timing: Pipeline['timing'];
    for (;;) {
      const word = this.peekBare();
      if (word === '!' && (this.dialect === 'bash' || !isNegated)) isNegated = !isNegated;
      else if (word === 'time' && this.dialect === 'bash' && this.isTimeKeyword()) timing = 'time';
      else if (word === '-p' && timing) timing = 'time -p';
      else break;
      this.next();
    }
    const commands: Command[] = [];
    const bothOutputs: boolean[] = [];
    if (timing && this.isEndOfCommand(this.peek())) {
      return { kind: 'pipeline', isNegated, timing, commands, bothOutputs, line, source: this.sourceFrom(start) };
    }
    for (;;) {
      commands.push(this.parseCommand());
      const token = this.peek();
      if (token.kind !== 'operator' || (token.text !== '|' && token.text !== '|&')) break;
      this.next();
      bothOutputs.push(token.text === '|&');
      this.skipNewlines();
    }
    if (commands.length === 1 && !isNegated && !timing) return commands[0]!;
    return { kind: 'pipeline', isNegated, commands, bothOutputs, line, source: this.sourceFrom(start), ...(timing && { timing }) };
  }

  /** `time` before an option other than -p is the command of that name. */
  private isTimeKeyword(): boolean {
    const after = this.text.slice(this.pos, this.pos + 8).trimStart();
    return !after.startsWith('-') || /^-p\s|^--\s/.test(after);
  }

  private isEndOfCommand(token: Token): boolean {
    return token.kind === 'newline' || token.kind === 'end' || (token.kind === 'operator' && /^[;&|)]/.test(token.text));
  }

  protected override parseCommand(): Command {
    this.expandAliases();
    const token = this.peek();
    if (token.kind === 'word') {
      const bare = token.word.bare;
      if (bare !== undefined) {
        const compound = this.parseReserved(bare);
        if (compound) return compound;
        if (CLOSING.has(bare)) this.unexpected(token, this.expectation);
      }
      return this.parseSimple();
    }
    if (token.kind === 'operator') {
      if (token.text === '(') return this.parseParenthesis();
      if (REDIRECTS.has(token.text)) return this.parseSimple();
    }
    if (token.kind === 'descriptor') return this.parseSimple();
    return this.unexpected(token);
  }

  private parseSimple(): Command {
    const { line, start } = this.peek();
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    for (;;) {
      if (words.length === 0 || this.followsAlias()) this.expandAliases();
      const token = this.peek();
      if (token.kind === 'word') {
        this.next();
        const { assignment } = token.word;
        if (words.length === 0 && assignment) assignments.push(assignment);
        else {
          if (assignment && !('parts' in assignment.value) && !DECLARATIONS.has(words[0]?.bare ?? '')) {
            this.fail({ kind: 'unexpected', token: '(' }, token.line);
          }
          words.push(token.word);
        }
      } else if (this.isRedirect(token)) {
        redirects.push(this.parseRedirect());
      } else if (token.kind === 'operator' && token.text === '(' && words.length === 1 && assignments.length === 0 && redirects.length === 0) {
        return this.parseFunction(words[0]!, line, start);
      } else break;
    }
    return { kind: 'simple', assignments, words, redirects, line, source: this.sourceFrom(start) } satisfies SimpleCommand;
  }

  protected override isRedirect(token: Token): boolean {
    return token.kind === 'descriptor' || (token.kind === 'operator' && REDIRECTS.has(token.text));
  }

  protected override parseRedirect(): Redirect {
    let token = this.next();
    let descriptor: number | string | undefined;
    if (token.kind === 'descriptor') {
      descriptor = token.descriptor;
      token = this.next();
    }
    const operator = (token as { text: string }).text as RedirectOperator;
    const target = this.peek();
    if (target.kind === 'descriptor') {
      // `2>&1<file`: what looked like a descriptor is the target.
      this.next();
      return this.redirect(operator, descriptor, { parts: [], plain: String(target.descriptor), source: String(target.descriptor) }, token.line);
    }
    if (target.kind !== 'word') this.unexpected(target);
    this.next();
    return this.redirect(operator, descriptor, target.word, token.line);
  }

  private redirect(operator: RedirectOperator, descriptor: number | string | undefined, target: Word, line: number): Redirect {
    const redirect: Redirect = { operator, descriptor, target, line };
    if (operator === '<<' || operator === '<<-') this.expectHeredoc(redirect, line);
    return redirect;
  }

  private expandAliases(): void {
    const aliases = this.options.aliases?.();
    if (!aliases || aliases.size === 0) return;
    for (;;) {
      const token = this.peek();
      if (token.kind !== 'word' || token.word.bare === undefined) return;
      const name = token.word.bare;
      const value = aliases.get(name);
      if (value === undefined || this.aliasCount >= MOST_ALIASES) return;
      const remaining = this.remaining;
      this.aliasEnds = this.aliasEnds.filter((end) => end.remaining <= remaining + name.length);
      if (this.aliasEnds.some((end) => end.name === name && end.remaining <= remaining)) return;
      this.aliasCount++;
      this.replaceAhead(token, value);
      this.aliasEnds.push({ name, remaining, goesOn: /[ \t]$/.test(value) });
    }
  }

  /** The word ahead comes right after an alias that ends in a blank. */
  private followsAlias(): boolean {
    if (this.aliasEnds.length === 0) return false;
    const token = this.peek();
    return this.aliasEnds.some((end) => end.goesOn && token.start >= this.text.length - end.remaining && !this.text.slice(this.text.length - end.remaining, token.start).trim());
  }
}
