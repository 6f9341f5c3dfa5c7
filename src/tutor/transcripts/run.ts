import { toBytes, toText } from '../../core/bytes.ts';
import { HOUR } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import { Pipe } from '../../core/stream.ts';
import { ROOT, createWorld } from '../../docker/world.ts';
import type { World } from '../../docker/world.ts';
import type { Files } from '../../machine/files/files.ts';
import { formatStep, parseTranscript } from './console.ts';
import type { Step } from './console.ts';
import { Normaliser, matchesText } from './normalise.ts';

/** The folder that the commands are typed in: empty at first. */
const FOLDER = '/tmp/transcript';
const STEPS = 1_000_000;
/** Instead of a status: the command did not end. */
const HANGS = -1;

export interface Difference {
  readonly command: string;
  /** The step's lines as the transcript has them, and as they were printed. */
  readonly expected: string;
  readonly found: string;
}

export interface TranscriptResult {
  readonly passed: boolean;
  /** All steps that differ, in their order. */
  readonly differences: readonly Difference[];
}

/** Runs a transcript's commands in a fresh world, and holds what they print against it. Throws TranscriptError. */
export function runTranscript(text: string): TranscriptResult {
  const { notes, steps } = parseTranscript(text);
  const world = createWorld({ seed: 'transcript', user: 'root', preload: ['busybox'] });
  if (notes.some((note) => note.startsWith('registry at'))) world.startLocalRegistries();
  const shell = new TranscriptShell(world, notes.some((note) => note.endsWith('with BuildKit')));
  const normaliser = new Normaliser(FOLDER, notes);
  const differences: Difference[] = [];
  for (const expected of steps) {
    const { stdout, stderr, status } = shell.run(expected.command);
    const found: Step = { command: expected.command, stdout: normaliser.normalise(stdout), stderr: normaliser.normalise(stderr), status };
    const hangs = status === HANGS;
    if (!isSame(expected, found)) differences.push({ command: expected.command, expected: formatStep(expected), found: formatStep(found) });
    // Nothing can be typed at a shell that does not come back.
    if (hangs) break;
  }
  return { passed: differences.length === 0, differences };
}

function isSame(expected: Step, found: Step): boolean {
  return matchesText(expected.stdout, found.stdout) && matchesText(expected.stderr, found.stderr) && expected.status === found.status;
}

/** One bash for a whole transcript, so that variables, functions and cd last from step to step. */
class TranscriptShell {
  readonly #input = new Pipe();
  readonly #files: Files;
  #seen = '';
  #isOver = false;

  constructor(
    private readonly world: World,
    usesBuildKit: boolean,
  ) {
    this.#files = world.main.host.namespaces.mounts.files();
    this.#files.mkdirAll(FOLDER);
    const output = { write: (bytes: Uint8Array) => this.#hear(bytes), close: () => {} };
    const env = { DOCKER_BUILDKIT: usesBuildKit ? '1' : '0', DOCKER_CLI_HINTS: 'false', HOME: FOLDER, LC_ALL: 'C', COLUMNS: '80' };
    const process = world.startScript('', { argv: ['bash', '--norc', '-s'], user: ROOT, cwd: FOLDER, stdin: this.#input.input, stdout: output, stderr: output, env });
    process.onExit(() => (this.#isOver = true));
  }

  run(command: string): Omit<Step, 'command'> {
    this.#seen = '';
    this.#files.write('/run/step.sh', `${command}\n`);
    const { scheduler } = this.world;
    scheduler.start(this.#input.output.write(toBytes('. /run/step.sh >/run/step.out 2>/run/step.err </dev/null; echo "@@status=$?"\n')));
    const stopped = scheduler.run({ until: scheduler.clock.now() + HOUR, steps: STEPS, isOver: () => this.#isOver || this.#seen.endsWith('\n') });
    const status = /@@status=(\d+)\n$/.exec(this.#seen)?.[1];
    const [stdout, stderr] = [this.#read('/run/step.out'), this.#read('/run/step.err')];
    if (status === undefined) return { stdout, stderr: `${stderr}(the shell does not come back: ${stopped})\n${this.#seen}`, status: HANGS };
    return { stdout, stderr, status: Number(status) };
  }

  *#hear(bytes: Uint8Array): Process<void> {
    this.#seen += toText(bytes);
  }

  #read(path: string): string {
    return this.#files.exists(path) ? this.#files.readText(path) : '';
  }
}
