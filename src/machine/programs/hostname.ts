import { SystemError, isSystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import type { Call } from './support/call.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  short: 's --short',
  addresses: 'i --ip-address',
  allAddresses: 'gnu:I --all-ip-addresses',
  fqdn: 'f --fqdn --long',
  domain: 'd --domain',
  file: 'F --file=',
  alias: '!gnu:a --alias',
  nis: '!gnu:y --yp --nis',
  boot: '!gnu:b --boot',
} as const;

/** The addresses that /etc/hosts has for the name. */
function addressesOf(call: Call, name: string): string[] {
  const text = attempt(() => call.files.readText('/etc/hosts'));
  if (text instanceof SystemError) return [];
  return text.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/)).filter((words) => words.slice(1).includes(name)).map(([address]) => address!);
}

function longName(call: Call): string {
  const { hostname } = call.system.host;
  const text = attempt(() => call.files.readText('/etc/hosts'));
  const words = text instanceof SystemError ? undefined : text.split('\n').map((line) => line.trim().split(/\s+/)).find((line) => line.slice(1).includes(hostname));
  return words?.[1] ?? hostname;
}

export const tool: Tool = {
  name: 'hostname',
  origin: 'hostname 3.23',
  usage: '[-s|-f|-i|-I|-d]\n[-F FILE] [NAME]',
  busyboxUsage: '[-sidf] [HOSTNAME | -F FILE]',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const file = options.value('file');
    const wanted = file === undefined ? options.operands[0] : call.files.readText(file).split('\n').find((line) => line.trim() !== '' && !line.startsWith('#'))?.trim();
    if (wanted !== undefined) {
      try {
        call.system.host.hostname = wanted;
      } catch (error) {
        if (!isSystemError(error)) throw error;
        throw call.refusal(call.isBusybox ? `sethostname: ${error.message}` : 'you must be root to change the host name');
      }
      return 0;
    }
    const { hostname } = call.system.host;
    const dot = longName(call).indexOf('.');
    if (options.has('short')) yield* call.print(`${hostname.replace(/\..*/, '')}\n`);
    else if (options.has('fqdn')) yield* call.print(`${longName(call)}\n`);
    else if (options.has('domain')) yield* call.print(dot < 0 ? '' : `${longName(call).slice(dot + 1)}\n`);
    else if (options.has('addresses')) {
      // BusyBox is linked against a C library that takes the first line of the file.
      yield* call.print(call.isBusybox ? `${addressesOf(call, hostname)[0] ?? ''} \n` : `${addressesOf(call, hostname).join(' ')}\n`);
    }
    else if (options.has('allAddresses')) {
      const addresses = call.system.network.interfaces.filter(({ name }) => name !== 'lo').flatMap((one) => one.addresses.map((address) => address.replace(/\/.*/, '')));
      yield* call.print(`${addresses.map((address) => `${address} `).join('')}\n`);
    } else yield* call.print(`${hostname}\n`);
    return 0;
  },
};

export const program = toProgram(tool);
