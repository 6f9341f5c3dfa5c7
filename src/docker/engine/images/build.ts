/** What the engine hands a build to; made by the world. */
export interface BuildPort {
  readonly placeholder?: never;
}
