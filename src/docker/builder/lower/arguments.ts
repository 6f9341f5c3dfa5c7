import type { ShellLexer } from '../expand/lexer.ts';
import type { InstructionOf } from '../interpret/instruction.ts';
import { DockerfileError } from '../parse/node.ts';
import { formatPlatform } from './platform.ts';
import type { Platform } from './platform.ts';

/** What every Dockerfile may use in FROM without ARG, and in stages with it. `--build-arg` overrides them. */
export function predefinedArguments(build: Platform, target: Platform, stage: string, given: ReadonlyMap<string, string>): Map<string, string> {
  const of = (prefix: string, platform: Platform): [string, string][] => [
    [`${prefix}PLATFORM`, formatPlatform(platform)],
    [`${prefix}OS`, platform.os],
    [`${prefix}OSVERSION`, ''],
    [`${prefix}ARCH`, platform.architecture],
    [`${prefix}VARIANT`, platform.variant],
  ];
  const all: [string, string][] = [...of('BUILD', build), ...of('TARGET', target), ['TARGETSTAGE', stage || 'default']];
  return new Map(all.map(([name, value]) => [name, given.get(name) ?? value]));
}

/** The ARGs before the first FROM, each seeing those before it. Throws for a default that can't be expanded. */
export function globalArguments(
  predefined: ReadonlyMap<string, string>,
  instructions: readonly InstructionOf<'arg'>[],
  lexer: ShellLexer,
  given: ReadonlyMap<string, string>,
): { readonly values: ReadonlyMap<string, string>; readonly declared: ReadonlySet<string> } {
  const values = new Map(predefined);
  const declared = new Set<string>();
  for (const { args, lines } of instructions) {
    for (const { key, value } of args) {
      declared.add(key);
      const actual = given.get(key) ?? (value === undefined ? undefined : expanded(lexer, value, values, lines));
      if (actual !== undefined) values.set(key, actual);
    }
  }
  return { values, declared };
}

function expanded(lexer: ShellLexer, value: string, values: ReadonlyMap<string, string>, lines: InstructionOf<'arg'>['lines']): string {
  try {
    return lexer.expand(value, values).text;
  } catch (error) {
    throw new DockerfileError((error as Error).message, [lines]);
  }
}

const PROXIES = ['http_proxy', 'https_proxy', 'ftp_proxy', 'no_proxy', 'all_proxy'];

/** Proxies given with `--build-arg`: RUN gets them without ARG, in both cases, and they don't count for the cache. */
export function proxyArguments(given: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const name of [...given.keys()].sort()) if (PROXIES.includes(name.toLowerCase())) values.set(name.toLowerCase(), given.get(name)!);
  return new Map([...values].flatMap(([name, value]) => [[name.toUpperCase(), value], [name, value]] as const));
}
