import type { Micros } from '../../core/clock.ts';
import type { Credentials } from '../files/files.ts';
import type { Viewer } from '../files/mounts.ts';
import type { OpenFile } from '../files/open-file.ts';
import { effectiveCapabilities } from './capabilities.ts';
import type { KernelProcess } from './kernel-process.ts';

/** What the file system asks about the process that looks at it. */
export class ProcessViewer implements Viewer {
  constructor(private readonly process: KernelProcess) {}

  credentials(): Credentials {
    return this.process.credentials;
  }
  cwd(): string {
    return this.process.cwd;
  }
  umask(): number {
    return this.process.umask;
  }
  now(): Micros {
    return this.process.kernel.now();
  }
  pid(): number {
    return this.process.ownPid;
  }
  tty(): OpenFile | undefined {
    return this.process.terminal?.inner;
  }
  hasCapability(capability: string): boolean {
    return effectiveCapabilities(this.process).has(capability);
  }
}
