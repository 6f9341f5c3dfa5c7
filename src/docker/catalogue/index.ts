import type { Repository } from './repository.ts';

export { oracleBusybox } from './images/busybox.ts';
export type { Edition, ImageRecipe, LayerSource, Platform, Repository, Step } from './repository.ts';

const modules = import.meta.glob<{ readonly repository: Repository }>('./images/*.ts', { eager: true });

/** Every repository of the simulated registries, by its full name: `docker.io/library/python`. */
export const catalogue: ReadonlyMap<string, Repository> = new Map(
  Object.values(modules).map(({ repository }) => [repository.name, repository]),
);
