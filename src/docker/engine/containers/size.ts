import type { Container } from './container.ts';

/** Bytes of the writable layer, and with the image's. An empty writable layer is left out, as dockerd leaves it out. */
export function sizesOf(container: Container): { SizeRw?: number; SizeRootFs: number } {
  const own = writableSize(container);
  return { ...(own > 0 ? { SizeRw: own } : {}), SizeRootFs: own + (container.image?.size ?? 0) };
}

export function writableSize(container: Container): number {
  return container.hasRoot ? container.root.upperSize : 0;
}
