import { sprintf } from '../../docker/cli/golang/printf.ts';
import { TemplateError } from '../../docker/cli/format/template/errors.ts';
import { show } from '../../docker/cli/format/template/nodes.ts';
import { parse } from '../../docker/cli/format/template/parse.ts';
import { Template } from '../../docker/cli/format/template/template.ts';
import { BUILTINS } from '../../docker/cli/format/template/functions.ts';
import { Complex, Float, Integer } from '../../docker/cli/format/template/values.ts';
import type { Value } from '../../docker/cli/format/template/values.ts';
import { Tally } from './suite.ts';
import type { SuiteResult } from './suite.ts';

interface Suite {
  readonly tVal: Value;
  readonly exec: readonly { readonly data: Value; readonly input: string; readonly name?: string; readonly ok: boolean; readonly output: string; readonly error?: string; readonly portable?: boolean; readonly goType?: string }[];
  readonly parse: readonly { readonly input: string; readonly name: string; readonly ok: boolean; readonly result?: string; readonly error?: string; readonly errorContains?: string; readonly set: string }[];
  readonly printf: readonly { readonly fmt: string; readonly goType: string; readonly out: string; readonly val: Value }[];
}

const attempt = (run: () => string): string => {
  try {
    return run();
  } catch (error) {
    if (error instanceof TemplateError) return `error: ${error.message}`;
    return `crash: ${String(error)}`;
  }
};

/** templates.json: Go's own tests of text/template with plain data, and of fmt. */
export function runSuite(suite: Suite): SuiteResult {
  const tally = new Tally();
  for (const test of suite.exec) {
    if (!test.portable) {
      tally.skip();
      continue;
    }
    const data = test.data === '$tVal' ? suite.tVal : test.data;
    const found = attempt(() => new Template(test.input).execute(data));
    tally.check(`exec ${test.name ?? ''} ${test.input}`, test.ok ? test.output : `error: ${test.error}`, found);
  }
  for (const test of suite.parse) tally.check(`parse ${test.name} ${test.input}`, expectedParse(test), parsed(test));
  for (const test of suite.printf) {
    const value = typed(test.val, test.goType);
    if (value === undefined) {
      tally.skip();
      continue;
    }
    tally.check(`printf ${test.fmt} ${test.goType} ${JSON.stringify(test.val)}`, test.out, attempt(() => sprintf(test.fmt, [value])));
  }
  return tally.result;
}

function expectedParse(test: Suite['parse'][number]): string {
  if (test.set === 'errorTests') return `error: ${test.error}`;
  return test.ok ? test.result! : 'error';
}

function parsed(test: Suite['parse'][number]): string {
  const name = test.set === 'errorTests' ? test.name : '';
  const found = attempt(() => show(parse(name, test.input, new Set(BUILTINS.keys())).get(name)!.root));
  return test.set !== 'errorTests' && found.startsWith('error: ') ? 'error' : found;
}

/** The value as the Go test had it; undefined for what JSON could not hold. */
function typed(value: Value, type: string): Value | undefined {
  if (typeof value === 'string' && value.includes('\ufffd')) return undefined;
  if (type.startsWith('float')) return new Float(value as number, type === 'float32' ? 32 : 64);
  if (/^u?int\d*$|^uintptr$/.test(type)) {
    if (!Number.isSafeInteger(value)) return undefined;
    return type === 'int' ? value : new Integer(type, BigInt(value as number));
  }
  if (type.startsWith('complex')) return Array.isArray(value) ? new Complex(value[0] as number, value[1] as number) : undefined;
  if (type === '[]int' && value === null) return undefined;
  return value;
}
