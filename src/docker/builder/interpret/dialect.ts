import { STABLE } from './interpreter.ts';
import type { Dialect } from './interpreter.ts';

/** `docker/dockerfile:1-labs` has more flags than `docker/dockerfile:1`, which is what the builder itself speaks. */
export function dialectOf(syntax: string | undefined): Dialect {
  return syntax !== undefined && /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?:[\w.]*-?labs$/.test(syntax) ? { hasLabs: true } : STABLE;
}
