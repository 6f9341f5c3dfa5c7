export interface Notice {
  readonly number: number;
  readonly text: string;
  /** What can be done about it. */
  readonly action?: NoticeAction;
}

export interface NoticeAction {
  readonly label: string;
  run(): void;
}

/** Short messages at the page's edge: each stays until it is read away. */
export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  #next = 0;

  add(text: string, action?: NoticeAction): void {
    if (this.list.some((notice) => notice.text === text)) return;
    this.list = [...this.list, { number: this.#next++, text, ...(action ? { action } : {}) }];
  }

  remove(number: number): void {
    this.list = this.list.filter((notice) => notice.number !== number);
  }
}
