import type { CheckKind } from './kind.ts';
import { answer } from './kinds/answer.ts';
import { api } from './kinds/api.ts';
import { build } from './kinds/build.ts';
import { container } from './kinds/container.ts';
import { event } from './kinds/event.ts';
import { exec } from './kinds/exec.ts';
import { hostFile } from './kinds/host-file.ts';
import { http } from './kinds/http.ts';
import { image } from './kinds/image.ts';
import { layers } from './kinds/layers.ts';
import { lifecycle } from './kinds/lifecycle.ts';
import { lint } from './kinds/lint.ts';
import { log } from './kinds/log.ts';
import { network } from './kinds/network.ts';
import { output } from './kinds/output.ts';
import { rebuild } from './kinds/rebuild.ts';
import { run } from './kinds/run.ts';
import { shell } from './kinds/shell.ts';
import { volume } from './kinds/volume.ts';

const ALL: readonly CheckKind[] = [
  answer, api, build, container, event, exec, hostFile, http, image, layers,
  lifecycle, lint, log, network, output, rebuild, run, shell, volume,
];

/** Every kind of check by its name in a lesson. */
export const checkKinds: ReadonlyMap<string, CheckKind> = new Map(ALL.map((kind) => [kind.name, kind]));
