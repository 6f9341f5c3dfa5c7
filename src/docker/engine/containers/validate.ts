import { SECOND } from '../../../core/clock.ts';
import { NotSimulated } from '../../../core/errors.ts';
import { ALL_CAPABILITIES } from '../../../machine/processes/capabilities.ts';
import { parseSignal } from '../../../machine/signals.ts';
import { invalidParameter, systemError } from '../../api/errors.ts';
import type { CreateContainerRequest, HealthConfig, HostConfig, HostResources, RestartPolicy } from '../../api/types/containers.ts';
import { parseCpuset } from './cpuset.ts';

const MINIMUM_MEMORY = 6 * 1024 * 1024;

/** What dockerd checks of a container before it looks at images and names. Throws in its words; gives warnings. */
export function validateSettings(request: CreateContainerRequest, cores: number): string[] {
  const host = request.HostConfig ?? {};
  validateModes(request, host);
  validateConfig(request);
  const warnings = validateResources(host, cores, false);
  if (host.AutoRemove && host.RestartPolicy?.Name && host.RestartPolicy.Name !== 'no') throw invalidParameter("can't create 'AutoRemove' container with restart policy");
  validateExtraHosts(host.ExtraHosts ?? []);
  validatePorts(host);
  if (host.RestartPolicy) validateRestartPolicy(host.RestartPolicy);
  validateCapabilities('CapAdd', host.CapAdd);
  validateCapabilities('CapDrop', host.CapDrop);
  if (host.Isolation && host.Isolation !== 'default') throw systemError(`Invalid isolation: ${JSON.stringify(host.Isolation)} - linux only supports 'default'`);
  if ('' in (host.Annotations ?? {})) throw invalidParameter('invalid Annotations: the empty string is not permitted as an annotation key');
  validateLinuxSettings(host, warnings);
  return warnings;
}

/** Combinations of namespaces that make no sense: runconfig's own check, made first. */
function validateModes(request: CreateContainerRequest, host: Partial<HostConfig>): void {
  const mode = host.NetworkMode ?? '';
  const isContainer = mode.startsWith('container:');
  if (isContainer && mode === 'container:') throw invalidParameter('Invalid network mode: invalid container format container:<name|id>');
  if (mode === 'container') throw invalidParameter('Invalid network mode: invalid container format container:<name|id>');
  if (host.UTSMode === 'host' && request.Hostname) throw invalidParameter('conflicting options: hostname and the UTS mode');
  const refuse = (isWrong: unknown, what: string) => {
    if (isWrong) throw invalidParameter(`conflicting options: ${what}`);
  };
  if (isContainer) {
    refuse(request.Hostname, 'hostname and the network mode');
    refuse(host.Links?.length, "container type network can't be used with links. This would result in undefined behavior");
    refuse(host.Dns?.length, 'dns and the network mode');
    refuse(host.ExtraHosts?.length, 'custom host-to-IP mapping and the network mode');
    refuse(Object.keys(host.PortBindings ?? {}).length > 0 || host.PublishAllPorts, 'port publishing and the container type network mode');
    refuse(Object.keys(request.ExposedPorts ?? {}).length > 0, 'port exposing and the container type network mode');
  }
  if (mode === 'host') refuse(host.Links?.length, "host type networking can't be used with links. This would result in undefined behavior");
  if (host.IpcMode && !/^(?:|none|private|shareable|host|container:.+)$/.test(host.IpcMode)) throw invalidParameter(`invalid IPC mode: ${host.IpcMode}`);
  if (host.PidMode && !/^(?:|host|container:.+)$/.test(host.PidMode)) throw invalidParameter(`invalid PID mode: ${host.PidMode}`);
  if (host.UTSMode && host.UTSMode !== 'host') throw invalidParameter(`invalid UTS mode: ${host.UTSMode}`);
  if (host.UsernsMode && host.UsernsMode !== 'host') throw invalidParameter(`Invalid userns mode: ${host.UsernsMode}`);
  if (host.CgroupnsMode && !['host', 'private'].includes(host.CgroupnsMode)) throw invalidParameter(`invalid cgroup namespace mode: ${host.CgroupnsMode}`);
}

function validateConfig(request: CreateContainerRequest): void {
  if (request.WorkingDir && !request.WorkingDir.startsWith('/')) throw invalidParameter(`the working directory '${request.WorkingDir}' is invalid, it needs to be an absolute path`);
  if (request.StopSignal && parseSignal(request.StopSignal) === undefined) throw invalidParameter(`invalid signal: ${request.StopSignal}`);
  for (const entry of request.Env ?? []) if (entry === '' || entry.startsWith('=')) throw invalidParameter(`invalid environment variable: ${entry}`);
  if (request.Healthcheck) validateHealth(request.Healthcheck);
}

function validateHealth(health: HealthConfig): void {
  const atLeast = (name: 'Interval' | 'Timeout' | 'StartPeriod' | 'StartInterval') => {
    const value = health[name] ?? 0;
    if (value !== 0 && value < 1_000_000) throw invalidParameter(`${name} in Healthcheck cannot be less than 1ms`);
  };
  atLeast('Interval');
  atLeast('Timeout');
  if ((health.Retries ?? 0) < 0) throw invalidParameter('Retries in Healthcheck cannot be negative');
  atLeast('StartPeriod');
  atLeast('StartInterval');
}

/** Limits on memory, CPU and block I/O. Throws; gives warnings. `isUpdate` is for `docker update`. */
export function validateResources(limits: Partial<HostResources>, cores: number, isUpdate: boolean): string[] {
  const warnings: string[] = [];
  validateMemory(limits, isUpdate, warnings);
  validateCpu(limits, cores);
  const weight = limits.BlkioWeight ?? 0;
  if (weight !== 0 && (weight < 10 || weight > 1000)) throw invalidParameter('Range of blkio weight is from 10 to 1000');
  for (const { Weight } of limits.BlkioWeightDevice ?? []) if (Weight < 10 || Weight > 1000) throw invalidParameter('Range of blkio weight is from 10 to 1000');
  return warnings;
}

function validateMemory(limits: Partial<HostResources>, isUpdate: boolean, warnings: string[]): void {
  const { Memory = 0, MemorySwap = 0, MemoryReservation = 0, MemorySwappiness } = limits;
  if (Memory !== 0 && Memory < MINIMUM_MEMORY) throw invalidParameter('Minimum memory limit allowed is 6MB');
  if (Memory > 0 && MemorySwap > 0 && MemorySwap < Memory) throw invalidParameter('Minimum memoryswap limit should be larger than memory limit, see usage');
  if (Memory === 0 && MemorySwap > 0 && !isUpdate) throw invalidParameter('You should always set the Memory limit when using Memoryswap limit, see usage');
  if (MemorySwappiness != null && (MemorySwappiness < -1 || MemorySwappiness > 100)) throw invalidParameter(`Invalid value: ${MemorySwappiness}, valid memory swappiness range is 0-100`);
  if (MemorySwappiness != null && MemorySwappiness !== -1) warnings.push('Your kernel does not support memory swappiness capabilities or the cgroup is not mounted. Memory swappiness discarded.');
  if (MemoryReservation > 0 && MemoryReservation < MINIMUM_MEMORY) throw invalidParameter('Minimum memory reservation allowed is 6MB');
  if (Memory > 0 && MemoryReservation > 0 && Memory < MemoryReservation) throw invalidParameter('Minimum memory limit can not be less than memory reservation limit, see usage');
  if (limits.OomKillDisable) warnings.push('Your kernel does not support OomKillDisable. OomKillDisable discarded.');
}

function validateCpu(limits: Partial<HostResources>, cores: number): void {
  const { NanoCpus = 0, CpuPeriod = 0, CpuQuota = 0 } = limits;
  if (NanoCpus > 0 && CpuPeriod > 0) throw invalidParameter('Conflicting options: Nano CPUs and CPU Period cannot both be set');
  if (NanoCpus > 0 && CpuQuota > 0) throw invalidParameter('Conflicting options: Nano CPUs and CPU Quota cannot both be set');
  if (NanoCpus < 0 || NanoCpus > cores * 1e9) throw invalidParameter(`range of CPUs is from 0.01 to ${cores}.00, as there are only ${cores} CPUs available`);
  if (CpuPeriod !== 0 && (CpuPeriod < 1000 || CpuPeriod > SECOND)) throw invalidParameter('CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)');
  if (CpuQuota > 0 && CpuQuota < 1000) throw invalidParameter('CPU cfs quota can not be less than 1ms (i.e. 1000)');
  if ((limits.CpuRealtimePeriod ?? 0) !== 0 || (limits.CpuRealtimeRuntime ?? 0) !== 0) throw new NotSimulated('real-time CPU scheduling');
  validateCpuset(limits.CpusetCpus ?? '', 'cpus', 'CPUs', cores);
  validateCpuset(limits.CpusetMems ?? '', 'mems', 'memory nodes', 1);
}

function validateCpuset(text: string, name: string, what: string, count: number): void {
  if (text === '') return;
  const wanted = parseCpuset(text);
  if (!wanted) throw invalidParameter(`Invalid value ${text} for cpuset ${name}: invalid format: ${text}`);
  if (wanted.some((core) => core >= count)) throw invalidParameter(`Requested ${what} are not available - requested ${text}, available: ${count === 1 ? '0' : `0-${count - 1}`}`);
}

export function validateRestartPolicy({ Name, MaximumRetryCount = 0 }: RestartPolicy): void {
  switch (Name) {
    case 'always':
    case 'unless-stopped':
    case 'no':
      if (MaximumRetryCount !== 0) throw invalidParameter(`invalid restart policy: maximum retry count can only be used with 'on-failure'${MaximumRetryCount < 0 ? ' and cannot be negative' : ''}`);
      return;
    case 'on-failure':
      if (MaximumRetryCount < 0) throw invalidParameter('invalid restart policy: maximum retry count cannot be negative');
      return;
    case '':
    case undefined:
      return;
    default:
      throw invalidParameter(`invalid restart policy: unknown policy '${Name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`);
  }
}

function validateExtraHosts(hosts: readonly string[]): void {
  for (const entry of hosts) {
    const separator = entry.search(/[:=]/);
    if (separator <= 0 || separator === entry.length - 1) throw invalidParameter(`bad format for add-host: ${JSON.stringify(entry)}`);
    const address = entry.slice(separator + 1);
    if (address !== 'host-gateway' && !isAddress(address)) throw invalidParameter(`invalid IP address in add-host: ${JSON.stringify(address)}`);
  }
}

export function isAddress(text: string): boolean {
  return isIPv4(text) || (/^[0-9a-fA-F:.]+$/.test(text) && text.split(':').length > 2);
}

export function isIPv4(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256 && String(Number(part)) === part);
}

function validatePorts(host: Partial<HostConfig>): void {
  for (const [port, bindings] of Object.entries(host.PortBindings ?? {})) {
    const number = port.split('/')[0]!;
    if (!isPort(number)) throw invalidParameter(`invalid port specification: ${JSON.stringify(number)}`);
    for (const { HostPort = '' } of bindings ?? []) {
      if (HostPort !== '' && !HostPort.split('-').every(isPort)) throw invalidParameter(`invalid port specification: ${JSON.stringify(HostPort)}`);
    }
  }
}

function isPort(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) <= 65_535;
}

function validateCapabilities(field: string, names: readonly string[] | null | undefined): void {
  for (const name of names ?? []) {
    const full = capabilityName(name);
    if (full !== 'ALL' && !ALL_CAPABILITIES.has(full)) throw invalidParameter(`invalid ${field}: unknown capability: ${JSON.stringify(full)}`);
  }
}

/** `CAP_NET_ADMIN` for `net_admin`; `ALL` stays. */
export function capabilityName(name: string): string {
  const upper = name.toUpperCase();
  return upper === 'ALL' || upper.startsWith('CAP_') ? upper.replace(/^CAP_ALL$/, 'ALL') : `CAP_${upper}`;
}

function validateLinuxSettings(host: Partial<HostConfig>, warnings: string[]): void {
  const score = host.OomScoreAdj ?? 0;
  if (score < -1000 || score > 1000) throw invalidParameter(`Invalid value ${score}, range for oom score adj is [-1000, 1000]`);
  if (host.NetworkMode === 'host' && Object.keys(host.PortBindings ?? {}).length > 0) warnings.push('Published ports are discarded when using host network mode');
  if ((host.ShmSize ?? 0) < 0) throw invalidParameter('SHM size can not be less than 0');
  if (host.Runtime && host.Runtime !== 'runc' && host.Runtime !== 'io.containerd.runc.v2') throw invalidParameter(`unknown or invalid runtime name: ${host.Runtime}`);
  for (const path of Object.keys(host.Tmpfs ?? {})) {
    if (!path.startsWith('/')) throw invalidParameter(`invalid mount path: '${path}' mount path must be absolute`);
    if (path === '/') throw invalidParameter("destination can't be '/'");
  }
  for (const option of host.SecurityOpt ?? []) validateSecurityOption(option);
}

function validateSecurityOption(option: string): void {
  if (option === 'no-new-privileges' || option === 'label=disable' || option === 'label:disable') return;
  const separator = option.search(/[=:]/);
  if (separator < 0) throw systemError(`invalid --security-opt 1: ${JSON.stringify(option)}`);
  const [name, value] = [option.slice(0, separator), option.slice(separator + 1)];
  switch (name) {
    case 'no-new-privileges':
      if (!/^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value)) throw systemError(`invalid --security-opt 2: ${JSON.stringify(option)}`);
      return;
    case 'label':
    case 'apparmor':
    case 'seccomp':
    case 'systempaths':
    case 'writable-cgroups':
      return;
    default:
      throw systemError(`invalid --security-opt 2: ${JSON.stringify(option)}`);
  }
}
