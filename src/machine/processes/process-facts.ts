import type { Micros } from '../../core/clock.ts';
import { SystemError } from '../errno.ts';
import type { HostFacts } from '../system.ts';
import { effectiveCapabilities } from './capabilities.ts';
import type { KernelProcess } from './kernel-process.ts';

/** uname(2) and what else a process can ask of its machine; the host's name is its UTS namespace's. */
export class ProcessFacts implements HostFacts {
  constructor(private readonly process: KernelProcess) {}

  get hostname(): string {
    return this.process.namespaces.uts.hostname;
  }
  /** sethostname(2): throws EPERM without CAP_SYS_ADMIN, which a container's root does not have. */
  set hostname(name: string) {
    if (!effectiveCapabilities(this.process).has('CAP_SYS_ADMIN')) throw new SystemError('EPERM');
    this.process.namespaces.uts.hostname = name;
  }
  get kernelRelease(): string {
    return this.process.kernel.facts.kernelRelease;
  }
  get kernelVersion(): string {
    return this.process.kernel.facts.kernelVersion;
  }
  get machine(): string {
    return this.process.kernel.facts.machine;
  }
  get platform(): string {
    return this.process.kernel.facts.platform;
  }
  get bootedAt(): Micros {
    return this.process.kernel.facts.bootedAt;
  }
}
