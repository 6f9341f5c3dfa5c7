/**
 * How much text the variables of one Dockerfile may become: `ENV A=$A$A` forty times over is a terabyte. BuildKit has no such limit, and dies of it.
 */
export class Allowance {
  constructor(
    /** In characters. */
    private left: number,
  ) {}

  /** Throws when nothing is left. */
  spend(characters: number): void {
    this.left -= characters;
    if (this.left < 0) throw new Error('drydock: variables that become this much text are not simulated');
  }
}

/** For a Dockerfile: more than anyone needs, and in proportion to its length. */
export function allowanceFor(text: string): Allowance {
  return new Allowance(2_000_000 + 8 * text.length);
}
