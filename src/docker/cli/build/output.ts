import type { Process } from '../../../core/process.ts';
import { NotSimulated } from '../../../core/errors.ts';
import { extractInto } from '../../../machine/files/tar/archive.ts';
import { fromTar } from '../../../machine/files/tar/read.ts';
import { CommandError } from '../errors.ts';
import { readCsv } from '../options/csv.ts';
import type { Session } from '../session.ts';

/** What `--output` asks for. */
export type Output =
  | { readonly type: 'image'; readonly name: string }
  | { readonly type: 'local'; readonly folder: string }
  /** '-' is standard output. */
  | { readonly type: 'tar'; readonly file: string }
  | { readonly type: 'none' };

export function readOutput(session: Session): Output {
  const given = session.flags.texts('output');
  if (given.length > 1) throw new NotSimulated('docker build with several --output');
  if (given.length === 0) return { type: 'image', name: '' };
  const text = given[0]!;
  if (text === '-') return tar(session, '-');
  if (!text.includes('=')) return { type: 'local', folder: text };
  const fields = new Map<string, string>();
  for (const field of readCsv(text)) {
    const equals = field.indexOf('=');
    if (equals < 0) throw new CommandError(`ERROR: invalid value ${field}`);
    fields.set(field.slice(0, equals).toLowerCase(), field.slice(equals + 1));
  }
  const type = fields.get('type');
  const dest = fields.get('dest') ?? '';
  switch (type) {
    case undefined:
      throw new CommandError('ERROR: type is required for output');
    case 'local':
      if (dest === '') throw new CommandError('ERROR: dest is required for local output');
      if (dest === '-') throw new CommandError('ERROR: dest cannot be stdout for local exporter');
      return { type, folder: dest };
    case 'tar':
      return tar(session, dest || '-');
    case 'image':
    case 'docker':
      if (dest !== '') throw new NotSimulated(`docker build --output type=${type} with dest`);
      return { type: 'image', name: fields.get('name') ?? '' };
    case 'cacheonly':
      return { type: 'none' };
    default:
      throw new NotSimulated(`docker build --output type=${type}`);
  }
}

function tar(session: Session, file: string): Output {
  if (file === '-' && session.isOutputTerminal) throw new CommandError('ERROR: dest file is required for tar exporter. refusing to write to console');
  return { type: 'tar', file };
}

/** Puts what was built where it was asked for. */
export function* writeOutput(session: Session, output: Output, bytes: Uint8Array): Process<void> {
  const { files } = session.system;
  if (output.type === 'local') {
    files.mkdirAll(output.folder);
    extractInto(files, fromTar(bytes).filter(({ type }) => type !== 'character' && type !== 'block'), output.folder);
  } else if (output.type === 'tar' && output.file === '-') yield* session.system.stdout.write(bytes);
  else if (output.type === 'tar') files.write(output.file, bytes);
}
