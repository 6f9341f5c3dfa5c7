import type { Command, Condition, FunctionDefinition, List, Redirect } from '../ast.ts';

/** A function as bash prints it (`type f`, `declare -f`). */
export function printFunction(definition: FunctionDefinition): string {
  return `${definition.name} () \n${body(definition.body, 0)}\n`;
}

const pad = (depth: number) => '    '.repeat(depth);

function body(command: Command, depth: number): string {
  if (command.kind === 'group') return `${pad(depth)}{ \n${list(command.body, depth + 1)}\n${pad(depth)}}${redirects(command.redirects)}`;
  return `${pad(depth)}{ \n${pad(depth + 1)}${print(command, depth + 1)}\n${pad(depth)}}`;
}

/** The commands of a list, a line each, with `;` between them. */
function list(commands: List, depth: number): string {
  const { items } = commands;
  return items
    .map(({ command, isBackground }, i) => {
      const text = `${pad(depth)}${print(command, depth)}`;
      const end = isBackground ? ' &' : i === items.length - 1 || hasHeredoc(command) ? '' : ';';
      return text + end;
    })
    .join('\n');
}

function hasHeredoc(command: Command): boolean {
  return 'redirects' in command && command.redirects.some((redirect) => redirect.body !== undefined);
}

function redirects(all: readonly Redirect[]): string {
  const texts = all.map((redirect) => {
    const fd = redirect.descriptor === undefined ? '' : typeof redirect.descriptor === 'string' ? `{${redirect.descriptor}}` : String(redirect.descriptor);
    const gap = redirect.operator.endsWith('&') || redirect.operator.startsWith('<<') ? '' : ' ';
    return ` ${fd}${redirect.operator}${redirect.operator === '<<<' ? ' ' : gap}${redirect.target.source}`;
  });
  const bodies = all.flatMap((redirect) => (redirect.body ? [`\n${redirect.body.source}${redirect.target.plain ?? ''}`] : []));
  return texts.join('') + bodies.join('') + (bodies.length > 0 ? '\n' : '');
}

function print(command: Command, depth: number): string {
  switch (command.kind) {
    case 'simple': {
      const assigned = command.assignments.map((one) => {
        const value = 'parts' in one.value ? one.value.source : `(${one.value.elements.map((element) => (element.index ? `[${element.index.source}]=` : '') + element.value.source).join(' ')})`;
        return `${one.name}${one.index ? `[${one.index.source}]` : ''}${one.isAppending ? '+' : ''}=${value}`;
      });
      return [...assigned, ...command.words.map((word) => word.source)].join(' ') + redirects(command.redirects);
    }
    case 'pipeline':
      return `${command.timing ? `${command.timing} ` : ''}${command.isNegated ? '! ' : ''}${command.commands.map((one) => print(one, depth)).join(' | ')}`;
    case 'and-or':
      return command.rest.reduce((text, { operator, command: next }) => `${text} ${operator} ${print(next, depth)}`, print(command.first, depth));
    case 'list':
      return list(command, depth).trimStart();
    case 'function':
      return `function ${command.name} () \n${body(command.body, depth)}`;
    default:
      return printCompound(command, depth) + redirects(command.redirects);
  }
}

function printCompound(command: Exclude<Command, { kind: 'simple' | 'pipeline' | 'and-or' | 'list' | 'function' }>, depth: number): string {
  const block = (commands: List) => `${list(commands, depth + 1)};\n${pad(depth)}`.replace(/&;\n/, '&\n');
  const inline = (commands: List) => commands.items.map(({ command: one }) => print(one, depth)).join('; ');
  switch (command.kind) {
    case 'group':
      return `{ \n${list(command.body, depth + 1)}\n${pad(depth)}}`;
    case 'subshell':
      return `( ${list(command.body, depth).trimStart()} )`;
    case 'if': {
      let text = '';
      for (const [i, { condition, body: then }] of command.branches.entries()) {
        text += i === 0 ? `if ${inline(condition)}; then\n` : `${pad(depth)}elif ${inline(condition)}; then\n`;
        text += `${list(then, depth + 1)};\n`;
      }
      if (command.otherwise) text += `${pad(depth)}else\n${list(command.otherwise, depth + 1)};\n`;
      return `${text}${pad(depth)}fi`;
    }
    case 'while':
      return `${command.isUntil ? 'until' : 'while'} ${inline(command.condition)}; do\n${block(command.body)}done`;
    case 'for': {
      const words = command.words ? ` in ${command.words.map((word) => word.source).join(' ')}` : ' in "$@"';
      return `${command.isSelect ? 'select' : 'for'} ${command.name}${words};\n${pad(depth)}do\n${block(command.body)}done`;
    }
    case 'arithmetic-for':
      return `for ((${command.start.source.trim()}; ${command.condition.source.trim()}; ${command.step.source.trim()}))\n${pad(depth)}do\n${block(command.body)}done`;
    case 'case': {
      const branches = command.branches.map(
        ({ patterns, body: commands, end }) =>
          `${pad(depth + 1)}${patterns.map((pattern) => pattern.source).join(' | ')})\n${commands.items.length > 0 ? `${list(commands, depth + 2)}\n` : ''}${pad(depth + 1)}${end}\n`,
      );
      return `case ${command.subject.source} in \n${branches.join('')}${pad(depth)}esac`;
    }
    case 'arithmetic':
      return `((${command.expression.source}))`;
    case 'conditional':
      return `[[ ${condition(command.condition)} ]]`;
  }
}

function condition(node: Condition): string {
  switch (node.kind) {
    case 'unary': return `${node.operator} ${node.operand.source}`;
    case 'binary': return `${node.left.source} ${node.operator} ${node.right.source}`;
    case 'not': return `! ${condition(node.operand)}`;
    case 'and': return `${condition(node.left)} && ${condition(node.right)}`;
    case 'or': return `${condition(node.left)} || ${condition(node.right)}`;
  }
}
