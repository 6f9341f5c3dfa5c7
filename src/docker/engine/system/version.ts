import { API_VERSION, ENGINE_VERSION, MIN_API_VERSION } from '../../api/router.ts';
import type { VersionResponse } from '../../api/types/system.ts';
import type { Daemon } from '../daemon.ts';

const GIT_COMMIT = '45873be';
const GO_VERSION = 'go1.24.3';
const BUILD_TIME = '2025-05-30T12:07:26.000000000+00:00';
export const CONTAINERD = { version: '1.7.27', commit: '05044ec0a9a75232cad458027ca83437aae3f4da' };
export const RUNC = { version: '1.2.5', commit: 'v1.2.5-0-g59923ef' };
export const INIT = { version: '0.19.0', commit: 'de40ad0' };

/** GET /version. */
export function versionOf({ host }: Daemon): VersionResponse {
  const { kernelRelease } = host.facts;
  const arch = host.platform.split('/')[1]!;
  return {
    Platform: { Name: 'Docker Engine - Community' },
    Components: [
      {
        Name: 'Engine',
        Version: ENGINE_VERSION,
        Details: {
          ApiVersion: API_VERSION, Arch: arch, BuildTime: BUILD_TIME, Experimental: 'false', GitCommit: GIT_COMMIT, GoVersion: GO_VERSION, KernelVersion: kernelRelease, MinAPIVersion: MIN_API_VERSION, Os: 'linux',
        },
      },
      { Name: 'containerd', Version: CONTAINERD.version, Details: { GitCommit: CONTAINERD.commit } },
      { Name: 'runc', Version: RUNC.version, Details: { GitCommit: RUNC.commit } },
      { Name: 'docker-init', Version: INIT.version, Details: { GitCommit: INIT.commit } },
    ],
    Version: ENGINE_VERSION,
    ApiVersion: API_VERSION,
    MinAPIVersion: MIN_API_VERSION,
    GitCommit: GIT_COMMIT,
    GoVersion: GO_VERSION,
    Os: 'linux',
    Arch: arch,
    KernelVersion: kernelRelease,
    BuildTime: BUILD_TIME,
  };
}
