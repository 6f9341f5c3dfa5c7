import { NotSimulated } from '../../core/errors.ts';
import type { Process } from '../../core/process.ts';
import { readStatus } from './apt/database.ts';
import type { Call } from './support/call.ts';
import { Refusal } from './support/endings.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

export const tool: Tool = {
  name: 'dpkg',
  usage: '[<option>...] <command>',
  usageStatus: 2,
  *run(call) {
    const [verb = '', ...names] = call.args;
    switch (verb) {
      case '-l': case '--list': return yield* list(call, names);
      case '-s': case '--status': return yield* status(call, names);
      case '-L': case '--listfiles': return yield* listFiles(call, names);
      case '-S': case '--search': return yield* search(call, names);
      case '--print-architecture':
        yield* call.print(`${call.system.host.platform.replace('linux/', '')}\n`);
        return 0;
      case '--version':
        yield* call.print("Debian 'dpkg' package management program version 1.21.22 (amd64).\n");
        return 0;
      case '': throw new Refusal('dpkg: error: need an action option\n\nType dpkg --help for help about installing and deinstalling packages [*];\n', 2);
      default: throw new NotSimulated(`dpkg ${verb}`);
    }
  },
};

export const program = toProgram(tool);

export function* list(call: Call, names: readonly string[]): Process<number> {
  const rows = [...readStatus(call.files).values()].filter(({ name }) => names.length === 0 || names.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name)));
  if (rows.length === 0) throw new Refusal(`dpkg-query: no packages found matching ${names.join(' ')}\n`, 1);
  const width = Math.max(14, ...rows.map(({ name }) => name.length));
  const versions = Math.max(12, ...rows.map(({ version }) => version.length));
  yield* call.print(`Desired=Unknown/Install/Remove/Purge/Hold\n| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend\n|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)\n||/ ${'Name'.padEnd(width)} ${'Version'.padEnd(versions)} Architecture Description\n+++-${'='.repeat(width)}-${'='.repeat(versions)}-============-${'='.repeat(33)}\n`);
  for (const { name, version, architecture, text } of rows.sort((a, b) => (a.name < b.name ? -1 : 1))) yield* call.print(`ii  ${name.padEnd(width)} ${version.padEnd(versions)} ${architecture.padEnd(12)} ${/^Description: (.*)$/m.exec(text)?.[1] ?? ''}\n`);
  return 0;
}

function* status(call: Call, names: readonly string[]): Process<number> {
  const all = readStatus(call.files);
  for (const name of names) {
    const found = all.get(name);
    if (!found) throw new Refusal(`dpkg-query: package '${name}' is not installed and no information is available\nUse dpkg --info (= dpkg-deb --info) to examine archive files.\n`, 1);
    yield* call.print(`${found.text}\n`);
  }
  return 0;
}

function* listFiles(call: Call, names: readonly string[]): Process<number> {
  for (const name of names) {
    const path = `/var/lib/dpkg/info/${name}.list`;
    if (!call.files.exists(path)) throw new Refusal(`dpkg-query: package '${name}' is not installed\nUse dpkg --contents (= dpkg-deb --contents) to list archive files contents.\n`, 1);
    yield* call.print(call.files.readText(path));
  }
  return 0;
}

function* search(call: Call, paths: readonly string[]): Process<number> {
  let status = 0;
  for (const path of paths) {
    const owner = call.files.list('/var/lib/dpkg/info').find(({ name }) => name.endsWith('.list') && call.files.readText(`/var/lib/dpkg/info/${name}`).split('\n').includes(path));
    if (owner) yield* call.print(`${owner.name.replace(/\.list$/, '')}: ${path}\n`);
    else {
      yield* call.complain(`dpkg-query: no path found matching pattern ${path}\n`);
      status = 1;
    }
  }
  return status;
}
