import type { HostConfig, HostResources } from '../../api/types/containers.ts';
import type { Limits } from '../../../machine/resources/resources.ts';
import { parseCpuset } from './cpuset.ts';

/** HostConfig's limits as the kernel takes them. */
export function limitsOf(config: HostConfig): Limits {
  return {
    ...(config.CpuShares > 0 ? { cpuShares: config.CpuShares } : {}),
    ...cpuBandwidth(config),
    ...(config.CpusetCpus === '' ? {} : { cpuset: parseCpuset(config.CpusetCpus)! }),
    ...(config.Memory > 0 ? { memory: config.Memory } : {}),
    ...(config.MemoryReservation > 0 ? { memoryReservation: config.MemoryReservation } : {}),
    ...(config.MemorySwap === 0 ? {} : { memorySwap: config.MemorySwap }),
    ...(config.PidsLimit !== null && config.PidsLimit > 0 ? { pids: config.PidsLimit } : {}),
    ...(config.BlkioWeight > 0 ? { blockIoWeight: config.BlkioWeight } : {}),
    ...throttle('readBps', config.BlkioDeviceReadBps),
    ...throttle('writeBps', config.BlkioDeviceWriteBps),
    ...throttle('readIops', config.BlkioDeviceReadIOps),
    ...throttle('writeIops', config.BlkioDeviceWriteIOps),
  };
}

function cpuBandwidth({ NanoCpus, CpuQuota, CpuPeriod }: HostResources): Pick<Limits, 'cpuQuota' | 'cpuPeriod'> {
  if (NanoCpus > 0) return { cpuQuota: Math.round(NanoCpus / 10_000), cpuPeriod: 100_000 };
  return { ...(CpuQuota > 0 ? { cpuQuota: CpuQuota } : {}), ...(CpuPeriod > 0 ? { cpuPeriod: CpuPeriod } : {}) };
}

function throttle(name: 'readBps' | 'writeBps' | 'readIops' | 'writeIops', devices: HostResources['BlkioDeviceReadBps']): Limits {
  if (!devices?.length) return {};
  return { [name]: new Map(devices.map(({ Path, Rate }) => [Path, Rate])) };
}
