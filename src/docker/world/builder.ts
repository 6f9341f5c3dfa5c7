import { CommandNotStarted, ImageNotFound } from '../builder/backend.ts';
import { createBuilder } from '../builder/serve/serve.ts';
import { BuildCache } from '../builder/solve/cache.ts';
import { EngineBuildBackend } from '../engine/images/build-backend.ts';
import type { BuilderFactory } from '../engine/images/build.ts';

/** Puts the builder on an engine. */
export const builderOn: BuilderFactory = (daemon) =>
  createBuilder(
    new EngineBuildBackend(daemon, new BuildCache(), {
      imageNotFound: (message) => new ImageNotFound(message),
      commandNotStarted: (message, exitCode) => new CommandNotStarted(message, exitCode),
    }),
  );
