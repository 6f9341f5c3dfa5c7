import { Pager, loadDocuments } from './support/pager.ts';
import { parseOptions } from './support/options.ts';
import { Screen } from './support/screen.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  silent: 'd --silent', logical: 'f --logical', noPause: 'l --no-pause', printOver: 'c --print-over', clean: 'p --clean-print', squeeze: 's --squeeze', plain: 'u --plain', lines: 'n --lines=', exit: 'e --exit-on-eof',
} as const;

export const tool: Tool = {
  name: 'more',
  origin: 'util-linux 2.38.1',
  usage: '[options] [file]...',
  busyboxUsage: '[FILE]...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    if (options.operands.length === 0 && call.system.descriptors.get(0)?.terminal) {
      throw call.isBusybox ? call.missing('') : call.refusal('bad usage');
    }
    const documents = yield* loadDocuments(call, options.operands.length > 0 ? options.operands : ['-']);
    if (documents.length === 0) return 1;
    const screen = call.isOnTerminal ? Screen.open(call) : undefined;
    if (!screen) {
      for (const { lines } of documents) for (const line of lines) yield* call.print(`${line}\n`);
      return call.status;
    }
    try {
      yield* new Pager(screen, documents, {
        showsNumbers: false, quitsAtEnd: true, quitsIfOneScreen: true, chopsLines: false, keepsColors: true, staysOnScreen: true,
      }).run();
    } finally {
      screen.close();
    }
    return call.status;
  },
};

export const program = toProgram(tool);
