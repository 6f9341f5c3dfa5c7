import { RegexError } from './syntax.ts';
import type { Assertion, CharacterSet, Node } from './syntax.ts';

/** The steps of a matcher (Thompson's construction); `to` and `other` are indexes of instructions. */
export type Instruction =
  | { readonly op: 'set'; readonly set: CharacterSet }
  | { readonly op: 'split'; to: number; other: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'assert'; readonly assertion: Assertion }
  | { readonly op: 'reference'; readonly index: number }
  /** Notes where an iteration begins, and ends a loop whose iteration took nothing. Only the backtracking matcher needs it. */
  | { readonly op: 'mark'; readonly slot: number }
  | { readonly op: 'progress'; readonly slot: number }
  | { readonly op: 'match' };

export interface Code {
  readonly instructions: readonly Instruction[];
  readonly marks: number;
}

const LARGEST = 40_000;

export function compile(node: Node): Code {
  const compiler = new Compiler();
  compiler.emit({ op: 'save', slot: 0 });
  compiler.node(node);
  compiler.emit({ op: 'save', slot: 1 });
  compiler.emit({ op: 'match' });
  return { instructions: compiler.instructions, marks: compiler.marks };
}

class Compiler {
  readonly instructions: Instruction[] = [];
  marks = 0;

  emit<I extends Instruction>(instruction: I): I {
    if (this.instructions.length >= LARGEST) throw new RegexError('Regular expression too big');
    this.instructions.push(instruction);
    return instruction;
  }

  node(node: Node): void {
    switch (node.kind) {
      case 'empty':
        return;
      case 'set':
        this.emit({ op: 'set', set: node.set });
        return;
      case 'assertion':
        this.emit({ op: 'assert', assertion: node.assertion });
        return;
      case 'reference':
        this.emit({ op: 'reference', index: node.index });
        return;
      case 'sequence':
        for (const item of node.items) this.node(item);
        return;
      case 'group':
        this.emit({ op: 'save', slot: node.index * 2 });
        this.node(node.body);
        this.emit({ op: 'save', slot: node.index * 2 + 1 });
        return;
      case 'choice':
        this.#choice(node.options);
        return;
      case 'repeat':
        this.#repeat(node.body, node.least, node.most);
    }
  }

  #choice(options: readonly Node[]): void {
    const ends: { to: number }[] = [];
    options.forEach((option, i) => {
      if (i === options.length - 1) return this.node(option);
      const split = this.emit({ op: 'split', to: this.instructions.length + 1, other: 0 });
      this.node(option);
      ends.push(this.emit({ op: 'jump', to: 0 }));
      split.other = this.instructions.length;
    });
    for (const end of ends) end.to = this.instructions.length;
  }

  #repeat(body: Node, least: number, most: number): void {
    for (let i = 0; i < least; i++) this.node(body);
    if (most === Infinity) return this.#loop(body);
    const splits: { other: number }[] = [];
    for (let i = least; i < most; i++) {
      splits.push(this.emit({ op: 'split', to: this.instructions.length + 1, other: 0 }));
      this.node(body);
    }
    for (const split of splits) split.other = this.instructions.length;
  }

  #loop(body: Node): void {
    const slot = this.marks++;
    const start = this.instructions.length;
    const split = this.emit({ op: 'split', to: start + 1, other: 0 });
    this.emit({ op: 'mark', slot });
    this.node(body);
    this.emit({ op: 'progress', slot });
    this.emit({ op: 'jump', to: start });
    split.other = this.instructions.length;
  }
}
