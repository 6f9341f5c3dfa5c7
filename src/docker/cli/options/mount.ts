import { UnitError, ramInBytes } from '../../../core/units.ts';
import type { Mount } from '../../api/types/containers.ts';
import { FlagValueError } from '../flags/flag.ts';
import { parseBool } from '../golang/numbers.ts';
import { readCsv } from './csv.ts';

type Building = { -readonly [Key in keyof Mount]: Mount[Key] };

const fail = (message: string): never => {
  throw new FlagValueError(message);
};

function readBool(key: string, value: string | undefined): boolean {
  if (value === undefined) return true;
  try {
    return parseBool(value);
  } catch {
    return fail(`invalid value for ${key}: ${value}`);
  }
}

/** What each option of `--mount` does to the mount. */
const OPTIONS: Readonly<Record<string, (mount: Building, key: string, value: string) => void>> = {
  'type': (mount, _, value) => (mount.Type = value.toLowerCase()),
  'source': (mount, _, value) => (mount.Source = value),
  'target': (mount, _, value) => (mount.Target = value),
  'consistency': (mount, _, value) => (mount.Consistency = value.toLowerCase()),
  'bind-propagation': (mount, _, value) => (mount.BindOptions = { ...mount.BindOptions, Propagation: value.toLowerCase() }),
  'bind-recursive': (mount, key, value) => {
    if (value === 'enabled') return;
    if (value === 'disabled') mount.BindOptions = { ...mount.BindOptions, NonRecursive: true };
    else if (value === 'writable') mount.BindOptions = { ...mount.BindOptions, ReadOnlyNonRecursive: true };
    else if (value === 'readonly') mount.BindOptions = { ...mount.BindOptions, ReadOnlyForceRecursive: true };
    else fail(`invalid value for ${key}: ${value} (must be "enabled", "disabled", "writable", or "readonly")`);
  },
  'volume-subpath': (mount, _, value) => (mount.VolumeOptions = { ...mount.VolumeOptions, Subpath: value }),
  'volume-driver': (mount, _, value) => (mount.VolumeOptions = { ...mount.VolumeOptions, DriverConfig: { ...mount.VolumeOptions?.DriverConfig, Name: value } }),
  'volume-opt': (mount, _, value) => {
    const driver = mount.VolumeOptions?.DriverConfig;
    mount.VolumeOptions = { ...mount.VolumeOptions, DriverConfig: { ...driver, Options: { ...driver?.Options, ...assignment(value) } } };
  },
  'volume-label': (mount, _, value) => (mount.VolumeOptions = { ...mount.VolumeOptions, Labels: { ...mount.VolumeOptions?.Labels, ...assignment(value) } }),
  'image-subpath': (mount, _, value) => (mount.ImageOptions = { ...mount.ImageOptions, Subpath: value }),
  'tmpfs-size': (mount, key, value) => {
    try {
      mount.TmpfsOptions = { ...mount.TmpfsOptions, SizeBytes: ramInBytes(value) };
    } catch (error) {
      if (!(error instanceof UnitError)) throw error;
      fail(`invalid value for ${key}: ${value}`);
    }
  },
  'tmpfs-mode': (mount, key, value) => {
    if (!/^[0-7]+$/.test(value)) fail(`invalid value for ${key}: ${value}`);
    mount.TmpfsOptions = { ...mount.TmpfsOptions, Mode: Number.parseInt(value, 8) };
  },
};

const SWITCHES: Readonly<Record<string, (mount: Building, value: boolean) => void>> = {
  'readonly': (mount, value) => (mount.ReadOnly = value),
  'volume-nocopy': (mount, value) => (mount.VolumeOptions = { ...mount.VolumeOptions, NoCopy: value }),
  'bind-nonrecursive': (mount, value) => (mount.BindOptions = { ...mount.BindOptions, NonRecursive: value }),
};

const OTHER_NAMES: Readonly<Record<string, string>> = { src: 'source', dst: 'target', destination: 'target', ro: 'readonly' };

function assignment(text: string): Record<string, string> {
  const equals = text.indexOf('=');
  return equals < 0 ? { [text]: '' } : { [text.slice(0, equals)]: text.slice(equals + 1) };
}

/** One `--mount type=volume,source=data,target=/data,readonly`. Throws FlagValueError. */
export function parseMount(text: string): Mount {
  const mount: Building = { Type: 'volume' };
  for (const field of readCsv(text)) {
    const equals = field.indexOf('=');
    const written = (equals < 0 ? field : field.slice(0, equals)).toLowerCase();
    const key = OTHER_NAMES[written] ?? written;
    const value = equals < 0 ? undefined : field.slice(equals + 1);
    const set = SWITCHES[key];
    if (set) set(mount, readBool(written, value));
    else if (value === undefined) fail(`invalid field '${field}' must be a key=value pair`);
    else (OPTIONS[key] ?? (() => fail(`unexpected key '${written}' in '${field}'`)))(mount, written, value);
  }
  check(mount);
  const { ReadOnly, VolumeOptions, ...rest } = mount;
  return {
    ...rest,
    ...(ReadOnly ? { ReadOnly } : {}),
    // The client always makes room for a driver where it says anything about the volume.
    ...(VolumeOptions === undefined ? {} : { VolumeOptions: { ...VolumeOptions, DriverConfig: VolumeOptions.DriverConfig ?? {} } }),
  };
}

function check(mount: Building): void {
  const type = mount.Type!;
  if (type === '') fail('type is required');
  if (!mount.Target) fail('target is required');
  const refuse = (prefix: string, wanted: string, isUsed: boolean) => {
    if (isUsed && type !== wanted) fail(`cannot mix '${prefix}-*' options with mount type '${type}'`);
  };
  refuse('volume', 'volume', mount.VolumeOptions !== undefined);
  refuse('image', 'image', mount.ImageOptions !== undefined);
  refuse('bind', 'bind', mount.BindOptions !== undefined);
  refuse('tmpfs', 'tmpfs', mount.TmpfsOptions !== undefined);
  const bind = mount.BindOptions;
  if (bind?.ReadOnlyNonRecursive && !mount.ReadOnly) fail("option 'bind-recursive=writable' requires 'readonly' to be specified in conjunction");
  if (bind?.ReadOnlyForceRecursive) {
    if (!mount.ReadOnly) fail("option 'bind-recursive=readonly' requires 'readonly' to be specified in conjunction");
    if (bind.Propagation !== 'rprivate') fail("option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction");
  }
}

/** Relative sources of bind mounts begin at the folder that docker was called in. */
export function absoluteSource(mount: Mount, cwd: string): Mount {
  if (mount.Type !== 'bind' || mount.Source === undefined || !/^\.\.?(\/|$)/.test(mount.Source)) return mount;
  return { ...mount, Source: joinPath(cwd, mount.Source) };
}

/** filepath.Join: cleaned, without `.` and `..`. */
export function joinPath(base: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : base}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}
