import { NotSimulated } from '../../core/errors.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const CAPABILITIES: Readonly<Record<string, string>> = {
  bold: '\x1b[1m', dim: '\x1b[2m', smul: '\x1b[4m', rmul: '\x1b[24m', rev: '\x1b[7m', smso: '\x1b[7m', rmso: '\x1b[27m', sgr0: '\x1b(B\x1b[m', clear: '\x1b[H\x1b[2J\x1b[3J', el: '\x1b[K', ed: '\x1b[J', home: '\x1b[H', cuu1: '\x1b[A',
  civis: '\x1b[?25l', cnorm: '\x1b[?12l\x1b[?25h', smcup: '\x1b[?1049h', rmcup: '\x1b[?1049l', bel: '\x07', sc: '\x1b7', rc: '\x1b8', op: '\x1b[39;49m',
};

export const tool: Tool = {
  name: 'tput',
  origin: 'ncurses 6.4',
  usage: '[options] capability [parameters]',
  *run(call) {
    if (call.env('TERM') === undefined && !call.args[0]?.startsWith('-T')) throw call.refusal('No value for $TERM and no -T specified', 2);
    const args = call.args[0] === '-T' ? call.args.slice(2) : call.args.filter((arg) => !/^-T./.test(arg));
    const [name, first = '0', second = '0'] = args;
    if (name === undefined) throw call.refusal('missing capability', 2);
    const size = (call.system.descriptors.get(1)?.terminal ?? call.system.descriptors.get(2)?.terminal)?.size;
    if (name === 'cols' || name === 'lines') yield* call.print(`${name === 'cols' ? size?.columns || 80 : size?.rows || 24}\n`);
    else if (name === 'colors') yield* call.print('8\n');
    else if (name === 'setaf' || name === 'setab') yield* call.print(`\x1b[${name === 'setaf' ? 3 : 4}${Number(first)}m`);
    else if (name === 'cup') yield* call.print(`\x1b[${Number(first) + 1};${Number(second) + 1}H`);
    else if (name === 'init' || name === 'reset') yield* call.print('\x1b[!p\x1b[?3;4l\x1b[4l\x1b>');
    else if (CAPABILITIES[name] !== undefined) yield* call.print(CAPABILITIES[name]);
    else throw new NotSimulated(`tput ${name}`);
    return 0;
  },
};

export const program = toProgram(tool);
