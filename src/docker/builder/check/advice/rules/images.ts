import type { AdviceRule } from '../advice.ts';

/** What stands behind the last slash: `debian:12@sha256:…` in `registry.example/debian:12@sha256:…`. */
const lastPart = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1);

export const IMAGE_RULES: readonly AdviceRule[] = [
  {
    name: 'pin-base-image',
    description: 'Say which version of an image the build starts from',
    hadolint: ['DL3006'],
    find({ stages }, report) {
      for (const { from, parent } of stages) {
        if (!from || parent || from.base === 'scratch' || from.base.includes('$') || /[:@]/.test(lastPart(from.base))) continue;
        report(from.lines, `${from.base} has no tag: it is ${from.base}:latest, whatever that is on the day of the build`);
      }
    },
  },
  {
    name: 'no-latest',
    description: 'A tag that moves makes builds that differ',
    hadolint: ['DL3007'],
    find({ stages }, report) {
      for (const { from } of stages) {
        if (from && /:latest$/.test(lastPart(from.base))) report(from.lines, `${from.base} will be another image one day: name a version`);
      }
    },
  },
];
