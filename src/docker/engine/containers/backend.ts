import type { ContainersBackend } from '../../api/routes/containers.ts';
import type { Process } from '../../../core/process.ts';
import type { Daemon } from '../daemon.ts';
import { containerArchive, extractArchive, statContainerPath } from './archive.ts';
import { attachContainer } from './attach.ts';
import { containerChanges } from './changes.ts';
import { createContainer } from './create.ts';
import { exportContainer } from './export.ts';
import { inspectContainer } from './inspect.ts';
import { killContainer } from './kill.ts';
import { listContainers } from './list.ts';
import { containerLogs } from './logs.ts';
import { pauseContainer } from './pause.ts';
import { pruneContainers } from './prune.ts';
import { renameContainer } from './rename.ts';
import { resizeContainer } from './resize.ts';
import { restartContainer } from './restart.ts';
import { removeByReference } from './rm.ts';
import { startContainer } from './start.ts';
import { containerStats } from './stats.ts';
import { stopContainer } from './stop.ts';
import { containerTop } from './top.ts';
import { unpauseContainer } from './unpause.ts';
import { updateContainer } from './update.ts';
import { waitConditionOf, waitContainer } from './wait.ts';

/** The verbs of containers, for the routes. */
export function containersBackend(daemon: Daemon): ContainersBackend {
  return {
    list: (options) => listContainers(daemon, options),
    create: (name, request, platform) => createContainer(daemon, name, request, platform),
    inspect: (reference, withSize) => inspectContainer(daemon, reference, withSize),
    start: (reference) => startContainer(daemon, reference),
    stop: (reference, options) => stopContainer(daemon, reference, options),
    restart: (reference, options) => restartContainer(daemon, reference, options),
    kill: (reference, signal) => killContainer(daemon, reference, signal),
    pause: (reference) => atOnce(() => pauseContainer(daemon, reference)),
    unpause: (reference) => atOnce(() => unpauseContainer(daemon, reference)),
    rename: (reference, name) => renameContainer(daemon, reference, name),
    update: (reference, request) => updateContainer(daemon, reference, request),
    remove: (reference, options) => removeByReference(daemon, reference, options),
    wait: (reference, condition) => waitContainer(daemon, reference, waitConditionOf(condition)),
    top: (reference, psArgs) => containerTop(daemon, reference, psArgs),
    stats: (reference, query) => containerStats(daemon, reference, query),
    logs: (reference, options) => containerLogs(daemon, reference, options),
    attach: (reference, options) => attachContainer(daemon, reference, options),
    resize: (reference, height, width) => resizeContainer(daemon, reference, height, width),
    changes: (reference) => containerChanges(daemon, reference),
    statPath: (reference, path) => statContainerPath(daemon, reference, path),
    archive: (reference, path) => containerArchive(daemon, reference, path),
    extract: (reference, path, archive, options) => extractArchive(daemon, reference, path, archive, options),
    export: (reference) => exportContainer(daemon, reference),
    prune: (filters) => pruneContainers(daemon, filters),
    isTty: (reference) => daemon.containers.find(reference).config.Tty,
  };
}

function* atOnce(verb: () => void): Process<void> {
  verb();
}
