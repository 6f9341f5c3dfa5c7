import type { Command } from './command.ts';
import { COMMANDS, GROUPS } from './commands/index.ts';

/** The page that lists what of docker's command line is simulated, from the declarations. */
export function coveragePage(): string {
  const commands = [...COMMANDS].sort((a, b) => (a.path < b.path ? -1 : 1));
  const simulated = commands.filter((command) => command.run);
  const refused = commands.filter((command) => !command.run);
  return [
    '# What of the docker command is simulated',
    'Generated from the declarations in `src/docker/cli/commands` with `UPDATE_DOCS=1 npx vitest run tests/docs`; a test keeps it current.',
    'Every command and flag of Docker 28.2.2 is parsed, helps and complains as there. What is not listed as simulated is refused with `drydock: … is not simulated`, never ignored.',
    `## Simulated: ${simulated.length} commands`,
    '| Command | Flags that are honoured | Flags that are refused |\n| --- | --- | --- |\n' + simulated.map(row).join('\n'),
    `## Refused: ${refused.length} commands`,
    refusedList(refused),
  ].join('\n\n') + '\n';
}

function row(command: Command): string {
  const flags = (command.flags ?? []).filter((flag) => !flag.isHidden && flag.name !== 'help');
  const names = (isRefused: boolean) => flags.filter((flag) => (flag.isRefused ?? false) === isRefused).map((flag) => `\`--${flag.name}\``).sort().join(' ');
  const others = (command.names ?? []).filter((name) => name !== command.path).map((name) => `\`${name}\``);
  return `| \`${command.path}\`${others.length > 0 ? `, ${others.join(', ')}` : ''} | ${names(false)} | ${names(true)} |`;
}

function refusedList(commands: readonly Command[]): string {
  const groups = GROUPS.filter((group) => commands.some((command) => command.path.startsWith(`${group.path} `)));
  return groups.map((group) => `- \`${group.path}\`: ${commands.filter((command) => command.path.slice(0, command.path.lastIndexOf(' ')) === group.path).map((command) => `\`${command.path.slice(group.path.length + 1)}\``).join(' ')}`).join('\n');
}
