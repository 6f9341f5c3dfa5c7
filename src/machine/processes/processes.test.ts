import { describe, expect, it } from 'vitest';
import { until } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import { SIGNALS } from '../signals.ts';
import type { ExitCode, Program, System } from '../system.ts';
import { createTestHost } from '../testing/host.ts';

const program = (name: string, main: (system: System) => Process<ExitCode>): Program => ({ name, main });

const programs = [
  program('true', function* () {
    return 0;
  }),
  program('echo', function* (system) {
    yield* system.print(`${system.argv.slice(1).join(' ')}\n`);
    return 0;
  }),
  program('yes', function* (system) {
    for (;;) yield* system.print('y\n');
  }),
  program('head', function* (system) {
    const bytes = yield* system.stdin.read(2);
    yield* system.stdout.write(bytes);
    return 0;
  }),
  program('sleep', function* (system) {
    yield* system.sleep(Number(system.argv[1]) * 1e6);
    return 0;
  }),
];

describe('processes', () => {
  const test = createTestHost({ programs, files: { '/bin/script': '#!/bin/echo from script\nbody', '/bin/text': 'hello', '/bin/lost': '#!/bin/nowhere' } });
  for (const path of ['/bin/script', '/bin/text', '/bin/lost']) test.files.chmod(path, 0o755);

  it('runs a program', () => {
    expect(test.run(['echo', 'hi'])).toEqual({ stdout: 'hi\n', stderr: '', status: 0, took: 251 });
  });

  it('starts scripts by their interpreter, with one argument', () => {
    expect(test.run(['script', 'x']).stdout).toBe('from script /bin/script x\n');
  });

  it('says why it can start nothing', () => {
    const codeOf = (argv: string[]) => {
      try {
        test.run(argv);
        return 'started';
      } catch (error) {
        return (error as SystemError).code;
      }
    };
    expect(['nope', '/nope', '/bin', 'text', 'lost', ''].map((name) => codeOf([name]))).toEqual(['ENOENT', 'ENOENT', 'EACCES', 'ENOEXEC', 'ENOENT', 'ENOENT']);
  });

  it('ends a writer by SIGPIPE when its reader is gone', () => {
    const result = test.runMain(function* (system) {
      const [reader, writer] = system.pipe();
      const output = system.descriptors.get(1)!;
      const yes = system.spawn(['yes'], { descriptors: new Map([[1, writer]]) });
      const head = system.spawn(['head'], { descriptors: new Map([[0, reader], [1, output]]) });
      reader.release();
      writer.release();
      yield* head.wait();
      return (yield* yes.wait()).signal!;
    });
    expect(result).toMatchObject({ stdout: 'y\n', stderr: '', status: SIGNALS.SIGPIPE });
  });

  it('takes exec in place', () => {
    const result = test.runMain(function* (system) {
      const child = system.fork(function* (inner) {
        return inner.exec(['echo', 'same', String(inner.pid)]);
      });
      const { code } = yield* child.wait();
      yield* system.print(`${child.pid}\n`);
      return code!;
    });
    const [same, pid] = result.stdout.split('\n');
    expect(same).toBe(`same ${pid}`);
  });

  it('ends by a signal, by default, and goes on after a handled one', () => {
    const result = test.runMain(function* (system) {
      const sleeper = system.spawn(['sleep', '100']);
      system.kill(sleeper.pid, SIGNALS.SIGTERM);
      const status = yield* sleeper.wait();
      const heard: number[] = [];
      system.onSignal(SIGNALS.SIGUSR1, (signal) => heard.push(signal));
      system.kill(system.pid, SIGNALS.SIGUSR1);
      yield* system.print(`${JSON.stringify(status)} ${heard.join()}\n`);
      system.kill(system.pid, SIGNALS.SIGKILL);
      return 0;
    });
    expect(result).toMatchObject({ stdout: '{"signal":15} 10\n', status: 137 });
  });

  it('stops and continues', () => {
    const result = test.runMain(function* (system) {
      const sleeper = system.spawn(['sleep', '1']);
      yield* system.sleep(100);
      system.kill(sleeper.pid, SIGNALS.SIGSTOP);
      const first = yield* sleeper.wait({ untracedToo: true });
      yield* system.sleep(5e6);
      const state = system.processes.get(sleeper.pid)!.state;
      system.kill(sleeper.pid, SIGNALS.SIGCONT);
      const began = system.now();
      const last = yield* sleeper.wait({ untracedToo: true });
      yield* system.print(`${first} ${state} ${JSON.stringify(last)} ${system.now() - began}\n`);
      return 0;
    });
    expect(result.stdout).toBe('stopped T {"code":0} 0\n');
  });

  it('gives orphans to init, and lets zombies lie until they are waited for', () => {
    const states: unknown[] = [];
    test.runMain(function* (system) {
      const parent = system.fork(function* (inner) {
        inner.spawn(['sleep', '10']);
        return 0;
      });
      yield* system.sleep(1e6);
      const look = () => system.processes.list().slice(1).map((info) => `${info.command} ${info.state} ${info.parentPid === system.pid ? 'mine' : info.parentPid}`);
      states.push(look());
      yield* parent.wait();
      yield* system.sleep(20e6);
      states.push(look());
      return 0;
    });
    expect(states).toEqual([['main R 1', 'main Z mine', 'sleep S 1'], ['main R 1']]);
  });

  it('makes messages of what a program does not catch', () => {
    const thrown = (error: () => unknown) =>
      test.runMain(function* () {
        throw error();
      });
    const deep = (): number => deep() + 1;
    expect(thrown(() => new SystemError('EACCES', '/x'))).toMatchObject({ status: 1, stderr: 'main: /x: Permission denied\n' });
    expect(test.runMain(function* () { return deep(); })).toMatchObject({ status: 139, stderr: '' });
    expect(() => thrown(() => new TypeError('defect'))).toThrow('defect');
  });

  it('runs threads beside the main program', () => {
    const result = test.runMain(function* (system) {
      const thread = system.startThread((function* () {
        yield* system.sleep(1000);
        yield* system.print('thread\n');
      })());
      yield* system.print('main\n');
      while (!thread.isDone) yield* thread.ended.wait();
      system.startThread((function* () {
        yield* system.sleep(1000);
        system.exit(7);
      })());
      yield* system.sleep(1e9);
      return 0;
    });
    expect(result).toMatchObject({ stdout: 'main\nthread\n', status: 7 });
  });
});

describe('a pid namespace', () => {
  it('protects its first process, and ends with it', () => {
    const { host, start, scheduler } = createTestHost({ programs });
    const namespaces = { ...host.namespaces, pids: host.createPidNamespace() };
    const seen: string[] = [];
    const init = start({
      argv: ['init'], namespaces,
      *main(system) {
        const child = system.spawn(['sleep', '1000']);
        seen.push(system.processes.list().map((info) => `${info.pid} ${info.parentPid} ${info.command}`).join(', '));
        system.kill(1, SIGNALS.SIGKILL);
        system.kill(1, SIGNALS.SIGTERM);
        seen.push(`alive, child ${child.pid}`);
        yield until(host.scheduler.clock, host.now() + 1e9);
        return 0;
      },
    });
    const exec = start({ argv: ['sleep', '500'], namespaces });
    scheduler.run({ until: host.now() + 1e6 });
    seen.push(namespaces.pids.view.list().map((info) => `${info.pid} ${info.parentPid}`).join(', '));
    init.signal(SIGNALS.SIGTERM);
    seen.push(String(init.status));
    init.signal(SIGNALS.SIGKILL);
    seen.push(JSON.stringify([init.status, exec.status]), String(host.processes.list().length), String(namespaces.pids.view.list().length));
    expect(seen).toEqual(['1 0 init, 2 0 sleep, 3 1 sleep', 'alive, child 3', '1 0, 2 0, 3 1', 'undefined', '[{"signal":9},{"signal":9}]', '1', '0']);
  });
});
