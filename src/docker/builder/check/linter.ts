import { parseBool, quote, trimSpace } from '../parse/go-strings.ts';
import { DockerfileError } from '../parse/node.ts';
import type { Lines } from '../parse/node.ts';
import { RULES } from './rules.ts';
import type { Rule, RuleName } from './rules.ts';

export interface Warning {
  readonly rule: RuleName;
  readonly message: string;
  readonly description: string;
  readonly url: string;
  readonly lines: Lines;
}

/** What `# check=skip=…;error=true;experimental=…` asks for. */
export interface CheckOptions {
  readonly skip: ReadonlySet<string> | 'all';
  readonly experimental: ReadonlySet<string> | 'all';
  /** A build with warnings fails. */
  readonly isError: boolean;
}

const NOTHING: CheckOptions = { skip: new Set(), experimental: new Set(), isError: false };

/** Throws for an option that there is not. */
export function parseCheckOptions(text: string): CheckOptions {
  let options = NOTHING;
  if (trimSpace(text) === '') return options;
  for (const part of text.split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0) throw new DockerfileError(`invalid check option ${quote(part)}`);
    const key = trimSpace(part.slice(0, equals));
    const value = trimSpace(part.slice(equals + 1));
    if (key === 'skip' || key === 'experimental') options = { ...options, [key]: value === 'all' ? 'all' : new Set(value.split(',').map(trimSpace)) };
    else if (key === 'error') {
      const isError = parseBool(value);
      if (isError === undefined) throw new DockerfileError(`failed to parse check option ${quote(part)}: strconv.ParseBool: parsing ${quote(value)}: invalid syntax`);
      options = { ...options, isError };
    } else throw new DockerfileError(`invalid check option ${quote(key)}`);
  }
  return options;
}

/** Gathers what the checks find. */
export class Linter {
  readonly #warnings: Warning[] = [];

  constructor(readonly options: CheckOptions = NOTHING) {}

  report(name: RuleName, args: readonly string[], lines: Lines): void {
    const rule: Rule = RULES[name];
    if (!this.#isAskedFor(name, rule)) return;
    this.#warnings.push({ rule: name, message: rule.message(...args), description: rule.description, url: rule.url, lines });
  }

  get warnings(): readonly Warning[] {
    return this.#warnings;
  }

  /** With `error=true`: what the build fails with. */
  get violation(): DockerfileError | undefined {
    if (!this.options.isError || this.#warnings.length === 0) return undefined;
    const names = [...new Set(this.#warnings.map(({ rule }) => rule))];
    return new DockerfileError(`lint violation found for rules: ${names.join(', ')}`, this.#warnings.map(({ lines }) => lines));
  }

  #isAskedFor(name: string, rule: Rule): boolean {
    const { skip, experimental } = this.options;
    if (rule.isExperimental) return experimental === 'all' || experimental.has(name);
    return skip !== 'all' && !skip.has(name);
  }
}

/** For those who don't want to hear. */
export const SILENT: Linter = new Linter({ skip: 'all', experimental: new Set(), isError: false });
