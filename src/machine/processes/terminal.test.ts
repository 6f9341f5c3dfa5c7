import { describe, expect, it } from 'vitest';
import { toBytes, toText } from '../../core/bytes.ts';
import { runNow } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import { SIGNALS } from '../signals.ts';
import type { ExitCode, System } from '../system.ts';
import { createTestHost } from '../testing/host.ts';
import { RAW } from './terminal.ts';

/** Starts `main` on a terminal; `type` types and gives back what is shown since. */
function onTerminal(main: (system: System) => Process<ExitCode>) {
  const { host, start, scheduler } = createTestHost();
  const { terminal, inner } = host.openTerminal();
  const process = start({ argv: ['main'], main, terminal, descriptors: new Map([[0, inner], [1, inner], [2, inner]]) });
  inner.release();
  let shown = '';
  scheduler.start(
    (function* (): Process<void> {
      for (;;) {
        const bytes = yield* terminal.outer.input.read();
        if (bytes.length === 0) return;
        shown += toText(bytes);
      }
    })(),
  );
  const settle = () => {
    scheduler.run({ until: host.now() + 1000 });
    const seen = shown;
    shown = '';
    return seen;
  };
  const type = (text: string) => {
    scheduler.start(terminal.outer.output.write(toBytes(text)));
    return settle();
  };
  settle();
  return { host, terminal, process, type, settle };
}

/** Shows what it reads, each read in brackets. */
function* repeat(system: System): Process<ExitCode> {
  for (;;) {
    const bytes = yield* system.stdin.read();
    if (bytes.length === 0) return 3;
    yield* system.print(`[${toText(bytes).replace('\n', '$').replace('\r', '%')}]`);
  }
}

describe('a terminal', () => {
  it('lets a line be edited before it is read', () => {
    const { type, process } = onTerminal(repeat);
    expect(type('ab\x7fc')).toBe('ab\b \bc');
    expect(type('\r')).toBe('\r\n[ac$]');
    expect(type('one two\x17x\n')).toBe('one two\b \b\b \b\b \bx\r\n[one x$]');
    expect(type('é€\x7f')).toBe('é€\b \b');
    expect(type('\x15')).toBe('\b \b');
    expect(type('end\x04')).toBe('end[end]');
    expect(type('\x16\x03\n')).toBe('^C\r\n[\x03$]');
    expect(type('\x04')).toBe('');
    expect(process.status).toEqual({ code: 3 });
  });

  it('hands over keys as they come in raw mode', () => {
    const { terminal, type } = onTerminal(repeat);
    terminal.setSettings(RAW);
    expect(type('a\r\x03\x04')).toBe('[a%\x03\x04]');
  });

  it('signals its foreground group', () => {
    const { type, process } = onTerminal(function* (system) {
      const child = system.fork(repeat, { group: 'new', isForeground: true });
      const stopped = yield* child.wait({ untracedToo: true });
      system.terminal!.foreground = system.group;
      yield* system.print(`(${JSON.stringify(stopped)})`);
      system.terminal!.foreground = child.pid;
      system.kill(-child.pid, SIGNALS.SIGCONT);
      const status = yield* child.wait({ untracedToo: true });
      yield* system.print(`(${JSON.stringify(status)})`);
      return 0;
    });
    expect(type('\x1a')).toBe('^Z("stopped")');
    expect(type('x\n')).toBe('x\r\n[x$]');
    expect(type('\x03')).toBe('^C({"signal":2})');
    expect(process.status).toEqual({ code: 0 });
  });

  it('stops a background job that reads it', () => {
    const { settle, process } = onTerminal(function* (system) {
      system.onSignal(SIGNALS.SIGTTOU, 'ignore');
      const child = system.fork(repeat, { group: 'new' });
      const stopped = yield* child.wait({ untracedToo: true });
      system.kill(child.pid, SIGNALS.SIGKILL);
      yield* system.print(`${JSON.stringify(stopped)}\n`);
      return 0;
    });
    settle();
    expect(process.status).toEqual({ code: 0 });
  });

  it('tells of its size, and hangs up', () => {
    const { terminal, settle, process, host } = onTerminal(function* (system) {
      system.onSignal(SIGNALS.SIGWINCH, () => runNow(system.print(`${system.terminal!.size.columns}\n`)));
      yield* system.sleep(1e9);
      return 0;
    });
    terminal.resize({ columns: 100, rows: 30 });
    expect(settle()).toBe('100\r\n');
    terminal.hangUp();
    expect(process.status).toEqual({ signal: SIGNALS.SIGHUP });
    expect(host.openTerminal().terminal.name).toBe('pts/0');
  });

  it('nests: a relay on a raw terminal shows an inner one', () => {
    const { type } = onTerminal(function* (system) {
      system.terminal!.setSettings(RAW);
      const { terminal, inner } = system.openTerminal();
      const child = system.fork(repeat, { session: 'new', terminal, descriptors: new Map([[0, inner], [1, inner]]) });
      inner.release();
      system.startThread((function* () {
        for (;;) yield* terminal.outer.output.write(yield* system.stdin.read());
      })());
      for (;;) {
        const bytes = yield* terminal.outer.input.read();
        if (bytes.length === 0) break;
        yield* system.stdout.write(bytes);
      }
      const status = yield* child.wait();
      yield* system.print(JSON.stringify(status));
      return 0;
    });
    expect(type('a\x7fb\r')).toBe('a\b \bb\r\n[b$]');
    expect(type('\x03')).toBe('^C{"signal":2}');
  });

  it('makes a program wait that prints more than is looked at', () => {
    const { host, start, scheduler } = createTestHost();
    const { terminal, inner } = host.openTerminal();
    let printed = 0;
    start({
      argv: ['flood'], terminal, descriptors: new Map([[1, inner]]),
      *main(system) {
        for (;;) {
          yield* system.print('0123456789abcdef'.repeat(64));
          printed += 1024;
        }
      },
    });
    scheduler.run({ until: host.now() + 1e6 });
    expect(printed).toBe(65536);
  });
});
