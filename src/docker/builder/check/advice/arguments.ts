/** The arguments of a program as its rules read them. */
export interface Arguments {
  readonly operands: readonly string[];
  /** Values of a flag, '' where it has none; by its name without dashes. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
}

/**
 * Tells flags from operands. A flag whose name is among `withValue` takes the next argument; `-abc` counts as `a`, `b` and
 * `c`, and as `abc` for programs that have long flags with one dash.
 */
export function readFlags(args: readonly string[], withValue: ReadonlySet<string> = new Set()): Arguments {
  const operands: string[] = [];
  const flags = new Map<string, string[]>();
  const add = (name: string, value: string) => {
    const values = flags.get(name);
    if (values) values.push(value);
    else flags.set(name, [value]);
  };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') {
      operands.push(...args.slice(i + 1));
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      operands.push(arg);
      continue;
    }
    const [name, value] = split(arg.replace(/^--?/, ''));
    const isLong = arg.startsWith('--');
    const takes = value === undefined && withValue.has(isLong || withValue.has(name) ? name : name.slice(-1));
    const given = value ?? (takes ? (args[++i] ?? '') : '');
    add(name, given);
    if (!isLong && name.length > 1) for (const letter of name) add(letter, letter === name.at(-1) ? given : '');
  }
  return { operands, flags };
}

function split(flag: string): readonly [name: string, value: string | undefined] {
  const equals = flag.indexOf('=');
  return equals < 0 ? [flag, undefined] : [flag.slice(0, equals), flag.slice(equals + 1)];
}
