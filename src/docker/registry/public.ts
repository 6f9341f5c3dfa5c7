import type { Clock } from '../../core/clock.ts';
import type { Repository } from '../catalogue/repository.ts';
import type { RegistryEndpoint } from './endpoint.ts';
import { HostedRegistry } from './hosted.ts';
import type { Policy } from './hosted.ts';
import { artifactRegistry, closed, containerRegistry, dockerHub } from './policies.ts';

/** User names and passwords by registry: `docker.io` → `ana` → password. */
export type Accounts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The people of the course, and a key for Artifact Registry. A world may have others. */
export const COURSE_ACCOUNTS: Accounts = {
  'docker.io': { ana: 'correct-horse', ben: 'battery-staple', acme: 'trips-2025' },
  'ghcr.io': { ana: 'correct-horse', ben: 'battery-staple' },
  'europe-west1-docker.pkg.dev': { oauth2accesstoken: 'acme-token', _json_key: 'acme-key', ana: 'correct-horse', ben: 'battery-staple' },
};

const POLICIES: readonly (readonly [host: RegExp, policy: (host: string) => Policy])[] = [
  [/^docker\.io$/, dockerHub],
  [/^([a-z0-9-]+)-docker\.pkg\.dev$/, (host) => artifactRegistry(host.replace('-docker.pkg.dev', ''))],
  [/^(?:(?:us|eu|asia)\.)?gcr\.io$/, containerRegistry],
  [/^ghcr\.io$/, () => closed('DENIED', 'denied')],
  [/^quay\.io$/, () => closed('UNAUTHORIZED', 'access to the requested resource is not authorized')],
  [/^(?:mcr\.microsoft\.com|public\.ecr\.aws|registry\.k8s\.io)$/, () => closed('DENIED', 'requested access to the resource is denied')],
];

/** The registries of the simulated internet, shared by all hosts of a world. Each is made when it is first met. */
export class PublicRegistries {
  readonly #made = new Map<string, RegistryEndpoint>();

  constructor(
    private readonly options: { readonly clock: Clock; readonly catalogue: ReadonlyMap<string, Repository>; readonly accounts?: Accounts },
  ) {}

  /** The registry that a reference's domain names; undefined where the internet knows none by that name. */
  at(domain: string): RegistryEndpoint | undefined {
    const made = this.#made.get(domain);
    if (made) return made;
    const policy = POLICIES.find(([host]) => host.test(domain))?.[1](domain);
    if (!policy) return undefined;
    const { clock, catalogue, accounts = COURSE_ACCOUNTS } = this.options;
    const registry = new HostedRegistry({
      host: domain === 'docker.io' ? 'registry-1.docker.io' : domain,
      clock,
      policy,
      repositories: new Map([...catalogue].flatMap(([name, repository]) => (name.startsWith(`${domain}/`) ? [[name.slice(domain.length + 1), repository] as const] : []))),
      accounts: new Map(Object.entries(accounts[domain] ?? {})),
    });
    this.#made.set(domain, registry);
    return registry;
  }

  /** What `docker search` finds on Docker Hub: the most stars first. */
  search(term: string): readonly SearchResult[] {
    const word = term.toLowerCase();
    return [...this.options.catalogue.values()]
      .filter(({ name }) => name.startsWith('docker.io/'))
      .map((repository) => ({
        name: repository.name.replace(/^docker\.io\/(?:library\/)?/, ''),
        description: repository.description,
        stars: repository.stars,
        isOfficial: repository.isOfficial,
      }))
      .filter(({ name, description }) => name.includes(word) || description.toLowerCase().includes(word))
      .sort((a, b) => Number(b.name === word) - Number(a.name === word) || b.stars - a.stars);
  }
}

export interface SearchResult {
  readonly name: string;
  readonly description: string;
  readonly stars: number;
  readonly isOfficial: boolean;
}
