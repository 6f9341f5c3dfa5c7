import { parseOptions } from './support/options.ts';
import { listeningSockets } from './support/sockets.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

const OPTIONS = { tcp: 't --tcp', udp: 'u --udp', listening: 'l --listening', all: 'a --all', numeric: 'n --numeric', processes: 'p --processes', noHeader: 'H --no-header', ipv4: '4 --ipv4', summary: '!s --summary', unix: '!x --unix' } as const;

export const tool: Tool = {
  name: 'ss',
  usage: '[ OPTIONS ]',
  origin: 'ss utility, iproute2 6.1.0',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const isMixed = options.has('tcp') === options.has('udp');
    const rows = !options.has('listening') && !options.has('all') ? [] : listeningSockets(call.system).filter(({ protocol }) => isMixed || options.has(protocol));
    const netid = isMixed ? 'Netid ' : '';
    if (!options.has('noHeader')) yield* call.print(`${netid}State  Recv-Q Send-Q Local Address:Port Peer Address:Port${options.has('processes') ? 'Process' : ''}\n`);
    for (const { protocol, address } of rows) {
      const state = protocol === 'tcp' ? 'LISTEN' : 'UNCONN';
      yield* call.print(`${isMixed ? protocol.padEnd(6) : ''}${state.padEnd(6)} 0      ${protocol === 'tcp' ? '4096  ' : '0     '} ${(address.host.includes(':') ? `[${address.host}]` : address.host).padStart(13)}:${String(address.port).padEnd(4)}      ${address.host.includes(':') ? '   [::]' : '0.0.0.0'}:*   \n`);
    }
    return 0;
  },
};

export const program = toProgram(tool);
