import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import { NotSimulated } from '../../core/errors.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const FILES: Readonly<Record<string, string>> = { passwd: '/etc/passwd', group: '/etc/group', shadow: '/etc/shadow', services: '/etc/services', protocols: '/etc/protocols', networks: '/etc/networks' };

export const tool: Tool = {
  name: 'getent',
  origin: 'Debian GLIBC 2.36',
  usage: '[OPTION...] database [key ...]',
  *run(call) {
    const { operands } = parseOptions(call, { service: '!s --service=', noIdn: 'i --no-idn' });
    const [database, ...keys] = operands;
    if (database === undefined) throw call.misuse('wrong number of arguments');
    if (database === 'hosts' || database === 'ahosts' || database === 'ahostsv4') {
      if (keys.length === 0) {
        const text = attempt(() => call.files.readText('/etc/hosts'));
        if (text instanceof SystemError) return 0;
        for (const line of text.split('\n')) {
          const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
          if (address && names.length > 0) yield* call.print(`${address.padEnd(15)} ${names.join(' ')}\n`);
        }
        return 0;
      }
      let status = 0;
      for (const key of keys) {
        const addresses = yield* call.system.network.resolve(key);
        if (addresses.length === 0) status = 2;
        else if (database === 'hosts') yield* call.print(`${addresses[0]!.padEnd(15)} ${key}\n`);
        else for (const address of addresses) for (const kind of ['STREAM', 'DGRAM', 'RAW']) yield* call.print(`${address.padEnd(15)} ${kind.padEnd(6)} ${kind === 'STREAM' && address === addresses[0] ? key : ''}`.trimEnd() + '\n');
      }
      return status;
    }
    const path = FILES[database];
    if (path === undefined) {
      if (['initgroups', 'netgroup', 'rpc', 'ethers', 'gshadow', 'aliases'].includes(database)) throw new NotSimulated(`getent ${database}`);
      yield* call.complain(`Unknown database: ${database}\n`);
      yield* call.print("Try `getent --help' or `getent --usage' for more information.\n");
      return 1;
    }
    const text = attempt(() => call.files.readText(path));
    const lines = text instanceof SystemError ? [] : text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    if (keys.length === 0) {
      yield* call.print(lines.map((line) => `${line}\n`).join(''));
      return 0;
    }
    let status = 0;
    for (const key of keys) {
      const found = lines.find((line) => {
        const fields = line.split(/[:\s]+/);
        return fields[0] === key || ((database === 'passwd' || database === 'group') && line.split(':')[2] === key);
      });
      if (found === undefined) status = 2;
      else yield* call.print(`${found}\n`);
    }
    return status;
  },
};

export const program = toProgram(tool);
