import { notFound } from '../../api/errors.ts';
import type { Exec } from './exec.ts';

/** What `docker exec` started or is about to start, by id. */
export class ExecStore {
  readonly #execs = new Map<string, Exec>();

  add(exec: Exec): void {
    this.#execs.set(exec.id, exec);
  }

  remove(id: string): void {
    this.#execs.delete(id);
  }

  get(id: string): Exec | undefined {
    return this.#execs.get(id);
  }

  find(id: string): Exec {
    const exec = this.#execs.get(id);
    if (!exec) throw notFound(`No such exec instance: ${id}`);
    return exec;
  }
}
