/** Something that can be done from the palette, and perhaps by a key. */
export interface Action {
  readonly id: string;
  readonly title: string;
  /** As it is shown: `Alt+1`. */
  readonly keys?: string;
  run(): void;
}

/** What can be done at this moment: each part of the page offers its own while it is shown. */
export class Actions {
  #offers = $state.raw<readonly (() => readonly Action[])[]>([]);

  get list(): readonly Action[] {
    return this.#offers.flatMap((offer) => offer());
  }

  /** Returns how to take them back. */
  offer(actions: () => readonly Action[]): () => void {
    this.#offers = [...this.#offers, actions];
    return () => (this.#offers = this.#offers.filter((one) => one !== actions));
  }

  /** Does what a key asks for. True when something was done. */
  press(keys: string): boolean {
    const action = this.list.find((one) => one.keys === keys);
    action?.run();
    return action !== undefined;
  }
}

/** `Ctrl+Alt+Z` of a key that was pressed; digits by their place on the keyboard, so that Alt does not change them. */
export function keysOf({ code, key, ctrlKey, altKey, metaKey }: KeyboardEvent): string {
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return [ctrlKey || metaKey ? 'Ctrl' : '', altKey ? 'Alt' : '', digit ?? letter ?? key].filter((part) => part !== '').join('+');
}
