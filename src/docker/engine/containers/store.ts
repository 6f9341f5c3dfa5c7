import { conflict, invalidParameter, notFound } from '../../api/errors.ts';
import { PrefixIndex } from '../prefix-index.ts';
import type { Container } from './container.ts';

/** All containers, found by id, name or the first digits of an id. */
export class ContainerStore {
  readonly #byId = new Map<string, Container>();
  readonly #byName = new Map<string, string>();
  readonly #prefixes = new PrefixIndex();
  /** How many containers are of an image, running or not. */
  readonly #byImage = new Map<string, Set<Container>>();
  #made = 0;
  readonly #running = new Set<Container>();
  /** Grows whenever one comes or goes. */
  version = 0;

  get size(): number {
    return this.#byId.size;
  }

  /** How many run. */
  get running(): number {
    return this.#running.size;
  }

  noteRunning(container: Container): void {
    this.#running.add(container);
  }

  noteStopped(container: Container): void {
    this.#running.delete(container);
  }

  /** Those that run, in the order started. */
  allRunning(): readonly Container[] {
    return [...this.#running];
  }

  /** In the order created. */
  all(): IterableIterator<Container> {
    return this.#byId.values();
  }

  add(container: Container): void {
    this.version++;
    container.sequence = ++this.#made;
    this.#byId.set(container.id, container);
    this.#byName.set(container.name, container.id);
    this.#prefixes.add(container.id);
    if (!container.image) return;
    const users = this.#byImage.get(container.image.id);
    if (users) users.add(container);
    else this.#byImage.set(container.image.id, new Set([container]));
  }

  remove(container: Container): void {
    this.version++;
    this.#byId.delete(container.id);
    this.#byName.delete(container.name);
    this.#prefixes.delete(container.id);
    if (container.image) this.#byImage.get(container.image.id)?.delete(container);
  }

  rename(container: Container, name: string): void {
    this.version++;
    this.#byName.delete(container.name);
    container.name = name;
    this.#byName.set(name, container.id);
    container.touch();
  }

  idOfName(name: string): string | undefined {
    return this.#byName.get(name);
  }

  usersOf(imageId: string): readonly Container[] {
    return [...(this.#byImage.get(imageId) ?? [])];
  }

  get(id: string): Container | undefined {
    return this.#byId.get(id);
  }

  /** By full id, name, or first digits of the id. Throws `No such container: …`. */
  find(reference: string): Container {
    if (reference === '') throw invalidParameter('No container name or ID supplied');
    const exact = this.#byId.get(reference);
    if (exact) return exact;
    const named = this.#byName.get(reference.startsWith('/') ? reference.slice(1) : reference);
    if (named !== undefined) return this.#byId.get(named)!;
    const found = this.#prefixes.find(reference);
    if (found === 'ambiguous') throw invalidParameter(`multiple IDs found with provided prefix: ${reference}`);
    if (found === undefined) throw notFound(`No such container: ${reference}`);
    return this.#byId.get(found)!;
  }

  /** As `find`, and it runs. Throws `container … is not running`. */
  findRunning(reference: string): Container {
    const container = this.find(reference);
    if (!container.isRunning) throw conflict(`container ${container.id} is not running`);
    return container;
  }
}
