import { describe, expect, it } from 'vitest';
import { explain } from './match.ts';
import { parseExplanation } from './parse.ts';

const files = import.meta.glob<string>('../../../lessons/explanations/*.md', { eager: true, query: '?raw', import: 'default' });
const explanations = Object.entries(files).map(([path, source]) => parseExplanation(path.replace(/^.*\/|\.md$/g, ''), source));

describe('explanations', () => {
  it('are many', () => expect(explanations.length).toBeGreaterThanOrEqual(80));

  it.each(explanations.map((one) => [one.id, one] as const))('%s comes first for its own sample', (id, { sample }) => {
    expect(explain(explanations, sample)[0]?.id).toBe(id);
  });

  it('have nothing to say where all is well', () => {
    const output = 'REPOSITORY   TAG       IMAGE ID       CREATED      SIZE\nalpine       latest    1d34ffeaf190   3 days ago   8.31MB\n';
    expect(explain(explanations, output)).toEqual([]);
  });

  it('name the file and the line of what is wrong with them', () => {
    expect(() => parseExplanation('x', '---\nformat: 1\nid: x\ntitle: X\npattern: "("\nsample: x\n---\nText')).toThrow('explanations/x.md:5: pattern: ');
    expect(() => parseExplanation('x', '---\nformat: 1\nid: y\ntitle: Y\npattern: y\nsample: y\n---\nText')).toThrow('explanations/x.md:3: id: is y in a file called x.md');
  });
});
