import { toBytes } from '../../../core/bytes.ts';
import type { LayerEntry } from '../../../machine/files/layer.ts';
import { CommandError } from '../errors.ts';
import { readCsv } from '../options/csv.ts';
import type { Session } from '../session.ts';

/** `--secret id=NAME[,src=FILE][,env=VARIABLE]`, as entries of what is sent. */
export function secretEntries(session: Session): readonly LayerEntry[] {
  return session.flags.texts('secret').flatMap((text) => {
    const { id, file, variable } = readSecret(text);
    const content = valueOf(session, file, variable, id);
    return content ? [{ path: `secrets/${id}`, type: 'file' as const, mode: 0o600, uid: 0, gid: 0, modified: 0, content }] : [];
  });
}

interface Secret {
  readonly id: string;
  readonly file: string;
  readonly variable: string;
}

function readSecret(text: string): Secret {
  let [id, file, variable, type] = ['', '', '', ''];
  for (const field of readCsv(text)) {
    const equals = field.indexOf('=');
    if (equals < 0) throw new CommandError(`ERROR: invalid field '${field}' must be a key=value pair`);
    const key = field.slice(0, equals).toLowerCase();
    const value = field.slice(equals + 1);
    if (key === 'id') id = value;
    else if (key === 'source' || key === 'src') file = value;
    else if (key === 'env') variable = value;
    else if (key === 'type' && (value === 'file' || value === 'env')) type = value;
    else if (key === 'type') throw new CommandError(`ERROR: unsupported secret type "${value}"`);
    else throw new CommandError(`ERROR: unexpected key '${key}' in '${field}'`);
  }
  if (type === 'env' && variable === '') return { id, file: '', variable: file };
  return { id, file, variable };
}

function valueOf({ system }: Session, file: string, variable: string, id: string): Uint8Array | undefined {
  if (variable !== '') return toBytes(system.env.get(variable) ?? '');
  if (file === '') {
    // Neither is said: a variable of that name, else a file.
    const value = system.env.get(id);
    if (value !== undefined) return toBytes(value);
  }
  const path = file || id;
  if (!system.files.exists(path)) throw new CommandError(`ERROR: failed to build: failed to stat ${path}: stat ${path}: no such file or directory`);
  return system.files.read(path);
}
