import type { Process } from '../../../../core/process.ts';
import type { Child } from '../../../system.ts';
import { statusCode } from '../../../system.ts';
import { SystemError } from '../../../errno.ts';
import type { OpenFile } from '../../../files/open-file.ts';
import { attempt } from '../call.ts';
import type { Call } from '../call.ts';
import { inputFrom, openInput } from '../inputs.ts';
import type { RegexCache } from '../regex/cache.ts';
import { encodeText } from '../text.ts';
import { AwkError } from './ast.ts';
import { Records } from './input.ts';

interface Open {
  readonly records?: Records;
  readonly output?: OpenFile;
  readonly child?: Child;
}

/** What a program reads and writes beside its main input, by name: files, pipes to and from commands. */
export class Streams {
  readonly #open = new Map<string, Open>();

  constructor(private readonly call: Call, private readonly regexes: RegexCache) {}

  *write(to: '>' | '>>' | '|', name: string, text: string): Process<void> {
    if (name === '/dev/stdout' || (name === '-' && to === '>')) return yield* this.call.print(text);
    if (name === '/dev/stderr') return yield* this.call.complain(text);
    yield* this.call.flush();
    let open = this.#open.get(`w ${name}`);
    if (!open) {
      open = to === '|' ? this.#pipeTo(name) : { output: this.#openFile(to, name) };
      this.#open.set(`w ${name}`, open);
    }
    yield* open.output!.write(encodeText(text));
  }

  #openFile(to: '>' | '>>', name: string): OpenFile {
    const file = attempt(() => this.call.files.open(name, { write: true, create: true, truncate: to === '>', append: to === '>>' }));
    if (file instanceof SystemError) throw new AwkError(this.call.isBusybox ? `can't open '${name}': ${file.message}` : `cannot open "${name}" for output`, undefined);
    return file;
  }

  #pipeTo(command: string): Open {
    const { system } = this.call;
    const [reader, writer] = system.pipe();
    const child = system.spawn(['/bin/sh', '-c', command], { descriptors: new Map([...system.descriptors.entries(), [0, reader]]) });
    reader.release();
    return { output: writer, child };
  }

  /** Undefined when it can't be opened. */
  *reader(from: 'file' | 'command', name: string): Process<Records | undefined> {
    const known = this.#open.get(`r ${name}`);
    if (known) return known.records;
    yield* this.call.flush();
    const open = from === 'file' ? this.#openReader(name) : this.#pipeFrom(name);
    if (open) this.#open.set(`r ${name}`, open);
    return open?.records;
  }

  #openReader(name: string): Open | undefined {
    const input = attempt(() => openInput(this.call, name === '/dev/stdin' ? '-' : name));
    return input instanceof SystemError ? undefined : { records: new Records(this.call, input, this.regexes) };
  }

  #pipeFrom(command: string): Open {
    const { system } = this.call;
    const [reader, writer] = system.pipe();
    const child = system.spawn(['/bin/sh', '-c', command], { descriptors: new Map([...system.descriptors.entries(), [1, writer]]) });
    writer.release();
    return { records: new Records(this.call, inputFrom(reader), this.regexes), child };
  }

  /** -1 when nothing is open by that name, else the command's exit status or 0. */
  *close(name: string): Process<number> {
    let status = -1;
    for (const key of [`w ${name}`, `r ${name}`]) {
      const open = this.#open.get(key);
      if (!open) continue;
      this.#open.delete(key);
      open.records?.close();
      open.output?.release();
      status = open.child ? statusCode(yield* open.child.wait()) : 0;
    }
    return status;
  }

  *closeAll(): Process<void> {
    yield* this.call.flush();
    for (const key of [...this.#open.keys()]) yield* this.close(key.slice(2));
  }

  *system(command: string): Process<number> {
    yield* this.call.flush();
    const child = this.call.system.spawn(['/bin/sh', '-c', command]);
    return statusCode(yield* child.wait());
  }
}
