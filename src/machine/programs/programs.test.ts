import { describe, expect, test } from 'vitest';
import { toBytes, toText } from '../../core/bytes.ts';
import { SECOND } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import { createTestHost } from '../testing/host.ts';
import type { TestHost } from '../testing/host.ts';
import { programs } from './index.ts';

function hostWith(files: Record<string, string> = {}): TestHost {
  return createTestHost({ programs: programs.values(), files: { '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/sh\n', '/etc/group': 'root:x:0:\nalice:x:1000:\n', ...files } });
}

/** A program on a terminal of 60 by 12: `type` sends keys and lets it work, `screen` is what was shown since. */
function onTerminal(host: TestHost, argv: readonly string[]) {
  const { terminal, inner } = host.host.openTerminal();
  terminal.resize({ columns: 60, rows: 12 });
  const descriptors = new Map([0, 1, 2].map((fd) => [fd, inner]));
  const process = host.start({ argv, terminal, descriptors, cwd: '/tmp', env: new Map([['PATH', '/bin'], ['TERM', 'xterm']]) });
  let shown = '';
  host.scheduler.start((function* (): Process<void> {
    for (;;) {
      const bytes = yield* terminal.outer.input.read();
      if (bytes.length === 0) return;
      shown += toText(bytes);
    }
  })());
  const settle = () => host.scheduler.run({ until: host.host.now() + SECOND });
  settle();
  return {
    process,
    type(keys: string): string {
      shown = '';
      host.scheduler.start(terminal.outer.output.write(toBytes(keys)));
      settle();
      return shown;
    },
    get shown() {
      return shown;
    },
    settings: () => terminal.settings,
  };
}

describe('streams', () => {
  test('yes ends when nobody reads any more', () => {
    const { stdout, status, took } = hostWith().run('yes | head -2');
    expect({ stdout, status }).toEqual({ stdout: 'y\ny\n', status: 0 });
    expect(took).toBeLessThan(SECOND);
  });

  test('tail -f shows what is added', () => {
    const host = hostWith({ '/log': 'one\n' });
    const { stdout } = host.run('(sleep 2; echo two >> /log; sleep 2; echo three >> /log) & timeout 10 tail -f /log');
    expect(stdout).toBe('one\ntwo\nthree\n');
  });

  test('tail -F follows a name to a new file', () => {
    const host = hostWith({ '/log': 'one\n' });
    const { stdout, stderr } = host.run('(sleep 2; mv /log /old; sleep 2; echo new > /log) & timeout 10 tail -F /log');
    expect(stdout).toBe('one\nnew\n');
    expect(stderr).toBe("tail: '/log' has become inaccessible: No such file or directory\ntail: '/log' has appeared;  following new file\n");
  });

  test('a filter passes each line on as it comes', () => {
    const host = hostWith();
    const { stdout } = host.run("(echo a; sleep 5; echo b) | sed 's/$/!/' | while read line; do echo $line $(date +%S); done");
    expect(stdout).toBe('a! 00\nb! 05\n');
  });

  test('bytes that are no text come through unharmed', () => {
    const { stdout } = hostWith().run("printf '\\377\\000\\200x\\n' | sed 's/x/y/' | grep -a y | od -An -tx1");
    expect(stdout).toBe(' ff 00 80 79 0a\n');
  });
});

describe('work takes time', () => {
  test.each([
    ["awk 'BEGIN { while (1) i++ }'"],
    ["echo x | sed ':a;ba'"],
    ['yes > /dev/null'],
    ["echo 'while (1) { x = x + 1 }' | bc"],
    ['cat /dev/zero > /dev/null'],
  ])('%s is ended by timeout', (command) => {
    const { status, took } = hostWith().run(`timeout 1 sh -c "${command.replaceAll('"', '\\"').replaceAll('$', '\\$')}"; echo`);
    expect(status).toBe(0);
    expect(took).toBeGreaterThanOrEqual(SECOND);
    expect(took).toBeLessThan(2 * SECOND);
  });

  test('a regular expression that backtracks badly does not freeze', () => {
    const line = 'a'.repeat(5000);
    const host = hostWith({ '/line': `${line}\n` });
    expect(host.run("grep -cE '(a*)*b' /line").stdout).toBe('0\n');
    expect(host.run("grep -cE '(a|aa)+$' /line").stdout).toBe('1\n');
    expect(host.run("sed -E 's/(x+x+)+y/z/' /line | wc -c").stdout).toBe('5001\n');
    expect(host.run("grep -E '(.*)(.*)(.*)\\1\\2\\3x' /line").stderr).toBe('grep: regular expression takes too long on this text\n');
  });
});

describe('processes', () => {
  test('timeout ends a command, and says so in its status', () => {
    const { status, took } = hostWith().run('timeout 2 sleep 60');
    expect({ status, took: Math.round(took / SECOND) }).toEqual({ status: 124, took: 2 });
    expect(hostWith().run("timeout -k 1 2 sh -c 'trap \"\" TERM; while :; do sleep 1; done'").status).toBe(137);
  });

  test('tini passes signals on and gives its child’s status', () => {
    const host = hostWith();
    expect(host.run("tini -s -- sh -c 'exit 7' 2>/dev/null").status).toBe(7);
    expect(host.run("tini -- sh -c 'trap \"exit 3\" TERM; kill -TERM $PPID; while :; do sleep 1; done' 2>/dev/null").status).toBe(3);
    expect(host.run('dumb-init nope').stderr).toBe('[dumb-init] nope: No such file or directory\n');
  });

  test('su and sudo become somebody else', () => {
    const host = hostWith({ '/home/alice/.keep': '' });
    expect(host.run("su alice -c 'id -un; echo $HOME'").stdout).toBe('alice\n/home/alice\n');
    expect(host.run('su-exec 1000:1000 id').stdout).toBe('uid=1000(alice) gid=1000(alice) groups=1000(alice)\n');
    expect(host.run('sudo -u alice id -u').stdout).toBe('1000\n');
    expect(host.run('useradd -m bob && getent passwd bob && ls -ld /home/bob | cut -c 1-10').stdout).toBe('bob:x:1001:1001::/home/bob:/bin/sh\ndrwxr-xr-x\n');
  });

  test('ps shows processes in the layouts of procps and BusyBox', () => {
    const host = hostWith();
    expect(host.run("sleep 100 & ps -eo args | grep -o '^sleep 100'; kill $!").stdout).toBe('sleep 100\n');
    expect(host.run('ps aux | head -n 1').stdout).toBe('USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n');
    expect(host.run('ps -ef | head -n 1').stdout).toBe('UID          PID    PPID  C STIME TTY          TIME CMD\n');
    expect(host.run('busybox ps | head -n 1').stdout).toBe('PID   USER     TIME  COMMAND\n');
  });
});

describe('on a terminal', () => {
  test('nano writes a file', () => {
    const host = hostWith();
    const nano = onTerminal(host, ['nano', 'note']);
    expect(nano.shown).toContain('GNU nano 7.2');
    nano.type('hello\rworld');
    nano.type('\x18');
    nano.type('y');
    nano.type('\r');
    expect(host.files.readText('/tmp/note')).toBe('hello\nworld\n');
    expect(nano.process.status).toEqual({ code: 0 });
    expect(nano.settings().isCanonical).toBe(true);
  });

  test('vi edits a file', () => {
    const host = hostWith({ '/tmp/conf': 'one\ntwo\nthree\nfour\n' });
    const vi = onTerminal(host, ['vi', 'conf']);
    vi.type('jdd');
    vi.type('ofresh\x1b');
    vi.type('ggcwFIRST\x1b');
    vi.type('Gdd');
    vi.type(':%s/r/R/g\r');
    vi.type(':wq\r');
    expect(host.files.readText('/tmp/conf')).toBe('FIRST\nthRee\nfResh\n');
    expect(vi.process.status).toEqual({ code: 0 });
  });

  test('less shows a page at a time', () => {
    const host = hostWith({ '/tmp/long': Array.from({ length: 100 }, (_, i) => `line ${i + 1}\n`).join('') });
    const less = onTerminal(host, ['less', 'long']);
    expect(less.shown).toContain('line 11');
    expect(less.shown).not.toContain('line 12');
    expect(less.type('/line 55\r')).toContain('line 60');
    expect(less.type('G')).toContain('(END)');
    less.type('q');
    expect(less.process.status).toEqual({ code: 0 });
  });

  test('top is redrawn and ends with q', () => {
    const top = onTerminal(hostWith(), ['top']);
    expect(top.shown).toContain('%Cpu(s):');
    top.type('q');
    expect(top.process.status).toEqual({ code: 0 });
  });

  test('ls is set in columns', () => {
    const host = hostWith({ '/tmp/a': '', '/tmp/bb': '', '/tmp/c d': '' });
    expect(onTerminal(host, ['ls']).shown).toBe(" a   bb  'c d'\r\n");
  });
});

describe('what is not simulated', () => {
  test('is refused by name, and what does not exist in the tool’s own words', () => {
    const host = hostWith();
    expect(host.run('ls -Z')).toMatchObject({ stderr: 'drydock: ls -Z is not simulated\n', status: 125 });
    expect(host.run('ls -@')).toMatchObject({ stderr: "ls: invalid option -- '@'\nTry 'ls --help' for more information.\n", status: 2 });
    expect(host.run('busybox nope')).toMatchObject({ stderr: 'nope: applet not found\n', status: 127 });
  });
});
