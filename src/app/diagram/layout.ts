import type { ContainerView, EngineView, ImageView } from '../../docker/engine/view.ts';

/** An image with the containers that stand on it. */
export interface Column {
  readonly key: string;
  /** Absent where the image was removed below its containers. */
  readonly image: ImageView | undefined;
  /** Drawn one by one. */
  readonly containers: readonly ContainerView[];
  /** The rest, counted by state. */
  readonly rest: readonly { readonly state: ContainerView['state']; readonly count: number }[];
}

/** How many containers of one image, images, and things beside them are drawn one by one; the rest are counted. */
const MOST_CONTAINERS = 8;
export const MOST_COLUMNS = 18;
export const MOST_BESIDE = 14;

/** Columns in the order in which they are drawn: where something runs comes first. Newest containers are drawn one by one. */
export function columnsOf(view: EngineView): Column[] {
  const byImage = new Map<string, ContainerView[]>();
  for (const container of view.containers) {
    const list = byImage.get(container.imageId);
    if (list) list.push(container);
    else byImage.set(container.imageId, [container]);
  }
  const known = view.images.map((image) => columnOf(image.id, image, byImage.get(image.id) ?? []));
  const ids = new Set(view.images.map((image) => image.id));
  const orphans = [...byImage].filter(([id]) => !ids.has(id)).map(([id, containers]) => columnOf(id, undefined, containers));
  return [...known, ...orphans].sort((a, b) => Number(b.containers.length > 0) - Number(a.containers.length > 0));
}

function columnOf(key: string, image: ImageView | undefined, all: readonly ContainerView[]): Column {
  if (all.length <= MOST_CONTAINERS) return { key, image, containers: all, rest: [] };
  const shown = all.slice(-(MOST_CONTAINERS - 1));
  const counts = new Map<ContainerView['state'], number>();
  for (const { state } of all.slice(0, all.length - shown.length)) counts.set(state, (counts.get(state) ?? 0) + 1);
  return { key, image, containers: shown, rest: [...counts].map(([state, count]) => ({ state, count })) };
}

/** The layers that more than one image has, numbered in the order in which they are met: a number is a colour. */
export function sharedLayers(images: readonly ImageView[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const image of images) for (const layer of new Set(image.layers)) counts.set(layer, (counts.get(layer) ?? 0) + 1);
  const shared = [...counts].filter(([, count]) => count > 1).map(([layer]) => layer);
  return new Map(shared.map((layer, i) => [layer, i]));
}

/** A line between two things of the picture, by their keys. */
export interface Wire {
  readonly from: string;
  readonly to: string;
  readonly kind: 'volume' | 'network';
  /** Of a container that does not run. */
  readonly isFaint: boolean;
}

/** More lines than this would hide what they show. */
const MOST_WIRES = 60;

/** Which container is plugged into which volume and which network. */
export function wiresOf(view: EngineView): Wire[] {
  const wires: Wire[] = [];
  for (const container of view.containers) {
    const isFaint = container.state !== 'running' && container.state !== 'paused';
    const from = `container ${container.id}`;
    for (const mount of container.mounts) if (mount.type === 'volume') wires.push({ from, to: `volume ${mount.source}`, kind: 'volume', isFaint });
    for (const network of container.networks) wires.push({ from, to: `network ${network.name}`, kind: 'network', isFaint });
    if (wires.length > MOST_WIRES) return [];
  }
  return wires;
}
