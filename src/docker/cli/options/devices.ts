import type { DeviceMapping } from '../../api/types/containers.ts';
import { CommandError } from '../errors.ts';

const isMode = (text: string): boolean => /^[rwm]+$/.test(text) && new Set(text).size === text.length;

/** `vendor.com/class=name`: a device by the name that its maker gave it. */
export function isCdiDevice(text: string): boolean {
  return /^[a-zA-Z][\w.-]*\/[a-zA-Z][\w.-]*=[\w.:-]+$/.test(text);
}

function checkDevice(text: string): void {
  const parts = text.split(':');
  if (parts.length > 3 || parts.length < 1 || text === '') throw new CommandError(`bad format for path: ${text}`);
  let path = parts[0]!;
  if (parts.length === 3) {
    if (!isMode(parts[2]!)) throw new CommandError(`bad mode specified: ${parts[2]}`);
    path = parts[1]!;
  } else if (parts.length === 2 && !isMode(parts[1]!)) path = parts[1]!;
  if (!path.startsWith('/')) throw new CommandError(`${path} is not an absolute path`);
}

/** A value of `--device`. Throws CommandError. */
export function parseDevice(text: string): DeviceMapping {
  checkDevice(text);
  const [source, second, third] = text.split(':') as [string, string?, string?];
  const isSecondMode = third === undefined && second !== undefined && isMode(second);
  return {
    PathOnHost: source,
    PathInContainer: second === undefined || isSecondMode ? source : second,
    CgroupPermissions: third ?? (isSecondMode ? second : 'rwm'),
  };
}
