import { HOUR } from '../../core/clock.ts';
import type { Micros } from '../../core/clock.ts';
import { RegistryError } from './endpoint.ts';
import type { Policy } from './hosted.ts';

/** Pulls without an account that Docker Hub allows one address in six hours. */
const ANONYMOUS_PULLS = 100;
const PULL_WINDOW: Micros = 6 * HOUR;

/** Docker Hub: what is published anybody may pull; one pushes to one's own namespace. */
export function dockerHub(): Policy {
  const pulls: Micros[] = [];
  return ({ action, repository, reference, credentials, isKnown, exists, now }) => {
    if (isKnown === false) throw new RegistryError('UNAUTHORIZED', 'incorrect username or password');
    if (action === 'check') return;
    if (action === 'push' ? credentials?.username !== repository.split('/')[0] : !exists) {
      throw new RegistryError('DENIED', 'requested access to the resource is denied');
    }
    if (action === 'pull' && reference !== undefined && !reference.includes(':') && !credentials) {
      while (pulls.length > 0 && pulls[0]! <= now - PULL_WINDOW) pulls.shift();
      if (pulls.length >= ANONYMOUS_PULLS) {
        throw new RegistryError('TOOMANYREQUESTS', 'You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit');
      }
      pulls.push(now);
    }
  };
}

/** Google Artifact Registry (`LOCATION-docker.pkg.dev/PROJECT/REPOSITORY/IMAGE`): nothing without an account. */
export function artifactRegistry(location: string): Policy {
  return ({ action, repository, isKnown, exists }) => {
    if (isKnown === true) {
      if (action === 'pull' && !exists) throw new RegistryError('NAME_UNKNOWN', `Repository "${repository.split('/')[1] ?? ''}" not found`);
      return;
    }
    if (isKnown === false) throw new RegistryError('UNAUTHORIZED', 'authentication failed');
    if (action === 'check') throw new RegistryError('UNAUTHORIZED', 'authentication required');
    const [project = '', name = ''] = repository.split('/');
    throw denied(action, `projects/${project}/locations/${location}/repositories/${name}`);
  };
}

/** gcr.io: Container Registry took no more pushes from March 2025 on. What was there is read from Artifact Registry. */
export function containerRegistry(host: string): Policy {
  const location = host === 'gcr.io' ? 'us' : host.split('.')[0]!;
  return ({ action, repository, isKnown, exists }) => {
    const project = repository.split('/')[0] ?? '';
    if (action === 'push') {
      const message =
        "Container Registry is deprecated and shutting down, please use the auto migration tool to migrate to Artifact Registry (gcloud artifacts docker upgrade migrate --projects='" +
        `${project}'). For more details see: https://cloud.google.com/artifact-registry/docs/transition/auto-migrate-gcr-ar`;
      throw new RegistryError('DENIED', message);
    }
    if (action === 'check' || exists) return;
    if (isKnown !== true) throw denied(action, `projects/${project}/locations/${location}/repositories/${host}`);
    throw new RegistryError('NAME_UNKNOWN', 'Repository "gcr.io" not found');
  };
}

/** ghcr.io and quay.io: they don't tell what is not there from what is not yours. */
export function closed(code: 'DENIED' | 'UNAUTHORIZED', detail: string): Policy {
  return ({ action, exists, isKnown }) => {
    if (isKnown === false || (action === 'push' ? isKnown !== true : action === 'pull' && !exists)) throw new RegistryError(code, detail);
  };
}

function denied(action: 'pull' | 'push', resource: string): RegistryError {
  const permission = action === 'push' ? 'uploadArtifacts' : 'downloadArtifacts';
  return new RegistryError(
    'DENIED',
    `Unauthenticated request. Unauthenticated requests do not have permission "artifactregistry.repositories.${permission}" on resource "${resource}" (or it may not exist)`,
  );
}
