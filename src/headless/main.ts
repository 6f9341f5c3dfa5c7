import { COMMANDS } from './commands/index.ts';
import { UsageError } from './command.ts';

const HELP = `drydock: Docker in memory, without a page

usage: drydock COMMAND …

${COMMANDS.map((command) => `  ${command.usage.padEnd(58)} ${command.about}`).join('\n')}

drydock COMMAND --help tells more.`;

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(HELP);
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) {
    console.error(`drydock: there is no command ${name}. 'drydock --help' lists them.`);
    return 2;
  }
  if (args.includes('--help')) {
    console.log(`usage: drydock ${command.usage}\n\n${command.help}`);
    return 0;
  }
  try {
    return await command.run(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`drydock ${name}: ${error.message}\nusage: drydock ${command.usage}`);
    return 2;
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(141);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
