import type { SyntaxFailure, SyntaxProblem } from '../parse/failure.ts';
import type { Shell } from './shell.ts';

/** A syntax error in the dialect's words, whole lines. */
export function describeSyntax(shell: Shell, failure: SyntaxFailure): string {
  if (shell.isBash) return describeBash(shell, failure);
  const before = shell.line;
  shell.line = failure.line;
  const text = shell.dialect === 'dash'
    ? `${shell.where()}Syntax error: ${dashWords(failure.problem)}\n`
    : `${shell.where()}syntax error: ${ashWords(failure.problem)}\n`;
  shell.line = before;
  return text;
}

function describeBash(shell: Shell, { problem, line, text }: SyntaxFailure): string {
  const name = (shell.sourceName ?? shell.name).replace(/^-/, '');
  const context = shell.syntaxContext === undefined ? '' : `${shell.syntaxContext}: `;
  const isPlain = shell.isInteractive && shell.sourceName === undefined;
  const prefix = (at: number) => (isPlain ? `${name}: ${context}` : `${name}: ${context}line ${at}: `);
  switch (problem.kind) {
    case 'unexpected':
      return `${prefix(line)}syntax error near unexpected token \`${problem.token}'\n${isPlain ? '' : `${prefix(line)}\`${text}'\n`}`;
    case 'end':
      return `${prefix(line + (text === '' ? 0 : 1))}syntax error: unexpected end of file\n`;
    case 'unterminated':
      return `${prefix(line)}unexpected EOF while looking for matching \`${problem.opener === '((' ? ')' : problem.opener === '${' ? '}' : problem.opener}'\n`;
    case 'conditional':
      return `${prefix(line)}syntax error in conditional expression${problem.text === 'newline' ? '' : `: unexpected token \`${problem.text}'`}\n${isPlain ? '' : `${prefix(line)}syntax error near \`${problem.text}'\n${prefix(line)}\`${text}'\n`}`;
    case 'bad-loop-variable':
      return `${prefix(line)}\`${problem.text}': not a valid identifier\n`;
    case 'bad-function-name':
      return `${prefix(line)}\`${problem.text}': not a valid identifier\n`;
    case 'arithmetic-for':
      return `${prefix(line)}syntax error: arithmetic expression required\n`;
    default:
      return `${prefix(line)}${otherWords(problem)}\n`;
  }
}

function otherWords(problem: SyntaxProblem): string {
  return problem.kind === 'too-deep' ? 'commands are nested too deeply' : problem.kind;
}

const quoted = (token: string, isWord: boolean | undefined) => (isWord ? 'word' : token === 'newline' ? 'newline' : `"${token}"`);

function dashWords(problem: SyntaxProblem): string {
  switch (problem.kind) {
    case 'unexpected':
      return `${quoted(problem.token, problem.isWord)} unexpected${expecting(problem.expecting)}`;
    case 'end':
      return `end of file unexpected${expecting(problem.expecting)}`;
    case 'unterminated':
      switch (problem.opener) {
        case '`': return 'EOF in backquote substitution';
        case '((': return "Missing '))'";
        case '}': case '${': return "Missing '}'";
        default: return 'Unterminated quoted string';
      }
    case 'bad-function-name': return 'Bad function name';
    case 'bad-loop-variable': return 'Bad for loop variable';
    case 'bad-descriptor': return 'Bad fd number';
    default: return otherWords(problem);
  }
}

function ashWords(problem: SyntaxProblem): string {
  switch (problem.kind) {
    case 'unexpected':
      return `unexpected ${quoted(problem.token, problem.isWord)}${expecting(problem.expecting)}`;
    case 'end':
      return `unexpected end of file${expecting(problem.expecting)}`;
    case 'unterminated':
      switch (problem.opener) {
        case '`': return 'EOF in backquote substitution';
        case '((': return "missing '))'";
        case '}': case '${': return "missing '}'";
        default: return 'unterminated quoted string';
      }
    case 'bad-function-name': return 'bad function name';
    case 'bad-loop-variable': return 'bad for loop variable';
    case 'bad-descriptor': return 'bad fd number';
    default: return otherWords(problem);
  }
}

function expecting(word: string | undefined): string {
  return word === undefined ? '' : ` (expecting "${word}")`;
}
