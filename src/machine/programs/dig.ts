import { MILLISECOND } from '../../core/clock.ts';
import { NotSimulated } from '../../core/errors.ts';
import { isSystemError } from '../errno.ts';
import { parseResolvConf } from '../network/names.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

export const tool: Tool = {
  name: 'dig',
  usage: '[@server] name [type] [+short]',
  *run(call) {
    const isShort = call.args.includes('+short');
    const words = call.args.filter((arg) => !arg.startsWith('+'));
    const other = words.find((word) => word.startsWith('-') || (/^(MX|TXT|NS|CNAME|SOA|AAAA|PTR|SRV)$/i.test(word) && word === word.toUpperCase()));
    if (other !== undefined) throw new NotSimulated(`dig ${other}`);
    const name = words.find((word) => !word.startsWith('@') && word !== 'A') ?? '.';
    let server = words.find((word) => word.startsWith('@'))?.slice(1);
    server ??= parseResolvConf(call.files.exists('/etc/resolv.conf') ? call.files.readText('/etc/resolv.conf') : '').servers[0] ?? '127.0.0.1';
    const started = call.now();
    let addresses: readonly string[];
    try {
      addresses = (yield* call.system.network.resolve(name)).filter((address) => !address.includes(':'));
    } catch (error) {
      if (!isSystemError(error)) throw error;
      yield* call.print(`;; communications error to ${server}#53: timed out\n\n; <<>> DiG 9.18.33-1~deb12u2-Debian <<>> ${call.args.join(' ')}\n;; global options: +cmd\n;; no servers could be reached\n\n`);
      return 9;
    }
    if (isShort) {
      yield* call.print(addresses.map((address) => `${address}\n`).join(''));
      return 0;
    }
    const id = call.system.entropy.below(65_536);
    const answer = addresses.length > 0 ? `;; ANSWER SECTION:\n${addresses.map((address) => `${`${name}.`.padEnd(24)}600\tIN\tA\t${address}\n`).join('')}\n` : '';
    yield* call.print(
      `\n; <<>> DiG 9.18.33-1~deb12u2-Debian <<>> ${call.args.join(' ')}\n;; global options: +cmd\n;; Got answer:\n` +
        `;; ->>HEADER<<- opcode: QUERY, status: ${addresses.length > 0 ? 'NOERROR' : 'NXDOMAIN'}, id: ${id}\n;; flags: qr rd ra; QUERY: 1, ANSWER: ${addresses.length}, AUTHORITY: 0, ADDITIONAL: 0\n\n` +
        `;; QUESTION SECTION:\n;${`${name}.`.padEnd(30)}IN\tA\n\n${answer};; Query time: ${Math.round((call.now() - started) / MILLISECOND)} msec\n;; SERVER: ${server}#53(${server}) (UDP)\n\n`,
    );
    return 0;
  },
};

export const program = toProgram(tool);
