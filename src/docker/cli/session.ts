import type { Micros } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import type { System } from '../../machine/system.ts';
import type { Client } from '../client/client.ts';
import type { Command } from './command.ts';
import type { ConfigFile } from './config/config-file.ts';
import type { ContextStore } from './config/contexts.ts';
import type { FlagValues } from './flags/values.ts';

/** What a command is given to run with. */
export interface Session {
  readonly system: System;
  readonly command: Command;
  /** The path that it was called by: `docker ps` or `docker container ls`. */
  readonly path: string;
  readonly flags: FlagValues;
  readonly args: readonly string[];
  readonly client: Client;
  readonly config: ConfigFile;
  readonly contexts: ContextStore;
  /** The name of the context in use. */
  readonly context: string;
  /** The daemon's address: `unix:///var/run/docker.sock`. */
  readonly host: string;
  now(): Micros;
  /** Writes to standard output. */
  print(text: string): Process<void>;
  /** Writes to standard error. */
  complain(text: string): Process<void>;
  /** Standard input is a terminal. */
  readonly isInputTerminal: boolean;
  /** Standard output is a terminal. */
  readonly isOutputTerminal: boolean;
}
