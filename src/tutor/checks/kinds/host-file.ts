import * as v from 'valibot';
import { isSystemError } from '../../../machine/errno.ts';
import type { CheckKind } from '../kind.ts';

/** A file of the host, relative to the learner's folder: `exists`, `type`, `mode` (octal text), `size`, `text`, `entries`. */
export const hostFile: CheckKind<string> = {
  name: 'host_file',
  schema: v.string(),
  standard: { exists: true },
  *observe(probe, path) {
    const absolute = path.startsWith('/') ? path : `${probe.folder}/${path}`;
    try {
      const { type, mode, size } = probe.files.stat(absolute);
      const facts = { exists: true, type, mode: mode.toString(8), size };
      if (type === 'directory') return { ...facts, entries: probe.files.list(absolute).map((entry) => entry.name) };
      return type === 'file' && size <= 1 << 20 ? { ...facts, text: probe.files.readText(absolute) } : facts;
    } catch (error) {
      if (isSystemError(error)) return { exists: false };
      throw error;
    }
  },
  subject: (path) => `the file ${path}`,
};
