const OCTAL = /^[0-7]+$/;
const CLAUSE = /^[ugoa]*(?:[+\-=](?:[rwxXst]*|[ugo]))+$/;

/** Of --chmod: octal up to 07777, or symbolic as chmod(1) has it. */
export function isFileMode(text: string): boolean {
  if (/^\d/.test(text)) return OCTAL.test(text) && parseInt(text, 8) <= 0o7777;
  return text.split(',').every((clause) => CLAUSE.test(clause));
}

/** The mode after a change, for a file that had `before`. */
export function changeMode(before: number, text: string, isFolder: boolean): number {
  if (OCTAL.test(text)) return parseInt(text, 8);
  return text.split(',').reduce((mode, clause) => applyClause(mode, clause, isFolder), before);
}

const SHIFTS = { u: 6, g: 3, o: 0 } as const;

function applyClause(before: number, clause: string, isFolder: boolean): number {
  const who = /^[ugoa]*/.exec(clause)![0];
  const users = who === '' || who.includes('a') ? ['u', 'g', 'o'] as const : [...new Set(who)] as ('u' | 'g' | 'o')[];
  let mode = before;
  for (const [, operator, what] of clause.slice(who.length).matchAll(/([+\-=])([rwxXst]*|[ugo])/g)) {
    for (const user of users) {
      const bits = bitsFor(mode, user, what!, isFolder);
      const mine = (0o7 << SHIFTS[user]) | (user === 'u' ? 0o4000 : user === 'g' ? 0o2000 : 0o1000);
      if (operator === '+') mode |= bits;
      else if (operator === '-') mode &= ~bits;
      else mode = (mode & ~mine) | bits;
    }
  }
  return mode;
}

function bitsFor(mode: number, user: 'u' | 'g' | 'o', what: string, isFolder: boolean): number {
  if (/^[ugo]$/.test(what)) return ((mode >> SHIFTS[what as 'u' | 'g' | 'o']) & 0o7) << SHIFTS[user];
  let bits = 0;
  if (what.includes('r')) bits |= 4;
  if (what.includes('w')) bits |= 2;
  if (what.includes('x') || (what.includes('X') && (isFolder || (mode & 0o111) !== 0))) bits |= 1;
  bits <<= SHIFTS[user];
  if (what.includes('s') && user !== 'o') bits |= user === 'u' ? 0o4000 : 0o2000;
  if (what.includes('t') && user === 'o') bits |= 0o1000;
  return bits;
}
