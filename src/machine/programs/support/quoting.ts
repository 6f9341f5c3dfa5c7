/** As GNU tools name a file in a message: `'a b'`, `"it's"`. */
export function quoted(name: string): string {
  if (!name.includes("'")) return hasControl(name) ? escaped(name) : `'${name}'`;
  if (!/["\\$`]/.test(name) && !hasControl(name)) return `"${name}"`;
  return `'${name.replaceAll("'", "'\\''")}'`;
}

/** As GNU tools name a file at the head of a message: quoted only when a shell would need it. */
export function quotedIfNeeded(name: string): string {
  return name === '' || /[\s'"\\$`!*?[\](){}<>|&;#~=^]/.test(name) && !/^[^\s'"\\$`!*?[(){}<>|&;]+$/.test(name) ? quoted(name) : name;
}

function hasControl(name: string): boolean {
  return /[\x00-\x1f\x7f]/.test(name);
}

function escaped(name: string): string {
  const pieces = name.split(/([\n\t\r])/).filter((piece) => piece !== '');
  const codes: Record<string, string> = { '\n': "$'\\n'", '\t': "$'\\t'", '\r': "$'\\r'" };
  return pieces.map((piece, i) => codes[piece] ? `${i === 0 ? "''" : ''}${codes[piece]}` : `'${piece}'`).join('');
}
