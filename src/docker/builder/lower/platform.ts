import { quote } from '../parse/go-strings.ts';
import { DockerfileError } from '../parse/node.ts';

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string;
}

const SYSTEMS = new Set(['aix', 'android', 'darwin', 'dragonfly', 'freebsd', 'illumos', 'js', 'linux', 'netbsd', 'openbsd', 'plan9', 'solaris', 'wasip1', 'windows', 'zos']);
const ARCHITECTURES = new Set([
  '386', 'amd64', 'amd64p32', 'arm', 'armbe', 'arm64', 'arm64be', 'loong64', 'mips', 'mipsle', 'mips64', 'mips64le', 'mips64p32', 'mips64p32le',
  'ppc', 'ppc64', 'ppc64le', 'riscv', 'riscv64', 's390', 's390x', 'sparc', 'sparc64', 'wasm',
]);
const ALIASES: Readonly<Record<string, readonly [architecture: string, variant: string]>> = {
  i386: ['386', ''], x86_64: ['amd64', ''], 'x86-64': ['amd64', ''], aarch64: ['arm64', ''], armhf: ['arm', 'v7'], armel: ['arm', 'v6'],
};
const PART = /^[A-Za-z0-9_.-]+$/;

/** `linux/amd64`, `linux/arm/v7`, `arm64`, `linux`. Throws what containerd says. */
export function parsePlatform(text: string, host: Platform = DEFAULT_PLATFORM): Platform {
  const parts = text.split('/');
  for (const part of parts) {
    if (!PART.test(part)) throw new DockerfileError(`${quote(part)} is an invalid component of ${quote(text)}: platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument`);
  }
  if (parts.length === 1) {
    const os = parts[0]!.toLowerCase();
    if (SYSTEMS.has(os === 'macos' ? 'darwin' : os)) return { ...host, os: os === 'macos' ? 'darwin' : os };
    const platform = normalise('linux', parts[0]!, '');
    if (ARCHITECTURES.has(platform.architecture)) return { ...platform, os: host.os };
    throw new DockerfileError(`${quote(text)}: unknown operating system or architecture: invalid argument`);
  }
  if (parts.length > 3) throw new DockerfileError(`${quote(text)}: cannot parse platform specifier: invalid argument`);
  return normalise(parts[0]!, parts[1]!, parts[2] ?? '');
}

export const DEFAULT_PLATFORM: Platform = { os: 'linux', architecture: 'amd64', variant: '' };

function normalise(os: string, architecture: string, variant: string): Platform {
  const lower = architecture.toLowerCase();
  const alias = Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined;
  return withoutDefault({ os: os.toLowerCase() === 'macos' ? 'darwin' : os.toLowerCase(), architecture: alias?.[0] ?? lower, variant: variant.toLowerCase() || (alias?.[1] ?? '') });
}

/** `amd64/v1` and `arm64/v8` are just that; `arm` is `arm/v7`. */
export function withoutDefault({ os, architecture, variant }: Platform): Platform {
  if ((architecture === 'arm64' && (variant === 'v8' || variant === '8')) || (architecture === 'amd64' && variant === 'v1')) return { os, architecture, variant: '' };
  if (architecture === 'arm') return { os, architecture, variant: variant === '' ? 'v7' : /^\d$/.test(variant) ? `v${variant}` : variant };
  return { os, architecture, variant };
}

export function formatPlatform({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter((part) => part !== '').join('/');
}
