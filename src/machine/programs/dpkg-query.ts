import { NotSimulated } from '../../core/errors.ts';
import { readStatus } from './apt/database.ts';
import { list, tool as dpkg } from './dpkg.ts';
import { Refusal } from './support/endings.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

export const tool: Tool = {
  name: 'dpkg-query',
  usage: '[<option>...] <command>',
  usageStatus: 2,
  *run(call) {
    const format = call.args.map((arg) => /^(?:-f|--showformat)=?(.*)$/.exec(arg)?.[1]).find((text) => text !== undefined) ?? (call.args.includes('-f') ? call.args[call.args.indexOf('-f') + 1] : undefined);
    if (!call.args.some((arg) => arg === '-W' || arg === '--show' || arg.startsWith('-Wf'))) return call.args[0] === '-l' ? yield* list(call, call.args.slice(1)) : yield* dpkg.run(call);
    const names = call.args.filter((arg) => !arg.startsWith('-') && arg !== format);
    const all = readStatus(call.files);
    for (const name of names.length > 0 ? names : [...all.keys()].sort()) {
      const found = all.get(name);
      if (!found) throw new Refusal(`dpkg-query: no packages found matching ${name}\n`, 1);
      const fields: Readonly<Record<string, string>> = { Package: found.name, Version: found.version, Architecture: found.architecture, 'Installed-Size': /^Installed-Size: (\d+)$/m.exec(found.text)?.[1] ?? '', Status: 'install ok installed' };
      const text = format ?? call.args.find((arg) => arg.startsWith('-Wf='))?.slice(4);
      yield* call.print(text === undefined ? `${found.name}\t${found.version}\n` : text.replaceAll('\\n', '\n').replaceAll('\\t', '\t').replace(/\$\{([^};]+)(?:;-?\d+)?\}/g, (_all, field: string) => {
        const value = fields[field];
        if (value === undefined) throw new NotSimulated(`dpkg-query's field ${field}`);
        return value;
      }));
    }
    return 0;
  },
};

export const program = toProgram(tool);
