import dockerNames from 'docker-names';
import { conflict, invalidParameter } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';

const VALID_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** The name without a slash before it. Throws for what is no name. */
export function validName(name: string): string {
  const bare = name.startsWith('/') ? name.slice(1) : name;
  if (!VALID_NAME.test(bare)) throw invalidParameter(`Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  return bare;
}

/** Throws the conflict with whoever has the name. */
export function requireFreeName(daemon: Daemon, name: string): void {
  const holder = daemon.containers.idOfName(name);
  if (holder === undefined) return;
  throw conflict(
    `Conflict. The container name "/${name}" is already in use by container "${holder}". You have to remove (or rename) that container to be able to reuse that name.`,
  );
}

/** `boring_wozniak` is not used, as everybody knows. */
export function generateName(daemon: Daemon, id: string): string {
  for (let attempt = 0; attempt < 6; attempt++) {
    const left = daemon.entropy.pick(dockerNames.adjectives);
    const right = daemon.entropy.pick(dockerNames.surnames);
    if (left === 'boring' && right === 'wozniak') continue;
    const name = `${left}_${right}${attempt === 0 ? '' : daemon.entropy.below(10)}`;
    if (daemon.containers.idOfName(name) === undefined) return name;
  }
  return id.slice(0, 12);
}
