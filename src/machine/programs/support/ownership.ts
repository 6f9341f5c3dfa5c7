import type { Process } from '../../../core/process.ts';
import { SystemError } from '../../errno.ts';
import type { Stat } from '../../files/files.ts';
import { attempt, failureOf } from './call.ts';
import type { Call } from './call.ts';
import { parseOptions } from './options.ts';
import { Owners } from './owners.ts';
import { quoted } from './quoting.ts';
import { walk } from './walk.ts';

const OPTIONS = {
  changes: 'c --changes',
  quiet: 'f --silent --quiet',
  verbose: 'v --verbose',
  dereference: 'gnu:--dereference',
  noDereference: 'h --no-dereference',
  from: '!gnu:--from=',
  noPreserveRoot: 'gnu:--no-preserve-root',
  preserveRoot: 'gnu:--preserve-root',
  reference: 'gnu:--reference=',
  recursive: 'R --recursive',
  followOperands: '!H',
  followAll: '!L',
  followNone: 'P',
} as const;

interface Wanted {
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}

function number(text: string): number | undefined {
  return /^\+?\d+$/.test(text) ? Number(text) : undefined;
}

/** `USER`, `USER:GROUP`, `:GROUP`, `USER:` (with its login group), and `USER.GROUP` as of old. */
export function parseOwner(call: Call, owners: Owners, text: string): Wanted {
  const separator = text.includes(':') ? ':' : !owners.user(text) && text.includes('.') ? '.' : undefined;
  const at = separator === undefined ? -1 : text.indexOf(separator);
  const [userText, groupText] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  const user = userText === '' ? undefined : owners.users.find(({ name }) => name === userText);
  const uid = userText === '' ? undefined : (user?.uid ?? number(userText));
  const isWrong = userText !== '' && uid === undefined;
  if (isWrong) throw call.refusal(call.isBusybox ? (text === userText ? `unknown user ${userText}` : `unknown user/group ${text}`) : `invalid user: ${quoted(text)}`);
  if (groupText === undefined) return { uid, gid: undefined };
  if (groupText === '') return { uid, gid: userText === '' ? undefined : (user ?? owners.user(userText))?.gid };
  return { uid, gid: groupId(call, owners, groupText, text) };
}

function groupId(call: Call, owners: Owners, name: string, whole: string): number {
  const gid = owners.groups.find((group) => group.name === name)?.gid ?? number(name);
  if (gid === undefined) throw call.refusal(call.isBusybox ? (whole === name ? `unknown group ${name}` : `unknown user/group ${whole}`) : `invalid group: ${quoted(whole)}`);
  return gid;
}

/** chown(1) and chgrp(1), which differ only in what their first operand is. */
export function* changeOwnership(call: Call, isGroupOnly: boolean): Process<number> {
  const options = parseOptions(call, OPTIONS);
  const owners = new Owners(call.files);
  const operands = [...options.operands];
  const reference = options.value('reference');
  const text = reference === undefined ? operands.shift() : undefined;
  if (text === undefined && reference === undefined) throw call.missing('missing operand');
  if (operands.length === 0) throw call.missing(`missing operand after ${quoted(text ?? '')}`);
  const wanted = reference !== undefined ? call.files.stat(reference) : isGroupOnly ? { uid: undefined, gid: text === '' ? undefined : groupId(call, owners, text!, text!) } : parseOwner(call, owners, text!);
  const gid = wanted.gid;
  const uid = isGroupOnly ? undefined : wanted.uid;
  const isRecursive = options.has('recursive');
  const followLinks = !options.has('noDereference') && !isRecursive;
  const complain = function* (path: string, error: SystemError, doing: string): Process<void> {
    if (options.has('quiet')) call.status = 1;
    else yield* call.fail(call.isBusybox ? `${path}: ${error.message}` : `${doing} ${quoted(path)}: ${error.message}`);
  };
  const noun = isGroupOnly || (uid === undefined && gid !== undefined) ? 'group' : 'ownership';
  const change = function* (path: string, stat: Stat): Process<void> {
    const failure = failureOf(() => call.files.chown(path, uid ?? stat.uid, gid ?? stat.gid, { followLinks }));
    if (failure) return yield* complain(path, failure, `changing ${noun} of`);
    if (!options.has('verbose') && !options.has('changes')) return;
    const name = (u: number, g: number) => (isGroupOnly ? (owners.groupName(g) ?? g) : `${owners.userName(u) ?? u}${gid === undefined ? '' : `:${owners.groupName(g) ?? g}`}`);
    const [before, after] = [name(stat.uid, stat.gid), name(uid ?? stat.uid, gid ?? stat.gid)];
    if (before !== after) yield* call.print(`changed ${noun} of ${quoted(path)} from ${before} to ${after}\n`);
    else if (options.has('verbose')) yield* call.print(`${noun} of ${quoted(path)} retained as ${after}\n`);
  };
  for (const path of operands) {
    if (isRecursive) yield* walk(call, path, change, (child, error) => complain(child, error, 'cannot access'));
    else {
      const stat = attempt(() => (followLinks ? call.files.stat(path) : call.files.lstat(path)));
      if (stat instanceof SystemError) yield* complain(path, stat, 'cannot access');
      else yield* change(path, stat);
    }
  }
  return call.status;
}
