import { parseOptions } from './support/options.ts';
import { listeningSockets } from './support/sockets.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

const OPTIONS = { tcp: 't --tcp', udp: 'u --udp', listening: 'l --listening', all: 'a --all', numeric: 'n --numeric', programs: 'p --programs', unix: 'x', wide: 'W', route: '!r', interfaces: '!i' } as const;

export const tool: Tool = {
  name: 'netstat',
  usage: '[-lantup]',
  busyboxUsage: '[-ral] [-tuwx] [-enWp]',
  origin: 'net-tools 2.10',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const isServers = options.has('listening');
    const isBoth = options.has('all');
    const protocols = ['tcp', 'udp'].filter((name) => (!options.has('tcp') && !options.has('udp')) || options.has(name as 'tcp' | 'udp'));
    const kind = isServers ? 'only servers' : isBoth ? 'servers and established' : 'w/o servers';
    yield* call.print(`Active Internet connections (${kind})\nProto Recv-Q Send-Q Local Address           Foreign Address         State       ${options.has('programs') ? 'PID/Program name    ' : ''}\n`);
    if (!isServers && !isBoth) return 0;
    for (const { protocol, address } of listeningSockets(call.system).filter((each) => protocols.includes(each.protocol))) {
      const isV6 = address.host.includes(':');
      yield* call.print(`${`${protocol}${isV6 ? '6' : ''}`.padEnd(5)}      0      0 ${`${address.host}:${address.port}`.padEnd(23)} ${(isV6 ? ':::*' : '0.0.0.0:*').padEnd(23)} ${(protocol === 'tcp' ? 'LISTEN' : '').padEnd(12)}${options.has('programs') ? '-                   ' : ''}\n`);
    }
    return 0;
  },
};

export const program = toProgram(tool);
