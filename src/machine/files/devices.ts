import type { Process } from '../../core/process.ts';
import { NO_BYTES } from '../../core/bytes.ts';
import { NotSimulated } from '../../core/errors.ts';
import { createEntropy } from '../../core/entropy.ts';
import type { Entropy } from '../../core/entropy.ts';
import { PIPE_CAPACITY } from '../../core/stream.ts';
import { SystemError } from '../errno.ts';
import type { Viewer } from './mounts.ts';
import { Opened } from './opened.ts';
import type { OpenMode } from './opened.ts';
import type { OpenFile } from './open-file.ts';
import type { Place } from './place.ts';
import { TreeFileSystem } from './tree.ts';

interface Device {
  read(max: number, entropy: Entropy): Uint8Array;
  /** Throws ENOSPC. */
  write(): void;
}

const taken = () => {};
const noRoom = () => {
  throw new SystemError('ENOSPC');
};
const zeros = (max: number) => new Uint8Array(max);

/** Character devices by major and minor number (admin-guide/devices.txt). */
const DEVICES: ReadonlyMap<string, Device> = new Map([
  ['1:3', { read: () => NO_BYTES, write: taken }],
  ['1:5', { read: zeros, write: taken }],
  ['1:7', { read: zeros, write: noRoom }],
  ['1:8', { read: chance, write: taken }],
  ['1:9', { read: chance, write: taken }],
]);

const TTY = '5:0';
const MULTIPLEXER = '5:2';

function chance(max: number, entropy: Entropy): Uint8Array {
  const bytes = new Uint8Array(max);
  for (let i = 0; i < max; i++) bytes[i] = entropy.below(256);
  return bytes;
}

/** Throws ENXIO where no driver answers, as for a terminal that is not there. */
export function openDevice(place: Place, mode: OpenMode, viewer: Viewer): OpenFile {
  const { node, mount } = place;
  const tree = mount.fileSystem instanceof TreeFileSystem ? mount.fileSystem : undefined;
  const key = node.rdev?.join(':') ?? '';
  const terminal = key === TTY ? viewer.tty?.() : node.rdev && tree?.devices?.(node.rdev);
  if (terminal) {
    terminal.retain();
    return terminal;
  }
  const device = DEVICES.get(key);
  if (device) return new OpenCharacter(place, mode, device, tree?.entropy ?? createEntropy('device'));
  if (key === MULTIPLEXER) throw new NotSimulated('opening /dev/ptmx by hand');
  throw new SystemError('ENXIO');
}

class OpenCharacter extends Opened implements OpenFile {
  constructor(
    place: Place,
    mode: OpenMode,
    private readonly driver: Device,
    private readonly entropy: Entropy,
  ) {
    super(place, mode);
  }

  *read(max = PIPE_CAPACITY): Process<Uint8Array> {
    this.demandReadable();
    return this.driver.read(max, this.entropy);
  }

  *write(): Process<void> {
    this.demandWritable();
    this.driver.write();
  }

  readiness(): true {
    return true;
  }

  seek(): number {
    return 0;
  }

  truncate(): void {}
}
