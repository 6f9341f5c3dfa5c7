/** In the order of their numbers (capabilities(7)). */
const NAMES =
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'.split(' ');

const NONE = '0000000000000000';

/** As /proc/PID/status writes them: 16 hexadecimal digits. */
export function capabilityMask(capabilities: ReadonlySet<string> | undefined, uid: number): { effective: string; bounding: string } {
  const all = (2n ** BigInt(NAMES.length) - 1n).toString(16).padStart(16, '0');
  if (!capabilities) return { effective: uid === 0 ? all : NONE, bounding: all };
  let bits = 0n;
  NAMES.forEach((name, number) => {
    if (capabilities.has(`CAP_${name}`)) bits |= 1n << BigInt(number);
  });
  const mask = bits.toString(16).padStart(16, '0');
  return { effective: uid === 0 ? mask : NONE, bounding: mask };
}
