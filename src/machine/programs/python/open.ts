import { toBytes, toText } from '../../../core/bytes.ts';
import { SystemError, isSystemError } from '../../errno.ts';
import type { OpenFile } from '../../files/open-file.ts';
import { OBJECT, exception, makeClass, raise } from './classes.ts';
import { builtin, intOf } from './arguments.ts';
import { decode, encode } from './methods/text.ts';
import { PyBytes, PyInstance, PyList, PyProperty, PyRaise } from './values.ts';
import type { PyClass, Run, Value } from './values.ts';
import type { Interpreter } from './interpreter.ts';

const NUMBERS: Readonly<Record<string, number>> = {
  EPERM: 1, ENOENT: 2, ESRCH: 3, EINTR: 4, EIO: 5, ENXIO: 6, E2BIG: 7, ENOEXEC: 8, EBADF: 9, ECHILD: 10, EAGAIN: 11, ENOMEM: 12, EACCES: 13, EBUSY: 16, EEXIST: 17, EXDEV: 18, ENODEV: 19, ENOTDIR: 20, EISDIR: 21, EINVAL: 22, EMFILE: 24, ENOTTY: 25, ETXTBSY: 26, EFBIG: 27, ENOSPC: 28, ESPIPE: 29, EROFS: 30, EMLINK: 31, EPIPE: 32, ERANGE: 34, ENAMETOOLONG: 36, ENOSYS: 38, ENOTEMPTY: 39, ELOOP: 40, EADDRINUSE: 98, EADDRNOTAVAIL: 99, ENETUNREACH: 101, ECONNRESET: 104, ENOTCONN: 107, ETIMEDOUT: 110, ECONNREFUSED: 111, EHOSTUNREACH: 113, EDQUOT: 122,
};
const CLASSES: Readonly<Record<string, string>> = { ENOENT: 'FileNotFoundError', EACCES: 'PermissionError', EPERM: 'PermissionError', EEXIST: 'FileExistsError', EISDIR: 'IsADirectoryError', ENOTDIR: 'NotADirectoryError', ESRCH: 'ProcessLookupError', ECONNREFUSED: 'ConnectionRefusedError', ECONNRESET: 'ConnectionResetError', EPIPE: 'BrokenPipeError', ETIMEDOUT: 'TimeoutError', ECHILD: 'ChildProcessError', EINTR: 'InterruptedError' };

/** A failed system call as Python raises it. */
export function osError(error: SystemError, path?: Value): PyRaise {
  const value = exception(CLASSES[error.code] ?? 'OSError', BigInt(NUMBERS[error.code] ?? 5), error.message);
  value.attrs.set('errno', BigInt(NUMBERS[error.code] ?? 5));
  value.attrs.set('strerror', error.message);
  value.attrs.set('filename', path ?? null);
  return new PyRaise(value);
}

/** Makes a system call; what it throws becomes an OSError about `path`. */
export function calling<Result>(act: () => Result, path?: Value): Result {
  try {
    return act();
  } catch (error) {
    if (isSystemError(error)) throw osError(error, path);
    throw error;
  }
}

/** An open file of Python's: text or bytes over an open file description. */
export interface FileState {
  readonly file: OpenFile | undefined;
  readonly name: Value;
  readonly mode: string;
  readonly isBinary: boolean;
  readonly encoding: Value | undefined;
  readonly newline: Value | undefined;
  buffer: Uint8Array;
  isAtEnd: boolean;
  isClosed: boolean;
  /** Of io.StringIO and io.BytesIO. */
  memory: { bytes: Uint8Array; at: number } | undefined;
  pending: Uint8Array[];
  pendingSize: number;
}

export class FileClasses {
  readonly text = makeClass('_io', 'TextIOWrapper', [OBJECT]);
  readonly bytes = makeClass('_io', 'BufferedReader', [OBJECT]);
  readonly stringIO = makeClass('_io', 'StringIO', [OBJECT]);
  readonly bytesIO = makeClass('_io', 'BytesIO', [OBJECT]);

  constructor(private readonly it: Interpreter) {
    for (const cls of [this.text, this.bytes, this.stringIO, this.bytesIO]) this.#furnish(cls);
    this.stringIO.construct = (cls, { positional }) => this.#inMemory(cls, false, toBytes(String(positional[0] ?? '')));
    this.bytesIO.construct = (cls, { positional }) => this.#inMemory(cls, true, positional[0] instanceof PyBytes ? positional[0].data : new Uint8Array(0));
  }

  #inMemory(cls: PyClass, isBinary: boolean, bytes: Uint8Array): PyInstance {
    return this.make(cls, { file: undefined, name: null, mode: 'r+', isBinary, encoding: undefined, newline: undefined, memory: { bytes, at: 0 } });
  }

  make(cls: PyClass, state: Omit<FileState, 'buffer' | 'isAtEnd' | 'isClosed' | 'pending' | 'pendingSize'>): PyInstance {
    const instance = new PyInstance(cls);
    instance.payload = { buffer: new Uint8Array(0), isAtEnd: false, isClosed: false, pending: [], pendingSize: 0, ...state } satisfies FileState;
    return instance;
  }

  /** open(). */
  *open(path: Value, mode = 'r', encoding?: Value, newline?: Value, buffering?: Value): Run<Value> {
    const shown = path instanceof PyInstance ? yield* this.it.str(path) : path;
    if (!/^(?:[rwax])(?:b?\+?|\+?b?|t?\+?|\+?t?)$/.test(mode)) raise('ValueError', `invalid mode: '${mode}'`);
    const isBinary = mode.includes('b');
    const kind = mode[0]!;
    const isBoth = mode.includes('+');
    if (typeof shown === 'bigint') {
      const file = this.it.system.descriptors.get(Number(shown));
      if (!file) throw osError(new SystemError('EBADF'));
      return this.make(isBinary ? this.bytes : this.text, { file, name: shown, mode, isBinary, encoding, newline, memory: undefined });
    }
    if (typeof shown !== 'string') raise('TypeError', 'expected str, bytes or os.PathLike object');
    const file = calling(() => this.it.system.files.open(shown, {
      read: kind === 'r' || isBoth, write: kind !== 'r' || isBoth, append: kind === 'a', create: kind !== 'r', truncate: kind === 'w', exclusive: kind === 'x',
    }), shown);
    if (file.stat().type === 'directory') {
      file.release();
      throw osError(new SystemError('EISDIR'), shown);
    }
    this.it.system.descriptors.add(file, 3);
    void buffering;
    return this.make(isBinary ? this.bytes : this.text, { file, name: path, mode, isBinary, encoding, newline, memory: undefined });
  }

  *#more(state: FileState): Run<boolean> {
    if (state.memory) {
      const rest = state.memory.bytes.subarray(state.memory.at);
      state.memory.at = state.memory.bytes.length;
      state.buffer = concat(state.buffer, rest);
      return rest.length > 0;
    }
    if (state.isAtEnd) return false;
    try {
      const part = yield* state.file!.read(65_536);
      if (part.length === 0) state.isAtEnd = true;
      state.buffer = concat(state.buffer, part);
      return part.length > 0;
    } catch (error) {
      if (isSystemError(error)) throw osError(error);
      throw error;
    }
  }

  #convert(state: FileState, bytes: Uint8Array): Value {
    if (state.isBinary) return new PyBytes(bytes);
    const text = decode(bytes, state.encoding, undefined);
    return state.newline === undefined || state.newline === null ? text.replaceAll('\r\n', '\n') : text;
  }

  *readAll(state: FileState): Run<Value> {
    while (yield* this.#more(state));
    const bytes = state.buffer;
    state.buffer = new Uint8Array(0);
    return this.#convert(state, bytes);
  }

  *#readSome(state: FileState, size: number): Run<Value> {
    if (size < 0) return yield* this.readAll(state);
    while (state.buffer.length < size && (yield* this.#more(state)));
    const bytes = state.buffer.subarray(0, size);
    state.buffer = state.buffer.subarray(bytes.length);
    return this.#convert(state, bytes);
  }

  /** A line with its newline; undefined at the end. */
  *readLine(state: FileState): Run<Value | undefined> {
    for (;;) {
      const at = state.buffer.indexOf(10);
      if (at >= 0) {
        const line = state.buffer.subarray(0, at + 1);
        state.buffer = state.buffer.subarray(at + 1);
        return this.#convert(state, line);
      }
      if (!(yield* this.#more(state))) break;
    }
    if (state.buffer.length === 0) return undefined;
    const line = state.buffer;
    state.buffer = new Uint8Array(0);
    return this.#convert(state, line);
  }

  *write(state: FileState, value: Value): Run<Value> {
    if (state.isClosed) raise('ValueError', 'I/O operation on closed file.');
    if (!state.memory && state.file && !state.file.isWritable) raise('OSError', 'not writable');
    if (state.isBinary ? !(value instanceof PyBytes) : typeof value !== 'string') raise('TypeError', state.isBinary ? `a bytes-like object is required, not '${typeof value === 'string' ? 'str' : 'object'}'` : `write() argument must be str, not ${value instanceof PyBytes ? 'bytes' : value === null ? 'NoneType' : typeof value === 'bigint' ? 'int' : typeof value === 'number' ? 'float' : 'object'}`);
    const bytes = typeof value === 'string' ? encode(value, state.encoding).data : (value as PyBytes).data;
    if (state.memory) {
      const { at, bytes: before } = state.memory;
      const whole = new Uint8Array(Math.max(before.length, at + bytes.length));
      whole.set(before);
      whole.set(bytes, at);
      state.memory = { bytes: whole, at: at + bytes.length };
    } else {
      state.pending.push(bytes);
      state.pendingSize += bytes.length;
      if (state.pendingSize > 65_536) yield* this.flush(state);
    }
    return BigInt(typeof value === 'string' ? value.length : bytes.length);
  }

  *flush(state: FileState): Run<void> {
    const { pending } = state;
    state.pending = [];
    state.pendingSize = 0;
    for (const bytes of pending) {
      try {
        yield* state.file!.write(bytes);
      } catch (error) {
        if (isSystemError(error)) throw osError(error, state.name);
        throw error;
      }
    }
  }

  *close(state: FileState): Run<void> {
    if (state.isClosed) return;
    if (state.file) yield* this.flush(state);
    state.isClosed = true;
    if (!state.file) return;
    for (const [fd, file] of this.it.system.descriptors.entries()) {
      if (file === state.file && fd > 2) {
        this.it.system.descriptors.close(fd);
        break;
      }
    }
    if (typeof state.name === 'string' || state.name instanceof PyInstance) state.file.release();
  }

  #furnish(cls: PyClass): void {
    const { it } = this;
    const state = (self: Value | undefined): FileState => {
      const found = (self as PyInstance).payload as FileState;
      if (found.isClosed) raise('ValueError', 'I/O operation on closed file.');
      return found;
    };
    const self = this;
    const define = (name: string, params: string, call: (...values: (Value | undefined)[]) => Value | Run<Value>) => cls.attrs.set(name, builtin(name, `self ${params}`, call, true));
    define('read', 'size?', function* (file, size): Run<Value> {
      const found = state(file);
      if (found.file && !found.file.isReadable) throw new PyRaise(exception('OSError', 'not readable'));
      return yield* self.#readSome(found, intOf(size, -1));
    });
    define('readline', 'size?', function* (file): Run<Value> {
      return (yield* self.readLine(state(file))) ?? (state(file).isBinary ? new PyBytes(new Uint8Array(0)) : '');
    });
    define('readlines', 'hint?', function* (file): Run<Value> {
      const lines: Value[] = [];
      for (let line = yield* self.readLine(state(file)); line !== undefined; line = yield* self.readLine(state(file))) lines.push(line);
      return new PyList(lines);
    });
    define('write', 'text', (file, value) => self.write(state(file), value!));
    define('writelines', 'lines', function* (file, lines): Run<Value> {
      for (const line of yield* it.list(lines!)) yield* self.write(state(file), line);
      return null;
    });
    define('flush', '', function* (file): Run<Value> {
      if (state(file).file) yield* self.flush(state(file));
      return null;
    });
    define('close', '', function* (file): Run<Value> {
      yield* self.close((file as PyInstance).payload as FileState);
      return null;
    });
    define('__enter__', '', (file) => file!);
    define('__exit__', '*type? value? traceback?', function* (file): Run<Value> {
      yield* self.close((file as PyInstance).payload as FileState);
      return null;
    });
    cls.attrs.set('__exit__', builtin('__exit__', 'self type? value? traceback?', function* (file): Run<Value> {
      yield* self.close((file as PyInstance).payload as FileState);
      return null;
    }, true));
    define('__iter__', '', (file) => file!);
    define('__next__', '', function* (file): Run<Value> {
      const line = yield* self.readLine(state(file));
      return line ?? raise('StopIteration');
    });
    define('seek', 'offset whence?', function* (file, offset, whence): Run<Value> {
      const found = state(file);
      found.buffer = new Uint8Array(0);
      found.isAtEnd = false;
      if (found.memory) {
        found.memory.at = whence === 2n ? found.memory.bytes.length : intOf(offset);
        return BigInt(found.memory.at);
      }
      yield* self.flush(found);
      return BigInt(calling(() => found.file!.seek?.(intOf(offset), whence === 1n ? 'current' : whence === 2n ? 'end' : 'start') ?? 0));
    });
    define('tell', '', (file) => BigInt(state(file).memory?.at ?? calling(() => state(file).file!.seek?.(0, 'current') ?? 0)));
    define('truncate', 'size?', (file, size) => {
      const found = state(file);
      if (found.memory) found.memory = { bytes: found.memory.bytes.slice(0, intOf(size, found.memory.at)), at: found.memory.at };
      else calling(() => found.file!.truncate?.(intOf(size, 0)));
      return BigInt(intOf(size, 0));
    });
    define('fileno', '', (file) => {
      for (const [fd, open] of it.system.descriptors.entries()) if (open === state(file).file) return BigInt(fd);
      return -1n;
    });
    define('isatty', '', (file) => state(file).file?.terminal !== undefined);
    define('readable', '', (file) => state(file).file?.isReadable ?? true);
    define('writable', '', (file) => state(file).file?.isWritable ?? true);
    define('getvalue', '', (file) => {
      const found = state(file);
      return found.isBinary ? new PyBytes(found.memory!.bytes) : toText(found.memory!.bytes);
    });
    define('reconfigure', '*line_buffering? encoding? errors?', () => null);
    cls.attrs.set('closed', new PyProperty(builtin('closed', 'self', (file) => ((file as PyInstance).payload as FileState).isClosed)));
    cls.attrs.set('name', new PyProperty(builtin('name', 'self', (file) => ((file as PyInstance).payload as FileState).name)));
    cls.attrs.set('mode', new PyProperty(builtin('mode', 'self', (file) => ((file as PyInstance).payload as FileState).mode)));
    cls.attrs.set('encoding', new PyProperty(builtin('encoding', 'self', (file) => ((file as PyInstance).payload as FileState).encoding ?? 'utf-8')));
    cls.attrs.set('buffer', new PyProperty(builtin('buffer', 'self', (file) => {
      const found = (file as PyInstance).payload as FileState;
      return this.make(this.bytes, { ...found, isBinary: true });
    })));
    cls.attrs.set('__repr__', builtin('__repr__', 'self', function* (file): Run<Value> {
      const found = (file as PyInstance).payload as FileState;
      return `<_io.${found.isBinary ? 'BufferedReader' : 'TextIOWrapper'} name=${yield* it.repr(found.name)} mode='${found.mode}' encoding='UTF-8'>`;
    }, true));
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
