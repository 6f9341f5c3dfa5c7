/** time.Duration's String: `1m30s`, `1.5ms`. Nanoseconds. */
export function goDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  const sign = nanoseconds < 0 ? '-' : '';
  const size = Math.abs(nanoseconds);
  if (size < 1e3) return `${sign}${size}ns`;
  if (size < 1e6) return `${sign}${size / 1e3}µs`;
  if (size < 1e9) return `${sign}${size / 1e6}ms`;
  const hours = Math.floor(size / 3600e9);
  const minutes = Math.floor((size % 3600e9) / 60e9);
  const seconds = (size % 60e9) / 1e9;
  return sign + (hours > 0 ? `${hours}h` : '') + (hours > 0 || minutes > 0 ? `${minutes}m` : '') + `${seconds}s`;
}

const NAMED: Readonly<Record<number, string>> = { 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r', 39: "\\'", 92: '\\\\' };

/** A number as `%q` has it: the character of that code, quoted. `docker history` shows HEALTHCHECK's retries so. */
export function goRune(code: number): string {
  if (code > 0x10ffff) return "'\ufffd'";
  const plain = code >= 32 && code < 127 ? String.fromCodePoint(code) : code >= 161 ? String.fromCodePoint(code) : `\\x${code.toString(16).padStart(2, '0')}`;
  return `'${NAMED[code] ?? plain}'`;
}
