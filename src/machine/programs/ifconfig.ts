import { NotSimulated } from '../../core/errors.ts';
import type { NetworkInterface } from '../network/network.ts';
import { Refusal } from './support/endings.ts';
import { broadcastOf, isIpv4, maskOf, splitPrefix } from './support/interfaces.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

export const tool: Tool = {
  name: 'ifconfig',
  usage: '[-a] [interface]',
  busyboxUsage: '[-a] [IFACE] [ADDRESS]',
  *run(call) {
    const [name, ...rest] = call.args.filter((arg) => arg !== '-a');
    if (rest.length > 0) throw new NotSimulated('ifconfig with settings');
    const faces = call.system.network.interfaces.filter((face) => name === undefined || face.name === name);
    if (faces.length === 0 && name !== undefined) throw new Refusal(call.isBusybox ? `ifconfig: ${name}: error fetching interface information: Device not found\n` : `${name}: error fetching interface information: Device not found\n`, 1);
    for (const face of [...faces].sort((a, b) => (a.name < b.name ? -1 : 1))) yield* call.print(call.isBusybox ? oldStyle(face) : newStyle(face));
    return 0;
  },
};

export const program = toProgram(tool);

function oldStyle(face: NetworkInterface): string {
  const address = face.addresses.find(isIpv4);
  const isLoopback = face.name === 'lo';
  const indent = ' '.repeat(10);
  const lines = [`${face.name.padEnd(9)} Link encap:${isLoopback ? 'Local Loopback  ' : `Ethernet  HWaddr ${face.mac.toUpperCase()}  `}`];
  if (address !== undefined) {
    const [host, bits] = splitPrefix(address);
    lines.push(`${indent}inet addr:${host}${isLoopback ? '' : `  Bcast:${broadcastOf(address)}`}  Mask:${maskOf(bits)}`);
  }
  lines.push(
    `${indent}UP ${isLoopback ? 'LOOPBACK' : 'BROADCAST'} RUNNING${isLoopback ? '' : ' MULTICAST'}  MTU:${face.mtu}  Metric:1`,
    `${indent}RX packets:${face.receivedPackets} errors:0 dropped:0 overruns:0 frame:0`,
    `${indent}TX packets:${face.sentPackets} errors:0 dropped:0 overruns:0 carrier:0`,
    `${indent}collisions:0 txqueuelen:${isLoopback ? '1000 ' : '0 '}`,
    `${indent}RX bytes:${face.receivedBytes} (${binary(face.receivedBytes)})  TX bytes:${face.sentBytes} (${binary(face.sentBytes)})`,
  );
  return `${lines.join('\n')}\n\n`;
}

function newStyle(face: NetworkInterface): string {
  const address = face.addresses.find(isIpv4);
  const isLoopback = face.name === 'lo';
  const inet = address === undefined ? '' : `        inet ${splitPrefix(address)[0]}  netmask ${maskOf(splitPrefix(address)[1])}${isLoopback ? '' : `  broadcast ${broadcastOf(address)}`}\n`;
  return (
    `${face.name}: flags=${isLoopback ? '73<UP,LOOPBACK,RUNNING>' : '4163<UP,BROADCAST,RUNNING,MULTICAST>'}  mtu ${face.mtu}\n${inet}` +
    `${isLoopback ? '        loop  txqueuelen 1000  (Local Loopback)\n' : `        ether ${face.mac}  txqueuelen 0  (Ethernet)\n`}` +
    `        RX packets ${face.receivedPackets}  bytes ${face.receivedBytes} (${binary(face.receivedBytes)})\n        RX errors 0  dropped 0  overruns 0  frame 0\n` +
    `        TX packets ${face.sentPackets}  bytes ${face.sentBytes} (${binary(face.sentBytes)})\n        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0\n\n`
  );
}

function binary(bytes: number): string {
  if (bytes < 1024) return `${bytes}.0 B`;
  return bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}
