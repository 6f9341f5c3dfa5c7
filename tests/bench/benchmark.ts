/** One line of the table. `run` measures and checks that what it measured really happened; it throws when it did not. */
export interface Benchmark {
  readonly name: string;
  /** What is to be reached, in words. */
  readonly target: string;
  run(): string | Promise<string>;
}
