import type { Micros } from '../../core/clock.ts';
import type { Entropy } from '../../core/entropy.ts';
import type { Scheduler } from '../../core/process.ts';
import type { Resources } from '../resources/resources.ts';
import type { Program } from '../system.ts';
import type { PidSpace } from './pid-space.ts';

/** What all processes of one host share. */
export interface Kernel {
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly resources: Resources;
  readonly programs: ReadonlyMap<string, Program>;
  readonly facts: KernelFacts;
  /** The host's pid namespace. */
  readonly pids: PidSpace;
  now(): Micros;
  /** For pipes and sockets, as /proc/PID/fd shows them. */
  nextInode(): number;
}

export interface KernelFacts {
  readonly kernelRelease: string;
  readonly kernelVersion: string;
  readonly machine: string;
  readonly platform: string;
  readonly bootedAt: Micros;
}

/** What a fork and what an exec cost a process of its CPU time, in µs, as measured on a small machine. */
export const FORK_COST: Micros = 80;
export const EXEC_COST: Micros = 250;
/** A read or a write: a system call and its copying. */
export const SYSTEM_CALL_COST: Micros = 1;
export const BYTES_PER_MICRO = 4096;
/** CPU time that a process may owe before it has to pay. */
export const QUANTUM: Micros = 1_000;

/** Bytes that a small program has of its own, and a fork of one. */
export const RESIDENT = 448 << 10;
export const RESIDENT_FORK = 96 << 10;

export const NOFILE = 1_048_576;

/** kernel.threads-max: what a host of 2 GiB has. A fork bomb ends here, before it takes this computer's own memory. */
export const THREADS_MAX = 16_384;
