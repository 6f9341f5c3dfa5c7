import { Pager, loadDocuments } from './support/pager.ts';
import { parseOptions } from './support/options.ts';
import { Screen } from './support/screen.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  numbers: 'N --LINE-NUMBERS', quitAtEnd: 'e --quit-at-eof', quitAtFirstEnd: 'E --QUIT-AT-EOF', oneScreen: 'F --quit-if-one-screen', chop: 'S --chop-long-lines', raw: 'R r --RAW-CONTROL-CHARS',
  noInit: 'X --no-init', ignoreCase: 'i --ignore-case', ignoreCaseAlways: 'I --IGNORE-CASE', quiet: 'q Q --quiet --silent', long: 'M m --LONG-PROMPT', clear: 'c C', squeeze: 's --squeeze-blank-lines', force: 'f --force',
} as const;

export const tool: Tool = {
  name: 'less',
  origin: 'less 590',
  usage: '[options] [file]...',
  busyboxUsage: '[-EFIMmNSRh~] [FILE]...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    if (options.operands.length === 0 && call.system.descriptors.get(0)?.terminal) {
      throw call.isBusybox ? call.missing('') : call.refusal('missing filename ("less --help" for help)');
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
        showsNumbers: options.has('numbers'), quitsAtEnd: options.has('quitAtEnd') || options.has('quitAtFirstEnd'), quitsIfOneScreen: options.has('oneScreen'),
        chopsLines: options.has('chop'), keepsColors: options.has('raw'), staysOnScreen: options.has('noInit'),
      }).run();
    } finally {
      screen.close();
    }
    return call.status;
  },
};

export const program = toProgram(tool);
