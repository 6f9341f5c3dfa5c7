import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { LEARNER, ROOT, createWorld } from '../../docker/world.ts';
import type { Process } from '../../core/process.ts';
import type { Output } from '../../core/stream.ts';
import { UsageError } from '../command.ts';
import type { HeadlessCommand } from '../command.ts';

export const run: HeadlessCommand = {
  name: 'run',
  usage: 'run [--seed SEED] [--user USER] FILE|-',
  about: "run a shell script in a fresh world; its output, its exit status",
  help: `The script runs with bash on a fresh host, as root unless --user names another (learner), to its end in virtual time.
FILE is the script; - reads it from standard input.`,
  async run(args) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { seed: { type: 'string', default: 'drydock' }, user: { type: 'string', default: 'root' } } });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError('needs one script');
    const script = readFileSync(file === '-' ? 0 : file, 'utf8');
    if (values.user !== 'root' && values.user !== 'learner') throw new UsageError(`there is no user ${values.user}; there are root and learner`);
    const world = createWorld({ seed: values.seed, user: values.user });
    const { status } = world.runScript(script, { user: values.user === 'root' ? ROOT : LEARNER, stdout: outputTo(process.stdout), stderr: outputTo(process.stderr) });
    return status;
  },
};

function outputTo(stream: NodeJS.WriteStream): Output {
  return {
    *write(bytes): Process<void> {
      stream.write(bytes.slice());
    },
    close() {},
  };
}
