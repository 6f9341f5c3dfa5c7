// The real docker command, typed into a real bash as our transcripts have it. What is about files of the host is left out:
// the simulated host does not see the real one's.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../bin/install.mjs';

const AREAS = ['inside', 'lifecycle', 'networks', 'run-flags', 'images'];
const folder = [join(root, '../shared/oracle/transcripts'), join(root, 'tests/transcripts/cases')].find(existsSync);
const { status } = spawnSync(process.execPath, ['bin/drydock.mjs', 'transcripts', '--client', 'docker', ...AREAS.map((area) => join(folder, area)).filter(existsSync)], { cwd: root, stdio: 'inherit' });
process.exitCode = status;
