import type { ExitCode } from '../../machine/system.ts';
import type { Process } from '../../core/process.ts';
import type { Completed, Flag } from './flags/flag.ts';
import type { Session } from './session.ts';

/** How many arguments a command takes, and what it says when there are others. */
export interface Arguments {
  readonly least: number;
  readonly most: number;
  /** `context use` alone says it in other words. */
  readonly isTerse?: boolean;
}

export const none: Arguments = { least: 0, most: 0 };
export const any: Arguments = { least: 0, most: Infinity };
export const exactly = (count: number): Arguments => ({ least: count, most: count });
export const atLeast = (least: number): Arguments => ({ least, most: Infinity });
export const atMost = (most: number): Arguments => ({ least: 0, most });
export const between = (least: number, most: number): Arguments => ({ least, most });

/** A command, declared once: parsing, help, usage errors, completion and the coverage page are made from it. */
export interface Command {
  /** `docker container ls`. */
  readonly path: string;
  /** Behind the path in the usage line: `[OPTIONS] CONTAINER [CONTAINER...]`. */
  readonly usage: string;
  /** A second usage line, as it stands. */
  readonly otherUsage?: string;
  /** One line, in the list of its group. */
  readonly about: string;
  /** Instead of `about` at the top of its own help. */
  readonly details?: string;
  /**
   * All its names as help lists them, the path among them. A name in the same group is only an alias; a name elsewhere
   * (`docker ps`) is a command of its own with its own usage line.
   */
  readonly names?: readonly string[];
  readonly arguments: Arguments;
  readonly flags?: readonly Flag[];
  /** The first argument ends the flags (`docker run IMAGE …`). */
  readonly endsFlagsAtArgument?: boolean;
  /** Under which heading `docker --help` lists it. */
  readonly heading?: 'Common Commands';
  readonly isExperimental?: boolean;
  /** In no list of commands: what needs a swarm, and today's builder. */
  readonly isHidden?: boolean;
  /** What the shell may offer as arguments. A list says it by position, the last for all that follow. */
  readonly completes?: Completed | readonly Completed[];
  /** Absent: `drydock: docker X is not simulated`. */
  readonly run?: (session: Session) => Process<ExitCode>;
}

/** `docker volume` and the like: it only holds commands. */
export interface Group {
  readonly path: string;
  readonly about: string;
  readonly details?: string;
  readonly heading: 'Management Commands' | 'Swarm Commands';
  readonly isExperimental?: boolean;
  readonly isHidden?: boolean;
  readonly isSwarm?: boolean;
}

/** Words that are not flags (`run` in `docker container run`). */
export function wordsOf(path: string): string[] {
  return path.split(' ').slice(1);
}

export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf(' '));
}

export function lastWordOf(path: string): string {
  return path.slice(path.lastIndexOf(' ') + 1);
}
