import type { Process } from '../../core/process.ts';
import type { System } from '../../machine/system.ts';
import type { Completer } from '../../machine/shell/interactive/completers.ts';
import { Client } from '../client/client.ts';
import { listContainers } from '../client/containers.ts';
import { listImages } from '../client/images.ts';
import { listNetworks } from '../client/networks.ts';
import { listVolumes } from '../client/volumes.ts';
import type { Command } from './command.ts';
import { ContextStore } from './config/contexts.ts';
import type { Completed, Flag } from './flags/flag.ts';
import { isFailure } from './parallel.ts';
import { rootFlags } from './root-flags.ts';
import { isHidden } from './tree.ts';
import type { GroupNode, Node } from './tree.ts';

/** What Tab offers behind `docker`: commands, flags, and names of what there is, all from the declarations. */
export function createCompleter(tree: GroupNode, reach: (system: System) => Client): Completer {
  return {
    *complete(system, words, index) {
      const typed = words[index] ?? '';
      const place = findPlace(tree, words.slice(1, index), typed);
      const found = yield* candidates(place, system, reach(system));
      return found.filter((word) => word.startsWith(typed));
    },
  };
}

/** What stands before the cursor, as far as it says what may stand there. */
interface Place {
  readonly node: Node;
  readonly flags: readonly Flag[];
  /** The flag whose value is typed, and what stands before it in the word (`--name=`). */
  readonly awaiting?: Flag;
  readonly prefix: string;
  readonly typed: string;
  /** How many arguments the command has already. */
  readonly position: number;
  readonly isOver: boolean;
}

function findPlace(tree: GroupNode, words: readonly string[], typed: string): Place {
  let node: Node = tree;
  let flags: readonly Flag[] = rootFlags('');
  let position = 0;
  let isOver = false;
  let awaiting: Flag | undefined;
  for (const word of words) {
    if (awaiting) awaiting = undefined;
    else if (!isOver && word === '--') isOver = true;
    else if (!isOver && word.startsWith('-') && word.length > 1) awaiting = awaited(flags, word);
    else if (node.kind === 'group') {
      node = node.children.get(word) ?? node;
      flags = node.kind === 'command' ? (node.command.flags ?? []) : [];
    } else {
      position++;
      if (node.command.endsFlagsAtArgument) isOver = true;
    }
  }
  const equals = /^--[\w-]+=/.exec(typed)?.[0];
  if (!awaiting && !isOver && equals !== undefined) {
    const flag = flags.find((one) => `--${one.name}=` === equals);
    if (flag) return { node, flags, awaiting: flag, prefix: equals, typed, position, isOver };
  }
  return { node, flags, ...(awaiting ? { awaiting } : {}), prefix: '', typed, position, isOver };
}

/** The flag of a word that wants its value in the next one. */
function awaited(flags: readonly Flag[], word: string): Flag | undefined {
  if (word.startsWith('--')) return word.includes('=') ? undefined : flags.find((flag) => flag.name === word.slice(2) && flag.kind.bare === undefined);
  for (const [i, letter] of [...word.slice(1)].entries()) {
    const flag = flags.find((one) => one.short === letter);
    if (!flag) return undefined;
    if (flag.kind.bare === undefined) return i === word.length - 2 ? flag : undefined;
  }
  return undefined;
}

function* candidates(place: Place, system: System, client: Client): Process<readonly string[]> {
  const { node, awaiting, typed, flags, prefix, isOver } = place;
  if (awaiting) {
    const values = awaiting.choices ?? (awaiting.completes ? yield* names(awaiting.completes, system, client) : []);
    return values.map((value) => prefix + value);
  }
  if (typed.startsWith('-') && !isOver) return flagWords(flags);
  if (node.kind === 'group') return commandWords(node);
  return yield* argumentsOf(node.command, place.position, system, client);
}

function flagWords(flags: readonly Flag[]): readonly string[] {
  return [...flags.filter((flag) => !flag.isHidden).map((flag) => `--${flag.name}`), '--help'].filter((word, i, all) => all.indexOf(word) === i).sort();
}

function commandWords(node: GroupNode): readonly string[] {
  const own = [...node.children].filter(([, child]) => !isHidden(child)).map(([name]) => name);
  return (node.group === undefined ? [...own, 'help'] : own).sort();
}

function* argumentsOf(command: Command, position: number, system: System, client: Client): Process<readonly string[]> {
  const { completes, arguments: rule } = command;
  if (completes === undefined || position >= rule.most) return [];
  if (typeof completes === 'string') return yield* names(completes, system, client);
  const kind = completes[position] ?? (rule.most === Infinity ? completes.at(-1) : undefined);
  return kind === undefined ? [] : yield* names(kind, system, client);
}

/** Names of what there is. Where the daemon doesn't answer, nothing is offered. */
function* names(kind: Completed, system: System, client: Client): Process<readonly string[]> {
  try {
    return yield* namesOf(kind, system, client);
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}

function* namesOf(kind: Completed, system: System, client: Client): Process<readonly string[]> {
  switch (kind) {
    case 'containers':
    case 'running containers':
    case 'stopped containers': {
      const containers = yield* listContainers(client, { all: kind !== 'running containers' });
      const wanted = containers.filter((container) => kind !== 'stopped containers' || container.State !== 'running');
      return wanted.flatMap((container) => container.Names.map((name) => name.replace(/^\//, '')).filter((name) => !name.includes('/'))).sort();
    }
    case 'images':
      return (yield* listImages(client, {})).flatMap((image) => image.RepoTags ?? []).filter((name) => !name.startsWith('<none>')).map((name) => name.replace(/:latest$/, '')).sort();
    case 'volumes':
      return ((yield* listVolumes(client, undefined)).Volumes ?? []).map((volume) => volume.Name).sort();
    case 'networks':
      return (yield* listNetworks(client, undefined)).map((network) => network.Name).sort();
    case 'contexts': {
      const folder = system.env.get('DOCKER_CONFIG') ?? `${system.env.get('HOME') ?? '/root'}/.docker`;
      return ['default', ...new ContextStore(system.files, folder).all().map((context) => context.name)];
    }
    case 'files':
      return [];
  }
}
