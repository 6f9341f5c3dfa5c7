import { SECOND } from '../../core/clock.ts';
import type { Micros } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import type { ProcessInfo } from '../system.ts';
import type { Call } from './support/call.ts';
import { memoryFacts } from './support/memory.ts';
import { parseOptions } from './support/options.ts';
import { Owners } from './support/owners.ts';
import { commandLine } from './support/ps/columns.ts';
import { CLEAR, CLEAR_LINE, PLAIN, REVERSE, Screen, moveTo } from './support/screen.ts';
import { loadText, uptimeLine } from './support/uptime.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { batch: 'b --batch-mode', delay: 'd --delay=', count: 'n --iterations=', pids: 'gnu:p --pid=', user: 'gnu:u U --filter-any-user=', commandLine: 'gnu:c --cmdline-toggle', sort: 'gnu:o --sort-override=', threads: '!H --threads-show', idle: 'gnu:i --idle-toggle', width: 'gnu:w --width[=]', memory: '!bb:m' } as const;

interface Sample {
  readonly at: Micros;
  readonly cpu: ReadonlyMap<number, Micros>;
  readonly total: Micros;
}

interface Row {
  readonly process: ProcessInfo;
  /** Share of a core since the last sample, in percent. */
  readonly share: number;
}

function kib(bytes: number): number {
  return Math.floor(bytes / 1024);
}

/** `M:SS.hh`. */
function preciseTime(cpu: Micros): string {
  const hundredths = Math.floor(cpu / 10_000);
  return `${Math.floor(hundredths / 6000)}:${String(Math.floor(hundredths / 100) % 60).padStart(2, '0')}.${String(hundredths % 100).padStart(2, '0')}`;
}

class Top {
  #before: Sample | undefined;
  #order: 'cpu' | 'memory' | 'pid' | 'time' = 'cpu';
  #showsCommandLine: boolean;
  readonly #owners: Owners;

  constructor(private readonly call: Call, private readonly accepts: (process: ProcessInfo, owners: Owners) => boolean, showsCommandLine: boolean) {
    this.#showsCommandLine = showsCommandLine;
    this.#owners = new Owners(call.files);
  }

  set order(order: 'cpu' | 'memory' | 'pid' | 'time') {
    this.#order = order;
  }

  toggleCommandLine(): void {
    this.#showsCommandLine = !this.#showsCommandLine;
  }

  lines(): string[] {
    const { call } = this;
    const all = call.system.processes.list();
    const sample: Sample = { at: call.now(), cpu: new Map(all.map(({ pid, cpu }) => [pid, cpu])), total: call.system.resources.usage('/').cpu };
    const before = this.#before;
    this.#before = sample;
    const rows = all.filter((process) => this.accepts(process, this.#owners)).map((process): Row => {
      const since = before?.cpu.has(process.pid) ? before.at : process.startedAt;
      const used = process.cpu - (before?.cpu.get(process.pid) ?? 0);
      return { process, share: sample.at > since ? Math.max(0, (100 * used) / (sample.at - since)) : 0 };
    });
    rows.sort((a, b) => this.#compare(a, b));
    const busy = before && sample.at > before.at ? Math.min(100, (100 * (sample.total - before.total)) / ((sample.at - before.at) * call.system.resources.cores)) : 0;
    return call.isBusybox ? this.#busybox(rows, all, busy) : this.#gnu(rows, all, busy);
  }

  #compare(a: Row, b: Row): number {
    switch (this.#order) {
      case 'memory': return b.process.residentMemory - a.process.residentMemory || a.process.pid - b.process.pid;
      case 'pid': return b.process.pid - a.process.pid;
      case 'time': return b.process.cpu - a.process.cpu || a.process.pid - b.process.pid;
      default: return Math.round(b.share * 10) - Math.round(a.share * 10) || (this.call.isBusybox ? b.process.virtualMemory - a.process.virtualMemory : 0) || a.process.pid - b.process.pid;
    }
  }

  #gnu(rows: readonly Row[], all: readonly ProcessInfo[], busy: number): string[] {
    const { call } = this;
    const count = (...states: readonly string[]) => String(all.filter(({ state }) => states.includes(state)).length).padStart(3);
    const memory = memoryFacts(call);
    const mib = (bytes: number) => (bytes / 1024 ** 2).toFixed(1).padStart(8);
    const figure = (value: number) => value.toFixed(1).padStart(5);
    return [
      `top -${uptimeLine(call)}`,
      `Tasks: ${String(all.length).padStart(3)} total, ${count('R')} running, ${count('S', 'D', 'I')} sleeping, ${count('T')} stopped, ${count('Z')} zombie`,
      `%Cpu(s):${figure(busy)} us,${figure(0)} sy,${figure(0)} ni,${figure(100 - busy)} id,${figure(0)} wa,${figure(0)} hi,${figure(0)} si,${figure(0)} st `,
      `MiB Mem :${mib(memory.total)} total,${mib(memory.free)} free,${mib(memory.used)} used,${mib(memory.cache)} buff/cache     `,
      `MiB Swap:${mib(memory.swapTotal)} total,${mib(memory.swapTotal - memory.swapUsed)} free,${mib(memory.swapUsed)} used.${mib(memory.available)} avail Mem `,
      '',
      '    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND',
      ...rows.map(({ process, share }) => {
        const user = (this.#owners.userName(process.uid) ?? String(process.uid)).slice(0, 8).padEnd(8);
        const memoryShare = (100 * process.residentMemory) / call.system.resources.memory;
        const size = (bytes: number, width: number) => (String(kib(bytes)).length > width ? `${(bytes / 1024 ** 3).toFixed(1)}g` : String(kib(bytes))).padStart(width);
        const name = this.#showsCommandLine ? commandLine(process) : process.command;
        return `${String(process.pid).padStart(7)} ${user}  20   0 ${size(process.virtualMemory, 7)} ${size(process.residentMemory, 6)} ${size(process.residentMemory / 2, 6)} ${process.state} ${share.toFixed(1).padStart(5)} ${memoryShare.toFixed(1).padStart(5)} ${preciseTime(process.cpu).padStart(9)} ${name}`;
      }),
    ];
  }

  #busybox(rows: readonly Row[], all: readonly ProcessInfo[], busy: number): string[] {
    const { call } = this;
    const memory = memoryFacts(call);
    const whole = Math.round(busy);
    const running = all.filter(({ state }) => state === 'R').length;
    const last = all.reduce((most, { pid }) => Math.max(most, pid), 0);
    const cores = call.system.resources.cores;
    return [
      `Mem: ${kib(memory.used + memory.cache)}K used, ${kib(memory.free)}K free, ${kib(memory.shared)}K shrd, ${kib(memory.buffers)}K buff, ${kib(memory.cache)}K cached`,
      `CPU: ${String(whole).padStart(3)}% usr   0% sys   0% nic ${String(100 - whole).padStart(3)}% idle   0% io   0% irq   0% sirq`,
      `Load average: ${loadText(call, ' ')} ${running}/${all.length} ${last}`,
      '  PID  PPID USER     STAT   VSZ %VSZ %CPU COMMAND',
      ...rows.map(({ process, share }) => {
        const user = (this.#owners.userName(process.uid) ?? String(process.uid)).slice(0, 8).padEnd(8);
        const size = kib(process.virtualMemory);
        const shown = (size >= 100_000 ? `${Math.floor(size / 1024)}m` : String(size)).padStart(5);
        return `${String(process.pid).padStart(5)} ${String(process.parentPid).padStart(5)} ${user} ${process.state.padEnd(4)} ${shown} ${String(Math.round((100 * process.virtualMemory) / memory.total)).padStart(3)}% ${String(Math.round(share / cores)).padStart(3)}% ${commandLine(process)}`;
      }),
    ];
  }
}

function* interactive(top: Top, screen: Screen, call: Call, delay: number, count: number): Process<void> {
  yield* screen.write(CLEAR);
  for (let shown = 0; shown < count; ) {
    const { columns, rows } = screen.size;
    const header = call.isBusybox ? 3 : 6;
    const lines = top.lines().slice(0, rows - 1).map((line, i) => (i === header ? `${REVERSE}${line.slice(0, columns).padEnd(columns)}${PLAIN}` : line.slice(0, columns)));
    yield* screen.write(lines.map((line, i) => `${moveTo(i + 1, 1)}${line}${CLEAR_LINE}`).join('') + '\x1b[J');
    yield* call.spend(2000);
    shown++;
    const due = call.now() + delay;
    for (;;) {
      const key = yield* screen.key(due);
      if (key === 'q' || key === 'Q' || key === 'ctrl-c' || key === undefined) {
        yield* screen.write(`${moveTo(rows, 1)}\r\n`);
        return;
      }
      const order = ({ P: 'cpu', M: 'memory', N: 'pid', T: 'time', p: 'cpu', m: 'memory', n: 'pid', t: 'time' } as const)[key as 'P'];
      if (order) top.order = order;
      if (key === 'c') top.toggleCommandLine();
      if (order || key === 'c' || key === 'timeout' || key === 'resize' || key === ' ' || key === 'enter') break;
    }
  }
}

/** Where there is no terminal, BusyBox shows screens of 80 by 24 all the same, and no keys are looked for. */
function* blind(top: Top, call: Call, delay: number, count: number): Process<number> {
  for (let shown = 0; shown < count; shown++) {
    if (shown > 0) yield* call.system.sleep(Math.max(10_000, delay));
    const lines = top.lines().slice(0, 24).map((line, i) => (i === 3 ? `${REVERSE}${line.slice(0, 80)}\x1b[m` : line.slice(0, 80)));
    yield* call.print(`\x1b[H\x1b[J${lines.join('\n')}`);
    yield* call.flush();
    yield* call.spend(2000);
  }
  return 0;
}

export const tool: Tool = {
  name: 'top',
  origin: 'procps-ng 4.0.2',
  usage: '-hv | -bcEeHiOSs1 -d secs -n max -u|U user -p pid(s) -o field -w [cols]',
  busyboxUsage: '[-b] [-n COUNT] [-d SECONDS]',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const seconds = Number(options.value('delay') ?? (call.isBusybox ? 5 : 3));
    const count = options.has('count') ? Number(options.value('count')) : Infinity;
    if (Number.isNaN(seconds) || Number.isNaN(count)) throw call.refusal(`bad ${Number.isNaN(count) ? 'iterations' : 'delay interval'} argument '${options.value(Number.isNaN(count) ? 'count' : 'delay')}'`);
    const pids = options.has('pids') ? new Set(options.values('pids').flatMap((text) => text.split(',')).map(Number)) : undefined;
    const user = options.value('user');
    const top = new Top(call, (process, owners) => (pids?.has(process.pid) ?? true) && (user === undefined || owners.userName(process.uid) === user || String(process.uid) === user), options.has('commandLine'));
    const sort = options.value('sort');
    if (sort !== undefined) top.order = /MEM|RES/.test(sort) ? 'memory' : /PID/.test(sort) ? 'pid' : /TIME/.test(sort) ? 'time' : 'cpu';
    if (!options.has('batch')) {
      const screen = call.isOnTerminal ? Screen.open(call) : undefined;
      if (!screen && call.isBusybox) return yield* blind(top, call, seconds * SECOND, count);
      if (!screen) throw call.refusal('failed tty get');
      try {
        yield* interactive(top, screen, call, seconds * SECOND, count);
      } finally {
        screen.close();
      }
      return 0;
    }
    for (let i = 0; i < count; i++) {
      if (i > 0) {
        yield* call.system.sleep(Math.max(0.01, seconds) * SECOND);
        if (!call.isBusybox) yield* call.print('\n');
      }
      yield* call.print(top.lines().map((line) => `${line}\n`).join(''));
      yield* call.flush();
      yield* call.spend(2000);
    }
    return 0;
  },
};

export const program = toProgram(tool);
