import { NotSimulated } from '../../core/errors.ts';
import type { NetworkInterface } from '../network/network.ts';
import type { Call } from './support/call.ts';
import { Refusal } from './support/endings.ts';
import { broadcastOf, isIpv4, linkName, splitPrefix } from './support/interfaces.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

export const tool: Tool = {
  name: 'ip',
  usage: '[ OPTIONS ] OBJECT { COMMAND | help }',
  busyboxUsage: '[OPTIONS] address|route|link|tunnel|neigh|rule [ARGS]',
  origin: 'ip utility, iproute2 6.1.0',
  *run(call) {
    const flags = call.args.filter((arg) => arg.startsWith('-'));
    const words = call.args.filter((arg) => !arg.startsWith('-'));
    for (const flag of flags) if (!['-4', '-6', '-o', '-oneline', '-br', '-brief', '-c', '-color', '-d', '-s'].includes(flag)) throw new NotSimulated(`ip ${flag}`);
    const [object = '', verb = 'show', ...rest] = words;
    const asked = { isIpv4: flags.includes('-4'), isIpv6: flags.includes('-6'), isOneLine: flags.includes('-o') || flags.includes('-oneline'), isBrief: flags.some((flag) => flag.startsWith('-br')) };
    const kind = ['address', 'route', 'link', 'neighbour'].find((name) => object !== '' && name.startsWith(object));
    if (object === '') throw call.missing('');
    if (kind === undefined) throw new Refusal(`Object "${object}" is unknown, try "ip help".\n`, 1);
    if (!['show', 'list', 's', 'sh', 'l', 'ls', 'get', 'g'].includes(verb) && (kind !== 'link' && kind !== 'address')) throw new NotSimulated(`ip ${kind} ${verb}`);
    if (['add', 'a', 'del', 'd', 'set', 'flush', 'replace'].includes(verb)) return yield* refuseChange(call, `ip ${object} ${verb}`);
    if (kind === 'route') yield* call.print(routes(call));
    else if (kind === 'neighbour') return 0;
    else yield* showInterfaces(call, kind, rest.filter((word) => word !== 'dev')[0] ?? (['show', 'list', 's', 'l', 'ls', 'sh'].includes(verb) ? undefined : verb === 'dev' ? rest[0] : verb), asked);
    return call.status;
  },
};

export const program = toProgram(tool);

/** Without CAP_NET_ADMIN, which containers lack, nothing can be changed. */
function* refuseChange(call: Call, what: string): Generator<never, number, void> {
  const inBusybox = what.startsWith('ip link set') ? 'ip: SIOCSIFFLAGS: Operation not permitted\n' : 'ip: RTNETLINK answers: Operation not permitted\n';
  if (!call.system.capabilities.has('CAP_NET_ADMIN')) throw new Refusal(call.isBusybox ? inBusybox : 'RTNETLINK answers: Operation not permitted\n', 2);
  throw new NotSimulated(what);
}

function routes(call: Call): string {
  const { routes: all, interfaces } = call.system.network;
  return all.map((route) => {
    if (route.gateway !== undefined) return `${route.destination} via ${route.gateway} dev ${route.interface} \n`;
    const source = interfaces.find(({ name }) => name === route.interface)?.addresses.find(isIpv4);
    const from = source === undefined ? '' : `src ${splitPrefix(source)[0]} `;
    return call.isBusybox ? `${route.destination} dev ${route.interface} scope link  ${from}\n` : `${route.destination} dev ${route.interface} proto kernel scope link ${from}\n`;
  }).join('');
}

interface Asked {
  readonly isIpv4: boolean;
  readonly isIpv6: boolean;
  readonly isOneLine: boolean;
  readonly isBrief: boolean;
}

function* showInterfaces(call: Call, kind: string, name: string | undefined, asked: Asked) {
  const all = call.system.network.interfaces;
  const chosen = all.map((face, i) => [face, i + 1] as const).filter(([face]) => name === undefined || face.name === name);
  if (chosen.length === 0) throw new Refusal(call.isBusybox ? `ip: can't find device '${name}'\n` : `Device "${name}" does not exist.\n`, 1);
  for (const [face, index] of chosen) {
    if (asked.isBrief) yield* call.print(`${linkName(face).padEnd(16)} ${(face.name === 'lo' ? 'UNKNOWN' : face.isUp ? 'UP' : 'DOWN').padEnd(14)} ${kind === 'link' ? `${face.mac} <${flagsOf(face)}>` : face.addresses.join(' ')} \n`);
    else if (asked.isOneLine) yield* call.print(face.addresses.filter(isIpv4).map((address) => `${index}: ${face.name}    ${inet(face, address)}\\       valid_lft forever preferred_lft forever\n`).join(''));
    else yield* call.print(linkLines(call, face, index, asked) + (kind === 'link' ? '' : addressLines(face, asked)));
  }
}

function flagsOf(face: NetworkInterface): string {
  return face.name === 'lo' ? 'LOOPBACK,UP,LOWER_UP' : `BROADCAST,MULTICAST${face.isUp ? ',UP,LOWER_UP' : ''}`;
}

function linkLines(call: Call, face: NetworkInterface, index: number, asked: Asked): string {
  const isLoopback = face.name === 'lo';
  const flags = call.isBusybox && !isLoopback ? `${flagsOf(face)},M-DOWN` : flagsOf(face);
  const state = call.isBusybox ? (isLoopback ? 'qlen 1000' : '') : `state ${isLoopback ? 'UNKNOWN' : face.isUp ? 'UP' : 'DOWN'} group default${isLoopback ? ' qlen 1000' : ''}`;
  const head = `${index}: ${linkName(face)}: <${flags}> mtu ${face.mtu} qdisc noqueue ${state}\n`;
  if (asked.isIpv4) return head;
  const away = !call.isBusybox && linkName(face).includes('@') ? ' link-netnsid 0' : '';
  return `${head}    link/${isLoopback ? 'loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00' : `ether ${face.mac} brd ff:ff:ff:ff:ff:ff`}${away}\n`;
}

function inet(face: NetworkInterface, address: string): string {
  const scope = face.name === 'lo' ? 'host' : 'global';
  return `inet ${address}${face.name === 'lo' ? '' : ` brd ${broadcastOf(address)}`} scope ${scope} ${face.name}`;
}

function addressLines(face: NetworkInterface, asked: Asked): string {
  const lifetime = '       valid_lft forever preferred_lft forever\n';
  const four = asked.isIpv6 ? [] : face.addresses.filter(isIpv4);
  const six = asked.isIpv4 ? [] : face.addresses.filter((address) => !isIpv4(address));
  return four.map((address) => `    ${inet(face, address)}\n${lifetime}`).join('') + six.map((address) => `    inet6 ${address} scope ${face.name === 'lo' ? 'host' : 'global'} \n${lifetime}`).join('');
}
