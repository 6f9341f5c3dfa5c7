/** Builtins whose arguments of the form `name=value` are assignments: not split, and in bash possibly arrays. */
export const DECLARATIONS: ReadonlySet<string> = new Set(['export', 'readonly', 'local', 'declare', 'typeset']);
