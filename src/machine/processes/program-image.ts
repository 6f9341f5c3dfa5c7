import { NotSimulated } from '../../core/errors.ts';
import { toText } from '../../core/bytes.ts';
import type { Process } from '../../core/process.ts';
import { SystemError, isSystemError } from '../errno.ts';
import { isDescribed } from '../files/content.ts';
import type { Content, Described } from '../files/content.ts';
import type { Files, Stat } from '../files/files.ts';
import type { ExitCode, Program, System } from '../system.ts';

/** A program that is about to run: what execve(2) makes of a path and arguments. */
export interface ProgramImage {
  readonly main: (system: System) => Process<ExitCode>;
  /** With the interpreter of a script put before. */
  readonly argv: readonly string[];
  /** As ps shows it: the file's name, at most 15 characters. */
  readonly command: string;
  /** Of the file, where a set-uid or set-gid bit counts. */
  readonly setUid?: number;
  readonly setGid?: number;
}

/** What execvp(3) searches when PATH is not set. */
const DEFAULT_PATH = '/bin:/usr/bin';
/** How many interpreters may be interpreters of one another (execve(2)). */
const MAX_INTERPRETERS = 4;

export interface ProgramSource {
  readonly files: Files;
  readonly programs: ReadonlyMap<string, Program>;
  /** `linux/amd64`. */
  readonly platform: string;
}

/** Throws ENOENT, EACCES, ENOEXEC, ELOOP; `path` of the error is what was looked for. */
export function loadProgram(source: ProgramSource, argv: readonly string[], searchPath: string | undefined, file?: string): ProgramImage {
  const name = file ?? argv[0] ?? '';
  const path = name.includes('/') ? name : search(source.files, name, searchPath ?? DEFAULT_PATH);
  const command = path.slice(path.lastIndexOf('/') + 1).slice(0, 15);
  return { command, ...load(source, path, argv, 0) };
}

function search(files: Files, name: string, searchPath: string): string {
  let isForbidden = false;
  for (const folder of name === '' ? [] : searchPath.split(':')) {
    const path = folder === '' ? `./${name}` : `${folder}/${name}`;
    const problem = whyNotExecutable(files, path);
    if (!problem) return path;
    if (problem === 'EACCES') isForbidden = true;
  }
  throw new SystemError(isForbidden ? 'EACCES' : 'ENOENT', name);
}

function whyNotExecutable(files: Files, path: string): 'ENOENT' | 'EACCES' | undefined {
  try {
    return files.stat(path).type === 'file' && files.may(path, 'x') ? undefined : 'EACCES';
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code === 'EACCES' ? 'EACCES' : 'ENOENT';
  }
}

function load(source: ProgramSource, path: string, argv: readonly string[], depth: number): Omit<ProgramImage, 'command'> {
  const stat = statOf(source.files, path);
  if (stat.type !== 'file' || !source.files.may(path, 'x')) throw new SystemError('EACCES', path);
  const content = source.files.content(path);
  if (isDescribed(content)) return { main: programOf(source, content, path), argv, ...ownerOf(stat) };
  const script = interpreterOf(content);
  if (!script) throw new SystemError('ENOEXEC', path);
  if (depth >= MAX_INTERPRETERS) throw new SystemError('ELOOP', path);
  return load(source, script.interpreter, [...script.words, path, ...argv.slice(1)], depth + 1);
}

function statOf(files: Files, path: string): Stat {
  try {
    return files.stat(path);
  } catch (error) {
    if (isSystemError(error)) throw new SystemError(error.code, path);
    throw error;
  }
}

function ownerOf(stat: Stat): { setUid?: number; setGid?: number } {
  return { ...(stat.mode & 0o4000 ? { setUid: stat.uid } : {}), ...(stat.mode & 0o2000 ? { setGid: stat.gid } : {}) };
}

function programOf(source: ProgramSource, content: Described, path: string): Program['main'] {
  if (content.kind !== 'program') throw new SystemError('ENOEXEC', path);
  if (content.platform !== undefined && content.platform !== source.platform) throw new SystemError('ENOEXEC', path);
  const program = source.programs.get(content.name);
  if (program) return (system) => program.main(system);
  return () => {
    throw new NotSimulated(`the program ${content.name}`);
  };
}

/** The first line of a script: `#!`, the interpreter, and at most one argument, which may hold spaces. */
function interpreterOf(content: Content & Uint8Array): { interpreter: string; words: readonly string[] } | undefined {
  if (content[0] !== 0x23 || content[1] !== 0x21) return undefined;
  const end = content.indexOf(10);
  const line = toText(content.subarray(2, Math.min(end < 0 ? content.length : end, 256)));
  // Blanks and tabs alone part words: after a Windows line end the interpreter is called "/bin/sh\r", and isn't there.
  const [, interpreter, argument] = /^[ \t]*([^ \t]+)[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
  if (!interpreter) return undefined;
  return { interpreter, words: argument ? [interpreter, argument] : [interpreter] };
}
