import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorld } from '../../docker/world.ts';
import { formatStep, parseTranscript } from '../../tutor/transcripts/console.ts';
import type { Step } from '../../tutor/transcripts/console.ts';
import { Normaliser, matchesText } from '../../tutor/transcripts/normalise.ts';
import type { TranscriptResult } from '../../tutor/transcripts/run.ts';
import { serveWorld } from '../serve/serve-world.ts';

/** Milliseconds for one command. */
const PATIENCE = 60_000;

/** The version of the docker command on this machine; undefined where there is none. */
export function realClientVersion(): string | undefined {
  const { stdout, status } = spawnSync('docker', ['version', '--format', '{{.Client.Version}}'], { encoding: 'utf8', env: { ...process.env, DOCKER_HOST: 'unix:///nowhere.sock' } });
  const version = stdout?.trim();
  return version || status === 0 ? version : undefined;
}

/** Whether a shell of ours may see our socket at /var/run/docker.sock: that takes a mount namespace of its own. */
const canUnshare = () => spawnSync('unshare', ['--mount', 'true']).status === 0;

/**
 * Types a transcript's commands into a real bash, where `docker` is the real command and a fresh world's engine its
 * daemon, in real time, and holds what they print against the transcript.
 */
export async function runWithRealClient(text: string): Promise<TranscriptResult> {
  const { notes, steps } = parseTranscript(text);
  const scratch = mkdtempSync(join(tmpdir(), 'drydock-client-'));
  const folder = mkdtempSync(join(tmpdir(), 'console-'));
  const world = createWorld({ seed: 'transcript', user: 'root', preload: ['busybox'], startsAt: Date.now() * 1000 });
  if (notes.some((note) => note.startsWith('registry at'))) world.startLocalRegistries();
  let defect: unknown;
  const served = await serveWorld(world, { path: join(scratch, 'd.sock') }, (error) => (defect = error));
  const shell = new RealShell(scratch, folder, notes.some((note) => note.endsWith('with BuildKit')));
  const normaliser = new Normaliser(folder, notes);
  const differences = [];
  try {
    for (const expected of steps) {
      const { stdout, stderr, status } = await shell.run(expected.command);
      const found: Step = { command: expected.command, stdout: normaliser.normalise(stdout), stderr: normaliser.normalise(stderr), status };
      if (!isSame(expected, found)) differences.push({ command: expected.command, expected: formatStep(expected), found: formatStep(found) });
      if (defect !== undefined) throw defect;
      if (status < 0) break;
    }
  } finally {
    shell.end();
    await served.close();
    for (const path of [scratch, folder]) rmSync(path, { recursive: true, force: true });
  }
  return { passed: differences.length === 0, differences };
}

function isSame(expected: Step, found: Step): boolean {
  return matchesText(expected.stdout, found.stdout) && matchesText(expected.stderr, found.stderr) && expected.status === found.status;
}

/** One bash for a whole transcript, so that variables, functions and cd last from step to step. */
class RealShell {
  readonly #bash: ChildProcessWithoutNullStreams;

  constructor(
    private readonly scratch: string,
    folder: string,
    usesBuildKit: boolean,
  ) {
    const socket = join(scratch, 'd.sock');
    const setup = canUnshare()
      ? ['unshare', '--mount', 'sh', '-c', `mount -t tmpfs run /run && ln -s ${socket} /run/docker.sock && unset DOCKER_HOST && exec bash --norc -s`]
      : ['bash', '--norc', '-s'];
    this.#bash = spawn(setup[0]!, setup.slice(1), {
      cwd: folder,
      detached: true,
      env: { PATH: process.env.PATH, DOCKER_HOST: `unix://${socket}`, DOCKER_BUILDKIT: usesBuildKit ? '1' : '0', DOCKER_CLI_HINTS: 'false', HOME: folder, LC_ALL: 'C', COLUMNS: '80' },
    });
    this.#bash.stdout.setEncoding('utf8');
    this.#bash.stderr.resume();
  }

  /** What the command printed; status -1 when it does not come back. */
  async run(command: string): Promise<Omit<Step, 'command'>> {
    const file = (name: string) => join(this.scratch, name);
    writeFileSync(file('step.sh'), `${command}\n`);
    const ended = new Promise<number>((resolve) => {
      let seen = '';
      const finish = (status: number) => {
        clearTimeout(timer);
        this.#bash.stdout.off('data', hear);
        resolve(status);
      };
      const timer = setTimeout(finish, PATIENCE, -1);
      const hear = (data: string) => {
        seen += data;
        const status = /@@status=(\d+)\n/.exec(seen)?.[1];
        if (status !== undefined) finish(Number(status));
      };
      this.#bash.stdout.on('data', hear);
    });
    this.#bash.stdin.write(`. ${file('step.sh')} >${file('out')} 2>${file('err')} </dev/null; echo "@@status=$?"\n`);
    const status = await ended;
    return { stdout: readFileSync(file('out'), 'utf8'), stderr: readFileSync(file('err'), 'utf8'), status };
  }

  /** Ends bash and what it started in the background. */
  end(): void {
    this.#bash.stdin.end();
    try {
      process.kill(-this.#bash.pid!, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
