// docker-py, by the Python that has it: `docker_py.py` against a server of its own.
import { spawn } from 'node:child_process';
import { serve } from './server.mjs';

const server = await serve('--image', 'busybox');
const tests = spawn(process.argv[2] ?? 'python3', ['tests/contracts/clients/docker_py.py', ...process.argv.slice(3)], { env: { ...process.env, DOCKER_HOST: server.host }, stdio: 'inherit' });
const status = await new Promise((resolve) => tests.once('exit', resolve));
await server.stop();
process.exit(status ?? 1);
