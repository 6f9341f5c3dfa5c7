import { describe, expect, test } from 'vitest';
import { toBytes, toText } from '../../core/bytes.ts';
import { SECOND } from '../../core/clock.ts';
import { runNow } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import type { Files } from './files.ts';
import { createMemoryFileSystem } from './memory.ts';
import type { MountNamespace, Viewer } from './mounts.ts';
import { createMountNamespace } from './namespace.ts';

const now = () => 1_748_851_200 * SECOND;

function disk(size = 2 ** 30): MountNamespace {
  return createMountNamespace(createMemoryFileSystem({ type: 'ext4', device: '/dev/vda1', size, now }));
}

function as(mounts: MountNamespace, uid: number, more: Partial<Viewer> = {}): Files {
  return mounts.files({ credentials: () => ({ uid, gid: uid, groups: [] }), cwd: () => '/', umask: () => 0o022, now, ...more });
}

/** The error's code, or `ok`. */
function codeOf(action: () => unknown): string {
  try {
    action();
    return 'ok';
  } catch (error) {
    if (error instanceof SystemError) return error.code;
    throw error;
  }
}

test('a file is written, appended to, read, linked and removed', () => {
  const files = disk().files();
  files.mkdirAll('/a/b');
  files.write('/a/b/f', 'one\n');
  files.append('/a/b/f', 'two\n');
  files.link('/a/b/f', '/a/g');
  files.symlink('b/f', '/a/s');
  expect(files.readText('/a/s')).toBe('one\ntwo\n');
  expect(files.realpath('/a/s')).toBe('/a/b/f');
  expect(files.list('/a')).toEqual([{ name: 'b', type: 'directory' }, { name: 'g', type: 'file' }, { name: 's', type: 'symlink' }]);
  const { mode, links, size, modified } = files.stat('/a/g');
  expect({ mode, links, size, modified }).toEqual({ mode: 0o644, links: 2, size: 8, modified: now() });
  files.unlink('/a/b/f');
  expect(files.stat('/a/g').links).toBe(1);
  expect(files.stat('/a').links).toBe(3);
  files.removeAll('/a');
  expect(files.list('/')).toEqual([]);
});

describe('errors are those of Linux', () => {
  const mounts = disk();
  const files = mounts.files();
  files.mkdirAll('/dir/full');
  files.write('/dir/full/x', '');
  files.write('/file', '');
  files.symlink('/loop2', '/loop1');
  files.symlink('/loop1', '/loop2');
  files.symlink('/nowhere', '/dangling');
  files.mkdir('/ro');
  mounts.mount(createMemoryFileSystem({ type: 'tmpfs', now }), '/ro', { isReadOnly: true });
  const cases: readonly (readonly [expected: string, what: string, action: () => unknown])[] = [
    ['ENOENT', 'reading what is not there', () => files.read('/nope')],
    ['ENOENT', 'reading through a dangling link', () => files.read('/dangling')],
    ['ENOTDIR', 'a file in the middle of a path', () => files.read('/file/x')],
    ['ENOTDIR', 'a slash after a file', () => files.stat('/file/')],
    ['EISDIR', 'reading a folder', () => files.read('/dir')],
    ['EISDIR', 'writing a folder', () => files.write('/dir', '')],
    ['EISDIR', 'unlinking a folder', () => files.unlink('/dir')],
    ['ENOTDIR', 'rmdir of a file', () => files.rmdir('/file')],
    ['ENOTEMPTY', 'rmdir of a full folder', () => files.rmdir('/dir')],
    ['EEXIST', 'mkdir of what is there', () => files.mkdir('/file')],
    ['EEXIST', 'exclusive creation', () => files.open('/file', { create: true, exclusive: true, write: true })],
    ['ELOOP', 'links in a circle', () => files.read('/loop1')],
    ['ENAMETOOLONG', 'a name of 256 bytes', () => files.write(`/${'x'.repeat(256)}`, '')],
    ['EINVAL', 'a folder into itself', () => files.rename('/dir', '/dir/full/y')],
    ['ENOTEMPTY', 'renaming over a full folder', () => (files.mkdir('/e'), files.rename('/e', '/dir'))],
    ['EISDIR', 'a file over a folder', () => files.rename('/file', '/dir')],
    ['EROFS', 'writing on a read-only mount', () => files.write('/ro/x', '')],
    ['EXDEV', 'renaming between mounts', () => files.rename('/file', '/ro/x')],
    ['EBUSY', 'removing a mount point', () => files.rmdir('/ro')],
    ['EPERM', 'a hard link to a folder', () => files.link('/dir', '/dir2')],
    ['EINVAL', 'readlink of a file', () => files.readlink('/file')],
    ['ENXIO', 'opening a device that is none', () => (files.mknod('/dev0', 'character', 0o666, [99, 1]), files.open('/dev0', {}))],
    ['ok', 'writing through a dangling link makes its target', () => files.write('/dangling', 'x')],
    ['EFBIG', 'a file of more than 16 TiB', () => files.truncate('/file', 2 ** 50)],
  ];
  test.each(cases)('%s: %s', (expected, _what, action) => expect(codeOf(action)).toBe(expected));
});

describe('modes hold for other users than root', () => {
  const mounts = disk();
  const root = as(mounts, 0);
  const user = as(mounts, 1000);
  root.mkdir('/tmp');
  root.chmod('/tmp', 0o1777);
  root.write('/secret', 'x', 0o600);
  root.mkdir('/closed', 0o700);
  root.write('/closed/f', '');
  root.write('/tmp/roots', '');
  root.mkdir('/shared');
  root.chown('/shared', 0, 1000);
  root.chmod('/shared', 0o2775);
  const cases: readonly (readonly [expected: string, what: string, action: () => unknown])[] = [
    ['EACCES', 'reading what is root’s', () => user.read('/secret')],
    ['EACCES', 'looking into a closed folder', () => user.stat('/closed/f')],
    ['EACCES', 'writing into the root', () => user.write('/x', '')],
    ['EPERM', 'removing another’s file in a sticky folder', () => user.unlink('/tmp/roots')],
    ['EPERM', 'chmod of another’s file', () => user.chmod('/tmp/roots', 0o777)],
    ['ok', 'a file of its own', () => user.write('/tmp/mine', '')],
    ['EPERM', 'giving a file away', () => user.chown('/tmp/mine', 0, 0)],
    ['EPERM', 'making a device', () => user.mknod('/tmp/d', 'character', 0o666, [1, 3])],
    ['EPERM', 'chown by root without the capability', () => as(mounts, 0, { hasCapability: (name) => name !== 'CAP_CHOWN' }).chown('/secret', 1, 1)],
  ];
  test.each(cases)('%s: %s', (expected, _what, action) => expect(codeOf(action)).toBe(expected));

  test('a set-gid folder hands on its group', () => {
    root.mkdir('/shared/sub');
    expect([root.stat('/shared/sub').gid, root.stat('/shared/sub').mode]).toEqual([1000, 0o2755]);
  });
});

test('a full disk takes what fits', () => {
  const files = disk(4096 * 4).files();
  const file = files.open('/f', { write: true, create: true });
  expect(codeOf(() => runNow(file.write(new Uint8Array(4096 * 8).fill(1))))).toBe('ENOSPC');
  expect(files.stat('/f').size).toBe(4096 * 4);
  expect(files.statfs('/').available).toBe(0);
  files.unlink('/f');
  expect(files.statfs('/').available).toBe(0);
  file.release();
  expect(files.statfs('/').available).toBe(4096 * 4);
});

test('large files keep nothing of zeros and holes', () => {
  const files = disk(2 ** 40).files();
  const file = files.open('/f', { write: true, create: true });
  for (let i = 0; i < 100; i++) runNow(file.write(new Uint8Array(2 ** 20)));
  file.seek!(2 ** 30, 'start');
  runNow(file.write(toBytes('end')));
  expect(files.stat('/f').size).toBe(2 ** 30 + 3);
  expect(files.statfs('/').used).toBeLessThan(101 * 2 ** 20);
  const reader = files.open('/f', {});
  reader.seek!(-5, 'end');
  expect(runNow(reader.read())).toEqual(new Uint8Array([0, 0, ...toBytes('end')]));
  files.write('/hole', '');
  files.truncate('/hole', 2 ** 30);
  expect(files.content('/hole')).toEqual({ kind: 'filler', size: 2 ** 30, name: 'zeros' });
});

test('a program that is copied byte for byte is still that program', () => {
  const files = disk().files();
  files.write('/bin', { kind: 'program', size: 900_000, name: 'busybox' });
  const from = files.open('/bin', {});
  const to = files.open('/copy', { write: true, create: true });
  for (let part = runNow(from.read()); part.length > 0; part = runNow(from.read())) runNow(to.write(part));
  expect(files.content('/copy')).toEqual({ kind: 'program', size: 900_000, name: 'busybox' });
  expect(toText(files.read('/bin').subarray(0, 69))).toBe('\x7fELFdrydock-content {"kind":"program","size":900000,"name":"busybox"}');
});

test('mounts cover one another, bind folders and single files, and come off', () => {
  const mounts = disk();
  const files = mounts.files();
  files.mkdirAll('/data/inner');
  files.write('/data/f', 'disk');
  files.mkdir('/mnt');
  files.write('/single', 'covered');
  const { fileSystem, path } = mounts.locate('/data');
  mounts.mount(fileSystem, '/mnt', { source: path, isReadOnly: true });
  mounts.mount(fileSystem, '/single', { source: '/data/f' });
  mounts.mount(createMemoryFileSystem({ type: 'tmpfs', size: 65_536, now }), '/mnt/inner', { options: 'size=64k' });
  files.write('/single', 'through');
  files.write('/mnt/inner/t', 'tmpfs');
  expect(files.readText('/data/f')).toBe('through');
  expect(files.list('/data/inner')).toEqual([]);
  expect(codeOf(() => files.write('/mnt/f', ''))).toBe('EROFS');
  expect(files.realpath('/mnt/inner/../f')).toBe('/mnt/f');
  expect(mounts.locate('/mnt/f').path).toBe('/data/f');
  expect(mounts.mounts.map(({ source, target, type, options, root }) => `${source} ${target} ${type} ${options} ${root}`)).toEqual([
    '/dev/vda1 / ext4 rw,relatime /',
    '/dev/vda1 /mnt ext4 ro,relatime /data',
    '/dev/vda1 /single ext4 rw,relatime /data/f',
    'tmpfs /mnt/inner tmpfs rw,size=64k /',
  ]);
  const copy = mounts.clone();
  mounts.unmount('/mnt/inner');
  expect(codeOf(() => files.read('/mnt/inner/t'))).toBe('ENOENT');
  expect(copy.files().readText('/mnt/inner/t')).toBe('tmpfs');
  // A file that is replaced is another file: the bind still shows the old one.
  files.write('/data/new', 'replaced');
  files.rename('/data/new', '/data/f');
  expect(files.readText('/single')).toBe('through');
});

test('a fifo joins whoever writes with whoever reads', () => {
  const files = disk().files();
  files.mknod('/pipe', 'fifo', 0o644);
  const reader = files.open('/pipe', { read: true });
  const reading = reader.read();
  expect(reading.next().done).toBe(false);
  const writer = files.open('/pipe', { write: true });
  runNow(writer.write(toBytes('hello')));
  writer.release();
  expect([toText(runNow(reader.read())), toText(runNow(reader.read()))]).toEqual(['hello', '']);
});

test('a socket file leads to who was bound to it', () => {
  const mounts = disk();
  const service = { connect: () => {} };
  mounts.files().bindSocket('/docker.sock', service, 0o660);
  expect(mounts.files().connectSocket('/docker.sock')).toBe(service);
  expect(codeOf(() => as(mounts, 1000).connectSocket('/docker.sock'))).toBe('EACCES');
  expect(codeOf(() => mounts.files().bindSocket('/docker.sock', service))).toBe('EADDRINUSE');
});
