import type { Container } from './container.ts';

/** Bytes of the writable layer, and with the image's. Lists leave an empty writable layer out, as dockerd does. */
export function sizesOf(container: Container): { SizeRw: number; SizeRootFs: number } {
  const own = writableSize(container);
  return { SizeRw: own, SizeRootFs: own + (container.image?.size ?? 0) };
}

export function writableSize(container: Container): number {
  return container.hasRoot ? container.root.upperSize : 0;
}
