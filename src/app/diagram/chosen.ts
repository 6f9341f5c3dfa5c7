/** What the learner has pointed at in the picture. */
export interface Chosen {
  readonly kind: 'container' | 'image' | 'volume' | 'network';
  readonly id: string;
  readonly name: string;
}
