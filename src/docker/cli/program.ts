import { NotSimulated } from '../../core/errors.ts';
import type { Process } from '../../core/process.ts';
import { isSystemError } from '../../machine/errno.ts';
import type { ExitCode, System } from '../../machine/system.ts';
import type { ApiHandler } from '../api/http.ts';
import { Client, ClientError, ConnectionError, DaemonError } from '../client/client.ts';
import { COMMANDS, GROUPS } from './commands/index.ts';
import { createCompleter } from './completion.ts';
import { ConfigFile } from './config/config-file.ts';
import { ContextStore } from './config/contexts.ts';
import { resolveEndpoint } from './config/endpoint.ts';
import { CommandError, Exit } from './errors.ts';
import { FlagError, HelpAsked, parseFlags } from './flags/parse.ts';
import { helpText } from './help.ts';
import { rootFlags } from './root-flags.ts';
import type { Session } from './session.ts';
import { plantTree } from './tree.ts';
import type { CommandNode, GroupNode, Node } from './tree.ts';
import { argumentsError, unknownCommand, usageError } from './usage-errors.ts';

/** How the docker command finds its daemon: the world says what is listening where. */
export interface DaemonAddresses {
  /**
   * The daemon at `unix:///var/run/docker.sock` or `tcp://HOST:PORT`, as this process reaches it; or why not: nobody
   * listens, or the process may not open the socket.
   */
  connect(system: System, address: string): ApiHandler | 'refused' | 'denied';
}

/** The tree of all commands. Made once: it is only read. */
export const TREE: GroupNode = plantTree(GROUPS, COMMANDS);

/** Runs the `docker` command. */
export function* runDocker(system: System, addresses: DaemonAddresses): Process<ExitCode> {
  return yield* run(system, addresses);
}

/** What Tab offers behind `docker`. */
export function* completeDocker(addresses: DaemonAddresses, system: System, words: readonly string[], index: number): Process<readonly string[]> {
  const completer = createCompleter(TREE, (asking) => clientOf(asking, addresses, () => hostForCompletion(asking)));
  return yield* completer.complete(system, words, index);
}

/** The daemon's address where no flag says another. */
function hostForCompletion(system: System): string {
  const folder = system.env.get('DOCKER_CONFIG') || `${system.env.get('HOME') ?? '/root'}/.docker`;
  return resolveEndpoint([], '', system.env, ConfigFile.load(system.files, folder).config, new ContextStore(system.files, folder)).host();
}

/** A client that finds the daemon at each request. */
function clientOf(system: System, addresses: DaemonAddresses, hostOf: () => string): Client {
  return new Client((method, path) => {
    const host = hostOf();
    const handler = addresses.connect(system, host);
    if (handler === 'refused') throw new ConnectionError(`Cannot connect to the Docker daemon at ${host}. Is the docker daemon running?`);
    if (handler === 'denied') {
      const socket = host.replace(/^unix:\/\//, '');
      const verb = method === 'GET' ? 'Get' : method[0] + method.slice(1).toLowerCase();
      throw new ConnectionError(
        `permission denied while trying to connect to the Docker daemon socket at ${host}: ${verb} "http://${socket.replaceAll('/', '%2F')}${path}": dial unix ${socket}: connect: permission denied`,
      );
    }
    return handler;
  });
}

function* run(system: System, addresses: DaemonAddresses): Process<ExitCode> {
  try {
    return yield* dispatch(system, addresses);
  } catch (error) {
    if (error instanceof Exit) return error.status;
    if (error instanceof NotSimulated) {
      yield* system.complain(`${error.message}\n`);
      return 125;
    }
    if (error instanceof CommandError || error instanceof DaemonError || error instanceof ClientError) {
      yield* system.complain(`${error.message}\n`);
      if (error instanceof CommandError) return error.status;
      return error.message.startsWith('drydock: ') ? 125 : 1;
    }
    if (isSystemError(error)) {
      yield* system.complain(`${error.path === undefined ? '' : `${error.path}: `}${error.message.toLowerCase()}\n`);
      return 1;
    }
    throw error;
  }
}

function* dispatch(system: System, addresses: DaemonAddresses): Process<ExitCode> {
  const folderOf = (given: string) => given || system.env.get('DOCKER_CONFIG') || `${system.env.get('HOME') ?? '/root'}/.docker`;
  const columns = inputColumns(system);
  const declared = rootFlags(folderOf(''));
  let words = system.argv.slice(1);
  let root;
  try {
    root = parseFlags(declared, words, false);
  } catch (error) {
    if (error instanceof FlagError) throw usageError(TREE, error.message);
    if (!(error instanceof HelpAsked)) throw error;
    words = words.filter((word) => word !== '--help' && word !== '-h');
    const target = find(words.filter((word) => !word.startsWith('-')));
    yield* system.print(helpText(target.node, { rootFlags: declared, columns }));
    return 0;
  }
  words = [...root.args];
  const logLevel = root.values.text('log-level');
  if (!['debug', 'info', 'warn', 'error', 'fatal', 'trace', 'panic', 'warning'].includes(logLevel)) throw new CommandError(`Unable to parse logging level: ${logLevel}`);
  if (root.values.isOn('version') && words.length === 0) {
    yield* system.print('Docker version 28.2.2, build e6534b4\n');
    return 0;
  }
  for (const name of ['tls', 'tlsverify', 'tlscacert', 'tlscert', 'tlskey']) if (root.values.isGiven(name)) throw new NotSimulated(`docker --${name}`);
  if (words[0] === 'help') return yield* help(system, words.slice(1), columns);

  const { node, rest } = find(words);
  const parsed = yield* readFlags(system, node, rest, columns);
  if (parsed === undefined) return 0;
  if (node.kind === 'group') {
    if (parsed.args.length > 0) throw unknownCommand(node, parsed.args[0]!);
    yield* system.complain(helpText(node, { rootFlags: declared, columns }));
    return 0;
  }
  const problem = argumentsError(node, parsed.args.length);
  if (problem) throw problem;
  const folder = folderOf(root.values.text('config'));
  const { config, warning } = ConfigFile.load(system.files, folder);
  if (warning !== undefined) yield* system.complain(`${warning}\n`);
  const contexts = new ContextStore(system.files, folder);
  const endpoint = resolveEndpoint(root.values.texts('host'), root.values.text('context'), system.env, config, contexts);
  const session = openSession(system, addresses, node, parsed, config, contexts, endpoint);
  return yield* execute(session, node);
}

function openSession(
  system: System, addresses: DaemonAddresses, node: CommandNode, parsed: Pick<Session, 'args'> & { readonly values: Session['flags'] },
  config: ConfigFile, contexts: ContextStore, endpoint: ReturnType<typeof resolveEndpoint>,
): Session {
  const client = clientOf(system, addresses, () => endpoint.host());
  return {
    system, client, config, contexts, command: node.command, path: node.path, flags: parsed.values, args: parsed.args,
    context: endpoint.context,
    get host() {
      return endpoint.host();
    },
    now: () => system.now(),
    print: (text) => system.print(text),
    complain: (text) => system.complain(text),
    isInputTerminal: system.descriptors.get(0)?.terminal !== undefined,
    isOutputTerminal: system.descriptors.get(1)?.terminal !== undefined,
  };
}

function* execute(session: Session, node: CommandNode): Process<ExitCode> {
  const { command } = node;
  if (!command.run) throw new NotSimulated(node.path);
  for (const flag of session.flags.given) if (flag.isRefused) throw new NotSimulated(`${node.path} --${flag.name}`);
  return yield* command.run(session);
}

/** Follows words down the tree: the last node that they name, and the words that are left. */
function find(words: readonly string[]): { readonly node: Node; readonly rest: readonly string[] } {
  let node: Node = TREE;
  let rest = words;
  while (node.kind === 'group' && rest.length > 0) {
    const child: Node | undefined = node.children.get(rest[0]!);
    if (!child) break;
    node = child;
    rest = rest.slice(1);
  }
  return { node, rest };
}

/** Undefined when help was asked for and has been given. */
function* readFlags(system: System, node: Node, words: readonly string[], columns: number): Process<ReturnType<typeof parseFlags> | undefined> {
  const flags = node.kind === 'command' ? (node.command.flags ?? []) : [];
  const options = { rootFlags: rootFlags(''), columns };
  try {
    const parsed = parseFlags(flags, words, node.kind === 'group' || !node.command.endsFlagsAtArgument);
    if (parsed.values.has('help') && parsed.values.isOn('help')) {
      yield* system.print(helpText(node, options));
      return undefined;
    }
    for (const notice of parsed.notices) yield* system.print(`${notice}\n`);
    for (const flag of flags) {
      const value = flag.variable === undefined ? undefined : system.env.get(flag.variable);
      if (value) parsed.values.assume(flag, value);
    }
    return parsed;
  } catch (error) {
    if (error instanceof HelpAsked) {
      if (error.isShorthand) yield* system.print('Flag shorthand -h has been deprecated, use --help\n');
      yield* system.print(helpText(node, options));
      return undefined;
    }
    if (error instanceof FlagError) throw usageError(node, error.message);
    throw error;
  }
}

function* help(system: System, words: readonly string[], columns: number): Process<ExitCode> {
  const { node, rest } = find(words);
  if (rest.length > 0) throw new CommandError(`unknown help topic: ${rest.join(' ')}`);
  const folder = system.env.get('DOCKER_CONFIG') ?? `${system.env.get('HOME') ?? '/root'}/.docker`;
  yield* system.print(helpText(node, { rootFlags: rootFlags(folder), columns }));
  return 0;
}

/** Help is as wide as the terminal on standard input. */
function inputColumns(system: System): number {
  return system.descriptors.get(0)?.terminal?.size.columns ?? 80;
}
