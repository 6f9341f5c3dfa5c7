import type { AdviceRule } from '../advice.ts';
import { CACHE_RULES } from './caches.ts';
import { COPY_RULES } from './copies.ts';
import { IMAGE_RULES } from './images.ts';
import { PACKAGE_RULES } from './packages.ts';
import { RUNTIME_RULES } from './runtime.ts';
import { SHELL_RULES } from './shell.ts';

/** Every rule of advice; each has a page in docs/advice. */
export const ADVICE_RULES: readonly AdviceRule[] = [...IMAGE_RULES, ...PACKAGE_RULES, ...CACHE_RULES, ...SHELL_RULES, ...COPY_RULES, ...RUNTIME_RULES];
