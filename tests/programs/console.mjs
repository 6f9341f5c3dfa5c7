// Recorded commands: `$ command`, then `  | ` and a line of standard output, `  2| ` of standard error, `  [N]` a status
// that is not 0. `  |\` marks output whose last line has no newline.

export function parseConsole(text) {
  const lines = text.replace(/\n$/, '').split('\n');
  const title = [];
  while (lines.length > 0 && !lines[0].startsWith('$ ')) title.push(lines.shift());
  const steps = [];
  for (const line of lines) {
    const step = steps.at(-1);
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), stdout: '', stderr: '', status: 0 });
    else if (line.startsWith('> ')) step.command += `\n${line.slice(2)}`;
    else if (line === '  |\\') step.stdout = step.stdout.replace(/\n$/, '');
    else if (line === '  2|\\') step.stderr = step.stderr.replace(/\n$/, '');
    else if (line.startsWith('  2|')) step.stderr += `${line.slice(5)}\n`;
    else if (line.startsWith('  |')) step.stdout += `${line.slice(4)}\n`;
    else if (/^ {2}\[\d+\]$/.test(line)) step.status = Number(line.slice(3, -1));
    else if (line.trim() !== '' && !line.startsWith('#')) throw new Error(`not understood: ${line}`);
  }
  return { title: title.join('\n'), steps };
}

function output(text, mark) {
  if (text === '') return '';
  const isWhole = text.endsWith('\n');
  const lines = (isWhole ? text.slice(0, -1) : text).split('\n').map((line) => `  ${mark}${line === '' ? '' : ` ${line}`}\n`);
  return lines.join('') + (isWhole ? '' : `  ${mark}\\\n`);
}

export function formatStep({ command, stdout, stderr, status }) {
  return `$ ${command.replaceAll('\n', '\n> ')}\n${output(stdout, '|')}${output(stderr, '2|')}${status === 0 ? '' : `  [${status}]\n`}`;
}

export function formatConsole({ title, steps }) {
  return `${title.trimEnd()}\n\n${steps.map(formatStep).join('')}`;
}

/** What differs from build to build and is no behaviour: BusyBox's version, and the descriptions below a usage line. */
export function normalise(step) {
  const stderr = step.stderr
    .replace(/BusyBox v[^\n]* multi-call binary\./, 'BusyBox v[...] multi-call binary.')
    .replace(/(Usage: [^\n]*\n(?:or: [^\n]*\n)*)\n[^]*$/, '$1');
  return { ...step, stderr };
}
