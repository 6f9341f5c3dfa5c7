import { NotSimulated } from '../../core/errors.ts';
import { maskOf, splitPrefix } from './support/interfaces.ts';
import { parseOptions } from './support/options.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

export const tool: Tool = {
  name: 'route',
  usage: '[-n]',
  busyboxUsage: '[-ne]',
  *run(call) {
    const options = parseOptions(call, { numeric: 'n', extended: 'e' });
    if (options.operands.length > 0) throw new NotSimulated(`route ${options.operands[0]}`);
    const isNumeric = options.has('numeric');
    yield* call.print('Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n');
    for (const { destination, gateway, interface: face } of call.system.network.routes) {
      const [host, bits] = destination === 'default' ? ['0.0.0.0', 0] : splitPrefix(destination);
      const shown = destination === 'default' && !isNumeric ? 'default' : host;
      const via = gateway ?? (isNumeric ? '0.0.0.0' : '*');
      yield* call.print(`${shown.padEnd(15)} ${via.padEnd(15)} ${maskOf(bits).padEnd(15)} ${(gateway === undefined ? 'U' : 'UG').padEnd(5)} 0      0        0 ${face}\n`);
    }
    return 0;
  },
};

export const program = toProgram(tool);
