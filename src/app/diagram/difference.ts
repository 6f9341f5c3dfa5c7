import type { ContainerView, EngineView, ImageView } from '../../docker/engine/view.ts';
import { humanSize } from './size.ts';

/** One thing that is not as it was, in words, with the object that it is about. */
export interface Difference {
  readonly kind: 'image' | 'container' | 'volume' | 'network';
  readonly id: string;
  readonly sign: 'new' | 'gone' | 'changed';
  readonly text: string;
}

/** What changed from one view to a later one: the list beside the picture, and what a screen reader is told. */
export function differences(before: EngineView | undefined, after: EngineView | undefined): Difference[] {
  if (!before || !after || before === after) return [];
  return [
    ...compare(before.images, after.images, (image) => image.id, {
      kind: 'image',
      born: (image) => `image ${imageName(image)} is here now (${humanSize(image.size)})`,
      gone: (image) => `image ${imageName(image)} is gone`,
      changed: (was, is) => (imageName(was) === imageName(is) ? undefined : `image ${is.id.slice(7, 19)} was ${imageName(was)}, and is ${imageName(is)}`),
    }),
    ...compare(before.containers, after.containers, (container) => container.id, {
      kind: 'container',
      born: (container) => `container ${container.name} was made from ${container.image}${container.state === 'created' ? '' : ` and ${stateWords(container)}`}`,
      gone: (container) => `container ${container.name} was removed, with its own layer`,
      changed: containerChange,
    }),
    ...compare(before.volumes, after.volumes, (volume) => volume.name, {
      kind: 'volume',
      born: (volume) => (volume.isAnonymous ? 'an anonymous volume was made' : `volume ${volume.name} was made`),
      gone: (volume) => (volume.isAnonymous ? 'an anonymous volume is gone' : `volume ${volume.name} is gone, with its data`),
      changed: () => undefined,
    }),
    ...compare(before.networks, after.networks, (network) => network.id, {
      kind: 'network',
      born: (network) => `network ${network.name} was made (${network.subnet || network.driver})`,
      gone: (network) => `network ${network.name} is gone`,
      changed: () => undefined,
    }),
  ];
}

export function imageName(image: ImageView): string {
  return image.tags.length > 0 ? image.tags.join(', ') : `${image.id.slice(7, 19)} (no name)`;
}

/** `is running`, `has ended with 137 (killed: out of memory)`. */
export function stateWords({ state, exitCode, isOomKilled }: ContainerView): string {
  if (state === 'exited') return `has ended with ${exitCode}${isOomKilled ? ' (killed: out of memory)' : ''}`;
  if (state === 'created') return 'is created, not started';
  return `is ${state}`;
}

interface Words<Item> {
  readonly kind: Difference['kind'];
  born(item: Item): string;
  gone(item: Item): string;
  changed(was: Item, is: Item): string | undefined;
}

function* compare<Item>(before: readonly Item[], after: readonly Item[], key: (item: Item) => string, words: Words<Item>): Generator<Difference> {
  const old = new Map(before.map((item) => [key(item), item]));
  for (const item of after) {
    const was = old.get(key(item));
    old.delete(key(item));
    if (was === item) continue;
    const text = was === undefined ? words.born(item) : words.changed(was, item);
    if (text !== undefined) yield { kind: words.kind, id: key(item), sign: was === undefined ? 'new' : 'changed', text };
  }
  for (const [id, item] of old) yield { kind: words.kind, id, sign: 'gone', text: words.gone(item) };
}

function containerChange(was: ContainerView, is: ContainerView): string | undefined {
  const parts: string[] = [];
  if (was.name !== is.name) parts.push(`is called ${is.name} now`);
  if (was.state !== is.state) parts.push(was.state === 'exited' && is.state === 'running' ? 'was started again' : stateWords(is));
  else if (was.startedAt !== is.startedAt) parts.push('was restarted');
  if (was.health !== is.health && is.health !== 'none') parts.push(`is ${is.health}`);
  const joined = is.networks.filter((network) => !was.networks.some((one) => one.name === network.name));
  const left = was.networks.filter((network) => !is.networks.some((one) => one.name === network.name));
  if (was.state === is.state) {
    for (const network of joined) parts.push(`joined the network ${network.name}`);
    for (const network of left) parts.push(`left the network ${network.name}`);
  }
  if (was.memoryLimit !== is.memoryLimit) parts.push(`may use ${is.memoryLimit === 0 ? 'any amount of memory' : `${humanSize(is.memoryLimit)} of memory`}`);
  if (was.cpuLimit !== is.cpuLimit) parts.push(`may use ${is.cpuLimit === 0 ? 'every core' : `${is.cpuLimit} cores`}`);
  return parts.length > 0 ? `container ${is.name} ${parts.join(', ')}` : undefined;
}
