// The Engine API on a real socket, tried by each real client that is on this machine. `node tests/contracts/clients/run.mjs [NAME…]`
import { spawnSync } from 'node:child_process';
import { root } from '../../../bin/install.mjs';

/** What can be run, how to see that it is there, and what to do for it to be. */
const CLIENTS = {
  socket: { command: ['node', 'tests/contracts/clients/socket.mjs'] },
  dockerode: { command: ['node', 'tests/contracts/clients/dockerode.mjs'] },
  'docker-py': { command: ['node', 'tests/contracts/clients/docker_py.mjs', 'python3'], needs: ['python3', '-c', 'import docker'], hint: 'install the Python package docker' },
  docker: { command: ['node', 'tests/contracts/clients/docker.mjs'], needs: ['docker', '--version'], hint: 'install the docker command' },
};

const chosen = process.argv.slice(2);
const count = { passed: 0, failed: 0, skipped: 0 };
// Builds what is to be served, once.
spawnSync(process.execPath, ['bin/drydock.mjs', '--help'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
for (const [name, { command, needs, hint }] of Object.entries(CLIENTS)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  if (needs && spawnSync(needs[0], needs.slice(1)).status !== 0) {
    console.log(`skipped ${name}: it is not on this machine (${hint})`);
    count.skipped++;
    continue;
  }
  const started = Date.now();
  const { status } = spawnSync(command[0], command.slice(1), { cwd: root, stdio: 'inherit', timeout: 180_000 });
  console.log(`${status === 0 ? 'passed ' : 'FAILED '} ${name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  count[status === 0 ? 'passed' : 'failed']++;
}
console.log(`clients: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed === 0 ? 0 : 1);
