import type { ContainerView, EngineView, ImageView } from '../../docker/engine/view.ts';
import { t } from '../texts/texts.svelte.ts';
import { humanSize, memorySize } from './size.ts';

/** One thing that is not as it was, in words, with the object that it is about. */
export interface Difference {
  readonly kind: 'image' | 'container' | 'volume' | 'network' | 'daemon';
  readonly id: string;
  readonly sign: 'new' | 'gone' | 'changed';
  readonly text: string;
}

/** What changed from one view to a later one: the list beside the picture, and what a screen reader is told. */
export function differences(before: EngineView | undefined, after: EngineView | undefined): Difference[] {
  if (!before || !after || before === after) return [];
  const words = t().changes;
  return [
    ...compare(before.images, after.images, (image) => image.id, {
      kind: 'image',
      born: (image) => words.imageNew(imageName(image), humanSize(image.size)),
      gone: (image) => words.imageGone(imageName(image)),
      changed: (was, is) => (imageName(was) === imageName(is) ? undefined : words.imageRenamed(is.id.slice(7, 19), imageName(was), imageName(is))),
    }),
    ...compare(before.containers, after.containers, (container) => container.id, {
      kind: 'container',
      born: (container) => {
        const made = words.containerNew(container.name, container.image);
        return container.state === 'created' ? made : words.and(made, stateWords(container));
      },
      gone: (container) => words.containerGone(container.name),
      changed: containerChange,
    }),
    ...compare(before.volumes, after.volumes, (volume) => volume.name, {
      kind: 'volume',
      born: (volume) => (volume.isAnonymous ? words.anonymousNew : words.volumeNew(volume.name)),
      gone: (volume) => (volume.isAnonymous ? words.anonymousGone : words.volumeGone(volume.name)),
      changed: () => undefined,
    }),
    ...compare(before.networks, after.networks, (network) => network.id, {
      kind: 'network',
      born: (network) => words.networkNew(network.name, network.subnet || network.driver),
      gone: (network) => words.networkGone(network.name),
      changed: () => undefined,
    }),
    ...(before.isUp === after.isUp ? [] : [{ kind: 'daemon' as const, id: '', sign: 'changed' as const, text: after.isUp ? words.daemonStarted : words.daemonStopped }]),
  ];
}

export function imageName(image: ImageView): string {
  return image.tags.length > 0 ? image.tags.join(', ') : t().changes.noName(image.id.slice(7, 19));
}

/** `is running`, `has ended with 137 (killed: out of memory)`. */
export function stateWords({ state, exitCode, isOomKilled }: ContainerView): string {
  const words = t().changes;
  if (state === 'exited') return isOomKilled ? `${words.ended(exitCode)} ${words.outOfMemory}` : words.ended(exitCode);
  if (state === 'created') return words.created;
  return words.is(words.words[state] ?? state);
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
  const words = t().changes;
  const parts: string[] = [];
  if (was.name !== is.name) parts.push(words.called(is.name));
  if (was.state !== is.state) parts.push(was.state === 'exited' && is.state === 'running' ? words.startedAgain : stateWords(is));
  else if (was.startedAt !== is.startedAt) parts.push(words.restarted);
  if (was.health !== is.health && is.health !== 'none') parts.push(words.is(words.words[is.health] ?? is.health));
  if (was.state === is.state) {
    for (const network of is.networks) if (!was.networks.some((one) => one.name === network.name)) parts.push(words.joined(network.name));
    for (const network of was.networks) if (!is.networks.some((one) => one.name === network.name)) parts.push(words.left(network.name));
  }
  if (was.memoryLimit !== is.memoryLimit) parts.push(is.memoryLimit === 0 ? words.anyMemory : words.memory(memorySize(is.memoryLimit)));
  if (was.cpuLimit !== is.cpuLimit) parts.push(is.cpuLimit === 0 ? words.everyCore : words.cores(is.cpuLimit));
  return parts.length > 0 ? words.container(is.name, parts.join(', ')) : undefined;
}
