import { SystemError } from '../../errno.ts';
import { fixed } from '../virtual.ts';
import type { Folder, Made } from '../virtual.ts';
import type { ProcOptions } from './proc.ts';

/** Settings of a Debian 12 host, as sysctl(8) names them. */
const STANDARD: { readonly [name: string]: string } = {
  'fs.file-max': '9223372036854775807',
  'fs.inotify.max_user_instances': '128',
  'fs.inotify.max_user_watches': '63448',
  'fs.nr_open': '1048576',
  'fs.pipe-max-size': '1048576',
  'kernel.cap_last_cap': '40',
  'kernel.core_pattern': 'core',
  'kernel.msgmax': '8192',
  'kernel.msgmnb': '16384',
  'kernel.ngroups_max': '65536',
  'kernel.ostype': 'Linux',
  'kernel.pid_max': '4194304',
  'kernel.random.boot_id': '5f0cf2b4-9a8e-4d0c-8a5e-6f1c2d3e4b5a',
  'kernel.randomize_va_space': '2',
  'kernel.sem': '32000\t1024000000\t500\t32000',
  'kernel.shmall': '18446744073692774399',
  'kernel.shmmax': '18446744073692774399',
  'kernel.shmmni': '4096',
  'kernel.threads-max': '126896',
  'net.core.rmem_max': '212992',
  'net.core.somaxconn': '4096',
  'net.core.wmem_max': '212992',
  'net.ipv4.conf.all.forwarding': '1',
  'net.ipv4.conf.all.rp_filter': '0',
  'net.ipv4.ip_forward': '1',
  'net.ipv4.ip_local_port_range': '32768\t60999',
  'net.ipv4.ip_unprivileged_port_start': '0',
  'net.ipv4.ping_group_range': '0\t2147483647',
  'net.ipv4.tcp_fin_timeout': '60',
  'net.ipv4.tcp_keepalive_time': '7200',
  'net.ipv4.tcp_syncookies': '1',
  'net.ipv4.tcp_tw_reuse': '2',
  'net.ipv6.conf.all.disable_ipv6': '0',
  'vm.dirty_ratio': '20',
  'vm.max_map_count': '65530',
  'vm.overcommit_memory': '0',
  'vm.swappiness': '60',
};

interface Branch {
  [name: string]: Branch | Made;
}

/** /proc/sys: the standard settings under those that were set for the container. */
export function sysctlFolder(options: ProcOptions): Folder {
  const { sysctls = new Map<string, string>(), facts } = options;
  const names = new Set([...Object.keys(STANDARD), ...sysctls.keys()]);
  const root: Branch = {};
  for (const name of names) {
    put(root, name.split('.'), {
      text: () => `${sysctls.get(name) ?? STANDARD[name]}\n`,
      write: (written) => {
        demandSysWritable(options);
        sysctls.set(name, written.trim());
      },
    });
  }
  put(root, ['kernel', 'hostname'], {
    text: () => `${facts.hostname}\n`,
    write: (written) => {
      demandSysWritable(options);
      facts.hostname = written.trim();
    },
  });
  put(root, ['kernel', 'osrelease'], { text: () => `${facts.kernelRelease}\n` });
  put(root, ['kernel', 'version'], { text: () => `${facts.kernelVersion}\n` });
  return folderOf(root);
}

/** Docker mounts /proc/sys read-only in containers that are not privileged. */
function demandSysWritable({ isSysWritable }: ProcOptions): void {
  if (!isSysWritable) throw new SystemError('EROFS');
}

function put(root: Branch, path: readonly string[], file: Made): void {
  let branch = root;
  for (const name of path.slice(0, -1)) branch = (branch[name] ??= {}) as Branch;
  branch[path.at(-1)!] = file;
}

function folderOf(branch: Branch): Folder {
  const entries: { [name: string]: Made } = {};
  for (const [name, value] of Object.entries(branch)) entries[name] = isMade(value) ? value : { folder: folderOf(value) };
  return fixed(entries);
}

function isMade(value: Branch | Made): value is Made {
  return 'text' in value && typeof value.text === 'function';
}
