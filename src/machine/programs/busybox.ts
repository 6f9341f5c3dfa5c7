import { NotSimulated } from '../../core/errors.ts';
import type { Process } from '../../core/process.ts';
import type { ExitCode, Program, System } from '../system.ts';
import { BUSYBOX_BANNER } from './support/call.ts';
import { APPLETS } from './support/applets.ts';
import type { Tool } from './support/tool.ts';
import { baseName, runTool } from './support/tool.ts';

interface Module {
  readonly program?: Program;
  readonly tool?: Tool;
  /** What BusyBox has under that name, where it is another program. */
  readonly applet?: Program;
}

const modules = import.meta.glob<Module>(['./*.ts', '!./*.test.ts', '!./index.ts', '!./busybox.ts'], { eager: true });

/** `ash` is `sh`, and `[` is `test`, under another name. */
const ALIASES: Readonly<Record<string, string>> = { ash: 'sh', '[[': '[', ping6: 'ping' };

/** Every program that BusyBox has as an applet, by name. */
const applets: ReadonlyMap<string, Module> = new Map(
  Object.values(modules).flatMap((module) => {
    const name = module.tool?.name ?? module.program?.name;
    return name === undefined || !APPLETS.has(name) ? [] : [[name, module] as const];
  }),
);

function find(name: string): Module | undefined {
  return applets.get(ALIASES[name] ?? name);
}

function appletNames(): string[] {
  return [...applets.keys(), ...Object.keys(ALIASES).filter((alias) => find(alias))].sort((a, b) => (a < b ? -1 : 1));
}

function* run(name: string, system: System, argv: readonly string[]): Process<ExitCode> {
  const applet = find(name);
  if (applet?.tool) return yield* runTool({ ...applet.tool, name }, system, 'busybox', argv.slice(1), name);
  if (applet?.applet) return yield* applet.applet.main(calledAs(system, argv));
  if (applet?.program) return yield* applet.program.main(calledAs(system, argv));
  if (APPLETS.has(name)) throw new NotSimulated(`BusyBox's ${name}`);
  yield* system.complain(`${name}: applet not found\n`);
  return 127;
}

/** The same process with the applet's own argv: `busybox ls -l` is `ls -l`. */
function calledAs(system: System, argv: readonly string[]): System {
  if (argv === system.argv) return system;
  return new Proxy(system, {
    get(target, key) {
      if (key === 'argv') return argv;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function usage(): string {
  const names = appletNames();
  const rows: string[] = [];
  let row = '';
  for (const name of names) {
    if (row.length + name.length + 2 > 72) {
      rows.push(`\t${row}`);
      row = '';
    }
    row += `${row === '' ? '' : ' '}${name},`;
  }
  rows.push(`\t${row.replace(/,$/, '')}`);
  return `${BUSYBOX_BANNER}\n\nUsage: busybox [function [arguments]...]\n   or: busybox --list[-full]\n   or: function [arguments]...\n\nCurrently defined functions:\n${rows.join('\n')}\n`;
}

function* main(system: System): Process<ExitCode> {
  const name = baseName(system.argv[0] ?? 'busybox').replace(/^-/, '');
  if (!name.startsWith('busybox')) return yield* run(name, system, system.argv);
  const [, first, ...rest] = system.argv;
  if (first === undefined || first === '--help') {
    yield* system.print(usage());
    return 0;
  }
  if (first === '--list' || first === '--list-full') {
    const prefix = first === '--list-full' ? 'bin/' : '';
    yield* system.print(appletNames().map((applet) => `${prefix}${applet}\n`).join(''));
    return 0;
  }
  return yield* run(baseName(first), system, [first, ...rest]);
}

/** Which names of applets are simulated: images with BusyBox link these. */
export const appletList: () => readonly string[] = appletNames;

export const program: Program = { name: 'busybox', main };
