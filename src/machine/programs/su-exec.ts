import { isSystemError } from '../errno.ts';
import { credentialsFor } from './support/become.ts';
import { Refusal } from './support/endings.ts';
import { Owners } from './support/owners.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'su-exec',
  usage: 'user-spec command [args]',
  *run(call) {
    const [spec, ...command] = call.args;
    if (spec === undefined || command.length === 0) throw new Refusal('Usage: su-exec user-spec command [args]\n', 0);
    const found = credentialsFor(new Owners(call.files), spec);
    if (!found) throw call.refusal(`getpwnam(${spec.replace(/:.*/, '')}): No such file or directory`);
    try {
      call.system.setCredentials(found.credentials);
      const env = new Map(call.system.env);
      env.set('HOME', found.user?.home ?? '/');
      return call.system.exec(command, env);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw call.refusal(error.code === 'EPERM' ? `setgroups(${found.credentials.gid}): ${error.message}` : `${command[0]}: ${error.message}`);
    }
  },
};

export const program = toProgram(tool);
