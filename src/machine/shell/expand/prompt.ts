import { SECOND } from '../../../core/clock.ts';
import { BASH_VERSION } from '../execute/computed.ts';
import type { Shell } from '../execute/shell.ts';

const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The backslash escapes of PS1 (bash(1), PROMPTING). What they give is not expanded again. */
export function expandPrompt(shell: Shell, prompt: string): string {
  return prompt.replace(/\\(?:([0-7]{3})|([^]))/g, (_, octal: string | undefined, letter: string) =>
    octal === undefined ? escapeOf(shell, letter) : String.fromCharCode(parseInt(octal, 8)),
  );
}

function escapeOf(shell: Shell, letter: string): string {
  const { system } = shell;
  switch (letter) {
    case 'u': return userOf(shell);
    case 'h': return system.host.hostname.split('.')[0]!;
    case 'H': return system.host.hostname;
    case 'w': return folderOf(shell);
    case 'W': return folderOf(shell) === '~' ? '~' : shell.folder === '/' ? '/' : shell.folder.slice(shell.folder.lastIndexOf('/') + 1);
    case '$': return system.credentials.uid === 0 ? '#' : '$';
    case 's': return shell.name.replace(/^.*\/|^-/, '');
    case 'n': return '\n';
    case 'r': return '\r';
    case 'a': return '\x07';
    case 'e': return '\x1b';
    case 'j': return String(shell.jobs.list.length);
    case 'l': return system.terminal?.name.replace(/.*\//, '') ?? 'tty';
    case 'v': return BASH_VERSION.slice(0, 3);
    case 'V': return BASH_VERSION.replace(/\(.*/, '');
    case '!': case '#': return String(shell.history.length + 1);
    case 't': return clock(shell, 'HMS');
    case 'A': return clock(shell, 'HM');
    case 'T': return clock(shell, 'IMS');
    case '@': return clock(shell, 'IMp');
    case 'd': return date(shell);
    // What is between does not count for the width; the editor leaves it out by itself.
    case '[': return '\x01';
    case ']': return '\x02';
    case '\\': return '\\';
    default: return `\\${letter}`;
  }
}

function userOf(shell: Shell): string {
  const { uid } = shell.system.credentials;
  const { files } = shell.system;
  const lines = files.exists('/etc/passwd') ? files.readText('/etc/passwd').split('\n') : [];
  const name = lines.map((line) => line.split(':')).find((fields) => Number(fields[2]) === uid && fields.length > 3)?.[0];
  return name ?? 'I have no name!';
}

function folderOf(shell: Shell): string {
  const home = shell.variables.get('HOME');
  const { folder } = shell;
  if (home === undefined || home === '' || home === '/') return folder;
  if (folder === home) return '~';
  return folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder;
}

const two = (value: number) => String(value).padStart(2, '0');

function clock(shell: Shell, format: string): string {
  const seconds = Math.floor(shell.system.now() / SECOND) % 86_400;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  if (format === 'HM') return `${two(hours)}:${two(minutes)}`;
  if (format === 'HMS') return `${two(hours)}:${two(minutes)}:${two(seconds % 60)}`;
  const twelve = two(((hours + 11) % 12) + 1);
  return format === 'IMS' ? `${twelve}:${two(minutes)}:${two(seconds % 60)}` : `${twelve}:${two(minutes)} ${hours < 12 ? 'AM' : 'PM'}`;
}

/** `Mon Jun 02`, in UTC. */
function date(shell: Shell): string {
  const day = Math.floor(shell.system.now() / SECOND / 86_400);
  // The civil calendar, counted from the first of March of year 0.
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  return `${DAYS[day % 7]} ${MONTHS[(month + 2) % 12]} ${two(ofYear - Math.floor((153 * month + 2) / 5) + 1)}`;
}
