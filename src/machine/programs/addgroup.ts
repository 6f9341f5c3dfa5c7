import { addGroup, freeId, gidsOf, joinGroup } from './support/accounts.ts';
import { Owners } from './support/owners.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { gid: 'g --gid=', system: 'S --system', quiet: 'gnu:q --quiet', force: 'gnu:--force-badname' } as const;

export const tool: Tool = {
  name: 'addgroup',
  origin: 'adduser 3.134',
  usage: '[--gid ID] [options] group',
  busyboxUsage: '[-g GID] [-S] [USER] GROUP',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const [first, second] = options.operands;
    if (first === undefined) throw call.isBusybox ? call.missing('') : call.refusal('Only one or two names allowed.');
    if (call.system.credentials.uid !== 0) throw call.refusal(call.isBusybox ? 'permission denied (are you root?)' : 'Only root may add a user or group to the system.');
    const owners = new Owners(call.files);
    if (second !== undefined) {
      if (!owners.users.some(({ name }) => name === first)) throw call.refusal(call.isBusybox ? `unknown user ${first}` : `The user \`${first}' does not exist.`);
      if (!joinGroup(call, first, second)) throw call.refusal(call.isBusybox ? `unknown group ${second}` : `The group \`${second}' does not exist.`);
      if (!call.isBusybox) yield* call.print(`Adding user \`${first}' to group \`${second}' ...\nDone.\n`);
      return 0;
    }
    if (owners.groups.some(({ name }) => name === first)) throw call.refusal(call.isBusybox ? `group '${first}' in use` : `The group \`${first}' already exists.`);
    const isSystem = options.has('system');
    const text = options.value('gid');
    if (text !== undefined && !/^\d+$/.test(text)) throw call.refusal(`invalid number '${text}'`);
    if (text !== undefined && owners.groupName(Number(text)) !== undefined) throw call.refusal(call.isBusybox ? `gid '${text}' in use` : `The GID \`${text}' is already in use.`);
    const gid = text === undefined ? freeId(gidsOf(owners), isSystem ? 100 : 1000, isSystem ? 999 : 59_999) : Number(text);
    if (!call.isBusybox && !options.has('quiet')) yield* call.print(`Adding group \`${first}' (GID ${gid}) ...\nDone.\n`);
    addGroup(call, first, gid);
    return 0;
  },
};

export const program = toProgram(tool);
