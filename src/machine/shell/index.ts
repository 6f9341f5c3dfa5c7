export { runShell } from './run-shell.ts';
export type { Dialect } from './dialect.ts';
