import type { Shell } from '../execute/shell.ts';

interface Piece {
  readonly text: string;
  readonly isExpanded: boolean;
}

/** The literal text with its `~` replaced; undefined when none of them is one. */
export function expandTilde(
  shell: Shell,
  text: string,
  at: { readonly isFirst: boolean; readonly isLast: boolean; readonly isAssignment: boolean },
): Piece[] | undefined {
  // A name that goes on in a quoted part is no user's name: ~"root".
  const starts = at.isAssignment ? /(^|[:=])~([^/:\\'"$]*)(?=[/:]|$)/g : /^()~([^/\\'"$]*)(?=\/|$)/g;
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(starts)) {
    const [whole, before, user] = match as unknown as [string, string, string];
    if (match.index === 0 && before === '' && !at.isFirst) continue;
    if (match.index + whole.length === text.length && !at.isLast) continue;
    const home = homeOf(shell, user);
    if (home === undefined) continue;
    pieces.push({ text: text.slice(done, match.index) + before, isExpanded: false }, { text: home, isExpanded: true });
    done = match.index + whole.length;
  }
  if (pieces.length === 0) return undefined;
  if (done < text.length) pieces.push({ text: text.slice(done), isExpanded: false });
  return pieces.filter((piece) => piece.text !== '' || piece.isExpanded);
}

function homeOf(shell: Shell, user: string): string | undefined {
  if (user === '') return shell.variables.get('HOME') ?? passwd(shell, (fields) => Number(fields[2]) === shell.system.credentials.uid);
  if (user === '+' && shell.isBash) return shell.variables.get('PWD');
  if (user === '-' && shell.isBash) return shell.variables.get('OLDPWD');
  return passwd(shell, (fields) => fields[0] === user);
}

function passwd(shell: Shell, isWanted: (fields: readonly string[]) => boolean): string | undefined {
  const { files } = shell.system;
  if (!files.exists('/etc/passwd')) return undefined;
  return files.readText('/etc/passwd').split('\n').map((line) => line.split(':')).find(isWanted)?.[5];
}
