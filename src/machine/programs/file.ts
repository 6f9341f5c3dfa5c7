import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import { isDescribed } from '../files/content.ts';
import type { Stat } from '../files/files.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import { decodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const MAGIC: readonly (readonly [RegExp, string, string])[] = [
   
  [/^\x1f\x8b/, 'gzip compressed data', 'application/gzip'],
  [/^PK\x03\x04/, 'Zip archive data', 'application/zip'],
  [/^\x89PNG/, 'PNG image data', 'image/png'],
  [/^\xff\xd8\xff/, 'JPEG image data', 'image/jpeg'],
  [/^GIF8/, 'GIF image data', 'image/gif'],
  [/^%PDF/, 'PDF document', 'application/pdf'],
  [/^[^]{257}ustar/, 'POSIX tar archive (GNU)', 'application/x-tar'],
];

const KINDS: Readonly<Partial<Record<Stat['type'], readonly [string, string]>>> = {
  directory: ['directory', 'inode/directory'], fifo: ['fifo (named pipe)', 'inode/fifo'], socket: ['socket', 'inode/socket'],
};

function textKind(text: string, isAscii: boolean): readonly [string, string] {
  const shebang = /^#! ?(\S+)(?: (\S+))?/.exec(text);
  const encoding = isAscii ? 'ASCII text' : 'Unicode text, UTF-8 text';
  if (shebang) {
    const interpreter = shebang[1]!.endsWith('/env') ? (shebang[2] ?? '') : shebang[1]!.slice(shebang[1]!.lastIndexOf('/') + 1);
    const name = interpreter === 'sh' ? 'POSIX shell script' : interpreter === 'bash' ? 'Bourne-Again shell script' : interpreter.startsWith('python') ? 'Python script' : `a ${shebang[1]} script`;
    return [`${name}, ${encoding} executable`, interpreter.startsWith('python') ? 'text/x-script.python' : 'text/x-shellscript'];
  }
  if (/^\s*[{[]/.test(text) && isJson(text)) return ['JSON text data', 'application/json'];
  return [`${encoding}${text.includes('\r\n') ? ', with CRLF line terminators' : text.endsWith('\n') ? '' : ', with no line terminators'}`, 'text/plain'];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function* kindOf(call: Call, path: string, stat: Stat): Process<readonly [string, string]> {
  if (stat.type === 'symlink') return [`${call.files.exists(path) ? '' : 'broken '}symbolic link to ${call.files.readlink(path)}`, 'inode/symlink'];
  if (stat.type === 'character' || stat.type === 'block') return [`${stat.type} special (${stat.rdev?.join('/') ?? '0/0'})`, `inode/${stat.type === 'block' ? 'blockdevice' : 'chardevice'}`];
  const kind = KINDS[stat.type];
  if (kind) return kind;
  if (stat.size === 0) return ['empty', 'inode/x-empty'];
  const content = call.files.content(path);
  if (isDescribed(content)) return content.kind === 'program' ? ['ELF 64-bit LSB pie executable, x86-64, version 1 (SYSV), dynamically linked, stripped', 'application/x-pie-executable'] : ['data', 'application/octet-stream'];
  const head = String.fromCharCode(...content.subarray(0, 512));
  const magic = MAGIC.find(([pattern]) => pattern.test(head));
  if (magic) return [magic[1], magic[2]];
  yield* call.spend(content.length / 1000);
  const text = decodeText(content.subarray(0, 65_536));
   
  if (/[\x00-\x06\x0e-\x1a\x1c-\x1f\udc80-\udcff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''))) return ['data', 'application/octet-stream'];
   
  return textKind(text, /^[\x00-\x7f]*$/.test(text));
}

export const tool: Tool = {
  name: 'file',
  origin: 'file-5.44',
  usage: '[-bLi] [--mime-type] file ...',
  *run(call) {
    const options = parseOptions(call, { brief: 'b --brief', mime: '!i --mime', mimeType: '--mime-type', dereference: 'L --dereference', noDereference: 'h --no-dereference', noPad: 'N --no-pad' });
    if (options.operands.length === 0) throw call.refusal(`Usage: file ${this.usage}`);
    const width = Math.max(...options.operands.map((path) => path.length)) + 2;
    for (const path of options.operands) {
      const stat = attempt(() => (options.has('dereference') ? call.files.stat(path) : call.files.lstat(path)));
      const [words, mime] = stat instanceof SystemError ? [`cannot open \`${path}' (${stat.message})`, `cannot open \`${path}' (${stat.message})`] : yield* kindOf(call, path, stat);
      const head = options.has('brief') ? '' : options.has('noPad') ? `${path}: ` : `${path}:`.padEnd(width);
      yield* call.print(`${head}${options.has('mimeType') ? mime : words}\n`);
    }
    return 0;
  },
};

export const program = toProgram(tool);
