import type { Process } from '../../../../core/process.ts';
import { SystemError } from '../../../errno.ts';
import { attempt } from '../call.ts';
import { openInput } from '../inputs.ts';
import { AwkError } from './ast.ts';
import { Records } from './input.ts';
import type { Interpreter } from './interpret.ts';
import { toNumber } from './values.ts';

/** The files of the command line (ARGV, as it is now), one after the other; `name=value` among them is assigned in passing. */
export class MainInput {
  #records: Records | undefined;
  #next = 1;
  #hasRead = false;

  constructor(private readonly awk: Interpreter) {}

  *next(): Process<string | undefined> {
    const { awk } = this;
    for (;;) {
      if (!this.#records && !(yield* this.#open())) return undefined;
      const text = yield* this.#safely();
      if (text !== undefined) {
        awk.setVariable('NR', toNumber(awk.variable('NR')) + 1);
        awk.setVariable('FNR', toNumber(awk.variable('FNR')) + 1);
        return text;
      }
      this.skipFile();
    }
  }

  skipFile(): void {
    this.#records?.close();
    this.#records = undefined;
  }

  *#safely(): Process<string | undefined> {
    try {
      return yield* this.#records!.next(this.awk.text(this.awk.variable('RS')));
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== 'EISDIR') throw error;
      throw new AwkError(this.awk.call.isBusybox ? `read error: ${error.message}` : `read failure`, undefined);
    }
  }

  *#open(): Process<boolean> {
    const { awk } = this;
    const argv = awk.array('ARGV');
    while (this.#next < toNumber(awk.variable('ARGC'))) {
      const operand = awk.text(argv.get(String(this.#next++)));
      if (operand === '') continue;
      const assignment = /^([A-Za-z_]\w*)=([^]*)$/.exec(operand);
      if (assignment) {
        awk.assign(assignment[1]!, assignment[2]!);
        continue;
      }
      return yield* this.#openFile(operand);
    }
    if (this.#hasRead) return false;
    return yield* this.#openFile('-');
  }

  *#openFile(name: string): Process<boolean> {
    const { call } = this.awk;
    this.#hasRead = true;
    const input = attempt(() => openInput(call, name));
    if (input instanceof SystemError) {
      if (!call.isBusybox) throw new AwkError(`cannot open ${name} (${input.message})`, undefined);
      throw new AwkError(`${name}: ${input.message}`, undefined);
    }
    this.#records = new Records(call, input, this.awk.regexes);
    this.awk.setVariable('FILENAME', name === '-' ? '' : name);
    this.awk.setVariable('FNR', 0);
    yield* call.spend(5);
    return true;
  }
}
