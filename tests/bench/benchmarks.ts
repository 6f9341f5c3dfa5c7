import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkDockerfile } from '../../src/docker/builder/check/index.ts';
import { VirtualClock } from '../../src/core/clock.ts';
import { Scheduler } from '../../src/core/process.ts';
import { createResources } from '../../src/machine/resources/create-resources.ts';
import type { Limits } from '../../src/machine/resources/resources.ts';
import { gradeWork } from '../../src/tutor/grading/grade-answer.ts';
import { parseLesson } from '../../src/tutor/lessons/parse.ts';
import { Session, playJournal } from '../../src/tutor/session/session.ts';
import type { Benchmark } from './benchmark.ts';
import { BUILDS } from './builds.ts';
import { CLASSROOM } from './classroom.ts';
import { EVENT_STREAM } from './events.ts';
import { elapsed, median, memory, middle, ms } from './measure.ts';
import { NETWORK } from './network.ts';
import { SOCKET } from './socket.ts';
import { ask, newWorld, script } from './worlds.ts';
import { worstGrowth } from './growth.ts';

/** A thousand containers with mixed limits on eight cores, each computing without end, ten seconds after their start. */
function busyGroups() {
  const clock = new VirtualClock(0);
  const scheduler = new Scheduler(clock);
  const resources = createResources({ clock, cores: 8, memory: 2 ** 36, swap: 0 });
  const limitsOf = (i: number): Limits => ({
    cpuShares: [0, 512, 2048, 100][i % 4]!, memory: 64 << 20,
    ...(i % 3 === 0 ? { cpuQuota: 1000 + (i % 7) * 10_000 } : {}), ...(i % 10 === 0 ? { cpuset: [i % 8, (i + 1) % 8] } : {}),
  });
  const before = memory();
  const groups = Array.from({ length: 1000 }, (_, i) => {
    const group = resources.createGroup('/', String(i).padStart(64, '0'), limitsOf(i));
    resources.join(group, i + 1);
    return group;
  });
  const bytes = (memory() - before) / groups.length;
  groups.forEach((group, i) => scheduler.start(resources.compute(group, i + 1, 1e12)));
  scheduler.run({ until: 10e6 });
  return { clock, scheduler, resources, groups, limitsOf, bytes };
}

function lessonFolder(path: string): ReadonlyMap<string, Uint8Array> {
  const folder = join('lessons', path);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map((entry) => [join(entry.parentPath, entry.name).slice(folder.length + 1), new Uint8Array(readFileSync(join(entry.parentPath, entry.name)))]));
}

export const BENCHMARKS: readonly Benchmark[] = [
  {
    name: 'docker run --rm busybox true, from the simulated shell',
    target: '≤ 2 ms (real engine: 225 ms)',
    run() {
      const world = newWorld();
      return ms(median(200, () => script(world, 'docker run --rm busybox true'), 50));
    },
  },
  {
    name: 'a build of four steps without cache',
    target: '≤ 10 ms (real engine: 870 ms)',
    run() {
      const world = newWorld();
      script(world, "mkdir -p /b && cd /b && echo 1 > file && printf 'FROM busybox\\nRUN echo slow > /slow\\nCOPY file /file\\nRUN cat /file > /copy\\n' > Dockerfile");
      return ms(median(50, () => script(world, 'cd /b && docker build -q --no-cache -t app . >/dev/null')));
    },
  },
  {
    name: '10,000 containers created and started, each',
    target: '≤ 1 ms, the last ≤ 2× the hundredth',
    run() {
      const world = newWorld();
      const times: number[] = [];
      const before = memory();
      for (let i = 0; i < 10_000; i++) times.push(elapsed(() => script(world, 'docker run -d busybox sleep 100000 >/dev/null')));
      const kilobytes = (memory() - before) / 10_000 / 1024;
      const [early, late] = [middle(times.slice(60, 140)), middle(times.slice(-80))];
      const list = median(5, () => void ask(world, '/containers/json?all=1'), 1);
      const shown = median(3, () => void script(world, 'docker ps -a >/dev/null'), 1);
      return `${ms(middle(times))} (100th ${ms(early)}, last ${ms(late)}; ${kilobytes.toFixed(1)} KB each; docker ps -a ${ms(shown)}, API ${ms(list)})`;
    },
  },
  {
    name: 'an API request (GET /containers/json, 10 containers) in memory',
    target: '≤ 0.1 ms',
    run() {
      const world = newWorld();
      for (let i = 0; i < 10; i++) script(world, 'docker run -d busybox sleep 1000 >/dev/null');
      return ms(median(2000, () => void ask(world, '/containers/json'), 200));
    },
  },
  {
    name: 'a journal of 1,000 commands replayed',
    target: '≤ 1 s',
    run() {
      const session = new Session(undefined, { lesson: 'sandbox-empty', seed: 'bench' });
      session.input({ kind: 'open', columns: 80, rows: 24 });
      session.settle(1e9);
      const lines = ['docker ps -a', 'echo hello', 'docker volume create v', 'docker volume rm v', 'ls -l /', 'docker network ls', 'cat /etc/os-release', 'docker images'];
      for (let i = 0; i < 1000; i++) session.typeLine(lines[i % lines.length]!);
      const { journal } = session;
      return ms(median(3, () => void playJournal(undefined, journal), 1));
    },
  },
  {
    name: 'answers to 5.2 graded, a second on one core',
    target: '≥ 100',
    run() {
      const folder = lessonFolder('05-dockerfile/02-repair-the-notes-dockerfile');
      const lesson = parseLesson('05-dockerfile/02-repair-the-notes-dockerfile', folder);
      const answers = [...folder].filter(([path]) => path.startsWith('answer/')).map(([, bytes]) => bytes);
      let next = 0;
      const time = median(60, () => void gradeWork(lesson, { files: new Map([['Dockerfile', answers[next++ % answers.length]!]]), lines: [], answers: new Map() }, 'bench'));
      return `${Math.round(1000 / time)}`;
    },
  },
  {
    name: '1,000 busy containers with mixed limits, times real time',
    target: '≥ 1,000',
    run() {
      const { clock, scheduler } = busyGroups();
      return `${Math.round(3600e3 / elapsed(() => void scheduler.run({ until: clock.now() + 3600e6 })))}`;
    },
  },
  {
    name: 'a change of limits among them; the scheduler’s memory a container',
    target: '≤ 1 ms; ≤ 2 KB',
    run() {
      const { clock, scheduler, resources, groups, limitsOf, bytes } = busyGroups();
      let next = 0;
      const time = median(300, () => {
        const i = (next += 7) % groups.length;
        resources.setLimits(groups[i]!, { ...limitsOf(i), cpuShares: 200 + (next % 1000) });
        scheduler.run({ until: clock.now() });
      }, 100);
      return `${ms(time)}; ${Math.round(bytes)} B`;
    },
  },
  {
    name: 'typical Dockerfiles parsed and checked, a second on one core',
    target: '≥ 5,000',
    run() {
      const text = 'FROM python:3.12-slim AS base\nWORKDIR /app\nENV PYTHONUNBUFFERED=1\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY . .\nEXPOSE 8000\nUSER 1000\nENTRYPOINT ["python"]\nCMD ["app.py"]\n';
      let number = 0;
      const time = median(2000, () => void checkDockerfile(`# ${number++}\n${text}`), 500);
      return `${Math.round(1000 / time)}`;
    },
  },
  {
    name: 'a Dockerfile four times as long: checks, advice and formatting take so many times as long',
    target: '≤ 10',
    run: () => worstGrowth().toFixed(1),
  },
  ...BUILDS,
  ...NETWORK,
  ...EVENT_STREAM,
  ...SOCKET,
  ...CLASSROOM,
];
