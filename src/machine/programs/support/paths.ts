import { SystemError } from '../../errno.ts';
import { attempt } from './call.ts';
import type { Call } from './call.ts';

/** `path` from the working folder, without `.`, `..` and double slashes; links are not looked at. */
export function absolute(call: Call, path: string): string {
  return normal(path.startsWith('/') ? path : `${call.system.cwd}/${path}`);
}

export function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** realpath(1): what may be missing is the last part, nothing, or any. Throws ENOENT and what stat throws. */
export function canonical(call: Call, path: string, missing: 'last' | 'none' | 'any'): string {
  if (path === '') throw new SystemError('ENOENT');
  const whole = attempt(() => call.files.realpath(path));
  if (!(whole instanceof SystemError)) {
    if (path.endsWith('/') && path !== '/' && call.files.stat(path).type !== 'directory' && missing !== 'any') throw new SystemError('ENOTDIR');
    return whole;
  }
  if (missing === 'none' || (whole.code !== 'ENOENT' && missing !== 'any')) throw whole;
  const trimmed = path.replace(/\/+$/, '');
  const link = attempt(() => call.files.readlink(trimmed));
  const slash = trimmed.lastIndexOf('/');
  const directory = slash < 0 ? '.' : slash === 0 ? '/' : trimmed.slice(0, slash);
  if (!(link instanceof SystemError)) return canonical(call, link.startsWith('/') ? link : `${directory}/${link}`, missing);
  const name = trimmed.slice(slash + 1);
  const above = missing === 'any' && !call.files.exists(directory) ? canonical(call, directory, 'any') : call.files.realpath(directory);
  if (missing === 'last' && call.files.stat(directory).type !== 'directory') throw new SystemError('ENOTDIR');
  return normal(`${above}/${name}`);
}

/** `to` as seen from `from`; both absolute and normal. */
export function relative(from: string, to: string): string {
  const [a, b] = [from.split('/').filter(Boolean), to.split('/').filter(Boolean)];
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  return [...a.slice(shared).map(() => '..'), ...b.slice(shared)].join('/') || '.';
}
