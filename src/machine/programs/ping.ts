import { MILLISECOND, SECOND } from '../../core/clock.ts';
import type { Micros } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import { SystemError, isSystemError } from '../errno.ts';
import { SIGNALS } from '../signals.ts';
import type { Call } from './support/call.ts';
import { HttpFailure, addressesOf } from './support/http-client.ts';
import { parseOptions } from './support/options.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

const OPTIONS = {
  count: 'c=', quiet: 'q', interval: 'i=', wait: 'W=', deadline: 'w=', size: 's=', ttl: 't=', ipv4: '4', numeric: 'n', ipv6: '!6', source: '!I=', flood: '!f',
} as const;

/** Of everything that was sent. */
class Statistics {
  sent = 0;
  readonly times: Micros[] = [];

  text(name: string, isBusybox: boolean, elapsed: Micros): string {
    const received = this.times.length;
    const loss = this.sent === 0 ? 0 : Math.round(((this.sent - received) * 100) / this.sent);
    const head = `\n--- ${name} ping statistics ---\n${this.sent} packets transmitted, ${received} ${isBusybox ? 'packets ' : ''}received, ${loss}% packet loss`;
    const least = Math.min(...this.times);
    const most = Math.max(...this.times);
    const mean = this.times.reduce((sum, time) => sum + time, 0) / received;
    if (isBusybox) return `${head}\n${received === 0 ? '' : `round-trip min/avg/max = ${ms(least)}/${ms(mean)}/${ms(most)} ms\n`}`;
    const deviation = Math.sqrt(this.times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / received);
    return `${head}, time ${Math.round(elapsed / MILLISECOND)}ms\n${received === 0 ? '' : `rtt min/avg/max/mdev = ${ms(least)}/${ms(mean)}/${ms(most)}/${ms(deviation)} ms\n`}\n`;
  }
}

function ms(time: Micros): string {
  return (time / MILLISECOND).toFixed(3);
}

export const tool: Tool = {
  name: 'ping',
  usage: '[options] <destination>',
  busyboxUsage: '[OPTIONS] HOST',
  origin: 'ping from iputils 20221126',
  usageStatus: 2,
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const name = options.operands[0];
    if (name === undefined) throw call.isBusybox ? call.missing('') : call.refusal('usage error: Destination address required', 1);
    const address = yield* resolve(call, name);
    const count = options.has('count') ? Number(options.value('count')) : Infinity;
    const interval = Math.round(Number(options.value('interval') ?? 1) * SECOND);
    const patience = Math.round(Number(options.value('wait') ?? 10) * SECOND);
    const deadline = options.has('deadline') ? call.now() + Number(options.value('deadline')) * SECOND : Infinity;
    const bytes = Number(options.value('size') ?? 56);
    const statistics = new Statistics();
    const started = call.now();
    const state = { isInterrupted: false };
    call.system.onSignal(SIGNALS.SIGINT, () => (state.isInterrupted = true));
    yield* call.print(call.isBusybox ? `PING ${name} (${address}): ${bytes} data bytes\n` : `PING ${name} (${address}) ${bytes}(${bytes + 28}) bytes of data.\n`);
    yield* call.flush();
    while (statistics.sent < count && !state.isInterrupted && call.now() < deadline) {
      const at = call.now();
      statistics.sent++;
      const isLast = statistics.sent >= count;
      const time = yield* echo(call, address, Math.min(isLast ? patience : interval, deadline - at));
      if (time === undefined) {
        if (call.now() < Math.min(at + (isLast ? patience : interval), deadline)) yield* call.system.sleep(Math.min(at + (isLast ? patience : interval), deadline) - call.now());
      } else {
        statistics.times.push(time);
        if (!options.has('quiet')) yield* call.print(reply(call, name, address, bytes + 8, statistics.sent, time));
        yield* call.flush();
        if (!isLast) yield* pause(call, at + interval, state);
      }
    }
    yield* call.print(statistics.text(name, call.isBusybox, call.now() - started));
    return statistics.times.length > 0 ? 0 : 1;
  },
};

export const program = toProgram(tool);

/** Sleeps until a moment, unless Ctrl-C comes first. */
function* pause(call: Call, due: Micros, state: { readonly isInterrupted: boolean }): Process<void> {
  while (call.now() < due && !state.isInterrupted) yield* call.system.sleep(Math.min(100 * MILLISECOND, due - call.now()));
}

function reply(call: Call, name: string, address: string, size: number, sequence: number, time: Micros): string {
  if (call.isBusybox) return `${size} bytes from ${address}: seq=${sequence - 1} ttl=64 time=${ms(time)} ms\n`;
  return `${size} bytes from ${name === address ? address : `${name} (${address})`}: icmp_seq=${sequence} ttl=64 time=${shortTime(time)} ms\n`;
}

/** Three significant digits, as iputils shows times. */
function shortTime(time: Micros): string {
  const value = time / MILLISECOND;
  return value < 1 ? value.toFixed(3) : value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : String(Math.round(value));
}

function* resolve(call: Call, name: string): Process<string> {
  try {
    return (yield* addressesOf(call.system, name))[0]!;
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    if (call.isBusybox) throw call.refusal(`bad address '${name}'`);
    throw call.refusal(`${name}: ${error.cause ? 'Temporary failure in name resolution' : 'Name or service not known'}`, 2);
  }
}

/** The round trip; undefined when no answer came. */
function* echo(call: Call, address: string, patience: Micros): Process<Micros | undefined> {
  try {
    return yield* call.system.network.ping(address, patience);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'ENETUNREACH') throw call.isBusybox ? call.refusal('sendto: Network is unreachable') : new SystemError('ENETUNREACH', 'connect');
    if (error.code === 'EPERM') throw call.refusal(call.isBusybox ? 'permission denied (are you root?)' : 'socktype: SOCK_RAW\nping: socket: Operation not permitted', call.isBusybox ? 1 : 2);
    return undefined;
  }
}
