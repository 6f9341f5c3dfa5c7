import { invalidParameter } from '../../api/errors.ts';
import type { HealthConfig } from '../../api/types/containers.ts';
import type { ImageConfig } from '../../api/types/images.ts';
import { parseDuration } from '../../api/time.ts';
import { cleanPath } from '../containers/config.ts';

type Config = { -readonly [Field in keyof ImageConfig]: ImageConfig[Field] };

/** Instructions that `commit --change` and `import --change` take (moby's validCommitCommands). */
const INSTRUCTIONS: Readonly<Record<string, (config: Config, rest: string) => void>> = {
  cmd: (config, rest) => void (config.Cmd = commandOf(rest)),
  entrypoint: (config, rest) => void (config.Entrypoint = commandOf(rest)),
  env: (config, rest) => void (config.Env = withPairs(config.Env ?? [], pairsOf('ENV', rest))),
  expose: (config, rest) => void (config.ExposedPorts = { ...config.ExposedPorts, ...Object.fromEntries(wordsOf(rest).map((port) => [port.includes('/') ? port : `${port}/tcp`, {}])) }),
  healthcheck: (config, rest) => void (config.Healthcheck = healthOf(rest)),
  label: (config, rest) => void (config.Labels = { ...config.Labels, ...Object.fromEntries(pairsOf('LABEL', rest)) }),
  onbuild: (config, rest) => void (config.OnBuild = [...(config.OnBuild ?? []), rest]),
  stopsignal: (config, rest) => void (config.StopSignal = rest),
  user: (config, rest) => void (config.User = rest),
  volume: (config, rest) => void (config.Volumes = { ...config.Volumes, ...Object.fromEntries((jsonList(rest) ?? wordsOf(rest)).map((path) => [path, {}])) }),
  workdir: (config, rest) => void (config.WorkingDir = cleanPath(rest.startsWith('/') ? rest : `${config.WorkingDir ?? ''}/${rest}`)),
};

/** A configuration with Dockerfile instructions applied. Throws `… is not a valid change command`. */
export function applyChanges(base: ImageConfig, changes: readonly string[]): ImageConfig {
  const config: Config = { ...base };
  for (const change of changes.flatMap((text) => text.split('\n')).map((line) => line.trim())) {
    if (change === '' || change.startsWith('#')) continue;
    const [, name = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(change)!;
    const apply = INSTRUCTIONS[name.toLowerCase()];
    if (!apply) throw invalidParameter(`${name} is not a valid change command`);
    if (rest === '' && name.toLowerCase() !== 'cmd' && name.toLowerCase() !== 'entrypoint') throw invalidParameter(`${name.toUpperCase()} requires ${ARGUMENTS[name.toLowerCase()] ?? 'at least one'} argument`);
    apply(config, rest);
  }
  return config;
}

const ARGUMENTS: Readonly<Record<string, string>> = { user: 'exactly one', workdir: 'exactly one', stopsignal: 'exactly one' };

function commandOf(rest: string): readonly string[] {
  return jsonList(rest) ?? ['/bin/sh', '-c', rest];
}

function jsonList(rest: string): readonly string[] | undefined {
  if (!rest.startsWith('[')) return undefined;
  try {
    const list = JSON.parse(rest) as unknown;
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}

/** Words with quotes taken off. */
function wordsOf(rest: string): string[] {
  return [...rest.matchAll(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g)].map(([word]) => unquote(word));
}

function unquote(word: string): string {
  return word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g, (_, double?: string, single?: string, escaped?: string) => double?.replace(/\\(["\\$])/g, '$1') ?? single ?? escaped ?? '');
}

/** `A=1 B="two words"`, or the old form `A all the rest`. */
function pairsOf(instruction: string, rest: string): [name: string, value: string][] {
  const words = [...rest.matchAll(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g)].map(([word]) => word);
  if (!words[0]!.includes('=')) {
    if (words.length < 2) throw invalidParameter(`${instruction} must have two arguments`);
    return [[unquote(words[0]!), rest.slice(words[0]!.length).trim()]];
  }
  return words.map((word) => {
    const equals = word.indexOf('=');
    if (equals < 0) throw invalidParameter(`Syntax error - can't find = in ${JSON.stringify(word)}. Must be of the form: name=value`);
    return [unquote(word.slice(0, equals)), unquote(word.slice(equals + 1))];
  });
}

function withPairs(env: readonly string[], pairs: readonly (readonly [string, string])[]): readonly string[] {
  const result = [...env];
  for (const [name, value] of pairs) {
    const at = result.findIndex((entry) => entry.startsWith(`${name}=`));
    if (at >= 0) result[at] = `${name}=${value}`;
    else result.push(`${name}=${value}`);
  }
  return result;
}

function healthOf(rest: string): HealthConfig & { readonly Test: readonly string[] } {
  const options: Record<string, number> = {};
  let command = rest;
  for (let match = /^--([a-z-]+)=(\S+)\s*/.exec(command); match; match = /^--([a-z-]+)=(\S+)\s*/.exec(command)) {
    const [whole, name, value] = match as unknown as [string, string, string];
    options[name] = name === 'retries' ? Number(value) : (parseDuration(value) ?? 0) * 1000;
    command = command.slice(whole.length);
  }
  if (/^none$/i.test(command)) return { Test: ['NONE'] };
  const [, kind = '', body = ''] = /^(\S+)\s*(.*)$/s.exec(command) ?? [];
  if (kind.toUpperCase() !== 'CMD') throw invalidParameter(`Unknown type ${JSON.stringify(kind.toUpperCase())} in HEALTHCHECK (try CMD)`);
  const list = jsonList(body);
  return {
    Test: list ? ['CMD', ...list] : ['CMD-SHELL', body],
    ...(options['interval'] ? { Interval: options['interval'] } : {}),
    ...(options['timeout'] ? { Timeout: options['timeout'] } : {}),
    ...(options['start-period'] ? { StartPeriod: options['start-period'] } : {}),
    ...(options['start-interval'] ? { StartInterval: options['start-interval'] } : {}),
    ...(options['retries'] ? { Retries: options['retries'] } : {}),
  };
}
