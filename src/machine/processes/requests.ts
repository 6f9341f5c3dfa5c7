import type { ExitCode } from '../system.ts';
import type { ProgramImage } from './program-image.ts';

/**
 * What a process throws at its runner to leave everything it is in the middle of. They are no `Error`s: a program that
 * catches everything should let through what is not an `Error`.
 */
export type Request = ExitRequest | ExecRequest | Ended;

export class ExitRequest {
  constructor(readonly code: ExitCode) {}
}

export class ExecRequest {
  constructor(readonly image: ProgramImage) {}
}

/** The process has been killed while it ran. */
export class Ended {}

export function isRequest(error: unknown): error is Request {
  return error instanceof ExitRequest || error instanceof ExecRequest || error instanceof Ended;
}
