import type { Micros } from '../../core/clock.ts';
import type { NetworkInterface, NetworkStack } from '../network/network.ts';
import type { FileSystem } from './mounts.ts';
import { VirtualFileSystem, fixed, lazily, text } from './virtual.ts';
import type { Folder, Made } from './virtual.ts';

export interface SysOptions {
  readonly now: () => Micros;
  readonly cores: number;
  readonly network?: () => NetworkStack;
}

const EMPTY: Made = { folder: fixed({}) };
/** To mount the cgroups on; the same everywhere, so that mounting there makes nothing else of /sys. */
const FS: Made = { folder: fixed({ cgroup: EMPTY }) };

/** /sys: network interfaces, processors, and the folders that containers expect; `fs/cgroup` is there to mount on. */
export function createSysFileSystem(options: SysOptions): FileSystem {
  const rest = lazily(() => rootFolder(options));
  const root: Folder = {
    entry: (name, viewer) => (name === 'fs' ? FS : rest.entry(name, viewer)),
    names: (viewer) => rest.names(viewer),
  };
  return new VirtualFileSystem('sysfs', 'sysfs', root, options.now());
}

function rootFolder({ cores, network }: SysOptions): Folder {
  const cpus: { [name: string]: Made } = {};
  for (let core = 0; core < cores; core++) cpus[`cpu${core}`] = EMPTY;
  const list = cores > 1 ? `0-${cores - 1}\n` : '0\n';
  const cpu: Made = { folder: fixed({ ...cpus, online: text(() => list), possible: text(() => list), present: text(() => list) }) };
  return fixed({
    block: { folder: fixed({ vda: EMPTY }) },
    bus: EMPTY,
    class: { folder: fixed({ net: { folder: interfaces(network) } }) },
    dev: EMPTY,
    devices: { folder: fixed({ system: { folder: fixed({ cpu }) } }) },
    firmware: EMPTY,
    fs: FS,
    kernel: { folder: fixed({ mm: { folder: fixed({ transparent_hugepage: { folder: fixed({ enabled: text(() => 'always [madvise] never\n') }) } }) } }) },
    module: EMPTY,
    power: EMPTY,
  });
}

function interfaces(network: (() => NetworkStack) | undefined): Folder {
  const all = () => network?.().interfaces ?? [];
  return {
    entry(name) {
      const found = all().find((one) => one.name === name);
      return found && { folder: fixed(filesOf(found)) };
    },
    names: () => all().map(({ name }) => name),
  };
}

function filesOf(of: NetworkInterface): { [name: string]: Made } {
  const statistics = {
    rx_bytes: text(() => `${of.receivedBytes}\n`),
    rx_packets: text(() => `${of.receivedPackets}\n`),
    tx_bytes: text(() => `${of.sentBytes}\n`),
    tx_packets: text(() => `${of.sentPackets}\n`),
  };
  return {
    address: text(() => `${of.mac}\n`),
    mtu: text(() => `${of.mtu}\n`),
    operstate: text(() => `${of.name === 'lo' ? 'unknown' : of.isUp ? 'up' : 'down'}\n`),
    statistics: { folder: fixed(statistics) },
  };
}
