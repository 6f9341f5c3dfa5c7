import type { Process } from '../../core/process.ts';
import { isSystemError } from '../errno.ts';
import { parseResolvConf } from '../network/names.ts';
import type { Call } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

const OPTIONS = { type: 'q=', debug: '!debug' } as const;

export const tool: Tool = {
  name: 'nslookup',
  usage: '[-opt ...] [host [server]]',
  busyboxUsage: '[-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]',
  *run(call) {
    const options = parseOptions(call, OPTIONS, { rewrite: (arg) => (/^-(type|query)=/.test(arg) ? [] : undefined) });
    const name = options.operands[0];
    if (name === undefined) throw call.missing('');
    const server = options.operands[1] ?? nameServer(call);
    const addresses = yield* lookUp(call, name);
    if (addresses === 'unreachable') {
      yield* call.print(';; connection timed out; no servers could be reached\n\n');
      return 1;
    }
    yield* call.print(`Server:\t\t${server}\nAddress:\t${server}${call.isBusybox ? ':53' : '#53'}\n\n`);
    const known = addresses.filter((address) => !address.includes(':'));
    if (known.length === 0) {
      yield* call.print(call.isBusybox ? `** server can't find ${name}: NXDOMAIN\n\n** server can't find ${name}: NXDOMAIN\n\n` : `** server can't find ${name}: NXDOMAIN\n\n`);
      return 1;
    }
    const entries = known.map((address) => `Name:\t${name}\nAddress: ${address}\n`).join('');
    yield* call.print(call.isBusybox ? `Non-authoritative answer:\n${entries}\nNon-authoritative answer:\n\n` : `Non-authoritative answer:\n${entries}\n`);
    return 0;
  },
};

export const program = toProgram(tool);

function nameServer(call: Call): string {
  try {
    return parseResolvConf(call.files.readText('/etc/resolv.conf')).servers[0] ?? '127.0.0.1';
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return '127.0.0.1';
  }
}

function* lookUp(call: Call, name: string): Process<readonly string[] | 'unreachable'> {
  try {
    return yield* call.system.network.resolve(name);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return 'unreachable';
  }
}
