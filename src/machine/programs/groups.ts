import { parseOptions } from './support/options.ts';
import { Owners } from './support/owners.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'groups',
  usage: '[OPTION]... [USERNAME]...',
  busyboxUsage: '[USER]',
  *run(call) {
    const { operands } = parseOptions(call, {});
    const owners = new Owners(call.files);
    if (operands.length === 0) {
      const { gid, groups } = call.system.credentials;
      for (const id of [gid, ...groups.filter((other) => other !== gid)]) {
        const name = owners.groupName(id);
        yield* call.print(`${id === gid ? '' : ' '}${name ?? id}`);
        if (name === undefined && !call.isBusybox) yield* call.fail(`cannot find name for group ID ${id}`);
      }
      yield* call.print('\n');
      return call.status;
    }
    for (const name of operands) {
      const user = owners.user(name);
      if (!user) {
        yield* call.fail(call.isBusybox ? `unknown user ${name}` : `${quoted(name)}: no such user`);
        continue;
      }
      const ids = [user.gid, ...owners.groupsOf(user.name).filter((gid) => gid !== user.gid)];
      const words = ids.map((id) => owners.groupName(id) ?? String(id)).join(' ');
      yield* call.print(call.isBusybox ? `${words}\n` : `${name} : ${words}\n`);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
