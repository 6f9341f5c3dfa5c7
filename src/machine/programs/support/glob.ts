/** What fnmatch(3) takes: `*`, `?`, `[a-z]`, `[!a]`, and a backslash before a character that stands for itself. */
export function globToRegExp(glob: string, options: { readonly isPath?: boolean; readonly ignoresCase?: boolean } = {}): RegExp {
  let source = '';
  for (let i = 0; i < glob.length; i++) {
    const character = glob[i]!;
    if (character === '*') {
      while (glob[i + 1] === '*') i++;
      source += options.isPath ? '[^/]*' : '.*';
    }
    else if (character === '?') source += options.isPath ? '[^/]' : '.';
    else if (character === '[') {
      const bracket = bracketAt(glob, i);
      if (bracket) {
        source += bracket.source;
        i = bracket.end;
      } else source += '\\[';
    } else if (character === '\\' && i + 1 < glob.length) source += escaped(glob[++i]!);
    else source += escaped(character);
  }
  return new RegExp(`^${source}$`, `su${options.ignoresCase ? 'i' : ''}`);
}

function bracketAt(glob: string, start: number): { source: string; end: number } | undefined {
  const match = /^\[([!^]?)(\]?(?:\[:[a-z]+:\]|[^\]])*)\]/.exec(glob.slice(start));
  if (!match) return undefined;
  const body = match[2]!.replace(/\[:([a-z]+):\]/g, (_, name: string) => CLASS_SOURCES[name] ?? '').replace(/[\\[\]^]/g, (character, at: number, whole: string) => (character === '\\' && /[dsw]/.test(whole[at + 1] ?? '') ? character : `\\${character}`));
  return { source: `[${match[1] ? '^' : ''}${body}]`, end: start + match[0].length - 1 };
}

const CLASS_SOURCES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z', digit: '0-9', alnum: 'A-Za-z0-9', upper: 'A-Z', lower: 'a-z', space: '\\s', punct: '!-/:-@\\[-`{-~', xdigit: '0-9A-Fa-f', blank: ' \t',
};

function escaped(character: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
