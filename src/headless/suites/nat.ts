import { FlagValueError } from '../../docker/cli/flags/flag.ts';
import { ParseError } from '../../docker/cli/golang/numbers.ts';
import { newPort, parseOptionalRange, parsePort, parsePortRange, parsePortSpec, parsePortSpecs, splitProtocol } from '../../docker/cli/options/ports.ts';
import type { PortBinding } from '../../docker/api/types/containers.ts';
import { Tally, canonical, currentCases } from './suite.ts';
import type { GoCase, GoSuite, SuiteResult } from './suite.ts';

/** Arguments by name, as recorded: what is called says their types. */
type Args = Readonly<Record<'rawPort' | 'ports' | 'proto' | 'port' | 'portOrRange', never>>;

const asGo = ({ HostIp, HostPort }: PortBinding) => ({ HostIP: HostIp, HostPort });

const CALLS: Readonly<Record<string, (args: Args, test: GoCase) => readonly unknown[]>> = {
  ParsePort: ({ rawPort }) => [parsePort(rawPort)],
  ParsePortRangeToInt: ({ rawPort }) => parseOptionalRange(rawPort),
  ParsePortRange: ({ ports }) => parsePortRange(ports),
  NewPort: ({ proto, port, portOrRange }) => [newPort(proto, port ?? portOrRange)],
  'Port.Proto': (_, { recv }) => [splitProtocol(recv as string)[0]],
  'Port.Port': (_, { recv }) => [splitProtocol(recv as string)[1]],
  'Port.Int': (_, { recv }) => [parsePort(splitProtocol(recv as string)[1])],
  SplitProtoPort: ({ rawPort }) => splitProtocol(rawPort),
  ParsePortSpec: ({ rawPort }) => [parsePortSpec(rawPort).map(({ port, binding }) => ({ Port: port, Binding: asGo(binding) }))],
  ParsePortSpecs: ({ ports }) => {
    const { exposed, bindings } = parsePortSpecs(ports);
    return [exposed, Object.fromEntries(Object.entries(bindings).map(([port, list]) => [port, list!.map(asGo)]))];
  },
};

/** nat.json: specifications of ports as go-connections reads them. */
export function runSuite(suite: GoSuite): SuiteResult {
  const tally = new Tally();
  for (const { test, isCurrent } of currentCases(suite)) {
    const call = CALLS[test.fn];
    if (!isCurrent || !call) tally.skip();
    else tally.check(`${test.fn} ${canonical(test.args)} ${canonical(test.recv)}`, test.error ? `error: ${test.error}` : canonical(test.out), attempt(() => call(test.args as Args, test)));
  }
  return tally.result;
}

function attempt(call: () => unknown): string {
  try {
    return canonical(call());
  } catch (error) {
    return error instanceof FlagValueError || error instanceof ParseError ? `error: ${error.message}` : `crash: ${String(error)}`;
  }
}
