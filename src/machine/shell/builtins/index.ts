import { aliasBuiltins } from './alias.ts';
import { colon, no, yes } from './basics.ts';
import type { Builtin } from './builtin.ts';
import { cd, chdir, pwd } from './cd.ts';
import { directoryStack } from './directory-stack.ts';
import { echo } from './echo.ts';
import { exec } from './exec.ts';
import { getopts } from './getopts.ts';
import { history } from './history.ts';
import { introspectionBuiltins } from './introspection.ts';
import { jobBuiltins } from './jobs.ts';
import { jumps } from './jumps.ts';
import { kill } from './kill.ts';
import { letBuiltin } from './let.ts';
import { limitBuiltins } from './limits.ts';
import { printf } from './printf.ts';
import { mapfile, read, readarray } from './read.ts';
import { setBuiltins } from './set.ts';
import { sourceBuiltins } from './source.ts';
import { bracket, test } from './test.ts';
import { trap } from './trap.ts';
import { typeBuiltins } from './type.ts';
import { variableBuiltins } from './variables.ts';
import { wait } from './wait.ts';

const ALL: readonly Builtin[] = [
  colon, yes, no, echo, printf, test, bracket, cd, chdir, pwd, ...directoryStack, ...jumps, ...variableBuiltins, ...setBuiltins, getopts,
  ...sourceBuiltins, exec, ...typeBuiltins, ...aliasBuiltins, read, mapfile, readarray, trap, kill, wait, ...jobBuiltins,
  ...limitBuiltins, letBuiltin, history, ...introspectionBuiltins,
];

/** Every builtin by name. Adding one is adding a file and its line here. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map(ALL.map((builtin) => [builtin.name, builtin]));
