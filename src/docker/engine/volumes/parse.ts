import { invalidParameter } from '../../api/errors.ts';
import type { Mount } from '../../api/types/containers.ts';
import { cleanPath } from '../containers/config.ts';

/** A mount before its volume is found or made. */
export interface MountSpec {
  readonly type: 'volume' | 'bind' | 'tmpfs' | 'image';
  /** A volume's name, '' for an anonymous one; or a path on the host; or an image. */
  readonly source: string;
  readonly destination: string;
  readonly isWritable: boolean;
  readonly mode: string;
  readonly propagation: string;
  readonly isCopied: boolean;
  readonly isSourceMade: boolean;
  readonly spec: Mount;
}

const PROPAGATIONS = ['private', 'rprivate', 'slave', 'rslave', 'shared', 'rshared'];
const LABELS = ['z', 'Z'];
const CONSISTENCIES = ['consistent', 'cached', 'delegated'];

/** `-v`: [source:]destination[:mode]. Throws as dockerd's parser does. */
export function parseBind(raw: string): MountSpec {
  const parts = raw.split(':');
  const invalid = () => invalidParameter(`invalid volume specification: '${raw}'`);
  if (parts[0] === '' || parts.length > 3 || parts.length < 2) throw invalid();
  const [source, destination, mode = ''] = parts as [string, string, string?];
  if (parts.length === 2 && isMode(destination) && destination !== '') throw invalid();
  if (!isMode(mode)) throw invalidParameter(`invalid mode: ${mode}`);
  const isBind = source.startsWith('/');
  const words = mode.split(',');
  const isReadOnly = words.includes('ro');
  const propagation = words.find((word) => PROPAGATIONS.includes(word));
  const spec: Mount = { Type: isBind ? 'bind' : 'volume', Source: source, Target: destination, ...(isReadOnly ? { ReadOnly: true } : {}) };
  let parsed: MountSpec;
  try {
    parsed = parseMount(spec);
  } catch (error) {
    throw invalidParameter(`invalid volume specification: '${raw}': ${(error as Error).message}`);
  }
  return { ...parsed, mode, isSourceMade: isBind, isCopied: !isBind && !words.includes('nocopy'), ...(propagation ? { propagation } : {}) };
}

function isMode(mode: string): boolean {
  if (mode === '') return true;
  const counts = { rw: 0, label: 0, propagation: 0, copy: 0, consistency: 0 };
  for (const word of mode.split(',')) {
    if (word === 'rw' || word === 'ro') counts.rw++;
    else if (LABELS.includes(word)) counts.label++;
    else if (PROPAGATIONS.includes(word)) counts.propagation++;
    else if (word === 'nocopy') counts.copy++;
    else if (CONSISTENCIES.includes(word)) counts.consistency++;
    else return false;
  }
  return Object.values(counts).every((count) => count <= 1);
}

/** Whether a mode of --volumes-from is one: `ro`, `rw`, labels and propagation. */
export function isVolumesFromMode(mode: string): boolean {
  return isMode(mode) && !mode.split(',').includes('nocopy');
}

/** `--mount` as the API has it. Throws `invalid mount config for type "bind": …`. */
export function parseMount(mount: Mount, sourceExists?: (path: string) => boolean): MountSpec {
  const type = mount.Type ?? '';
  const refuse = (what: string) => invalidParameter(`invalid mount config for type ${JSON.stringify(type)}: ${what}`);
  const { Target: target = '', Source: source = '' } = mount;
  if (target === '') throw refuse('field Target must not be empty');
  if (cleanPath(target) === '/') throw refuse("invalid specification: destination can't be '/'");
  if (!target.startsWith('/')) throw refuse(`invalid mount path: '${target}' mount path must be absolute`);
  const extra = (field: 'BindOptions' | 'VolumeOptions' | 'TmpfsOptions' | 'ImageOptions') => {
    if (mount[field]) throw refuse(`field ${field} must not be specified`);
  };
  switch (type) {
    case 'bind':
      if (source === '') throw refuse('field Source must not be empty');
      extra('VolumeOptions');
      if (mount.BindOptions?.Propagation && !PROPAGATIONS.includes(mount.BindOptions.Propagation)) throw refuse(`invalid propagation mode: ${mount.BindOptions.Propagation}`);
      if (!source.startsWith('/')) throw refuse(`invalid mount path: '${source}' mount path must be absolute`);
      if (sourceExists && !mount.BindOptions?.CreateMountpoint && !sourceExists(source)) throw refuse(`bind source path does not exist: ${source}`);
      break;
    case 'volume':
      extra('BindOptions');
      if (source === '' && mount.ReadOnly) throw refuse('must not set ReadOnly mode when using anonymous volumes');
      if (mount.VolumeOptions?.Subpath !== undefined && !isLocal(mount.VolumeOptions.Subpath)) throw refuse('subpath must be a relative path within the volume');
      break;
    case 'tmpfs':
      extra('BindOptions');
      extra('VolumeOptions');
      if (source !== '') throw refuse('field Source must not be specified');
      break;
    case 'image':
      extra('BindOptions');
      extra('VolumeOptions');
      extra('TmpfsOptions');
      if (source === '') throw refuse('field Source must not be empty');
      break;
    default:
      throw refuse('mount type unknown');
  }
  return {
    type,
    source: type === 'bind' ? cleanPath(source) : source,
    destination: cleanPath(target),
    isWritable: type !== 'image' && !mount.ReadOnly,
    mode: '',
    propagation: type === 'bind' ? (mount.BindOptions?.Propagation ?? 'rprivate') : '',
    isCopied: type === 'volume' && !mount.VolumeOptions?.NoCopy,
    isSourceMade: mount.BindOptions?.CreateMountpoint ?? false,
    spec: mount,
  };
}

function isLocal(path: string): boolean {
  return !path.startsWith('/') && !cleanPath(path).startsWith('..');
}
