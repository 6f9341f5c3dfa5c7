import type { ProcessInfo } from '../system.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

interface Node {
  readonly label: string;
  readonly children: readonly Node[];
}

function lines(node: Node): string[] {
  if (node.children.length === 0) return [node.label];
  const indent = ' '.repeat([...node.label].length);
  const result: string[] = [];
  node.children.forEach((child, i) => {
    const [isFirst, isLast] = [i === 0, i === node.children.length - 1];
    const branch = isFirst ? (isLast ? '---' : '-+-') : isLast ? ' `-' : ' |-';
    lines(child).forEach((line, k) => {
      const head = k === 0 ? (isFirst ? node.label : indent) + branch : `${indent}${isLast ? '   ' : ' | '}`;
      result.push(head + line);
    });
  });
  return result;
}

export const tool: Tool = {
  name: 'pstree',
  origin: 'PSmisc 23.6',
  usage: '[-ap] [PID]',
  busyboxUsage: '[-p] [PID|USER]',
  *run(call) {
    const options = parseOptions(call, { pids: 'p --show-pids', args: 'a --arguments', ascii: 'A --ascii', long: 'l --long', numeric: 'n --numeric-sort', compact: 'c' });
    const all = call.system.processes.list();
    const node = (process: ProcessInfo): Node => {
      const children = all.filter(({ parentPid, pid }) => parentPid === process.pid && pid !== process.pid).map(node);
      const name = options.has('args') ? process.argv.join(' ') || process.command : process.command;
      return { label: options.has('pids') ? `${name}(${process.pid})` : name, children: options.has('pids') || options.has('compact') ? children : merged(children) };
    };
    const [wanted] = options.operands;
    const roots = wanted === undefined ? all.filter(({ parentPid, pid }) => pid === 1 || !all.some((other) => other.pid === parentPid)) : all.filter(({ pid }) => String(pid) === wanted);
    for (const root of roots) yield* call.print(lines(node(root)).map((line) => `${line}\n`).join(''));
    return roots.length > 0 ? 0 : 1;
  },
};

/** `sh---3*[sleep]`. */
function merged(children: readonly Node[]): Node[] {
  const counts = new Map<string, { node: Node; count: number }>();
  for (const child of children) {
    const key = lines(child).join('\n');
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { node: child, count: 1 });
  }
  return [...counts.values()].map(({ node, count }) => (count === 1 ? node : { label: `${count}*[${lines(node).join(' ')}]`, children: [] }));
}

export const program = toProgram(tool);
