import { conflict, invalidParameter, systemError } from '../../api/errors.ts';
import type { HostConfig, HostResources, UpdateRequest, UpdateResponse } from '../../api/types/containers.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { logContainerEvent } from './event.ts';
import { limitsOf } from './limits.ts';
import { validateResources, validateRestartPolicy } from './validate.ts';

const UPDATABLE: readonly (keyof HostResources)[] = [
  'BlkioWeight', 'CpuShares', 'CpuPeriod', 'CpuQuota', 'CpusetCpus', 'CpusetMems', 'Memory', 'MemorySwap', 'MemoryReservation', 'NanoCpus',
];

/** The kernel's least quota, µs. */
const LEAST_QUOTA = 1000;

/** POST /containers/{id}/update: new limits apply at once. */
export function updateContainer(daemon: Daemon, reference: string, request: UpdateRequest): UpdateResponse {
  if (request.RestartPolicy) validateRestartPolicy(request.RestartPolicy);
  const warnings = validateResources(request, daemon.host.resources.cores, true);
  const container = daemon.containers.find(reference);
  if (container.isRemoving || container.isDead) throw conflict(`cannot update container ${container.id}: container is marked for removal and cannot be "update"`);
  const hostConfig = updated(container, request);
  if (container.run) refuseAsRunc(container, container.run.cgroup, request, hostConfig);
  container.hostConfig = hostConfig;
  if (container.run) daemon.host.resources.setLimits(container.run.cgroup, limitsOf(hostConfig));
  logContainerEvent(daemon, container, 'update');
  container.touch();
  return { Warnings: warnings.length > 0 ? warnings : null };
}

/** What the daemon lets pass and runc, or the kernel, does not (cgroup v2). */
function refuseAsRunc(container: Container, cgroup: string, { NanoCpus = 0, MemorySwap = 0 }: UpdateRequest, { Memory }: HostConfig): void {
  const quota = Math.round(NanoCpus / 10_000);
  const problem = MemorySwap > 0 && MemorySwap < Memory ? 'memory+swap limit should be >= memory limit'
    : quota > 0 && quota < LEAST_QUOTA ? `failed to write "${quota} 100000": write /sys/fs/cgroup${cgroup}/cpu.max: invalid argument`
      : undefined;
  if (problem !== undefined) throw systemError(`Cannot update container ${container.id}: runc did not terminate successfully: exit status 1: ${problem}\n: unknown`);
}

function updated(container: Container, request: UpdateRequest): HostConfig {
  const now = container.hostConfig;
  const refuse = (what: string) => invalidParameter(`Cannot update container ${container.id}: ${what}`);
  const { NanoCpus = 0, CpuPeriod = 0, CpuQuota = 0, Memory = 0, MemorySwap = 0 } = request;
  if (NanoCpus > 0 && now.CpuPeriod > 0) throw refuse('Conflicting options: Nano CPUs cannot be updated as CPU Period has already been set');
  if (NanoCpus > 0 && now.CpuQuota > 0) throw refuse('Conflicting options: Nano CPUs cannot be updated as CPU Quota has already been set');
  if (CpuPeriod > 0 && now.NanoCpus > 0) throw refuse('Conflicting options: CPU Period cannot be updated as NanoCPUs has already been set');
  if (CpuQuota > 0 && now.NanoCpus > 0) throw refuse('Conflicting options: CPU Quota cannot be updated as NanoCPUs has already been set');
  if (Memory > 0 && Memory > now.MemorySwap && now.MemorySwap !== 0 && MemorySwap === 0) {
    throw refuse('Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time');
  }
  const policy = request.RestartPolicy;
  if (policy?.Name && now.AutoRemove) throw refuse('Restart policy cannot be updated because AutoRemove is enabled for the container');
  const changes: Record<string, number | string> = {};
  for (const field of UPDATABLE) {
    const value = request[field];
    if (value !== undefined && value !== null && value !== 0 && value !== '') changes[field] = value as number | string;
  }
  const pids = request.PidsLimit;
  return {
    ...now,
    ...changes,
    ...(pids == null ? {} : { PidsLimit: pids <= 0 ? 0 : pids }),
    ...(policy?.Name ? { RestartPolicy: { Name: policy.Name, MaximumRetryCount: policy.MaximumRetryCount ?? 0 } } : {}),
  };
}
