const SCP = /^[a-zA-Z0-9_.-]+@[a-zA-Z0-9.-]+:[^\s]+$/;

/** What ADD takes for a git repository rather than a file to fetch. */
export function isGitSource(source: string): boolean {
  if (/^(?:git|ssh):\/\//.test(source)) return true;
  if (/^https?:\/\//.test(source)) return /\.git(?:[#?].*)?$/.test(source);
  return SCP.test(source);
}

export function isHttpSource(source: string): boolean {
  return /^https?:\/\//.test(source) && !isGitSource(source);
}

/** The last part of the URL's path. */
export function fileNameOf(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/, '').replace(/[?#].*$/, '');
  const base = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return base === '' || base === '.' ? '__unnamed__' : decode(base);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
