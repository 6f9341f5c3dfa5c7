import type { NetworkStack } from '../../network/network.ts';
import { text } from '../virtual.ts';
import type { Made } from '../virtual.ts';

/** /proc/PID/net: the network namespace of whoever the /proc is for. */
export function networkFiles(network: (() => NetworkStack) | undefined): { [name: string]: Made } {
  if (!network) return {};
  return {
    dev: text(() => dev(network())),
    route: text(() => route(network())),
    tcp: text(() => sockets(network(), 'tcp')),
    udp: text(() => sockets(network(), 'udp')),
    tcp6: text(() => SOCKETS_HEADER),
    udp6: text(() => SOCKETS_HEADER),
  };
}

/** In network order, written as a little-endian number: `172.17.0.1` is `010011AC`. */
function hexAddress(address: string): string {
  return address.split('.').reverse().map((part) => Number(part).toString(16).padStart(2, '0').toUpperCase()).join('');
}

function dev({ interfaces }: NetworkStack): string {
  const rows = interfaces.map(({ name, receivedBytes, receivedPackets, sentBytes, sentPackets }) => {
    const received = `${String(receivedBytes).padStart(8)}${String(receivedPackets).padStart(8)}    0    0    0     0          0         0`;
    const sent = `${String(sentBytes).padStart(9)}${String(sentPackets).padStart(8)}    0    0    0     0       0          0`;
    return `${name.padStart(6)}:${received}${sent}\n`;
  });
  return `Inter-|   Receive                                                |  Transmit\n face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n${rows.join('')}`;
}

function route({ routes }: NetworkStack): string {
  const header = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';
  const rows = routes.filter(({ destination }) => !destination.includes(':')).map(({ destination, gateway, interface: name }) => {
    const [network, length] = destination === 'default' ? ['0.0.0.0', '0'] : destination.split('/');
    const bits = Number(length ?? 32);
    const mask = [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.max(0, Math.min(8, bits - from)))).join('.');
    const flags = gateway ? '0003' : '0001';
    return `${name}\t${hexAddress(network!)}\t${hexAddress(gateway ?? '0.0.0.0')}\t${flags}\t0\t0\t0\t${hexAddress(mask)}\t0\t0\t0`;
  });
  return [header, ...rows].map((row) => `${row.padEnd(127)}\n`).join('');
}

const SOCKETS_HEADER = `${'  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'.padEnd(149)}\n`;

function sockets({ listeners }: NetworkStack, protocol: 'tcp' | 'udp'): string {
  const state = protocol === 'tcp' ? '0A' : '07';
  const rows = listeners.filter((listener) => listener.protocol === protocol && !listener.address.host.includes(':')).map(({ address }, index) => {
    const port = address.port.toString(16).toUpperCase().padStart(4, '0');
    const row = `${String(index).padStart(4)}: ${hexAddress(address.host)}:${port} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${20000 + index} 1 0000000000000000 100 0 0 10 0`;
    return `${row.padEnd(149)}\n`;
  });
  return SOCKETS_HEADER + rows.join('');
}
