import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { appletList } from '../../src/machine/programs/busybox.ts';
import { programs } from '../../src/machine/programs/index.ts';
import { createTestHost } from '../../src/machine/testing/host.ts';
import type { TestHost } from '../../src/machine/testing/host.ts';
import * as console from './console.mjs';

interface Step {
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

const { parseConsole, formatStep, normalise } = console as {
  parseConsole(text: string): { readonly title: string; readonly steps: readonly Step[] };
  formatStep(step: Step): string;
  normalise(step: Step): Step;
};

const folder = fileURLToPath(new URL('./cases/', import.meta.url));
const PASSWD = 'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n';
const GROUP = 'root:x:0:\ndaemon:x:1:\nnogroup:x:65534:\n';

function hostFor(isBusybox: boolean): TestHost {
  const host = createTestHost({ files: { '/etc/passwd': PASSWD, '/etc/group': GROUP }, programs: programs.values() });
  host.files.mkdirAll('/home/case/work');
  if (!isBusybox) return host;
  for (const applet of appletList()) {
    if (host.files.exists(`/bin/${applet}`)) host.files.unlink(`/bin/${applet}`);
    host.files.symlink('/bin/busybox', `/bin/${applet}`);
  }
  return host;
}

/** What GNU's tools and BusyBox's applets of a Debian 12 printed (`node tests/programs/record.mjs` records them). */
describe.each(readdirSync(folder).sort())('%s', (name) => {
  const { title, steps } = parseConsole(readFileSync(folder + name, 'utf8'));
  const isBusybox = /busybox/i.test(title);
  const host = hostFor(isBusybox);
  // The steps of a file build on each other.
  for (const step of steps) {
    test(step.command, () => {
      const { stdout, stderr, status } = host.run([isBusybox ? 'sh' : '/bin/sh', '-c', step.command], {
        cwd: '/home/case/work',
        env: { PATH: '/bin', LC_ALL: 'C', TZ: 'UTC', HOME: '/home/case' },
      });
      const ours = normalise({ command: step.command, stdout, stderr, status: status ?? -1 });
      expect(formatStep(ours)).toBe(formatStep(step));
    });
  }
});
