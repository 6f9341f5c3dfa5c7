import { NotSimulated } from '../../../core/errors.ts';
import type { Builtin } from './builtin.ts';
import { complain } from './builtin.ts';

const caller: Builtin = {
  name: 'caller',
  dialects: ['bash'],
  *run(shell, args) {
    const depth = args[0] === undefined ? 0 : Number(args[0]);
    const call = shell.calls.at(-1 - depth);
    if (!call) return 1;
    const outer = shell.calls.at(-2 - depth)?.name ?? 'main';
    yield* shell.print(args[0] === undefined ? `${call.line} ${call.source}\n` : `${call.line} ${outer} ${call.source}\n`);
    return 0;
  },
};

const enable: Builtin = {
  name: 'enable',
  dialects: ['bash'],
  *run(shell, args) {
    const isOff = args.includes('-n');
    const names = args.filter((arg) => !arg.startsWith('-'));
    if (names.length === 0) {
      const all = [...shell.shared.builtins.values()].filter((one) => (!one.dialects || one.dialects.includes('bash')) && shell.disabled.has(one.name) === isOff);
      yield* shell.print(all.map((one) => `enable ${isOff ? '-n ' : ''}${one.name}\n`).sort().join(''));
      return 0;
    }
    for (const name of names) {
      if (!shell.shared.builtins.has(name)) {
        yield* complain(shell, 'enable', `${name}: not a shell builtin`);
        return 1;
      }
      if (isOff) shell.disabled.add(name);
      else shell.disabled.delete(name);
    }
    return 0;
  },
};

/** The words of a completion that `compgen` is asked for; others are not simulated. */
const compgen: Builtin = {
  name: 'compgen',
  dialects: ['bash'],
  *run(shell, args) {
    const prefix = args.find((arg, i) => !arg.startsWith('-') && args[i - 1] !== '-W' && args[i - 1] !== '-A') ?? '';
    const kind = args[0] === '-A' ? args[1] : args[0];
    const sources: Readonly<Record<string, () => Iterable<string>>> = {
      '-v': () => shell.variables.names(), variable: () => shell.variables.names(),
      '-a': () => shell.aliases.keys(), alias: () => shell.aliases.keys(),
      '-b': () => shell.shared.builtins.keys(), builtin: () => shell.shared.builtins.keys(), function: () => shell.functions.keys(),
      '-W': () => (args[1] ?? '').split(/\s+/).filter(Boolean),
    };
    const source = sources[kind ?? ''];
    if (!source) throw new NotSimulated(`compgen ${kind ?? ''}`.trim());
    const found = [...source()].filter((word) => word.startsWith(prefix)).sort();
    yield* shell.print(found.map((word) => `${word}\n`).join(''));
    return found.length > 0 ? 0 : 1;
  },
};

const complete: Builtin = {
  name: 'complete',
  dialects: ['bash'],
  run(_shell, args) {
    // Without more it lists what was set up, which is nothing.
    if (args.length === 0 || args[0] === '-p') return 0;
    throw new NotSimulated('complete (Tab completes commands, paths and what docker knows)');
  },
};

const compopt: Builtin = {
  name: 'compopt',
  dialects: ['bash'],
  *run(shell) {
    yield* complain(shell, 'compopt', 'not currently executing completion function');
    return 1;
  },
};

const help: Builtin = {
  name: 'help',
  *run(shell) {
    const names = [...shell.shared.builtins.values()].filter((one) => !one.dialects || one.dialects.includes(shell.dialect)).map((one) => one.name).sort();
    if (shell.dialect === 'ash') {
      yield* shell.print(`Built-in commands:\n------------------\n\t${names.join(' ')}\n\n`);
      return 0;
    }
    yield* shell.print(`GNU bash, version 5.2.15(1)-release (${shell.system.host.machine}-pc-linux-gnu)\nThese shell commands are defined internally.\n\n${names.map((name) => ` ${name}\n`).join('')}`);
    return 0;
  },
};

const bind: Builtin = {
  name: 'bind',
  dialects: ['bash'],
  run() {
    throw new NotSimulated('bind (the keys are those of Emacs mode)');
  },
};

const fc: Builtin = {
  name: 'fc',
  run() {
    throw new NotSimulated('fc');
  },
};

const coproc: Builtin = {
  name: 'coproc',
  dialects: ['bash'],
  run() {
    throw new NotSimulated('coproc');
  },
};

export const introspectionBuiltins: readonly Builtin[] = [caller, enable, compgen, complete, compopt, help, bind, fc, coproc];
