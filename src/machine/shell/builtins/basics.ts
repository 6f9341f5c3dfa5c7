import type { Builtin } from './builtin.ts';

export const colon: Builtin = { name: ':', isSpecial: true, run: () => 0 };
export const yes: Builtin = { name: 'true', run: () => 0 };
export const no: Builtin = { name: 'false', run: () => 1 };
