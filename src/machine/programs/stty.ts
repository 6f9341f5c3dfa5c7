import { NotSimulated } from '../../core/errors.ts';
import { SystemError } from '../errno.ts';
import { COOKED, RAW } from '../processes/terminal.ts';
import type { LineSettings, Terminal } from '../processes/terminal.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const FLAGS: Readonly<Record<string, keyof LineSettings>> = { echo: 'isEchoing', icanon: 'isCanonical', isig: 'hasSignals', opost: 'translatesNewlines', onlcr: 'translatesNewlines' };

/** What is known and changes nothing here. */
const WITHOUT_EFFECT = new Set(['brkint', 'ignbrk', 'icrnl', 'ixon', 'ixoff', 'iutf8', 'echoe', 'echok', 'echoctl', 'echoke', 'tostop', 'iexten', 'imaxbel', 'cs8', 'hupcl', 'cread', 'igncr', 'inlcr', 'istrip']);

function terminalOf(call: Call, device: string | undefined): Terminal {
  const file = device === undefined ? call.system.descriptors.get(0) : attempt(() => call.files.open(device, { read: true }));
  if (file instanceof SystemError) throw call.refusal(call.isBusybox ? `can't open '${device}': ${file.message}` : `${device}: ${file.message}`);
  const terminal = file?.terminal;
  if (device !== undefined && file) file.release();
  if (terminal) return terminal;
  throw call.refusal(call.isBusybox ? `${device ?? 'standard input'}: Inappropriate ioctl for device` : `${quoted(device ?? 'standard input')}: Inappropriate ioctl for device`);
}

function saved(settings: LineSettings): string {
  const bits = (settings.isCanonical ? 1 : 0) | (settings.isEchoing ? 2 : 0) | (settings.hasSignals ? 4 : 0) | (settings.translatesNewlines ? 8 : 0);
  return `500:5:bf:8a3b:3:1c:7f:15:4:0:1:0:11:13:1a:0:12:f:17:16:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:${bits.toString(16)}`;
}

function restored(text: string): LineSettings {
  const bits = Number.parseInt(text.slice(text.lastIndexOf(':') + 1), 16);
  return { isCanonical: (bits & 1) !== 0, isEchoing: (bits & 2) !== 0, hasSignals: (bits & 4) !== 0, translatesNewlines: (bits & 8) !== 0 };
}

function summary({ settings, size }: Terminal, isAll: boolean): string {
  const flag = (name: string) => `${settings[FLAGS[name]!] ? '' : '-'}${name}`;
  const head = `speed 38400 baud;${isAll ? ` rows ${size.rows}; columns ${size.columns};` : ''} line = 0;\n`;
  const wanted = isAll ? ['isig', 'icanon', 'echo', 'opost', 'onlcr'] : ['isig', 'icanon', 'echo', 'opost', 'onlcr'].filter((name) => !settings[FLAGS[name]!]);
  return head + (wanted.length > 0 ? `${wanted.map(flag).join(' ')}\n` : '');
}

export const tool: Tool = {
  name: 'stty',
  usage: '[-F DEVICE | --file=DEVICE] [SETTING]...\n[-F DEVICE | --file=DEVICE] [-a|--all]\n[-F DEVICE | --file=DEVICE] [-g|--save]',
  busyboxUsage: '[-a|g] [-F DEVICE] [SETTING]...',
  *run(call) {
    const args = [...call.args];
    let device: string | undefined;
    const at = args.findIndex((arg) => arg === '-F' || arg.startsWith('--file='));
    if (at >= 0) device = args[at] === '-F' ? args.splice(at, 2)[1] : args.splice(at, 1)[0]!.slice(7);
    const terminal = terminalOf(call, device);
    if (args.length === 0) yield* call.print(summary(terminal, false));
    for (let i = 0; i < args.length; i++) {
      const word = args[i]!;
      const name = word.replace(/^-/, '');
      const isOn = !word.startsWith('-');
      if (word === '-a' || word === '--all') yield* call.print(summary(terminal, true));
      else if (word === '-g' || word === '--save') yield* call.print(`${saved(terminal.settings)}\n`);
      else if (word === 'size') yield* call.print(`${terminal.size.rows} ${terminal.size.columns}\n`);
      else if (word === 'raw' || word === '-cooked') terminal.setSettings({ ...RAW, isEchoing: terminal.settings.isEchoing });
      else if (word === 'cooked' || word === '-raw') terminal.setSettings({ ...COOKED, isEchoing: terminal.settings.isEchoing });
      else if (word === 'sane') terminal.setSettings(COOKED);
      else if (word === 'cbreak') terminal.setSettings({ ...terminal.settings, isCanonical: false });
      else if (word === '-cbreak') terminal.setSettings({ ...terminal.settings, isCanonical: true });
      else if (FLAGS[name]) terminal.setSettings({ ...terminal.settings, [FLAGS[name]]: isOn });
      else if (word === 'rows' || word === 'cols' || word === 'columns') {
        const number = Number(args[++i]);
        if (!Number.isInteger(number)) throw call.misuse(`missing argument to ${quoted(word)}`);
        terminal.resize(word === 'rows' ? { ...terminal.size, rows: number } : { ...terminal.size, columns: number });
      } else if (/^[0-9a-f]+(:[0-9a-f]+)+$/.test(word)) terminal.setSettings(restored(word));
      else if (word === 'min' || word === 'time') throw new NotSimulated(`stty ${word}`);
      else if (!WITHOUT_EFFECT.has(name)) throw call.isBusybox ? call.refusal(`invalid argument '${word}'`) : call.misuse(`invalid argument ${quoted(word)}`);
    }
    return 0;
  },
};

export const program = toProgram(tool);
