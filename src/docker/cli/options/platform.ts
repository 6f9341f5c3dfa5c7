import { CommandError } from '../errors.ts';
import { quote } from '../golang/quote.ts';

const COMPONENT = /^[A-Za-z0-9_.-]+$/;
const SYSTEM = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.-]*)\))?$/;
const SYSTEMS = new Set([
  'aix', 'android', 'darwin', 'dragonfly', 'freebsd', 'hurd', 'illumos', 'ios', 'js', 'linux', 'nacl', 'netbsd', 'openbsd', 'plan9', 'solaris', 'windows', 'zos', 'macos',
]);
const ARCHITECTURES = new Set([
  '386', 'amd64', 'amd64p32', 'arm', 'armbe', 'arm64', 'arm64be', 'ppc64', 'ppc64le', 'loong64', 'mips', 'mipsle', 'mips64', 'mips64le', 'mips64p32',
  'mips64p32le', 'ppc', 'riscv', 'riscv64', 's390', 's390x', 'sparc', 'sparc64', 'wasm', 'i386', 'i686', 'x86_64', 'x86-64', 'aarch64', 'armhf', 'armel',
]);

/** What is wrong with `os[/architecture[/variant]]`, as containerd's platforms package says it; undefined when nothing is. */
export function platformProblem(text: string): string | undefined {
  const parts = text.split('/');
  if (parts.length > 3) return `${quote(text)}: cannot parse platform specifier: invalid argument`;
  for (const [i, part] of parts.entries()) {
    if (i === 0 && !SYSTEM.test(part)) {
      return `${quote(part)} is an invalid OS component of ${quote(text)}: OSAndVersion specifier component must match ${quote(SYSTEM.source)}: invalid argument`;
    }
    if (i > 0 && !COMPONENT.test(part)) return `${quote(part)} is an invalid component of ${quote(text)}: platform specifier component must match ${quote(COMPONENT.source)}: invalid argument`;
  }
  if (parts.length > 1) return undefined;
  const name = parts[0]!.toLowerCase().replace(/\(.*/, '');
  return SYSTEMS.has(name) || ARCHITECTURES.has(name) ? undefined : `${quote(text)}: unknown operating system or architecture: invalid argument`;
}

/** Throws CommandError. */
export function checkPlatform(text: string): void {
  const problem = text === '' ? undefined : platformProblem(text);
  if (problem !== undefined) throw new CommandError(`error parsing specified platform: ${problem}`);
}
