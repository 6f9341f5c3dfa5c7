interface Change {
  readonly who: number;
  readonly hasWho: boolean;
  readonly operator: string;
  readonly permissions: string;
}

/**
 * What a mode as chmod(1) takes it (`755`, `u+x,go-w`, `a=rX`) makes of an old mode; undefined when it is none.
 * A change without `ugoa` leaves alone what the umask holds.
 */
export function applyMode(text: string, old: number, isDirectory: boolean, umask: number): number | undefined {
  if (/^[0-7]{1,5}$/.test(text)) {
    const mode = Number.parseInt(text, 8);
    if (mode > 0o7777) return undefined;
    return isDirectory && text.length < 5 ? mode | (old & 0o6000) : mode;
  }
  let mode = old;
  for (const clause of text.split(',')) {
    const changes = parseClause(clause);
    if (!changes) return undefined;
    for (const change of changes) mode = applyChange(change, mode, isDirectory, umask);
  }
  return mode;
}

const WHO: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 };

function parseClause(clause: string): Change[] | undefined {
  const match = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]|[0-7]+))+)$/.exec(clause);
  if (!match) return undefined;
  const who = [...match[1]!].reduce((bits, letter) => bits | WHO[letter]!, 0);
  return [...match[2]!.matchAll(/([-+=])([rwxXstugo0-7]*)/g)].map(([, operator, permissions]) => ({
    who: who === 0 ? 0o7777 : who, hasWho: who !== 0, operator: operator!, permissions: permissions!,
  }));
}

function applyChange({ who, hasWho, operator, permissions }: Change, old: number, isDirectory: boolean, umask: number): number {
  let bits = permissionBits(permissions, old, isDirectory) & who;
  if (!hasWho) bits &= ~umask;
  if (operator === '+') return old | bits;
  if (operator === '-') return old & ~bits;
  const kept = isDirectory ? 0o6000 & ~0 : 0;
  const cleared = (hasWho ? who : 0o7777 & ~umask) & (hasWho && who === 0o7777 ? 0o7777 : 0o7777);
  return (old & ~(cleared & ~kept)) | bits;
}

function permissionBits(permissions: string, old: number, isDirectory: boolean): number {
  if (/^[0-7]+$/.test(permissions)) return Number.parseInt(permissions, 8);
  let bits = 0;
  for (const letter of permissions) {
    if (letter === 'r') bits |= 0o444;
    else if (letter === 'w') bits |= 0o222;
    else if (letter === 'x' || (letter === 'X' && (isDirectory || (old & 0o111) !== 0))) bits |= 0o111;
    else if (letter === 's') bits |= 0o6000;
    else if (letter === 't') bits |= 0o1000;
    else if ('ugo'.includes(letter)) {
      const triple = (old >> { u: 6, g: 3, o: 0 }[letter as 'u' | 'g' | 'o']) & 7;
      bits |= triple | (triple << 3) | (triple << 6);
    }
  }
  return bits;
}
