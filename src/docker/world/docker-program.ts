import { completers } from '../../machine/shell/interactive/completers.ts';
import type { Program } from '../../machine/system.ts';
import { completeDocker, runDocker } from '../cli/program.ts';
import type { DaemonAddresses } from '../cli/program.ts';

/** The `docker` command as a program of the machine. What Tab offers behind it comes from its declarations. */
export function dockerProgram(addresses: DaemonAddresses): Program {
  completers.set('docker', { complete: (system, words, index) => completeDocker(addresses, system, words, index) });
  return { name: 'docker', main: (system) => runDocker(system, addresses) };
}
